// Which space a generic pointer leads to: __isGlobal and its kin, and asm's isspacep.
// RUN: %ox-nvcc -O2 %s -o %t && %t | FileCheck %s
#include <cstdio>

struct Large {
  int values[40];
};

__device__ int global_variable;
__constant__ int constant_variable = 3;
__constant__ Large constants;

// A call, so that the compiler knows nothing of the pointer.  Only a kernel knows where its parameters are.
__noinline__ __device__ unsigned window_of(const void* p) {
  return __isGlobal(p) | __isShared(p) << 1 | __isConstant(p) << 2 | __isLocal(p) << 3;
}
__device__ unsigned spaces_of(const void* p) { return window_of(p) | __isGridConstant(p) << 4; }

__global__ void ask(unsigned* out, int* memory, const __grid_constant__ Large parameter, int index) {
  __shared__ int shared_variable;
  extern __shared__ int dynamic[];
  int local[8] = {index};
  out[0] = spaces_of(memory + index);
  out[1] = spaces_of(&global_variable);
  out[2] = spaces_of(&shared_variable);
  out[3] = spaces_of(dynamic + index);
  out[4] = spaces_of(local + index);
  out[5] = spaces_of(&constant_variable);
  out[6] = spaces_of(constants.values + index);
  out[7] = spaces_of(parameter.values + index);
  out[8] = parameter.values[index] + constant_variable;
  unsigned generic_shared;
  asm("{ .reg .pred p; isspacep.shared p, %1; selp.u32 %0, 1, 0, p; }"
      : "=r"(generic_shared)
      : "l"(__cvta_shared_to_generic(__cvta_generic_to_shared(&shared_variable))));
  out[9] = generic_shared;
}

int main() {
  unsigned *out, host[10];
  int* memory;
  cudaMalloc(&out, sizeof(host));
  cudaMalloc(&memory, 1024);
  Large parameter{};
  parameter.values[5] = 39;
  ask<<<1, 1, 64>>>(out, memory, parameter, 5);
  cudaMemcpy(host, out, sizeof(host), cudaMemcpyDefault);
  for (unsigned value : host)
    printf("%u ", value);
  printf("%s\n", cudaGetErrorString(cudaGetLastError()));
  // Bits: global, shared, constant, local, parameter of the grid, which is in global memory too (PTX ISA, isspacep).
  // CHECK: 1 1 2 2 8 4 4 17 42 1 no error
}
