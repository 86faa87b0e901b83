// What inline PTX does beyond its results: memory, barriers, calls, the end of a thread.
// RUN: %ox-nvcc -arch=sm_80 %s -o %t && timeout 60 %t | FileCheck %s
#include <cstdint>
#include <cstdio>

__device__ uint32_t flag, seen, calls, results[8];

// Every turn reads again: the value comes from another block.
__global__ void wait_and_answer() {
  if (blockIdx.x == 1) {
    asm volatile("st.volatile.global.u32 [%0], 5;" ::"l"(&flag));
    return;
  }
  uint32_t value = 0;
  while (value != 5)
    asm volatile("ld.volatile.global.u32 %0, [%1];" : "=r"(value) : "l"(&flag));
  asm volatile("st.global.u32 [%0], %1;" ::"l"(&seen), "r"(value + 1));
}

__device__ __noinline__ float scaled(float x, double by, const uint32_t* offset, short less) {
  return float(x * by) + *offset - less;
}
struct Three {
  int a, b, c;
};
__device__ __noinline__ int total(Three three) { return three.a + 10 * three.b + 100 * three.c; }
extern "C" __device__ __noinline__ void count_call(uint32_t by) { atomicAdd(&calls, by); }

__global__ void call_functions(uint32_t* numbers) {
  float result;
  asm volatile("{\n\t"
               ".param .b32 x;\n\t.param .b64 by;\n\t.param .b64 offset;\n\t.param .b32 less;\n\t.param .b32 value;\n\t"
               "st.param.f32 [x], %1;\n\tst.param.f64 [by], %2;\n\tst.param.b64 [offset], %3;\n\t"
               "st.param.b32 [less], 3;\n\t"
               "call.uni (value), _Z6scaledfdPKjs, (x, by, offset, less);\n\t"
               "ld.param.f32 %0, [value];\n\t}"
               : "=f"(result)
               : "f"(1.5f), "d"(4.0), "l"(numbers)
               : "memory");
  results[0] = uint32_t(result); // 6 + 40 - 3
  int sum;
  asm volatile("{ .param .align 4 .b8 three[12]; .param .b32 value;\n"
               "  st.param.b32 [three], 1; st.param.b32 [three+4], 2; st.param.b32 [three+8], 3;\n"
               "  call (value), _Z5total5Three, (three); ld.param.b32 %0, [value]; }"
               : "=r"(sum));
  results[1] = uint32_t(sum);
  asm volatile("{ .param .b32 by; st.param.b32 [by], 7; call.uni count_call, (by); }" ::: "memory");
  // A function's address, in a register
  asm volatile("{ .reg .u64 f; .param .b32 by; HOW: .callprototype _ (.param .b32 _);\n"
               "  mov.u64 f, count_call; st.param.b32 [by], 30; call f, (by), HOW; }" ::: "memory");
  results[2] = total({4, 5, 6});
}

// printf takes a format and an array of what it prints.
__global__ void print() {
  struct Arguments {
    int lane;
    unsigned long long value;
  } arguments{int(threadIdx.x), 1ull << 40};
  int count;
  asm volatile("{ .param .b64 format; .param .b64 list; .param .b32 count;\n"
               "  st.param.b64 [format], %1; st.param.b64 [list], %2;\n"
               "  call.uni (count), vprintf, (format, list); ld.param.b32 %0, [count]; }"
               : "=r"(count)
               : "l"("from asm: %d %llu\n"), "l"(&arguments)
               : "memory");
  if (threadIdx.x == 1)
    printf("%d arguments\n", count);
}

__global__ void leave_early(uint32_t* out) {
  asm volatile("{ .reg .pred odd; .reg .u32 bit; and.b32 bit, %0, 1; setp.ne.u32 odd, bit, 0; @odd exit; }"
               ::"r"(threadIdx.x));
  out[threadIdx.x] = 1;
}

__global__ void meet(uint32_t* out) {
  __shared__ uint32_t cells[64];
  cells[threadIdx.x] = threadIdx.x;
  asm volatile("bar.sync 0, 64;" ::: "memory");
  const uint32_t other = cells[63 - threadIdx.x];
  asm volatile("barrier.sync %0;" ::"r"(1) : "memory");
  cells[threadIdx.x] = other * 2;
  asm volatile("membar.gl; .pragma \"nounroll\";");
  asm volatile("red.global.add.u32 [%0], %1;" ::"l"(out), "r"(cells[threadIdx.x]) : "memory");
}

// Not volatile, and nobody wants the result: gone, with its loop.
__global__ void unused() {
  for (uint32_t i = 0; i < 4000000000u; ++i) {
    uint32_t nothing;
    asm("add.u32 %0, %1, 1;" : "=r"(nothing) : "r"(i));
  }
}

uint32_t read(const uint32_t& symbol) {
  uint32_t value = 0;
  cudaMemcpyFromSymbol(&value, symbol, sizeof value);
  return value;
}

int main() {
  uint32_t* memory;
  cudaMallocManaged(&memory, 1024);
  wait_and_answer<<<2, 1>>>();
  cudaDeviceSynchronize();
  std::printf("seen %u\n", read(seen));
  // CHECK: seen 6

  *memory = 40;
  call_functions<<<1, 1>>>(memory);
  cudaDeviceSynchronize();
  uint32_t values[8];
  cudaMemcpyFromSymbol(values, results, sizeof values);
  std::printf("scaled %u, total %u and %u, calls %u\n", values[0], values[1], values[2], read(calls));
  // CHECK: scaled 43, total 321 and 654, calls 37

  print<<<1, 2>>>();
  cudaDeviceSynchronize();
  // CHECK-DAG: from asm: 0 1099511627776
  // CHECK-DAG: from asm: 1 1099511627776
  // CHECK: 2 arguments

  for (int i = 0; i < 32; ++i)
    memory[i] = 0;
  leave_early<<<1, 32>>>(memory);
  cudaDeviceSynchronize();
  uint32_t mask = 0;
  for (int i = 0; i < 32; ++i)
    mask |= memory[i] << i;
  std::printf("left %08x\n", mask);
  // CHECK: left 55555555

  *memory = 0;
  meet<<<1, 64>>>(memory);
  unused<<<1, 1>>>();
  std::printf("error %d, sum %u\n", cudaDeviceSynchronize(), *memory);
  // CHECK: error 0, sum 4032
}
