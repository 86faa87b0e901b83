// -ftz=true: in single precision a subnormal operand counts as zero of its sign and a subnormal result becomes one;
// PTX's .ftz forms say so of each operation.  Double, half and integers are left alone, and so are operations on bits.
// RUN: %ox-nvcc %s -DFLUSHES=0 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true %s -DFLUSHES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true -fmad=false %s -DFLUSHES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true -Xptxas -O0 %s -DFLUSHES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true -G %s -DFLUSHES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true --ox-device-through=ptx %s -DFLUSHES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true -rdc=true %s -DFLUSHES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -use_fast_math %s -DFLUSHES=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=false -use_fast_math %s -DFLUSHES=0 -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0 of 66
#include <cmath>
#include <cstdio>
#include <cstring>
#include <cuda_fp16.h>

constexpr unsigned kTiny = 0x00080000;                     // 2^-130, a subnormal
constexpr unsigned kMinus = 0x80000000, kOne = 0x3f800000; // -0 and 1

struct Case {
  const char* name;
  unsigned got, kept, flushed; // what was computed, and what it should be without and with -ftz=true
};

__device__ unsigned bits(float x) { return __float_as_uint(x); }

// s = t = 2^-130, one = 1, d = 2^-130, large = 2^127, small = 2^-100: nothing the compiler knows, or x + -0 would be x.
__global__ void compute(Case* c, float s, float one, double d, float large, float small, float t) {
  const float zero = one - one;
  auto is = [&](const char* name, unsigned got, unsigned kept, unsigned flushed) { *c++ = {name, got, kept, flushed}; };
  // operands
  is("x + 0", bits(s + zero), kTiny, 0);
  is("-x + -0", bits(-s + -zero), kMinus | kTiny, kMinus);
  is("x - 0", bits(s - zero), kTiny, 0);
  is("x * 1", bits(s * one), kTiny, 0);
  is("x / 1", bits(s / one), kTiny, 0);
  is("-x / 1", bits(-s / one), kMinus | kTiny, kMinus);
  is("1 / 8x", bits(1 / (8 * s)), 0x7f000000, 0x7f800000); // 2^127, infinity
  is("fma(x, 1, 0)", bits(fmaf(s, one, 0.0f)), kTiny, 0);
  is("fma(0, 0, x)", bits(fmaf(0 * one, 0 * one, s)), kTiny, 0);
  is("sqrt", bits(sqrtf(s)), 0x1f000000, 0);            // 2^-65
  is("rsqrt", bits(rsqrtf(s)), 0x60000000, 0x7f800000); // 2^65, infinity
  is("-x", bits(-s), kMinus | kTiny, kMinus);
  is("fabs", bits(fabsf(-s * one - (one - one) + (0 - s) * 0)), kTiny, 0);
  is("fabs of what is loaded", bits(fabsf(__uint_as_float(kMinus | __float_as_uint(s)))), kTiny, 0);
  // results
  is("2^-100 * 2^-60", bits(small * (0x1p-60f * one)), 0, 0);
  is("2^-100 * 2^-30", bits(small * (0x1p-30f * one)), kTiny, 0);
  is("2^-100 / 2^30", bits(small / (0x1p30f * one)), kTiny, 0);
  is("2^-126 - 2^-127", bits(0x1p-126f * one - small * 0x1p-26f * (one / 2)), 0x00400000, 0x00800000);
  is("1 / 2^127", bits(1 / large), 0x00400000, 0);
  is("double to float", bits((float)d), kTiny, 0);
  is("-double to float", bits((float)-d), kMinus | kTiny, kMinus);
  // comparisons, extrema
  is("x > 0", s > 0, 1, 0);
  is("x == 0", s == 0, 0, 1);
  is("x < 2x", s < 2 * s, 1, 0);
  is("fmin(x, 1)", bits(fminf(s, one)), kTiny, 0);
  is("fmax(-1, x)", bits(fmaxf(-one, s)), kTiny, 0);
  is("fmin(0, -x)", bits(fminf(one, -s)), kMinus | kTiny, kMinus);
  is("fdim(x, 0)", bits(fdimf(s, 0.0f)), kTiny, 0);
  is("saturate", bits(__saturatef(s)), kTiny, 0);
  // rounding
  is("ceil", bits(ceilf(s)), kOne, 0);
  is("floor(-x)", bits(floorf(-s)), kMinus | kOne, kMinus);
  is("trunc", bits(truncf(s)), 0, 0);
  is("rint(-x)", bits(rintf(-s)), kMinus, kMinus);
  // conversions
  is("float to double", (double)s != 0, 1, 0);
  is("float to int up", __float2int_ru(s), 1, 0);
  is("float to int down", __float2int_rd(-s), ~0u, 0);
  is("float to long long up", __float2ll_ru(s), 1, 0);
  is("float to unsigned up", __float2uint_ru(s), 1, 0);
  is("double to float up", bits(__double2float_ru(d)), kTiny, 0);
  is("double to float to zero", bits(__double2float_rz(d)), kTiny, 0);
  // intrinsics with a rounding
  is("__fadd_rn", bits(__fadd_rn(s, 0.0f)), kTiny, 0);
  is("__fadd_rz", bits(__fadd_rz(s, 0.0f)), kTiny, 0);
  is("__fsub_ru", bits(__fsub_ru(s, 0.0f)), kTiny, 0);
  is("__fmul_rd", bits(__fmul_rd(s, one)), kTiny, 0);
  is("__fmul_ru", bits(__fmul_ru(small, 0x1p-30f * one)), kTiny, 0);
  is("__fdiv_rn", bits(__fdiv_rn(s, one)), kTiny, 0);
  is("__fdiv_rz", bits(__fdiv_rz(s, one)), kTiny, 0);
  is("__frcp_rn", bits(__frcp_rn(large)), 0x00400000, 0);
  is("__frcp_ru", bits(__frcp_ru(large)), 0x00400000, 0);
  is("__fsqrt_rn", bits(__fsqrt_rn(s)), 0x1f000000, 0);
  is("__fsqrt_rz", bits(__fsqrt_rz(s)), 0x1f000000, 0);
  is("__fmaf_rn", bits(__fmaf_rn(s, one, 0.0f)), kTiny, 0);
  is("__fmaf_rd", bits(__fmaf_rd(s, one, 0.0f)), kTiny, 0);
  // which keep them, by their names
  is("__fmaf_ieee_rn", bits(__fmaf_ieee_rn(s, one, 0.0f)), kTiny, kTiny);
  is("__fmaf_ieee_rz", bits(__fmaf_ieee_rz(s, one, 0.0f)), kTiny, kTiny);
  // the approximations
  is("__expf", bits(__expf(-100 * one)) == 0, 0, 1);
  is("__sinf", bits(__sinf(s)), kTiny, 0);
  is("__logf", bits(__logf(s)) == 0xff800000, 0, 1);
  is("__fdividef", bits(__fdividef(s, one)), kTiny, 0);
  // bits stay bits
  is("copysign", bits(copysignf(t, -one)), kMinus | kTiny, kMinus | kTiny);
  is("sign bit turned", __float_as_uint(t) ^ kMinus, kMinus | kTiny, kMinus | kTiny);
  is("a float of turned bits", bits(__uint_as_float(__float_as_uint(t) ^ kMinus)), kMinus | kTiny, kMinus | kTiny);
  is("sign bit cleared", bits(__uint_as_float((__float_as_uint(t) | kMinus) & 0x7fffffff)), kTiny, kTiny);
  is("a choice", bits(one > 0 ? t : one), kTiny, kTiny);
  // other formats
  is("double", d * one * 0x1p-900 > 0, 1, 1);
  is("half", __half_as_ushort(__hmul(__ushort_as_half(0x0200), __float2half(one))), 0x0200, 0x0200);
}

int main() {
  constexpr int kMost = 80;
  Case* cases;
  cudaMallocManaged(&cases, kMost * sizeof(Case));
  memset(cases, 0, kMost * sizeof(Case));
  compute<<<1, 1>>>(cases, 0x1p-130f, 1.0f, 0x1p-130, 0x1p127f, 0x1p-100f, 0x1p-130f);
  const cudaError_t error = cudaDeviceSynchronize();
  int count = 0, wrong = 0;
  for (; count < kMost && cases[count].name; ++count) {
    const Case& c = cases[count];
    const unsigned expected = FLUSHES ? c.flushed : c.kept;
    if (c.got != expected)
      printf("case %d: %08x, expected %08x\n", count, c.got, expected), ++wrong;
  }
  printf("error %d, wrong %d of %d\n", error, wrong, count);
}
