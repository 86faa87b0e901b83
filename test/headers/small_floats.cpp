// cuda_fp8.h, cuda_fp6.h and cuda_fp4.h on the host: every code's value, and conversions in every rounding, against the
// OCP definitions.
// RUN: %gxx -std=c++11 -O1 %s -o %t.gcc && %t.gcc
// RUN: %clangxx -std=c++20 -O1 %s -o %t.clang && %t.clang
#include "Inputs/small_float_reference.h"
#include <cstdio>
#include <cstdlib>
#include <cuda_fp4.h>
#include <cuda_fp6.h>
#include <cuda_fp8.h>
#include <type_traits>

using namespace reference;

static int failures = 0;
static void expect(const char* what, double x, unsigned got, unsigned wanted) {
  if (got != wanted && ++failures < 20)
    std::printf("%s of %a: %#x, expected %#x\n", what, x, got, wanted);
}
static float float_of(__half_raw h) { return (float)__half(h); }

static void check_fp8(const Format& f, __nv_fp8_interpretation_t kind, unsigned overflow) {
  for (unsigned code = 0; code < 256; ++code) {
    const float v = float_of(__nv_cvt_fp8_to_halfraw((__nv_fp8_storage_t)code, kind));
    const unsigned magnitude = code & 0x7f;
    if (magnitude > overflow || (magnitude == overflow && kind == __NV_E4M3))
      expect("NaN", code, v != v, 1);
    else if (magnitude == overflow)
      expect("infinity", code, v == (code & 0x80 ? -INFINITY : INFINITY), 1);
    else
      expect("value", code, v == value(f, code) && std::signbit(v) == (code >= 0x80), 1);
  }
  for (double x : interesting(f)) {
    const unsigned sign = std::signbit(x) ? 0x80 : 0, code = nearest(f, x);
    expect("saturated", x, __nv_cvt_double_to_fp8(x, __NV_SATFINITE, kind), sign | std::min(code, f.largest));
    expect("unsaturated", x, __nv_cvt_double_to_fp8(x, __NV_NOSAT, kind), sign | std::min(code, overflow));
    const float single = float(x);
    expect("float", single, __nv_cvt_float_to_fp8(single, __NV_SATFINITE, kind),
           (std::signbit(single) ? 0x80 : 0) | std::min(nearest(f, single), f.largest));
  }
  expect("NaN", 0, __nv_cvt_float_to_fp8(NAN, __NV_SATFINITE, kind), 0x7f);
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    __half_raw h;
    h.x = (unsigned short)bits;
    __nv_bfloat16_raw b;
    b.x = (unsigned short)bits;
    for (float x : {float_of(h), (float)__nv_bfloat16(b)}) {
      const bool is_half = x == float_of(h) || (x != x && (bits & 0x7fff) > 0x7c00);
      const unsigned got = is_half ? __nv_cvt_halfraw_to_fp8(h, __NV_SATFINITE, kind)
                                   : __nv_cvt_bfloat16raw_to_fp8(b, __NV_SATFINITE, kind);
      expect("16 bits", x, got, x != x ? 0x7f : (std::signbit(x) ? 0x80 : 0) | std::min(nearest(f, x), f.largest));
    }
  }
}

template <class Convert, class Value> static void check_finite(const Format& f, Convert convert, Value value_of) {
  const unsigned sign = sign_of(f);
  for (unsigned code = 0; code < 2 * sign; ++code)
    expect("value", code, value_of(code) == value(f, code) && std::signbit(value_of(code)) == (code >= sign), 1);
  for (double x : interesting(f)) {
    const bool is_negative = std::signbit(x);
    auto wanted = [&](unsigned code) { return (is_negative ? sign : 0) | std::min(code, f.largest); };
    expect("nearest", x, convert(x, cudaRoundNearest), wanted(nearest(f, x)));
    expect("to zero", x, convert(x, cudaRoundZero), wanted(directed(f, x, false)));
    expect("up", x, convert(x, cudaRoundPosInf), wanted(directed(f, x, !is_negative)));
    expect("down", x, convert(x, cudaRoundMinInf), wanted(directed(f, x, is_negative)));
  }
  expect("NaN", 0, convert(NAN, cudaRoundNearest), f.largest);
}

