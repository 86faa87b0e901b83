// What every row of libdevice/api/half.def (bfloat16.def) gives: functions of the same names on types of the same
// names, whose numbers are decoded, computed with in double or by MPFR, and rounded once.
//
// Before inclusion: OX_T the type, OX_T2 its pair, OX_RAW and OX_RAW2 their bits, OX_OTHER the other type of 16 bits,
// OX_N(a, b) pastes the type's word between a and b, and OX_PRECISION and OX_OTHER_PRECISION are the digits of a number
// of both types, the leading one included.
#pragma once
#include "half_format.h"
#include <vector_functions.h>

namespace ox::half_reference {

using Numbers = Format<OX_PRECISION>;

struct OX_RAW {
  unsigned short x;
};
struct OX_RAW2 {
  unsigned short x, y;
};
struct OX_OTHER {
  unsigned short bits;
};

struct OX_T {
  unsigned short bits;
  OX_T() = default;
  explicit OX_T(uint16_t pattern, std::nullptr_t) : bits(pattern) {}
  template <typename V>
    requires std::is_arithmetic_v<V>
  OX_T(V value) : bits(Numbers::encode(static_cast<long double>(value))) {}
  OX_T(OX_RAW raw) : bits(raw.x) {}
  OX_T(OX_OTHER other) : OX_T(Format<OX_OTHER_PRECISION>::decode(other.bits)) {}
  double number() const { return Numbers::decode(bits); }
  operator bool() const { return number() != 0; }
  operator float() const { return static_cast<float>(number()); }
  operator OX_RAW() const { return {bits}; }
  template <typename V>
    requires std::is_integral_v<V>
  operator V() const {
    return to_integer<V>(number(), Mode::kZero);
  }
};
inline OX_T of_bits(unsigned bits) { return OX_T(static_cast<uint16_t>(bits), nullptr); }

struct OX_T2 {
  OX_T x, y;
  OX_T2() = default;
  OX_T2(OX_T a, OX_T b) : x(a), y(b) {}
  OX_T2(OX_RAW2 raw) : x(of_bits(raw.x)), y(of_bits(raw.y)) {}
  operator OX_RAW2() const { return {x.bits, y.bits}; }
};

// The same for both elements.
#define OX_PAIR1(name2, name)                                                                                          \
  inline OX_T2 name2(OX_T2 a) { return {name(a.x), name(a.y)}; }
#define OX_PAIR2(name2, name)                                                                                          \
  inline OX_T2 name2(OX_T2 a, OX_T2 b) { return {name(a.x, b.x), name(a.y, b.y)}; }
#define OX_PAIR3(name2, name)                                                                                          \
  inline OX_T2 name2(OX_T2 a, OX_T2 b, OX_T2 c) { return {name(a.x, b.x, c.x), name(a.y, b.y, c.y)}; }

// Arithmetic.  A double has more than twice a number's digits and two, so that rounding the double again is harmless.
inline OX_T rounded(double value) { return of_bits(Numbers::encode_nearest(value)); }
inline OX_T saturated(OX_T a) {
  const double value = a.number();
  return value > 0 ? (value < 1 ? a : OX_T(1)) : OX_T(0);
}
#define OX_ARITHMETIC(name, op)                                                                                        \
  inline OX_T __h##name(OX_T a, OX_T b) { return rounded(a.number() op b.number()); }                                  \
  inline OX_T __h##name##_rn(OX_T a, OX_T b) { return __h##name(a, b); }                                               \
  inline OX_T __h##name##_sat(OX_T a, OX_T b) { return saturated(__h##name(a, b)); }                                   \
  OX_PAIR2(__h##name##2, __h##name)                                                                                    \
  OX_PAIR2(__h##name##2_rn, __h##name)                                                                                 \
  OX_PAIR2(__h##name##2_sat, __h##name##_sat)
OX_ARITHMETIC(add, +)
OX_ARITHMETIC(sub, -)
OX_ARITHMETIC(mul, *)
#undef OX_ARITHMETIC
inline OX_T __hdiv(OX_T a, OX_T b) { return rounded(a.number() / b.number()); }
inline OX_T __hneg(OX_T a) { return of_bits(a.bits ^ 0x8000u); }
inline OX_T __habs(OX_T a) { return of_bits(a.bits & 0x7fffu); }
inline OX_T __hfma(OX_T a, OX_T b, OX_T c) {
  return of_bits(Numbers::encode(fused(a.number(), b.number(), c.number())));
}
inline OX_T __hfma_sat(OX_T a, OX_T b, OX_T c) { return saturated(__hfma(a, b, c)); }
inline OX_T __hfma_relu(OX_T a, OX_T b, OX_T c) {
  const OX_T result = __hfma(a, b, c);
  return std::isnan(result.number()) ? of_bits(kCanonicalNan) : result.number() > 0 ? result : OX_T(0);
}
OX_PAIR2(__h2div, __hdiv)
OX_PAIR1(__hneg2, __hneg)
OX_PAIR1(__habs2, __habs)
OX_PAIR3(__hfma2, __hfma)
OX_PAIR3(__hfma2_sat, __hfma_sat)
OX_PAIR3(__hfma2_relu, __hfma_relu)
// The manual gives the order: the real parts first.
inline OX_T2 __hcmadd(OX_T2 a, OX_T2 b, OX_T2 c) {
  const OX_T real = __hfma(a.x, b.x, c.x), imaginary = __hfma(a.x, b.y, c.y);
  return {__hfma(__hneg(a.y), b.y, real), __hfma(a.y, b.x, imaginary)};
}

#define OX_OPERATOR(T, op, name)                                                                                       \
  inline T operator op(T a, T b) { return name(a, b); }                                                                \
  inline T& operator op## = (T & a, T b) { return a = name(a, b); }
#define OX_OPERATORS(T, add, sub, mul, div, neg, one)                                                                  \
  OX_OPERATOR(T, +, add)                                                                                               \
  OX_OPERATOR(T, -, sub)                                                                                               \
  OX_OPERATOR(T, *, mul)                                                                                               \
  OX_OPERATOR(T, /, div)                                                                                               \
  inline T operator+(T a) { return a; }                                                                                \
  inline T operator-(T a) { return neg(a); }                                                                           \
  inline T& operator++(T& a) { return a = add(a, one); }                                                               \
  inline T& operator--(T& a) { return a = sub(a, one); }                                                               \
  inline T operator++(T& a, int) { return std::exchange(a, add(a, one)); }                                             \
  inline T operator--(T& a, int) { return std::exchange(a, sub(a, one)); }
OX_OPERATORS(OX_T, __hadd, __hsub, __hmul, __hdiv, __hneg, OX_T(1))
OX_OPERATORS(OX_T2, __hadd2, __hsub2, __hmul2, __h2div, __hneg2, OX_T2(OX_T(1), OX_T(1)))
#undef OX_OPERATORS
#undef OX_OPERATOR

// Comparison: false for a NaN, or true if the name says unordered.
#define OX_COMPARISON(name, op)                                                                                        \
  inline bool __h##name(OX_T a, OX_T b) {                                                                              \
    const double x = a.number(), y = b.number();                                                                       \
    return !std::isunordered(x, y) && x op y;                                                                          \
  }                                                                                                                    \
  inline bool __h##name##u(OX_T a, OX_T b) {                                                                           \
    const double x = a.number(), y = b.number();                                                                       \
    return std::isunordered(x, y) || x op y;                                                                           \
  }                                                                                                                    \
  OX_COMPARISON_OF_PAIRS(name)                                                                                         \
  OX_COMPARISON_OF_PAIRS(name##u)
#define OX_COMPARISON_OF_PAIRS(name)                                                                                   \
  OX_PAIR2(__h##name##2, __h##name)                                                                                    \
  inline unsigned __h##name##2_mask(OX_T2 a, OX_T2 b) {                                                                \
    return (__h##name(a.x, b.x) ? 0xffffu : 0u) | (__h##name(a.y, b.y) ? 0xffff0000u : 0u);                            \
  }                                                                                                                    \
  inline bool __hb##name##2(OX_T2 a, OX_T2 b) { return __h##name(a.x, b.x) && __h##name(a.y, b.y); }
OX_COMPARISON(eq, ==)
OX_COMPARISON(ne, !=)
OX_COMPARISON(lt, <)
OX_COMPARISON(le, <=)
OX_COMPARISON(gt, >)
OX_COMPARISON(ge, >=)
#undef OX_COMPARISON
#undef OX_COMPARISON_OF_PAIRS
// Only != is unordered; of pairs all hold for both elements.
#define OX_RELATION(op, name)                                                                                          \
  inline bool operator op(OX_T a, OX_T b) { return __h##name(a, b); }                                                  \
  inline bool operator op(OX_T2 a, OX_T2 b) { return __hb##name##2(a, b); }
OX_RELATION(==, eq)
OX_RELATION(!=, neu)
OX_RELATION(<, lt)
OX_RELATION(<=, le)
OX_RELATION(>, gt)
OX_RELATION(>=, ge)
#undef OX_RELATION
inline bool __hisnan(OX_T a) { return std::isnan(a.number()); }
inline int __hisinf(OX_T a) { return std::isinf(a.number()) ? (a.number() < 0 ? -1 : 1) : 0; }
OX_PAIR1(__hisnan2, __hisnan)

// Of a NaN and a number the number, of two NaNs the canonical one; -0 is less than +0.
inline OX_T extremum(OX_T a, OX_T b, bool is_max) {
  if (std::isnan(a.number()) || std::isnan(b.number()))
    return !std::isnan(a.number()) ? a : !std::isnan(b.number()) ? b : of_bits(kCanonicalNan);
  const bool is_a_less = a.number() < b.number() || (a.number() == b.number() && std::signbit(a.number()));
  return is_a_less == is_max ? b : a;
}
inline OX_T extremum_or_nan(OX_T a, OX_T b, bool is_max) {
  return __hisnan(a) || __hisnan(b) ? of_bits(kCanonicalNan) : extremum(a, b, is_max);
}
#define OX_EXTREMUM(name, is_max)                                                                                      \
  inline OX_T __h##name(OX_T a, OX_T b) { return extremum(a, b, is_max); }                                             \
  inline OX_T __h##name##_nan(OX_T a, OX_T b) { return extremum_or_nan(a, b, is_max); }                                \
  OX_PAIR2(__h##name##2, __h##name)                                                                                    \
  OX_PAIR2(__h##name##2_nan, __h##name##_nan)
OX_EXTREMUM(max, true)
OX_EXTREMUM(min, false)
#undef OX_EXTREMUM

// Conversion.
template <typename V> OX_T from(V value, Mode mode) {
  return of_bits(Numbers::encode(static_cast<long double>(value), mode));
}
#define OX_MODES(M, ...)                                                                                               \
  M(rn, Mode::kNearest, __VA_ARGS__)                                                                                   \
  M(rz, Mode::kZero, __VA_ARGS__)                                                                                      \
  M(ru, Mode::kUp, __VA_ARGS__)                                                                                        \
  M(rd, Mode::kDown, __VA_ARGS__)
#define OX_FROM(suffix, mode, word, V)                                                                                 \
  inline OX_T OX_N(__##word##2, _##suffix)(V value) { return from(value, mode); }
#define OX_TO(suffix, mode, word, V)                                                                                   \
  inline V OX_N(__, 2##word##_##suffix)(OX_T a) { return to_integer<V>(a.number(), mode); }
#define OX_INTEGER(word, V)                                                                                            \
  OX_MODES(OX_FROM, word, V)                                                                                           \
  OX_MODES(OX_TO, word, V)
OX_INTEGER(short, short)
OX_INTEGER(ushort, unsigned short)
OX_INTEGER(int, int)
OX_INTEGER(uint, unsigned)
OX_INTEGER(ll, long long)
OX_INTEGER(ull, unsigned long long)
OX_MODES(OX_FROM, float, float)
OX_TO(rz, Mode::kZero, char, signed char)
OX_TO(rz, Mode::kZero, uchar, unsigned char)
#undef OX_MODES
#undef OX_FROM
#undef OX_TO
#undef OX_INTEGER
inline OX_T OX_N(__double2, )(double value) { return OX_T(value); }
inline OX_T OX_N(__float2, )(float value) { return OX_T(value); }
inline float OX_N(__, 2float)(OX_T a) { return a; }
inline OX_T2 OX_N(__float2, 2_rn)(float a) { return {OX_T(a), OX_T(a)}; }
inline OX_T2 OX_N(__floats2, 2_rn)(float a, float b) { return {OX_T(a), OX_T(b)}; }
inline OX_T2 OX_N(__float22, 2_rn)(float2 a) { return {OX_T(a.x), OX_T(a.y)}; }
inline float2 OX_N(__, 22float2)(OX_T2 a) { return {a.x, a.y}; }
inline float __low2float(OX_T2 a) { return a.x; }
inline float __high2float(OX_T2 a) { return a.y; }

// Bits and pairs.
inline short OX_N(__, _as_short)(OX_T a) { return static_cast<short>(a.bits); }
inline unsigned short OX_N(__, _as_ushort)(OX_T a) { return a.bits; }
inline OX_T OX_N(__short_as_, )(short a) { return of_bits(static_cast<unsigned>(a)); }
inline OX_T OX_N(__ushort_as_, )(unsigned short a) { return of_bits(a); }
inline OX_T2 OX_N(make_, 2)(OX_T a, OX_T b) { return {a, b}; }
inline OX_T2 OX_N(__halves2, 2)(OX_T a, OX_T b) { return {a, b}; }
inline OX_T2 OX_N2(__, 2, 2)(OX_T a) { return {a, a}; }
inline OX_T OX_N(__low2, )(OX_T2 a) { return a.x; }
inline OX_T OX_N(__high2, )(OX_T2 a) { return a.y; }
inline OX_T2 OX_N(__low2, 2)(OX_T2 a) { return {a.x, a.x}; }
inline OX_T2 OX_N(__high2, 2)(OX_T2 a) { return {a.y, a.y}; }
inline OX_T2 OX_N(__lows2, 2)(OX_T2 a, OX_T2 b) { return {a.x, b.x}; }
inline OX_T2 OX_N(__highs2, 2)(OX_T2 a, OX_T2 b) { return {a.y, b.y}; }
inline OX_T2 __lowhigh2highlow(OX_T2 a) { return {a.y, a.x}; }

// Elementary functions.
#define OX_FUNCTION(name, ...)                                                                                         \
  inline OX_T h##name(OX_T a) {                                                                                        \
    return of_bits(Numbers::encode(in_high_precision(a.number(), [](mpfr_ptr x) { return __VA_ARGS__; })));            \
  }                                                                                                                    \
  OX_PAIR1(h2##name, h##name)
OX_FUNCTION(ceil, mpfr_rint_ceil(x, x, MPFR_RNDZ))
OX_FUNCTION(floor, mpfr_rint_floor(x, x, MPFR_RNDZ))
OX_FUNCTION(rint, mpfr_rint_roundeven(x, x, MPFR_RNDZ))
OX_FUNCTION(trunc, mpfr_rint_trunc(x, x, MPFR_RNDZ))
OX_FUNCTION(sqrt, mpfr_sqrt(x, x, MPFR_RNDZ))
// MPFR has the reciprocal root of -0 as +infinity; it is the reciprocal of the root, which is -0.
OX_FUNCTION(rsqrt, mpfr_zero_p(x) ? mpfr_ui_div(x, 1, x, MPFR_RNDZ) : mpfr_rec_sqrt(x, x, MPFR_RNDZ))
OX_FUNCTION(rcp, mpfr_ui_div(x, 1, x, MPFR_RNDZ))
OX_FUNCTION(exp, mpfr_exp(x, x, MPFR_RNDZ))
OX_FUNCTION(exp2, mpfr_exp2(x, x, MPFR_RNDZ))
OX_FUNCTION(exp10, mpfr_exp10(x, x, MPFR_RNDZ))
OX_FUNCTION(log, mpfr_log(x, x, MPFR_RNDZ))
OX_FUNCTION(log2, mpfr_log2(x, x, MPFR_RNDZ))
OX_FUNCTION(log10, mpfr_log10(x, x, MPFR_RNDZ))
OX_FUNCTION(sin, mpfr_sin(x, x, MPFR_RNDZ))
OX_FUNCTION(cos, mpfr_cos(x, x, MPFR_RNDZ))
OX_FUNCTION(tanh, mpfr_tanh(x, x, MPFR_RNDZ))
OX_FUNCTION(tanh_approx, mpfr_tanh(x, x, MPFR_RNDZ))
#undef OX_FUNCTION
#undef OX_PAIR1
#undef OX_PAIR2
#undef OX_PAIR3

} // namespace ox::half_reference
