// asin, acos, atan, atan2.
#include "libdevice/device_math.h"

namespace ox::math {

namespace {

inline constexpr float kHalfPiF = 0x1.921fb6p+0f, kHalfPiLoF = -0x1.777a5cp-25f;
inline constexpr double kHalfPi = 0x1.921fb54442d18p+0, kHalfPiLo = 0x1.1a62633145c07p-54;

// (a + a_lo) - (b + b_lo), a > b >= 0, with the rounding error of a - b.
template <typename T> OX_PART T difference(T a, T a_lo, T b, T b_lo) {
  T hi = a - b;
  return hi + (((a - hi) - b) + (a_lo - b_lo));
}

// atan(q) - q for q in [0, 1].
OX_PART float atan_tail(float q) {
  float z = q * q;
  return q * z *
         polynomial(z, -0x1.555548p-2f, 0x1.999388p-3f, -0x1.242cbep-3f, 0x1.c0dd10p-4f, -0x1.58801ap-4f,
                    0x1.da6d80p-5f, -0x1.fbc2e4p-6f, 0x1.6034f4p-7f, -0x1.c919cep-10f);
}
OX_PART double atan_tail(double q) {
  double z = q * q;
  return q * z *
         polynomial(z, -0x1.5555555555545p-2, 0x1.999999999783cp-3, -0x1.24924923ea4a7p-3, 0x1.c71c7194e5217p-4,
                    -0x1.745d12ed44e90p-4, 0x1.3b1372f657e1ep-4, -0x1.110ea65d53fcap-4, 0x1.e1bef4f97f6aep-5,
                    -0x1.ae6a8f33d8cc3p-5, 0x1.82fbf3fcac4bfp-5, -0x1.59e7b3e91f315p-5, 0x1.2c94c08f55d6dp-5,
                    -0x1.ead734739bb75p-6, 0x1.68d72cf9cd421p-6, -0x1.c7e5de3cf4d03p-7, 0x1.d7254506c7101p-8,
                    -0x1.789e09d49e1edp-9, 0x1.b05e4ff0af410p-11, -0x1.3afe2459fe029p-13, 0x1.b385b7db9dc03p-17);
}

// atan(numerator / denominator) for 0 <= numerator, denominator, in [0, pi/2].  The quotient of the smaller by the
// larger is at most 1; q_lo is what the division rounded away.
template <typename T> OX_PART T atan_of_ratio(T numerator, T denominator, T half_pi, T half_pi_lo) {
  bool swapped = numerator > denominator;
  T small = swapped ? denominator : numerator, large = swapped ? numerator : denominator;
  T q = small / large;
  T q_lo = fma(-q, large, small) / large;
  q_lo = absolute(q_lo) <= q ? q_lo : T(0); // the remainder of a subnormal or overflowed product says nothing
  T tail = atan_tail(q) + q_lo / fma(q, q, T(1));
  if (swapped)
    return difference(half_pi, half_pi_lo, q, tail);
  return q + tail;
}

// asin(x) - x for |x| <= 1/2, z = x^2.
OX_PART float asin_tail(float x, float z) {
  return x * z *
         polynomial(z, 0x1.555550p-3f, 0x1.3337b6p-4f, 0x1.6cbc4ep-5f, 0x1.0484f2p-5f, 0x1.d570fap-7f, 0x1.35d126p-5f);
}
OX_PART double asin_tail(double x, double z) {
  return x * z *
         polynomial(z, 0x1.5555555555562p-3, 0x1.333333333075cp-4, 0x1.6db6db7095bdap-5, 0x1.f1c71b0ac3557p-6,
                    0x1.6e8bd458e6047p-6, 0x1.1c4a868361714p-6, 0x1.ca14bd5973dfdp-7, 0x1.75c65214f6199p-7,
                    0x1.6047eaca9ab0bp-7, 0x1.ee25068ed780bp-9, 0x1.62d3886ce3df2p-6, -0x1.590c4922480bdp-6,
                    0x1.0c37de51b6de6p-5);
}

// For |x| > 1/2: asin(|x|) = pi/2 - 2 asin(s), s = sqrt((1 - |x|) / 2), whose rounding error s_lo is recovered.
template <typename T> struct HalfAngle {
  T s, tail; // asin(sqrt(z)) = s + tail
};
template <typename T> OX_PART HalfAngle<T> half_angle(T magnitude) {
  T z = fma(T(-0.5), magnitude, T(0.5));
  T s = square_root(z);
  T s_lo = z > T(0) ? fma(-s, s, z) / (s + s) : T(0);
  return {s, z == T(0) ? T(0) : s_lo + asin_tail(s, z)};
}
template <typename T> OX_PART T arc_sine(T x, T half_pi, T half_pi_lo) {
  T magnitude = absolute(x);
  if (magnitude <= T(0.5))
    return x + asin_tail(x, x * x);
  HalfAngle<T> half = half_angle(magnitude);
  T result = difference(half_pi, half_pi_lo, T(2) * half.s, T(2) * half.tail);
  return with_sign(result, x);
}
template <typename T> OX_PART T arc_cosine(T x, T half_pi, T half_pi_lo) {
  T magnitude = absolute(x);
  if (magnitude <= T(0.5))
    return half_pi - (x - (half_pi_lo - asin_tail(x, x * x)));
  HalfAngle<T> half = half_angle(magnitude);
  if (x > T(0))
    return T(2) * (half.s + half.tail);
  return T(2) * difference(half_pi, half_pi_lo, half.s, half.tail);
}

// C's table of atan2: signed zeros and infinities as quotients that have a limit.
template <typename T> OX_PART T arc_tangent_2(T y, T x, T half_pi, T half_pi_lo) {
  T ay = absolute(y), ax = absolute(x);
  if (OX_UNLIKELY(is_nan(x) || is_nan(y)))
    return x + y;
  if (OX_UNLIKELY(ay == ax)) { // also 0/0 and infinity/infinity
    bool zero = ay == T(0);
    ay = zero ? T(0) : T(1);
    ax = T(1);
  } else if (OX_UNLIKELY(ay == T(kInfinity) || ax == T(kInfinity))) {
    ay = ay == T(kInfinity) ? T(1) : T(0);
    ax = T(1) - ay;
  }
  // Products of the division's remainder must neither overflow nor lose bits.
  if (OX_UNLIKELY(greater(ay, ax) > T(sizeof(T) == 4 ? 0x1p100 : 0x1p1000))) {
    ay *= T(sizeof(T) == 4 ? 0x1p-30 : 0x1p-60);
    ax *= T(sizeof(T) == 4 ? 0x1p-30 : 0x1p-60);
  } else if (OX_UNLIKELY(greater(ay, ax) < T(sizeof(T) == 4 ? 0x1p-60 : 0x1p-900))) {
    ay *= T(sizeof(T) == 4 ? 0x1p62 : 0x1p100);
    ax *= T(sizeof(T) == 4 ? 0x1p62 : 0x1p100);
  }
  T angle = atan_of_ratio(ay, ax, half_pi, half_pi_lo);
  if (__builtin_signbit(x))
    angle = difference(T(2) * half_pi, T(2) * half_pi_lo, angle, T(0));
  return with_sign(angle, y);
}
template <typename T> OX_PART T arc_tangent(T x, T half_pi, T half_pi_lo) {
  T magnitude = absolute(x);
  bool large = magnitude > T(1);
  T q = large ? T(1) / magnitude : magnitude;
  T tail = atan_tail(q);
  T result = large ? difference(half_pi, half_pi_lo, q, tail) : q + tail;
  return with_sign(result, x);
}

} // namespace

OX_INLINE float __nv_asinf(float x) { return arc_sine(x, kHalfPiF, kHalfPiLoF); }
OX_INLINE double __nv_asin(double x) { return arc_sine(x, kHalfPi, kHalfPiLo); }
OX_INLINE float __nv_acosf(float x) { return arc_cosine(x, kHalfPiF, kHalfPiLoF); }
OX_INLINE double __nv_acos(double x) { return arc_cosine(x, kHalfPi, kHalfPiLo); }
OX_INLINE float __nv_atanf(float x) { return arc_tangent(x, kHalfPiF, kHalfPiLoF); }
OX_INLINE double __nv_atan(double x) { return arc_tangent(x, kHalfPi, kHalfPiLo); }
OX_INLINE float __nv_atan2f(float y, float x) { return arc_tangent_2(y, x, kHalfPiF, kHalfPiLoF); }
OX_FUNCTION double __nv_atan2(double y, double x) { return arc_tangent_2(y, x, kHalfPi, kHalfPiLo); }

} // namespace ox::math
