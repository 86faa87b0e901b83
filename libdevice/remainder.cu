// fmod, remainder, remquo: exact by definition.
//
// Quotients below 2^28 (float) or 2^52 (double) need no loop: the division is off by one at most, and fma gives the
// remainder exactly.  Larger quotients take the mantissas as integers and reduce by as many bits as a 64-bit remainder
// instruction can, so the loop runs once per 11 bits of exponent difference, not once per bit.
#include "libdevice/device_math.h"

namespace ox::math {

namespace {

struct Quotient {
  double remainder; // of |x| / |y|, in [0, |y|)
  u32 low;          // low bits of the integer quotient
};

struct Mantissa {
  u64 m;
  s32 e; // the value is m 2^e
};
OX_PART Mantissa mantissa_of(double magnitude) {
  u64 bits = bits_of(magnitude);
  s32 field = static_cast<s32>(bits >> 52);
  u64 fraction = bits & 0x000fffffffffffffull;
  return field == 0 ? Mantissa{fraction, -1074} : Mantissa{fraction | 0x0010000000000000ull, field - 1075};
}

// Finite x, y > 0.
OX_PART Quotient divide_by_integers(double x, double y) {
  if (x < y)
    return {x, 0};
  Mantissa a = mantissa_of(x), b = mantissa_of(y);
  u64 r = a.m % b.m, q = a.m / b.m;
  s32 difference = a.e - b.e; // never negative: x >= y, and subnormals share their exponent
  while (difference > 0) {
    s32 step = difference < 11 ? difference : 11;
    r <<= step;
    q = q << step | r / b.m;
    r %= b.m;
    difference -= step;
  }
  double value = static_cast<double>(static_cast<s64>(r));
  // b.e may be as low as -1074: in two exact steps
  s32 half = b.e / 2;
  return {value * power_of_two(half) * power_of_two(b.e - half), static_cast<u32>(q)};
}

// Floats, as doubles.
OX_PART Quotient divide_floats(double x, double y) {
  double ratio = x / y;
  if (OX_UNLIKELY(!(ratio < 0x1p28)))
    return divide_by_integers(x, y);
  double q = __builtin_trunc(ratio);
  double r = fma(-q, y, x);
  bool over = r < 0.0;
  r = over ? r + y : r;
  return {r, static_cast<u32>(static_cast<s32>(q)) - over};
}
OX_PART Quotient divide_doubles(double x, double y) {
  double ratio = x / y;
  if (OX_UNLIKELY(!(ratio < 0x1p52) || y < 0x1p-960)) // the product's low part must stay normal
    return divide_by_integers(x, y);
  double q = __builtin_trunc(ratio);
  double r = fma(-q, y, x);
  bool over = r < 0.0;
  r = over ? r + y : r;
  return {r, static_cast<u32>(static_cast<s64>(q)) - over};
}

template <typename T> OX_PART bool has_no_remainder(T x, T y) {
  return is_nan(x) || is_nan(y) || absolute(x) == T(kInfinity) || y == T(0);
}

OX_PART Quotient divide(float x, float y) {
  return divide_floats(static_cast<double>(absolute(x)), static_cast<double>(absolute(y)));
}
OX_PART Quotient divide(double x, double y) { return divide_doubles(absolute(x), absolute(y)); }

template <typename T> OX_PART T truncated_remainder(T x, T y) {
  if (OX_UNLIKELY(has_no_remainder(x, y)))
    return T(kNan);
  if (OX_UNLIKELY(absolute(y) == T(kInfinity)))
    return x;
  return with_sign(static_cast<T>(divide(x, y).remainder), x);
}
// The quotient rounded to nearest even; its low bits, with the sign of x / y, go to *quotient.
template <typename T> OX_PART T nearest_remainder(T x, T y, int* quotient) {
  if (OX_UNLIKELY(has_no_remainder(x, y))) {
    *quotient = 0;
    return T(kNan);
  }
  if (OX_UNLIKELY(absolute(y) == T(kInfinity))) {
    *quotient = 0;
    return x;
  }
  Quotient d = divide(x, y);
  double magnitude = static_cast<double>(absolute(y));
  double rest = magnitude - d.remainder; // exact where it decides: r >= |y| / 2
  bool up = d.remainder > rest || (d.remainder == rest && (d.low & 1));
  double r = up ? -rest : d.remainder;
  u32 q = (d.low + up) & 0x7fffffffu;
  bool negative = (x < T(0)) != (y < T(0));
  *quotient = static_cast<int>(negative ? 0u - q : q);
  r = __builtin_signbit(x) ? -r : r;
  return static_cast<T>(r == 0.0 ? with_sign(0.0, static_cast<double>(x)) : r);
}

} // namespace

OX_INLINE float __nv_fmodf(float x, float y) { return truncated_remainder(x, y); }
OX_FUNCTION double __nv_fmod(double x, double y) { return truncated_remainder(x, y); }
OX_INLINE float __nv_remainderf(float x, float y) {
  int quotient;
  return nearest_remainder(x, y, &quotient);
}
OX_FUNCTION double __nv_remainder(double x, double y) {
  int quotient;
  return nearest_remainder(x, y, &quotient);
}
OX_INLINE float __nv_remquof(float x, float y, int* quotient) { return nearest_remainder(x, y, quotient); }
OX_FUNCTION double __nv_remquo(double x, double y, int* quotient) { return nearest_remainder(x, y, quotient); }

} // namespace ox::math
