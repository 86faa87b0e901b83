// Exponent, mantissa and neighbours of a floating-point number: frexp, ldexp, scalbn, logb, ilogb, modf, nextafter,
// nan.
#include "libdevice/device_math.h"

namespace ox::math {

namespace {

template <typename T> struct Format;
template <> struct Format<float> {
  using Bits = u32;
  using Integer = s32;
  static constexpr int kMantissaBits = 23, kBias = 127, kMaxField = 255;
};
template <> struct Format<double> {
  using Bits = u64;
  using Integer = s64;
  static constexpr int kMantissaBits = 52, kBias = 1023, kMaxField = 2047;
};

template <typename T> OX_PART T from_bits(typename Format<T>::Bits bits) { return __builtin_bit_cast(T, bits); }

template <typename T> OX_PART s32 exponent_field(T x) {
  return static_cast<s32>(bits_of(x) >> Format<T>::kMantissaBits) & Format<T>::kMaxField;
}

// floor(log2 |x|) of a finite, nonzero x.
template <typename T> OX_PART s32 binary_exponent(T x) {
  s32 field = exponent_field(x);
  if (OX_UNLIKELY(field == 0)) // subnormal: exact in units of the least one
    return exponent_field(x * T(1ull << (Format<T>::kMantissaBits + 1))) - Format<T>::kBias - Format<T>::kMantissaBits -
           1;
  return field - Format<T>::kBias;
}

template <typename T> OX_PART T split_fraction(T x, int* exponent) {
  if (OX_UNLIKELY(!(absolute(x) > T(0)) || absolute(x) == T(kInfinity))) {
    *exponent = 0;
    return x + x;
  }
  s32 e = binary_exponent(x);
  if (exponent_field(x) == 0)
    x *= T(1ull << (Format<T>::kMantissaBits + 1));
  *exponent = e + 1;
  using Bits = typename Format<T>::Bits;
  Bits mantissa = bits_of(x) & ~(static_cast<Bits>(Format<T>::kMaxField) << Format<T>::kMantissaBits);
  return from_bits<T>(mantissa | static_cast<Bits>(Format<T>::kBias - 1) << Format<T>::kMantissaBits);
}

template <typename T> OX_PART T exponent_value(T x) {
  if (OX_UNLIKELY(x == T(0)))
    return -T(kInfinity);
  if (OX_UNLIKELY(exponent_field(x) == Format<T>::kMaxField))
    return x * x; // +infinity or NaN
  return static_cast<T>(binary_exponent(x));
}
template <typename T> OX_PART int exponent_integer(T x) {
  if (OX_UNLIKELY(x == T(0) || is_nan(x)))
    return static_cast<int>(0x80000000u);
  if (OX_UNLIKELY(exponent_field(x) == Format<T>::kMaxField))
    return 0x7fffffff;
  return binary_exponent(x);
}

// Towards y, which is none of NaN and `x`; `less` is x < y.
template <typename T> OX_PART T neighbour(T x, T y, bool less, bool is_zero, bool is_positive) {
  using Bits = typename Format<T>::Bits;
  if (is_zero)
    return with_sign(from_bits<T>(1), y);
  bool away = less == is_positive; // away from zero: the bits, as an integer, grow
  return from_bits<T>(away ? bits_of(x) + Bits(1) : bits_of(x) - Bits(1));
}
OX_PART double next_toward(double x, double y) {
  if (is_nan(x) || is_nan(y))
    return x + y;
  return x == y ? y : neighbour(x, y, x < y, x == 0.0, x > 0.0);
}
// An integer that grows with x; of 0 and of -0 it is 0.
OX_PART s32 rank(float x) {
  s32 magnitude = static_cast<s32>(bits_of(x) & 0x7fffffffu);
  return static_cast<s32>(bits_of(x)) < 0 ? -magnitude : magnitude;
}
// -ftz=true leaves neighbours alone, so that a loop over them gets past the subnormals: there, integers are compared.
OX_PART float next_toward(float x, float y) {
  if (is_nan(x) || is_nan(y))
    return x + y;
  if (!flushes_subnormals())
    return x == y ? y : neighbour(x, y, x < y, x == 0.0f, x > 0.0f);
  s32 from = rank(x), to = rank(y);
  return from == to ? y : neighbour(x, y, from < to, from == 0, from > 0);
}

// x 2^n for any n.  Multiplying by a power of two rounds only when the result is subnormal, which must happen once: so
// down to 2^-2n the factors keep the intermediate normal.
OX_PART double scale_by(double x, int n) {
  n = n < -2200 ? -2200 : n > 2200 ? 2200 : n;
  if (OX_UNLIKELY(n > 1023)) {
    x *= 0x1p1023;
    n -= 1023;
    if (n > 1023) {
      x *= 0x1p1023;
      n -= 1023;
      n = n > 1023 ? 1023 : n;
    }
  } else if (OX_UNLIKELY(n < -1022)) {
    x *= 0x1p-969; // 2^-1022 2^53
    n += 969;
    if (n < -1022) {
      x *= 0x1p-969;
      n += 969;
      n = n < -1022 ? -1022 : n;
    }
  }
  return x * power_of_two(n);
}
// A float times a power of two is exact in double, so the conversion back is the one rounding.
OX_PART float scale_by(float x, int n) {
  n = n < -400 ? -400 : n > 400 ? 400 : n;
  return static_cast<float>(static_cast<double>(x) * power_of_two(n));
}

} // namespace

OX_INLINE float __nv_frexpf(float x, int* exponent) { return split_fraction(x, exponent); }
OX_INLINE double __nv_frexp(double x, int* exponent) { return split_fraction(x, exponent); }
OX_INLINE float __nv_ldexpf(float x, int n) { return scale_by(x, n); }
OX_INLINE double __nv_ldexp(double x, int n) { return scale_by(x, n); }
OX_INLINE float __nv_scalbnf(float x, int n) { return scale_by(x, n); }
OX_INLINE double __nv_scalbn(double x, int n) { return scale_by(x, n); }
OX_INLINE float __nv_logbf(float x) { return exponent_value(x); }
OX_INLINE double __nv_logb(double x) { return exponent_value(x); }
OX_INLINE int __nv_ilogbf(float x) { return exponent_integer(x); }
OX_INLINE int __nv_ilogb(double x) { return exponent_integer(x); }

OX_INLINE float __nv_modff(float x, float* whole) {
  *whole = __builtin_truncf(x);
  float fraction = absolute(x) == kInfinityF ? 0.0f : x - *whole;
  return with_sign(fraction, x);
}
OX_INLINE double __nv_modf(double x, double* whole) {
  *whole = __builtin_trunc(x);
  double fraction = absolute(x) == kInfinity ? 0.0 : x - *whole;
  return with_sign(fraction, x);
}
OX_INLINE float __nv_nextafterf(float x, float y) { return next_toward(x, y); }
OX_INLINE double __nv_nextafter(double x, double y) { return next_toward(x, y); }
// The tag is ignored.
OX_INLINE float __nv_nanf(const signed char*) { return kNanF; }
OX_INLINE double __nv_nan(const signed char*) { return kNan; }

} // namespace ox::math
