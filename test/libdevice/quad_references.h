// What each quad-precision function should give, by MPFR or by integer arithmetic on the bits.
#pragma once
#include "quad_harness.h"
#include <algorithm>
#include <climits>

namespace ox::quad_reference {

using quad_test::Exponents;
using quad_test::Interval;
using quad_test::is_nan;
using quad_test::Number;
using quad_test::rounded;
using quad_test::u128;

inline constexpr u128 kSign = quad_test::make(uint64_t{1} << 63, 0);
inline constexpr u128 kInfinity = quad_test::make(0x7fff000000000000, 0);

// One of MPFR's functions of 1, 2 or 3 arguments.
template <auto kFunction, Exponents kExponents = {-60, 60}> struct ByMpfr {
  static constexpr Exponents exponents = kExponents;
  template <typename... X> static int real(mpfr_ptr r, X... x) { return kFunction(r, x..., MPFR_RNDN); }
};

struct __nv_fp128_add : ByMpfr<mpfr_add> {};
struct __nv_fp128_sub : ByMpfr<mpfr_sub> {};
struct __nv_fp128_mul : ByMpfr<mpfr_mul> {};
struct __nv_fp128_div : ByMpfr<mpfr_div> {};
struct __nv_fp128_fma : ByMpfr<mpfr_fma> {};
struct __nv_fp128_sqrt : ByMpfr<mpfr_sqrt> {
  static constexpr Interval usual{0.1, 10};
};

// The sign of a zero stays, as C99's annex F has it.
template <int (*kFunction)(mpfr_ptr, mpfr_srcptr)> struct Integral {
  static constexpr Exponents exponents{-3, 115};
  static int real(mpfr_ptr r, mpfr_srcptr x) { return kFunction(r, x); }
};
inline int round_to_even(mpfr_ptr r, mpfr_srcptr x) { return mpfr_rint(r, x, MPFR_RNDN); }
struct __nv_fp128_trunc : Integral<mpfr_trunc> {};
struct __nv_fp128_floor : Integral<mpfr_floor> {};
struct __nv_fp128_ceil : Integral<mpfr_ceil> {};
struct __nv_fp128_rint : Integral<round_to_even> {};
struct __nv_fp128_round : Integral<mpfr_round> {};

struct __nv_fp128_fabs {
  static u128 value(u128 x) { return x & ~kSign; }
};
struct __nv_fp128_copysign {
  static u128 value(u128 x, u128 y) { return (x & ~kSign) | (y & kSign); }
};
struct __nv_fp128_isnan {
  static int value(u128 x) { return is_nan(x); }
};
struct __nv_fp128_isunordered {
  static int value(u128 x, u128 y) { return is_nan(x) || is_nan(y); }
};

// IEEE 754-2008 maxNum and minNum: a number rather than NaN; +0 is larger than -0 here.
inline int compare(u128 x, u128 y) {
  Number a(113), b(113);
  a.set(x);
  b.set(y);
  if (int order = mpfr_cmp(a.get(), b.get()))
    return order;
  return int{!(x & kSign)} - int{!(y & kSign)};
}
struct __nv_fp128_fmax {
  static u128 value(u128 x, u128 y) { return is_nan(x) ? y : is_nan(y) ? x : compare(x, y) > 0 ? x : y; }
};
struct __nv_fp128_fmin {
  static u128 value(u128 x, u128 y) { return is_nan(x) ? y : is_nan(y) ? x : compare(x, y) < 0 ? x : y; }
};
struct __nv_fp128_fdim {
  static int real(mpfr_ptr r, mpfr_srcptr x, mpfr_srcptr y) { return mpfr_dim(r, x, y, MPFR_RNDN); }
};

struct __nv_fp128_ldexp {
  static constexpr Exponents exponents{-16494, 16383};
  static u128 value(u128 x, int n) {
    Number number(113);
    number.set(x);
    return rounded([&](mpfr_ptr r) {
      // Beyond the range in one direction the result is the same as just beyond.
      return mpfr_mul_2si(r, number.get(), std::clamp(n, -40000, 40000), MPFR_RNDN);
    });
  }
};
struct __nv_fp128_ilogb {
  static int value(u128 x) {
    if (is_nan(x) || (x & ~kSign) == 0)
      return INT_MIN;
    if ((x & ~kSign) == kInfinity)
      return INT_MAX;
    Number number(113);
    number.set(x);
    return static_cast<int>(mpfr_get_exp(number.get())) - 1;
  }
};

// With an output: quad_test.cpp.
struct __nv_fp128_frexp {
  static void check();
};
struct __nv_fp128_modf {
  static void check();
};

// MPFR's fmod and remainder of an infinity, a zero or a NaN are C's.
struct __nv_fp128_fmod : ByMpfr<mpfr_fmod, {-300, 300}> {};
struct __nv_fp128_remainder : ByMpfr<mpfr_remainder, {-300, 300}> {};

// Arguments near a point where a function is 0 or turns: a few to 2^112 units from it.
inline std::tuple<u128> near(quad_test::Generator& generator, u128 point) {
  u128 distance = quad_test::make(generator(), generator()) >> (16 + generator() % 112);
  return {(generator() % 2 ? point + distance : point - distance) | (generator() % 2 ? kSign : 0)};
}
inline constexpr u128 kOne = quad_test::make(0x3fff000000000000, 0);
struct NearOne {
  static std::tuple<u128> hard(quad_test::Generator& generator) { return near(generator, kOne); }
};
// Next to a multiple of pi/2, where the reduced argument is least.  Up to 2^113 the neighbour of any multiple is;
// beyond few numbers are near one, and Euclid's algorithm finds one for an exponent (next_to_a_multiple).
u128 next_to_a_multiple(int exponent);
struct NearMultiples {
  static std::tuple<u128> hard(quad_test::Generator& generator) {
    if (generator() % 4 == 0)
      return {next_to_a_multiple(static_cast<int>(generator() % 16384))};
    static Number half_pi(400), multiple(400), start(113);
    mpfr_const_pi(half_pi.get(), MPFR_RNDN);
    mpfr_div_2ui(half_pi.get(), half_pi.get(), 1, MPFR_RNDN);
    start.set(quad_test::random_quad(generator, {0, 113}));
    mpfr_div(multiple.get(), start.get(), half_pi.get(), MPFR_RNDN);
    mpfr_rint(multiple.get(), multiple.get(), MPFR_RNDN);
    mpfr_mul(multiple.get(), multiple.get(), half_pi.get(), MPFR_RNDN);
    mpfr_set(start.get(), multiple.get(), MPFR_RNDN);
    return {quad_test::bits_of(start.get())};
  }
};
// Powers that neither overflow nor underflow although the exponent is large: of numbers near 1, and to the end of the
// range.
struct InRange {
  static std::tuple<u128, u128> hard(quad_test::Generator& generator) {
    u128 x = generator() % 2 ? std::get<0>(near(generator, kOne)) & ~kSign
                             : quad_test::random_quad(generator, {-16494, 16383}) & ~kSign;
    Number base(113), logarithm(113), wanted(113);
    base.set(x);
    mpfr_log2(logarithm.get(), base.get(), MPFR_RNDN);
    wanted.set(quad_test::random_quad(generator, {-3, 13}));
    if (mpfr_zero_p(logarithm.get()))
      return {x, kOne};
    mpfr_div(wanted.get(), wanted.get(), logarithm.get(), MPFR_RNDN);
    return {x, rounded([&](mpfr_ptr r) { return mpfr_set(r, wanted.get(), MPFR_RNDN); })};
  }
};

struct __nv_fp128_exp : ByMpfr<mpfr_exp, {-120, 14}> {};
struct __nv_fp128_exp2 : ByMpfr<mpfr_exp2, {-120, 14}> {};
struct __nv_fp128_exp10 : ByMpfr<mpfr_exp10, {-120, 12}> {};
struct __nv_fp128_expm1 : ByMpfr<mpfr_expm1, {-130, 14}> {};
struct __nv_fp128_log : ByMpfr<mpfr_log>, NearOne {
  static constexpr Interval usual{0.1, 10};
};
struct __nv_fp128_log2 : ByMpfr<mpfr_log2>, NearOne {
  static constexpr Interval usual{0.1, 10};
};
struct __nv_fp128_log10 : ByMpfr<mpfr_log10>, NearOne {
  static constexpr Interval usual{0.1, 10};
};
struct __nv_fp128_log1p : ByMpfr<mpfr_log1p, {-130, 60}>, NearOne {
  static constexpr Interval usual{-0.9, 10};
};
struct __nv_fp128_pow : ByMpfr<mpfr_pow, {-14, 13}>, InRange {
  static constexpr Interval usual{0.1, 10};
};
struct __nv_fp128_hypot : ByMpfr<mpfr_hypot> {};

struct __nv_fp128_sin : ByMpfr<mpfr_sin, {-70, 120}>, NearMultiples {};
struct __nv_fp128_cos : ByMpfr<mpfr_cos, {-70, 120}>, NearMultiples {};
struct __nv_fp128_tan : ByMpfr<mpfr_tan, {-70, 120}>, NearMultiples {};
struct __nv_fp128_asin : ByMpfr<mpfr_asin, {-60, 0}>, NearOne {
  static constexpr Interval usual{-1, 1};
};
struct __nv_fp128_acos : ByMpfr<mpfr_acos, {-60, 0}>, NearOne {
  static constexpr Interval usual{-1, 1};
};
struct __nv_fp128_atan : ByMpfr<mpfr_atan>, NearOne {};
struct __nv_fp128_sinh : ByMpfr<mpfr_sinh, {-60, 14}> {};
struct __nv_fp128_cosh : ByMpfr<mpfr_cosh, {-60, 14}> {};
struct __nv_fp128_tanh : ByMpfr<mpfr_tanh, {-60, 7}> {};
struct __nv_fp128_asinh : ByMpfr<mpfr_asinh>, NearOne {};
struct __nv_fp128_acosh : ByMpfr<mpfr_acosh, {-1, 60}>, NearOne {
  static constexpr Interval usual{1, 10};
};
struct __nv_fp128_atanh : ByMpfr<mpfr_atanh, {-60, -1}>, NearOne {
  static constexpr Interval usual{-1, 1};
};

} // namespace ox::quad_reference
