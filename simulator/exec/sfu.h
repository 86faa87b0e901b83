// The special-function unit.  Everything is computed in double with additions, multiplications and divisions only,
// then rounded to single once: the results are the same on every host, and within 0.51 ulp of the exact value, which is
// closer than PTX asks (ex2, lg2, sin, cos, tanh, rcp, rsqrt .approx in the PTX manual).
#pragma once
#include "simulator/exec/formats.h"

namespace ox::sim::OX_LEVEL {

// 2^r for |r| <= 1/2: Taylor's series of e^(r ln 2), remainder below 2^-42.
OX_INLINE double exp2_fraction(double r) {
  double t = r * 0.69314718055994530942;
  double p = 1.0 / 3628800;
  p = p * t + 1.0 / 362880;
  p = p * t + 1.0 / 40320;
  p = p * t + 1.0 / 5040;
  p = p * t + 1.0 / 720;
  p = p * t + 1.0 / 120;
  p = p * t + 1.0 / 24;
  p = p * t + 1.0 / 6;
  p = p * t + 0.5;
  p = p * t + 1.0;
  return p * t + 1.0;
}
// 2^x as a double; x beyond +-300 gives what a single takes for infinity or zero.
OX_INLINE double exp2_double(double x) {
  double bounded = x > 300 ? 300.0 : x < -300 ? -300.0 : x;
  double shifted = bounded + 0x1.8p52; // to nearest integer, which is then in the low bits
  double whole = shifted - 0x1.8p52;
  double scale = as_double((bits_of(shifted) + 1023) << 52);
  return exp2_fraction(bounded - whole) * scale;
}
// log2 of a positive normal double: x = m * 2^e, sqrt(1/2) <= m < sqrt(2), log2(m) = 2/ln 2 * atanh((m-1)/(m+1)).
OX_INLINE double log2_double(double x) {
  uint64_t bits = bits_of(x);
  uint64_t adjusted = bits - 0x3fe6a09e667f3bcd; // bits of sqrt(1/2): its top part is e
  int64_t exponent = int64_t(adjusted) >> 52;
  double m = as_double(bits - (uint64_t(exponent) << 52));
  double t = (m - 1.0) / (m + 1.0), s = t * t;
  double p = 1.0 / 19;
  p = p * s + 1.0 / 17;
  p = p * s + 1.0 / 15;
  p = p * s + 1.0 / 13;
  p = p * s + 1.0 / 11;
  p = p * s + 1.0 / 9;
  p = p * s + 1.0 / 7;
  p = p * s + 1.0 / 5;
  p = p * s + 1.0 / 3;
  p = p * s + 1.0;
  return double(int32_t(exponent)) + 2.8853900817779268147 * t * p;
}
// sin(x + quarter * pi/2).  Arguments from 2^22 on are first reduced with the remainder operation, exact in itself but
// against the double nearest to 2 pi: PTX gives no bound there.
OX_INLINE double sine_double(double x, int64_t quarter) {
  constexpr double kHigh = 0x1.921fb544p0, kMiddle = 0x1.0b4611a6p-34, kLow = 0x1.3198a2e037073p-69; // pi/2
  double shifted = x * 0.63661977236758134308 + 0x1.8p52;
  double k = shifted - 0x1.8p52;
  uint64_t quadrant = bits_of(shifted) + uint64_t(quarter);
  double r = ((x - k * kHigh) - k * kMiddle) - k * kLow;
  double s = r * r;
  double sine = -1.0 / 39916800;
  sine = sine * s + 1.0 / 362880;
  sine = sine * s - 1.0 / 5040;
  sine = sine * s + 1.0 / 120;
  sine = sine * s - 1.0 / 6;
  sine = r + r * s * sine;
  double cosine = 1.0 / 479001600;
  cosine = cosine * s - 1.0 / 3628800;
  cosine = cosine * s + 1.0 / 40320;
  cosine = cosine * s - 1.0 / 720;
  cosine = cosine * s + 1.0 / 24;
  cosine = cosine * s - 0.5;
  cosine = 1.0 + s * cosine;
  double value = quadrant & 1 ? cosine : sine;
  return quadrant & 2 ? -value : value;
}
OX_INLINE bool is_large_angle(float x) { return __builtin_fabsf(x) >= 0x1p22f; }
static double reduce_large_angle(float x) { return __builtin_fmod(double(x), 6.283185307179586); }

struct Reciprocal {
  static OX_INLINE float of(float x) { return 1.0f / x; }
};
struct ReciprocalRoot {
  static OX_INLINE float of(float x) { return x == 0 ? 1.0f / x : float(1.0 / __builtin_sqrt(double(x))); }
};
struct RootOfSingle {
  static OX_INLINE float of(float x) { return __builtin_sqrtf(x); }
};
struct Exp2 {
  static OX_INLINE float of(float x) { return x != x ? x : float(exp2_double(x)); }
};
struct Log2 {
  static OX_INLINE float of(float x) {
    float finite = float(log2_double(double(x > 0 ? x : 1.0f)));
    float special = x == 0 ? -__builtin_inff() : as_single(kNanSingle);
    return x > 0 ? (x == __builtin_inff() ? x : finite) : special;
  }
};
template <int64_t kQuarter> struct Sine {
  static OX_INLINE float of(float x) {
    bool usable = __builtin_fabsf(x) < 0x1p22f;
    float result = float(sine_double(usable ? double(x) : 0.0, kQuarter));
    return usable ? (kQuarter == 0 && x == 0 ? x : result) : as_single(kNanSingle);
  }
  static float of_large(float x) {
    return x - x == 0 ? float(sine_double(reduce_large_angle(x), kQuarter)) : as_single(kNanSingle);
  }
};
struct Tanh {
  static OX_INLINE float of(float x) {
    double v = double(x), magnitude = v < 0 ? -v : v;
    double s = v * v; // the series below 1/8, where 1 - 2 / (e^2x + 1) cancels
    double small =
        v * (1.0 + s * (-1.0 / 3 + s * (2.0 / 15 + s * (-17.0 / 315 + s * (62.0 / 2835 + s * (-1382.0 / 155925))))));
    double e = exp2_double(magnitude * 2.8853900817779268147);
    double large = 1.0 - 2.0 / (e + 1.0);
    double result = magnitude < 0.125 ? small : v < 0 ? -large : large;
    return x != x ? x : x == 0 ? x : float(result);
  }
};

template <class Op, Flushing kFlushing> struct SpecialFunction {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint32_t temporary[kLanes];
    alignas(64) uint32_t argument[kLanes];
    const uint32_t* a = read_single(warp, slot->rs1, temporary);
    OX_LANES argument[lane] = kFlushing == Flushing::kYes ? flush_single(a[lane]) : a[lane];
    write_single<kFull>(warp, slot->rd, [&](unsigned lane) {
      uint32_t bits = canonical_single(Op::of(as_single(argument[lane])));
      return kFlushing == Flushing::kYes ? flush_single(bits) : bits;
    });
    if constexpr (requires { Op::of_large(1.0f); }) {
      uint32_t large = 0;
      for (unsigned lane = 0; lane < kLanes; ++lane)
        large |= is_large_angle(as_single(argument[lane])) ? kBit32[lane] : 0;
      for (uint32_t left = large & warp.mask; left != 0; left &= left - 1) {
        unsigned lane = first_lane(left);
        warp.narrow[slot->rd][lane] = canonical_single(Op::of_large(as_single(argument[lane])));
      }
    }
    return slot + 1;
  }
};
#define OX_SPECIAL(name, ...)                                                                                          \
  Handlers select_ox_##name##_s(uint8_t) { return handlers_of<SpecialFunction<__VA_ARGS__, Flushing::kNo>>(); }        \
  Handlers select_ox_##name##_s_ftz(uint8_t) { return handlers_of<SpecialFunction<__VA_ARGS__, Flushing::kYes>>(); }
