// Conversions to and from 8, 6 and 4-bit floats in device code: every half, in every format, against the OCP definitions.
// RUN: %ox-nvcc -arch=sm_75 -O1 %s -o %t && %t | FileCheck %s
// CHECK: wrong 0
#include "../headers/Inputs/small_float_reference.h"
#include <cstdio>
#include <cuda_fp4.h>
#include <cuda_fp6.h>
#include <cuda_fp8.h>

struct Codes {
  __nv_fp8_e4m3 e4m3;
  __nv_fp8_e5m2 e5m2;
  __nv_fp6_e2m3 e2m3;
  __nv_fp6_e3m2 e3m2;
  __nv_fp4_e2m1 e2m1;
  __nv_fp8_storage_t unsaturated;
};

__global__ void narrow(Codes* out) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  const __half h = __ushort_as_half((unsigned short)i);
  out[i] = {__nv_fp8_e4m3(h), __nv_fp8_e5m2(h), __nv_fp6_e2m3(h),
            __nv_fp6_e3m2(h), __nv_fp4_e2m1(h), __nv_cvt_halfraw_to_fp8(h, __NV_NOSAT, __NV_E5M2)};
}

__global__ void widen(float* out) {
  const unsigned short i = threadIdx.x;
  out[5 * i] = (float)*(__nv_fp8_e4m3*)&i;
  out[5 * i + 1] = (float)*(__nv_fp8_e5m2*)&i;
  out[5 * i + 2] = (float)*(__nv_fp6_e2m3*)&i;
  out[5 * i + 3] = (float)*(__nv_fp6_e3m2*)&i;
  out[5 * i + 4] = (float)*(__nv_fp4_e2m1*)&i;
}

static unsigned wanted(const reference::Format& f, double x, unsigned nan) {
  if (x != x)
    return nan;
  return (std::signbit(x) ? reference::sign_of(f) : 0) | std::min(reference::nearest(f, x), f.largest);
}

int main() {
  using namespace reference;
  const Format formats[] = {e4m3, e5m2, e2m3, e3m2, e2m1};
  Codes* codes;
  float* values;
  cudaMallocManaged(&codes, sizeof(Codes) << 16);
  cudaMallocManaged(&values, 5 * 256 * sizeof *values);
  narrow<<<256, 256>>>(codes);
  widen<<<1, 256>>>(values);
  int wrong = cudaDeviceSynchronize() != cudaSuccess;
  for (unsigned i = 0; i < 0x10000; ++i) {
    _Float16 h = __builtin_bit_cast(_Float16, (unsigned short)i);
    const double x = double(h);
    wrong += codes[i].e4m3.__x != wanted(e4m3, x, 0x7f);
    wrong += codes[i].e5m2.__x != wanted(e5m2, x, 0x7f);
    wrong += codes[i].e2m3.__x != wanted(e2m3, x, 0x1f);
    wrong += codes[i].e3m2.__x != wanted(e3m2, x, 0x1f);
    wrong += codes[i].e2m1.__x != wanted(e2m1, x, 7);
    const unsigned magnitude = nearest(e5m2, x); // 0x7c is infinity
    wrong += x == x && codes[i].unsaturated != ((std::signbit(x) ? 0x80 : 0) | magnitude);
  }
  for (unsigned code = 0; code < 256; ++code)
    for (int n = 0; n < 5; ++n) {
      const Format& f = formats[n];
      if (code >= 2 * sign_of(f))
        continue;
      const float v = values[5 * code + n];
      const unsigned magnitude = code & (sign_of(f) - 1);
      if (magnitude <= f.largest)
        wrong += v != value(f, code) || std::signbit(v) != (code >= sign_of(f));
      else if (magnitude == 0x7c)
        wrong += v != (code & 0x80 ? -INFINITY : INFINITY);
      else
        wrong += v == v;
    }
  std::printf("wrong %d\n", wrong);
}
