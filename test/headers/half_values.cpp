// Host arithmetic of the 16-bit float types, with GCC and with clang; the bits are IEEE 754's.
// RUN: %gxx -std=gnu++14 %s -o %t.gcc && %t.gcc
// RUN: %clangxx -std=c++20 %s -o %t.clang && %t.clang
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <stdio.h>

static int failures = 0;

static void expect(const char* what, unsigned got, unsigned wanted) {
  if (got == wanted)
    return;
  printf("%s: %#x, expected %#x\n", what, got, wanted);
  ++failures;
}
#define EXPECT_HALF(expression, bits) expect(#expression, __half_as_ushort(expression), bits)
#define EXPECT_BFLOAT(expression, bits) expect(#expression, __bfloat16_as_ushort(expression), bits)

int main() {
  EXPECT_HALF(__half(1.5f) * __half(2), 0x4200);
  EXPECT_HALF(__float2half(65519.0f), 0x7bff); // the largest float below the middle of 65504 and infinity
  EXPECT_HALF(__float2half(65520.0f), 0x7c00);
  EXPECT_HALF(__float2half_rz(65520.0f), 0x7bff);
  EXPECT_HALF(__float2half_ru(1.0001f), 0x3c01);
  EXPECT_HALF(__float2half_rd(-1.0001f), 0xbc01);
  EXPECT_HALF(__float2half(0x1p-25f), 0x0000); // half of the smallest subnormal: to even
  EXPECT_HALF(__float2half(0x1.8p-25f), 0x0001);
  EXPECT_HALF(__float2half_ru(0x1p-40f), 0x0001);
  EXPECT_HALF(__double2half(1.0 + 0x1p-11 + 0x1p-40), 0x3c01); // above the middle, but not in float
  EXPECT_HALF(__hfma(__ushort_as_half(0x3c01), __ushort_as_half(0x3c01), __half(-1.0f)), 0x1800); // 2^-9 + 2^-20, even
  EXPECT_HALF(__hadd_sat(__half(0.75f), __half(0.5f)), 0x3c00);
  EXPECT_HALF(__int2half_rn(2049), 0x6800); // 2048: even
  EXPECT_HALF(__int2half_ru(2049), 0x6801);
  expect("rn", (unsigned)__half2int_rn(__half(2.5f)), 2);
  expect("saturates", (unsigned)__half2short_rz(__ushort_as_half(0x7c00)), 32767);
  expect("NaN to integer", (unsigned)__half2int_rz(__ushort_as_half(0x7e00)), 0);
  expect("ordered", __hlt(__ushort_as_half(0x7e00), __half(1.0f)), 0);
  expect("unordered", __hltu(__ushort_as_half(0x7e00), __half(1.0f)), 1);
  EXPECT_HALF(__hmax(__ushort_as_half(0x7e00), __half(1.0f)), 0x3c00);
  EXPECT_HALF(__hneg(__half(0.0f)), 0x8000);
  __half2 pair(__half(1.0f), __half(-2.0f));
  EXPECT_HALF((pair++).x, 0x3c00);
  EXPECT_HALF((--pair).y, 0xc000);
  expect("differs in both", pair != -pair, 1);
  expect("differs in one", pair != __half2(__half(1.0f), __half(3.0f)), 0);
  expect("mask of differing", __hneu2_mask(pair, __half2(__half(1.0f), __half(3.0f))), 0xffff0000);
  expect("mask, NaN is unordered", __hne2_mask(pair, __half2(__ushort_as_half(0x7e00), __half(3.0f))), 0xffff0000);
  EXPECT_HALF(__half(__nv_bfloat16(1.5f)), 0x3e00);
  EXPECT_BFLOAT(__nv_bfloat16(__half(1.5f)), 0x3fc0);
  EXPECT_HALF(__high2half(__halves2half2(__half(1.0f), __half(2.0f))), 0x4000);

  // 7 * 37 = 259 lies in the middle between 258 and 260, and the addend decides, however small it is.
  const __nv_bfloat16 tiny(1e-30f);
  EXPECT_BFLOAT(__hfma(__nv_bfloat16(7.0f), __nv_bfloat16(37.0f), __nv_bfloat16(0.0f)), 0x4382);
  EXPECT_BFLOAT(__hfma(__nv_bfloat16(7.0f), __nv_bfloat16(37.0f), tiny), 0x4382);
  EXPECT_BFLOAT(__hfma(__nv_bfloat16(7.0f), __nv_bfloat16(37.0f), -tiny), 0x4381);
  EXPECT_BFLOAT(__hfma(tiny, -tiny, __nv_bfloat16(1.0f)), 0x3f80);
  EXPECT_HALF(__hfma_relu(__half(-1.0f), __half(1.0f), __half(0.5f)), 0x0000);
  EXPECT_HALF(__hfma_relu(__ushort_as_half(0xfe00), __half(1.0f), __half(0.5f)), 0x7fff);

  EXPECT_HALF(__hmax(__half(-0.0f), __half(0.0f)), 0x0000);
  EXPECT_HALF(__hmax(__half(0.0f), __half(-0.0f)), 0x0000);
  EXPECT_HALF(__hmin(__half(0.0f), __half(-0.0f)), 0x8000);
  EXPECT_HALF(__hmin(__half(-1.0f), __half(-2.0f)), 0xc000);
  EXPECT_HALF(__hmax(__ushort_as_half(0xfe00), __ushort_as_half(0x7e00)), 0x7fff);
  EXPECT_HALF(__hmax_nan(__ushort_as_half(0x7e00), __half(1.0f)), 0x7fff);
  EXPECT_BFLOAT(__hmin_nan(__nv_bfloat16(1.0f), __ushort_as_bfloat16(0xffc0)), 0x7fff);

  // Above the middle by one in the last of 63 digits, and just below a power of two.
  EXPECT_BFLOAT(__ll2bfloat16_rn(0x4040000000000000), 0x5e80);
  EXPECT_BFLOAT(__ll2bfloat16_rn(0x4040000000000001), 0x5e81);
  EXPECT_BFLOAT(__ll2bfloat16_rn(-0x4040000000000001), 0xde81);
  EXPECT_BFLOAT(__ll2bfloat16_rz(0x7fffffffffffffff), 0x5eff);
  EXPECT_BFLOAT(__ull2bfloat16_rd(0xffffffffffffffff), 0x5f7f);
  EXPECT_BFLOAT(__ull2bfloat16_ru(0x8000000000000001), 0x5f01);
  EXPECT_BFLOAT(__nv_bfloat16(0x01010001), 0x4b81);
  EXPECT_BFLOAT(__double2bfloat16(1.00390625 + 1e-12), 0x3f81);
  EXPECT_HALF(__int2half_rz(-100000), 0xfbff);
  EXPECT_HALF(__int2half_ru(65505), 0x7c00);
  EXPECT_HALF(__float2half_rd(-1e-30f), 0x8001);
  EXPECT_HALF(__float2half_ru(-1e-30f), 0x8000);
  expect("to char", (unsigned)(int)(signed char)__half(300.0f), 127);
  expect("to unsigned char", (unsigned char)__half(-1.0f), 0);
  expect("to int", (unsigned)(int)__ushort_as_half(0xfc00), 0x80000000u);
  expect("NaN to short", (unsigned)(short)__nv_bfloat16(__ushort_as_bfloat16(0x7fc0)), 0);
  expect("NaN to long long", (unsigned)((unsigned long long)__half2ll_rn(__ushort_as_half(0x7e00)) >> 32), 0x80000000u);
  constexpr __half smallest(__half_raw{1});
  static_assert((bool)smallest, "constructed and tested at compile time");

  EXPECT_HALF(hexp(__ushort_as_half(0x1f79)), 0x3c07); // just below the middle: 0x3c07 and 0.49999 ulp
  EXPECT_HALF(hlog2(__half(0.125f)), 0xc200);
  EXPECT_HALF(htanh(__ushort_as_half(0x8001)), 0x8001);
  EXPECT_BFLOAT(hexp10(__ushort_as_bfloat16(0xbc95)), 0x3f75);
  EXPECT_BFLOAT(hsin(__ushort_as_bfloat16(0x7f7f)), 0xbf7d);

  volatile __half in_memory = __half(1.5f);
  in_memory = __half(2.5f);
  __half read = in_memory; // through its bits
  EXPECT_HALF(read, 0x4100);

  EXPECT_BFLOAT(__float2bfloat16(1.00390625f), 0x3f80); // 1 + 2^-8: to even
  EXPECT_BFLOAT(__float2bfloat16(1.01171875f), 0x3f82);
  EXPECT_BFLOAT(__float2bfloat16_rz(1.01171875f), 0x3f81);
  EXPECT_BFLOAT(__float2bfloat16(3.4e38f), 0x7f80);
  EXPECT_BFLOAT(__hadd(__nv_bfloat16(256.0f), __nv_bfloat16(1.0f)), 0x4380);
  EXPECT_BFLOAT(__low2bfloat16(__floats2bfloat162_rn(2.0f, 3.0f)), 0x4000);
  return failures != 0;
}
