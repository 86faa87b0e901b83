// A bfloat16 fma is rounded once: products halfway between two bfloat16, and an addend far below a float's last place.
// RUN: %ox-nvcc -arch=sm_80 %s -o %t && %t | FileCheck %s
// CHECK: 3f91 3f90 3fa1 3fa2
// CHECK: 3f913f90
#include <cstdio>
#include <cuda_bf16.h>

struct Operands {
  unsigned short a, b, c;
};

__global__ void fused(const Operands* in, unsigned short* out) {
  const Operands o = in[threadIdx.x];
  out[threadIdx.x] =
      __bfloat16_as_ushort(__hfma(__ushort_as_bfloat16(o.a), __ushort_as_bfloat16(o.b), __ushort_as_bfloat16(o.c)));
}

__global__ void fused_pair(unsigned* out) {
  const __nv_bfloat16 a = __ushort_as_bfloat16(0x3f88); // 1.0625, whose square is halfway
  const __nv_bfloat162 pair = __hfma2(__halves2bfloat162(a, a), __halves2bfloat162(a, a),
                                      __halves2bfloat162(__ushort_as_bfloat16(0xab80), __ushort_as_bfloat16(0x2b80)));
  *out = __bfloat16_as_ushort(__high2bfloat16(pair)) << 16 | __bfloat16_as_ushort(__low2bfloat16(pair));
}

int main() {
  Operands* in;
  unsigned short* out;
  unsigned* pair;
  cudaMallocManaged(&in, 4 * sizeof *in);
  cudaMallocManaged(&out, 4 * sizeof *out);
  cudaMallocManaged(&pair, sizeof *pair);
  in[0] = {0x3f88, 0x3f88, 0x2b80}; // 1.0625^2 + 2^-40
  in[1] = {0x3f88, 0x3f88, 0xab80}; // 1.0625^2 - 2^-40
  in[2] = {0x3f88, 0x3f98, 0xab80}; // 1.0625 * 1.1875 - 2^-40
  in[3] = {0x3f88, 0x3f98, 0x0000}; // halfway: to even
  fused<<<1, 4>>>(in, out);
  fused_pair<<<1, 1>>>(pair);
  cudaDeviceSynchronize();
  std::printf("%x %x %x %x\n%08x\n", out[0], out[1], out[2], out[3], *pair);
}