OX_SPECIAL(rcp, Reciprocal)
OX_SPECIAL(rsqrt, ReciprocalRoot)
OX_SPECIAL(sqrt, RootOfSingle)
OX_SPECIAL(ex2, Exp2)
OX_SPECIAL(lg2, Log2)
OX_SPECIAL(sin, Sine<0>)
OX_SPECIAL(cos, Sine<1>)
OX_SPECIAL(tanh, Tanh)
#undef OX_SPECIAL

// rcp.approx.ftz.f64 and rsqrt.approx.ftz.f64: only the upper 32 bits of operand and result count; subnormals are
// zero.  We round the exact result towards zero to them, so the error is below 2^-20 relative.
OX_INLINE uint64_t flush_double(uint64_t bits) {
  return (bits & 0x7ff0000000000000) == 0 ? bits & 0x8000000000000000 : bits;
}
struct ReciprocalUpper {
  static OX_INLINE double of(double x) { return 1.0 / x; }
};
struct ReciprocalRootUpper {
  static OX_INLINE double of(double x) { return x == 0 ? 1.0 / x : 1.0 / __builtin_sqrt(x); }
};
template <class Op> struct UpperFunction {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t temporary[kLanes];
    const uint64_t* a = read_double(warp, slot->rs1, temporary);
    write_double<kFull>(warp, slot->rd, [&](unsigned lane) {
      bool is_nan = as_double(a[lane]) != as_double(a[lane]);
      double x = as_double(flush_double(a[lane] & 0xffffffff00000000));
      uint64_t bits = canonical_double(Op::of(x));
      return is_nan ? kNanDouble : flush_double(bits & 0xffffffff00000000);
    });
    return slot + 1;
  }
};
Handlers select_ox_rcp_d(uint8_t) { return handlers_of<UpperFunction<ReciprocalUpper>>(); }
Handlers select_ox_rsqrt_d(uint8_t) { return handlers_of<UpperFunction<ReciprocalRootUpper>>(); }

} // namespace ox::sim::OX_LEVEL
