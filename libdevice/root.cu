// Square and cube roots, their reciprocals, and Euclidean norms.
#include "libdevice/device_math.h"

namespace ox::math {

OX_INLINE float __nv_sqrtf(float x) { return square_root(x); }
OX_INLINE double __nv_sqrt(double x) { return square_root(x); }

// 1 / sqrt(x): two correct roundings are too many for 1 ulp, so single precision has them in double, and in double a
// Newton step corrects the result.
OX_INLINE float __nv_rsqrtf(float x) { return static_cast<float>(1.0 / square_root(static_cast<double>(x))); }
OX_INLINE double __nv_rsqrt(double x) {
  double y = 1.0 / square_root(x);
  Pair<double> t = exact_product(x, y);
  double e = fma(-t.lo, y, fma(-t.hi, y, 1.0));      // 1 - x y^2
  return absolute(e) < 1.0 ? fma(0.5 * y, e, y) : y; // else x is zero, infinite or NaN
}

namespace {

// x = sign * m * 2^(3k) with m in [1, 8), for cube roots; zero, infinity and NaN are the caller's.
struct CubeSplit {
  double m;
  s32 k;
};
OX_PART CubeSplit split_cube(double magnitude) {
  s32 bias = 0;
  if (OX_UNLIKELY(magnitude < 0x1p-1022)) {
    magnitude *= 0x1p54;
    bias = -18;
  }
  u64 bits = bits_of(magnitude);
  s32 e = static_cast<s32>(bits >> 52) - 1023;
  s32 k = (e + 1200) / 3 - 400;
  return {double_of(bits - (static_cast<u64>(static_cast<s64>(3 * k)) << 52)), k + bias};
}

// m^(-1/3) for m in [1, 8): a polynomial to 2^-9.6, then y += y (1 - m y^3) (1/3 + 2/9 e), twice: 2^-27, 2^-78.
OX_PART double reciprocal_cube_root(double m) {
  double y = polynomial(m, 0x1.80a1e74cba2e3p+0, -0x1.86a525e890160p-1, 0x1.5710480cebaafp-2, -0x1.68a55bef11564p-4,
                        0x1.b21366d4e52acp-7, -0x1.1375f18183874p-10, 0x1.1d42b6e225f7bp-15);
  for (int step = 0; step < 2; ++step) {
    double e = fma(-m * y, y * y, 1.0);
    y = fma(y * e, fma(e, 0x1.c71c71c71c71cp-3, 0x1.5555555555555p-2), y);
  }
  return y;
}
// One correction in which the residual 1 - m y^3 is exact to a few ulps.
OX_PART double corrected_reciprocal_cube_root(double m) {
  double y = reciprocal_cube_root(m);
  Pair<double> square = exact_product(y, y);
  Pair<double> product = exact_product(m, y); // m y^3 = (m y) (y y)
  double e = fma(-product.hi, square.hi, 1.0) - fma(product.hi, square.lo, product.lo * square.hi);
  return fma(y * e, 0x1.5555555555555p-2, y);
}

} // namespace

OX_INLINE float __nv_cbrtf(float x) {
  double magnitude = static_cast<double>(absolute(x));
  if (OX_UNLIKELY(!(magnitude > 0.0 && magnitude < kInfinity)))
    return x + x;
  CubeSplit split = split_cube(magnitude);
  double y = reciprocal_cube_root(split.m);
  return with_sign(static_cast<float>(split.m * (y * y) * power_of_two(split.k)), x);
}
OX_INLINE float __nv_rcbrtf(float x) {
  double magnitude = static_cast<double>(absolute(x));
  if (OX_UNLIKELY(!(magnitude > 0.0 && magnitude < kInfinity)))
    return 1.0f / x;
  CubeSplit split = split_cube(magnitude);
  return with_sign(static_cast<float>(reciprocal_cube_root(split.m) * power_of_two(-split.k)), x);
}
OX_FUNCTION double __nv_cbrt(double x) {
  double magnitude = absolute(x);
  if (OX_UNLIKELY(!(magnitude > 0.0 && magnitude < kInfinity)))
    return x;
  CubeSplit split = split_cube(magnitude);
  double y = reciprocal_cube_root(split.m);
  // c = m y^2, and one Newton step with the remainder of c^3 in two parts
  double c = split.m * (y * y);
  Pair<double> square = exact_product(c, c);
  double remainder = fma(-square.hi, c, split.m) - square.lo * c;
  c = fma(remainder * (y * y), 0x1.5555555555555p-2, c);
  return with_sign(c * power_of_two(split.k), x);
}
OX_FUNCTION double __nv_rcbrt(double x) {
  double magnitude = absolute(x);
  if (OX_UNLIKELY(!(magnitude > 0.0 && magnitude < kInfinity)))
    return 1.0 / x;
  CubeSplit split = split_cube(magnitude);
  return with_sign(corrected_reciprocal_cube_root(split.m) * power_of_two(-split.k), x);
}

namespace {

// Norms.  Single precision squares in double, where nothing overflows and one rounding is all the error.
OX_PART double sum_of_squares(float a, float b, float c = 0.0f, float d = 0.0f) {
  double da = a, db = b, dc = c, dd = d;
  return fma(da, da, fma(db, db, fma(dc, dc, dd * dd)));
}
OX_PART bool any_infinite(float a, float b, float c = 0.0f, float d = 0.0f) {
  return absolute(a) == kInfinityF || absolute(b) == kInfinityF || absolute(c) == kInfinityF ||
         absolute(d) == kInfinityF;
}
OX_PART bool any_infinite(double a, double b, double c = 0.0, double d = 0.0) {
  return absolute(a) == kInfinity || absolute(b) == kInfinity || absolute(c) == kInfinity || absolute(d) == kInfinity;
}
// An infinite component wins over NaN.
OX_PART float norm_f(float a, float b, float c = 0.0f, float d = 0.0f) {
  float norm = static_cast<float>(square_root(sum_of_squares(a, b, c, d)));
  return any_infinite(a, b, c, d) ? kInfinityF : norm;
}
OX_PART float reciprocal_norm_f(float a, float b, float c = 0.0f, float d = 0.0f) {
  float norm = static_cast<float>(1.0 / square_root(sum_of_squares(a, b, c, d)));
  return any_infinite(a, b, c, d) ? 0.0f : norm;
}

// Double precision sums the squares as a pair.
OX_PART Pair<double> pair_of_squares(double a, double b, double c, double d) {
  double values[4] = {a, b, c, d};
  Pair<double> sum = exact_product(values[0], values[0]);
  for (int i = 1; i < 4; ++i) {
    Pair<double> square = exact_product(values[i], values[i]);
    Pair<double> next = exact_sum(sum.hi, square.hi);
    sum = {next.hi, sum.lo + (square.lo + next.lo)};
  }
  return sum;
}
// The root of a pair, or its reciprocal.
OX_PART double root_of(Pair<double> sum) {
  double root = square_root(sum.hi);
  return fma(fma(-root, root, sum.hi) + sum.lo, 0.5 / root, root);
}
OX_PART double reciprocal_root_of(Pair<double> sum) {
  double root = square_root(sum.hi);
  double y = 1.0 / root;
  double rest = fma(-root, root, sum.hi) + sum.lo; // |v|^2 - root^2
  double e = fma(-root, y, 1.0);                   // 1 - root y
  return fma(y, e - 0.5 * rest * y * y, y);
}
// Where the squares neither overflow nor lose their rests to underflow.
OX_PART bool has_squares(double largest) { return largest >= 0x1p-450 && largest <= 0x1p500; }
OX_PART double largest_of(double a, double b, double c, double d) {
  return greater(greater(absolute(a), absolute(b)), greater(absolute(c), absolute(d)));
}
// Function of (a, b, c, d) scaled to where they have squares, times the scale to the power of Degree.  An infinite
// component wins over NaN.
template <int Degree, typename Function>
OX_PART double norm_special(double a, double b, double c, double d, Function function) {
  double largest = largest_of(a, b, c, d);
  if (any_infinite(a, b, c, d))
    largest = kInfinity;
  if (!(largest > 0.0 && largest < kInfinity))
    return Degree > 0 ? largest : 1.0 / largest;
  double down = largest < 1.0 ? 0x1p600 : 0x1p-600, up = largest < 1.0 ? 0x1p-600 : 0x1p600;
  return function(pair_of_squares(a * down, b * down, c * down, d * down)) * (Degree > 0 ? up : down);
}
OX_COLD double norm_special(double a, double b, double c, double d) { return norm_special<1>(a, b, c, d, root_of); }
OX_COLD double reciprocal_norm_special(double a, double b, double c, double d) {
  return norm_special<-1>(a, b, c, d, reciprocal_root_of);
}
OX_PART double norm_d(double a, double b, double c = 0.0, double d = 0.0) {
  if (OX_UNLIKELY(!has_squares(largest_of(a, b, c, d))))
    return norm_special(a, b, c, d);
  return root_of(pair_of_squares(a, b, c, d));
}
OX_PART double reciprocal_norm_d(double a, double b, double c = 0.0, double d = 0.0) {
  if (OX_UNLIKELY(!has_squares(largest_of(a, b, c, d))))
    return reciprocal_norm_special(a, b, c, d);
  return reciprocal_root_of(pair_of_squares(a, b, c, d));
}

} // namespace

OX_INLINE float __nv_hypotf(float a, float b) { return norm_f(a, b); }
OX_INLINE float __nv_rhypotf(float a, float b) { return reciprocal_norm_f(a, b); }
OX_INLINE float __nv_norm3df(float a, float b, float c) { return norm_f(a, b, c); }
OX_INLINE float __nv_rnorm3df(float a, float b, float c) { return reciprocal_norm_f(a, b, c); }
OX_INLINE float __nv_norm4df(float a, float b, float c, float d) { return norm_f(a, b, c, d); }
OX_INLINE float __nv_rnorm4df(float a, float b, float c, float d) { return reciprocal_norm_f(a, b, c, d); }
OX_FUNCTION double __nv_hypot(double a, double b) { return norm_d(a, b); }
OX_FUNCTION double __nv_rhypot(double a, double b) { return reciprocal_norm_d(a, b); }
OX_FUNCTION double __nv_norm3d(double a, double b, double c) { return norm_d(a, b, c); }
OX_FUNCTION double __nv_rnorm3d(double a, double b, double c) { return reciprocal_norm_d(a, b, c); }
OX_FUNCTION double __nv_norm4d(double a, double b, double c, double d) { return norm_d(a, b, c, d); }
OX_FUNCTION double __nv_rnorm4d(double a, double b, double c, double d) { return reciprocal_norm_d(a, b, c, d); }

namespace {

// Vectors of any length: one pass for the largest component, one for the scaled squares.
struct VectorSum {
  Pair<double> sum;
  s32 exponent;
  bool infinite;
};
OX_PART VectorSum vector_sum(int count, const double* v) {
  double largest = 0.0;
  for (int i = 0; i < count; ++i)
    largest = __builtin_fmax(largest, absolute(v[i]));
  s32 exponent = static_cast<s32>(bits_of(largest) >> 52) - 1023;
  exponent = exponent < -1021 ? -1021 : exponent > 1021 ? 1021 : exponent;
  double inverse = power_of_two(-exponent);
  double sum = 0.0, lost = 0.0;
  for (int i = 0; i < count; ++i) {
    double scaled = v[i] * inverse;
    Pair<double> square = exact_product(scaled, scaled);
    Pair<double> next = exact_sum(sum, square.hi);
    sum = next.hi;
    lost += next.lo + square.lo;
  }
  return {fast_sum(sum, lost), exponent, largest == kInfinity};
}
OX_PART double vector_sum(int count, const float* v, bool& infinite) {
  double sum = 0.0;
  infinite = false;
  for (int i = 0; i < count; ++i) {
    sum = fma(static_cast<double>(v[i]), static_cast<double>(v[i]), sum);
    infinite |= absolute(v[i]) == kInfinityF;
  }
  return sum;
}

} // namespace

OX_FUNCTION float __nv_normf(int count, const float* v) {
  bool infinite;
  double sum = vector_sum(count, v, infinite);
  return infinite ? kInfinityF : static_cast<float>(square_root(sum));
}
OX_FUNCTION float __nv_rnormf(int count, const float* v) {
  bool infinite;
  double sum = vector_sum(count, v, infinite);
  return infinite ? 0.0f : static_cast<float>(1.0 / square_root(sum));
}
OX_FUNCTION double __nv_norm(int count, const double* v) {
  VectorSum s = vector_sum(count, v);
  double norm = s.sum.hi > 0.0 ? root_of(s.sum) : s.sum.hi; // else 0 or NaN
  return s.infinite ? kInfinity : norm * power_of_two(s.exponent);
}
OX_FUNCTION double __nv_rnorm(int count, const double* v) {
  VectorSum s = vector_sum(count, v);
  double norm = s.sum.hi > 0.0 ? reciprocal_root_of(s.sum) : 1.0 / s.sum.hi;
  return s.infinite ? 0.0 : norm * power_of_two(-s.exponent);
}

} // namespace ox::math
