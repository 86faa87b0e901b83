// asin, acos, atan, atan2.
#include "libdevice/device_math.h"

namespace ox::math {

namespace {

// base * quarters + factor * (x + tail) with the rounding error of the first sum.  Which of its cases an argument lies
// in differs from lane to lane, so a case is a choice of the numbers, not of a path: quarters of pi/2, factor +-1 or
// +-2.
template <typename T> OX_PART T assemble(T quarters, T factor, T x, T tail) {
  constexpr T half_pi = sizeof(T) == 4 ? T(0x1.921fb6p+0f) : T(0x1.921fb54442d18p+0);
  constexpr T half_pi_lo = sizeof(T) == 4 ? T(-0x1.777a5cp-25f) : T(0x1.1a62633145c07p-54);
  T base = quarters * half_pi, term = factor * x;
  T sum = base + term;
  return sum + (((base - sum) + term) + fma(quarters, half_pi_lo, factor * tail));
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

// asin of s = |x|, or beyond 1/2 of s = sqrt((1 - |x|) / 2), for which asin(|x|) = pi/2 - 2 asin(s).  s is the smaller
// of both candidates, they are equal at 1/2.  tail is asin(s) - s, with the rounding error of the root.
template <typename T> struct HalfAngle {
  T s, tail, large; // large is 1 beyond 1/2, else 0
};
template <typename T> OX_PART HalfAngle<T> half_angle(T magnitude) {
  T large = static_cast<T>(static_cast<int>(magnitude > T(0.5)));
  T z = fma(T(-0.5), magnitude, T(0.5));
  T root = square_root(z);
  T s = lesser(magnitude, root);
  T root_error = fma(-root, root, z) / (root + root + T(0x1p-100)); // the tiny addend is for root = 0
  return {s, fma(large, root_error, asin_tail(s, s * s)), large};
}
template <typename T> OX_PART T arc_sine(T x) {
  HalfAngle<T> half = half_angle(absolute(x));
  return with_sign(assemble(half.large, fma(T(-3), half.large, T(1)), half.s, half.tail), x);
}
// pi/2 - asin(x); beyond 1/2 2 asin(s), below -1/2 pi - 2 asin(s).
template <typename T> OX_PART T arc_cosine(T x) {
  HalfAngle<T> half = half_angle(absolute(x));
  T sign = with_sign(T(1), x);
  T quarters = fma(half.large, -sign, T(1));      // 1, 0 or 2
  T factor = sign * fma(T(3), half.large, T(-1)); // -sign or 2 sign
  return assemble(quarters, factor, half.s, half.tail);
}

template <typename T> OX_PART T arc_tangent(T x) {
  T magnitude = absolute(x);
  T large = static_cast<T>(static_cast<int>(magnitude > T(1)));
  T q = lesser(magnitude, T(1)) / greater(magnitude, T(1));
  return with_sign(assemble(large, fma(T(-2), large, T(1)), q, atan_tail(q)), x);
}

// The angle of (x, y) for finite positive |x|, |y| of moderate size: the quotient of the smaller by the larger, with
// what the division rounded away, then by octant.
template <typename T> OX_PART T angle(T y, T x) {
  T ay = absolute(y), ax = absolute(x);
  T small = lesser(ay, ax), large = greater(ay, ax);
  T reciprocal = T(1) / large;
  T q = small * reciprocal;
  T q_lo = fma(-q, large, small) * reciprocal;
  T steep = static_cast<T>(static_cast<int>(ay > ax));
  T left = static_cast<T>(static_cast<int>(__builtin_signbit(x) != 0));
  T tail = fma(fma(T(-0.5) * q, q, T(1)), q_lo, atan_tail(q)); // q_lo / (1 + q^2), nearly; q_lo is about an ulp
  T quarters = fma(left, fma(T(-2), steep, T(2)), steep);      // 0, 1, 1, 2
  T factor = fma(T(-2), steep, T(1)) * fma(T(-2), left, T(1));
  return with_sign(assemble(quarters, factor, q, tail), y);
}
// C's table of atan2: signed zeros and infinities as quotients that have a limit; the others scaled to moderate size,
// where the remainder of the division neither overflows nor loses bits.
template <typename T> OX_PART T angle_special(T y, T x) {
  if (is_nan(x) || is_nan(y))
    return x + y;
  T ay = absolute(y), ax = absolute(x);
  T largest = greater(ay, ax);
  if (largest == T(kInfinity)) {
    ay = ay == largest ? T(1) : T(0);
    ax = ax == largest ? T(1) : T(0);
  } else if (largest == T(0)) {
    ax = T(1);
  } else {
    constexpr T up = sizeof(T) == 4 ? T(0x1p60f) : T(0x1p500), down = T(1) / up;
    T factor = largest > T(sizeof(T) == 4 ? 0x1p64 : 0x1p512) ? down : up;
    ay *= factor;
    ax *= factor;
  }
  return angle(with_sign(ay, y), with_sign(ax, x));
}
OX_COLD float angle_special_f(float y, float x) { return angle_special(y, x); }
OX_COLD double angle_special_d(double y, double x) { return angle_special(y, x); }

} // namespace

OX_INLINE float __nv_asinf(float x) { return arc_sine(x); }
OX_INLINE double __nv_asin(double x) { return arc_sine(x); }
OX_INLINE float __nv_acosf(float x) { return arc_cosine(x); }
OX_INLINE double __nv_acos(double x) { return arc_cosine(x); }
OX_INLINE float __nv_atanf(float x) { return arc_tangent(x); }
OX_INLINE double __nv_atan(double x) { return arc_tangent(x); }

// Moderate: an exponent in the middle half of the range.
OX_INLINE float __nv_atan2f(float y, float x) {
  bool moderate =
      (bits_of(y) & 0x7fffffffu) - 0x20000000u < 0x40000000u && (bits_of(x) & 0x7fffffffu) - 0x20000000u < 0x40000000u;
  return OX_LIKELY(moderate) ? angle(y, x) : angle_special_f(y, x);
}
OX_INLINE double __nv_atan2(double y, double x) {
  bool moderate = (bits_of(y) & 0x7fffffffffffffffull) - 0x2000000000000000ull < 0x4000000000000000ull &&
                  (bits_of(x) & 0x7fffffffffffffffull) - 0x2000000000000000ull < 0x4000000000000000ull;
  return OX_LIKELY(moderate) ? angle(y, x) : angle_special_d(y, x);
}

} // namespace ox::math
