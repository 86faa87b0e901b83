// -fmad: a*b+c in float, double and half is one rounding, also over several statements and in PTX without .rn, or it is
// two; fma stays one rounding and the intrinsics stay two.  The product of 1 + e and 1 + e is 1 + 2e + e*e, whose last
// part only one rounding keeps.
// RUN: %ox-nvcc %s -DFUSES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -fmad=true -ftz=true %s -DFUSES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -use_fast_math %s -DFUSES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc --ox-device-through=ptx %s -DFUSES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -rdc=true %s -DFUSES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -fmad=false %s -DFUSES=0 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -fmad=false -ftz=true %s -DFUSES=0 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -fmad=false -use_fast_math %s -DFUSES=0 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -fmad=false --ox-device-through=ptx %s -DFUSES=0 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -fmad=false -rdc=true %s -DFUSES=0 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -use_fast_math -fmad=false %s -DFUSES=0 -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0 of 16
#include <cstdio>
#include <cstring>
#include <cuda_fp16.h>

enum Kind { kByOption = 1, kOneRounding, kTwoRoundings };
struct Case {
  Kind kind;
  double got, exact; // without the last part it is 0
};

// e is 2^-14, 2^-30, 2^-6: e*e is beyond the last place of 1.  Volatile, so that no product has two uses: then it would
// have to be rounded anyway.
__global__ void compute(Case* c, volatile float* some_f, volatile double* some_d, const volatile unsigned short* some_h,
                        float one) {
  auto is = [&](Kind kind, double got, double exact) { *c++ = {kind, got, exact}; };
  volatile float& f = *some_f;
  volatile double& d = *some_d;
  auto h = [&] { return __ushort_as_half(*some_h); };
  const float ef = f - 1, low_f = -(1 + 2 * ef) * one;
  is(kByOption, f * f + low_f, ef * ef);
  is(kByOption, low_f + f * f, ef * ef);
  is(kByOption, f * f - -low_f, ef * ef);
  is(kByOption, -low_f - f * f, -ef * ef);
  float product = f * f;
  product += low_f;
  is(kByOption, product, ef * ef);
  is(kOneRounding, fmaf(f, f, low_f), ef * ef);
  is(kOneRounding, __fmaf_rn(f, f, low_f), ef * ef);
  is(kTwoRoundings, __fadd_rn(__fmul_rn(f, f), low_f), ef * ef);
  is(kTwoRoundings, __fmul_rn(f, f) + low_f, ef * ef);

  const double ed = d - 1, low_d = -(1 + 2 * ed) * one;
  is(kByOption, d * d + low_d, ed * ed);
  is(kOneRounding, fma(d, d, low_d), ed * ed);
  is(kTwoRoundings, __dadd_rn(__dmul_rn(d, d), low_d), ed * ed);

  const __half low_h = __float2half(-(1 + 2 * (__half2float(h()) - 1)));
  const double eh = __half2float(h()) - 1;
  is(kByOption, __half2float(h() * h() + low_h), eh * eh);
  is(kOneRounding, __half2float(__hfma(h(), h(), low_h)), eh * eh);

  float r;
  asm("{.reg .f32 p; mul.f32 p, %1, %1; add.f32 %0, p, %2;}" : "=f"(r) : "f"(f), "f"(low_f));
  is(kByOption, r, ef * ef);
  asm("{.reg .f32 p; mul.rn.f32 p, %1, %1; add.rn.f32 %0, p, %2;}" : "=f"(r) : "f"(f), "f"(low_f));
  is(kTwoRoundings, r, ef * ef);
}

int main() {
  constexpr int kMost = 32;
  Case* cases;
  cudaMallocManaged(&cases, kMost * sizeof(Case));
  memset(cases, 0, kMost * sizeof(Case));
  double* d;
  float* f;
  unsigned short* h;
  cudaMallocManaged(&d, sizeof *d);
  cudaMallocManaged(&f, sizeof *f);
  cudaMallocManaged(&h, sizeof *h);
  *d = 1 + 0x1p-30, *f = 1 + 0x1p-14f, *h = __half_as_ushort(__float2half(1 + 0x1p-6f));
  compute<<<1, 1>>>(cases, f, d, h, 1.0f);
  const cudaError_t error = cudaDeviceSynchronize();
  int count = 0, wrong = 0;
  for (; count < kMost && cases[count].kind; ++count) {
    const Case& c = cases[count];
    const bool fused = c.kind == kOneRounding || (c.kind == kByOption && FUSES);
    if (c.got != (fused ? c.exact : 0))
      printf("case %d is %a, exactly %a\n", count, c.got, c.exact), ++wrong;
  }
  printf("error %d, wrong %d of %d\n", error, wrong, count);
}