static void check_scales() {
  for (unsigned code = 0; code < 255; ++code) {
    const float v = (float)__nv_bfloat16(__nv_cvt_e8m0_to_bf16raw((__nv_fp8_storage_t)code));
    expect("scale", code, v == std::ldexp(1.0f, int(code) - 127), 1);
    expect("exact", v, __nv_cvt_float_to_e8m0(-v, __NV_NOSAT, cudaRoundPosInf), code);
    expect("up", v, __nv_cvt_double_to_e8m0(v * 1.0001, __NV_SATFINITE, cudaRoundPosInf), code < 254 ? code + 1 : 254);
    expect("to zero", v, __nv_cvt_double_to_e8m0(v * 1.9999, __NV_SATFINITE, cudaRoundZero), code);
  }
  expect("too large", 0, __nv_cvt_float_to_e8m0(INFINITY, __NV_SATFINITE, cudaRoundZero), 254);
  expect("too large", 0, __nv_cvt_float_to_e8m0(INFINITY, __NV_NOSAT, cudaRoundZero), 255);
  expect("NaN", 0, __nv_cvt_float_to_e8m0(NAN, __NV_SATFINITE, cudaRoundZero), 255);
  expect("zero", 0, __nv_cvt_float_to_e8m0(0, __NV_SATFINITE, cudaRoundPosInf), 0);
}

static void check_types() {
  expect("e4m3", 0, __nv_fp8_e4m3(1.0f).__x, 0x38);
  expect("e5m2", 0, __nv_fp8_e5m2(-2.0).__x, 0xc0);
  expect("saturates", 0, __nv_fp8_e4m3(100000ll).__x, 0x7e);
  expect("back", 0, (unsigned)(int)__nv_fp8_e4m3(-3), (unsigned)-3);
  expect("from half", 0, __nv_fp8_e5m2(__half(0.5f)).__x, 0x38);
  expect("bool", 0, (bool)__nv_fp8_e4m3(-0.0f), 0);
  expect("pair", 0, __nv_fp8x2_e4m3(make_float2(1, 2)).__x, 0x4038);
  expect("four", 0, __nv_fp8x4_e5m2(make_float4(1, 2, -1, 0)).__x, 0x00bc403c);
  expect("four back", 0, ((float4)__nv_fp8x4_e4m3(make_float4(1, 2, 3, 448))).w == 448, 1);
  expect("fp6", 0, __nv_fp6x2_e3m2(make_float2(1, -1)).__x, 0x2c0c);
  expect("fp4 pair", 0, __nv_fp4x2_e2m1(make_float2(1, -6)).__x, 0xf2);
  expect("fp4 four", 0, __nv_fp4x4_e2m1(make_float4(0.5f, 1, 1.5f, 2)).__x, 0x4321);
  expect("fp4 four back", 0, ((float4)__nv_fp4x4_e2m1(make_float4(0.5f, 1, 1.5f, 2))).z == 1.5f, 1);
  expect("scale", 0, __nv_fp8_e8m0(3.0f).__x, 129);
  expect("scale of what double rounds", 0, __nv_fp8_e8m0((1ll << 60) + 1).__x, 127 + 61);
  expect("scale of what double rounds", 0, __nv_fp8_e8m0(~0ull).__x, 127 + 64);
  expect("scale of what double rounds", 0, __nv_fp8_e8m0(-(1ll << 62)).__x, 127 + 62);
  expect("e8m0 pair to bfloat16", 0, ((__nv_bfloat162)__nv_fp8x2_e8m0(make_float2(2, 4))).y == __nv_bfloat16(4.0f), 1);
  expect("no other pair", 0, std::is_constructible<__nv_bfloat162, __nv_fp8x2_e4m3>::value, 0);
  const __half2_raw pair = __nv_cvt_fp4x2_to_halfraw2(0xf2, __NV_E2M1);
  expect("fp4 halves", 0, pair.x | (unsigned)pair.y << 16, 0xc6003c00);
}

int main() {
  check_fp8(e4m3, __NV_E4M3, 0x7f);
  check_fp8(e5m2, __NV_E5M2, 0x7c);
  check_finite(
      e2m3, [](double x, cudaRoundMode r) { return __nv_cvt_double_to_fp6(x, __NV_E2M3, r); },
      [](unsigned c) { return float_of(__nv_cvt_fp6_to_halfraw((__nv_fp6_storage_t)c, __NV_E2M3)); });
  check_finite(
      e3m2, [](double x, cudaRoundMode r) { return __nv_cvt_double_to_fp6(x, __NV_E3M2, r); },
      [](unsigned c) { return float_of(__nv_cvt_fp6_to_halfraw((__nv_fp6_storage_t)c, __NV_E3M2)); });
  check_finite(
      e2m1, [](double x, cudaRoundMode r) { return __nv_cvt_double_to_fp4(x, __NV_E2M1, r); },
      [](unsigned c) { return float_of(__nv_cvt_fp4_to_halfraw((__nv_fp4_storage_t)c, __NV_E2M1)); });
  check_scales();
  check_types();
  return failures != 0;
}
