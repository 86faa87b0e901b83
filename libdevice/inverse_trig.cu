// asin, acos, atan, atan2.
#include "libdevice/float_kernels.h"

namespace ox::math {

namespace {

constexpr double kPi = 0x1.921fb54442d18p+1, kHalfPi = 0x1.921fb54442d18p+0;

// quarters * pi/2 + factor * (x + tail) with the rounding error of the first sum.  Which of its cases an argument lies
// in differs from lane to lane, so a case is a choice of the numbers, not of a path: factor is +-1 or +-2.
OX_PART double assemble(double quarters, double factor, double x, double tail) {
  constexpr double half_pi_lo = 0x1.1a62633145c07p-54;
  double base = quarters * kHalfPi, term = factor * x;
  double sum = base + term;
  double base_lo = fma(quarters, half_pi_lo, fma(quarters, kHalfPi, -base));
  return sum + (((base - sum) + term) + fma(factor, tail, base_lo));
}

// asin(x) - x for |x| <= 1/2, z = x^2.
OX_PART double asin_tail(double x, double z) {
  return x * z *
         polynomial(z, 0x1.5555555555562p-3, 0x1.333333333075cp-4, 0x1.6db6db7095bdap-5, 0x1.f1c71b0ac3557p-6,
                    0x1.6e8bd458e6047p-6, 0x1.1c4a868361714p-6, 0x1.ca14bd5973dfdp-7, 0x1.75c65214f6199p-7,
                    0x1.6047eaca9ab0bp-7, 0x1.ee25068ed780bp-9, 0x1.62d3886ce3df2p-6, -0x1.590c4922480bdp-6,
                    0x1.0c37de51b6de6p-5);
}

// asin of s = |x|, or beyond 1/2 of s = sqrt((1 - |x|) / 2), for which asin(|x|) = pi/2 - 2 asin(s).  s is the smaller
// of both candidates, they are equal at 1/2.  tail is asin(s) - s, with the rounding error of the root.
struct HalfAngle {
  double s, tail, large; // large is 1 beyond 1/2, else 0
};
OX_PART HalfAngle half_angle(double magnitude) {
  double large = static_cast<double>(static_cast<int>(magnitude > 0.5));
  double z = fma(-0.5, magnitude, 0.5);
  double root = square_root(z);
  double s = lesser(magnitude, root);
  double root_error = fma(-root, root, z) / (root + root + 0x1p-100); // the tiny addend is for root = 0
  return {s, fma(large, root_error, asin_tail(s, s * s)), large};
}
OX_PART double arc_sine(double x) {
  HalfAngle half = half_angle(absolute(x));
  return with_sign(assemble(half.large, fma(-3.0, half.large, 1.0), half.s, half.tail), x);
}
// pi/2 - asin(x); beyond 1/2 2 asin(s), below -1/2 pi - 2 asin(s).
OX_PART double arc_cosine(double x) {
  HalfAngle half = half_angle(absolute(x));
  double sign = with_sign(1.0, x);
  double quarters = fma(half.large, -sign, 1.0);     // 1, 0 or 2
  double factor = sign * fma(3.0, half.large, -1.0); // -sign or 2 sign
  return assemble(quarters, factor, half.s, half.tail);
}

// atan(q) - q for |q| <= 1/2.
OX_PART double atan_tail(double q) {
  double z = q * q;
  return q * z *
         polynomial(z, -0x1.5555555555518p-2, 0x1.99999999914cfp-3, -0x1.249249216fb9ap-3, 0x1.c71c709680738p-4,
                    -0x1.745cf54dadafep-4, 0x1.3b11453b85b6ap-4, -0x1.10f367017f60dp-4, 0x1.dfed0f292ba2dp-5,
                    -0x1.a3a787fcda263p-5, 0x1.571e26e601323p-5, -0x1.c1fb78efdc5edp-6, 0x1.4c29963910802p-7);
}
// The angle of (x, y) for finite positive |x|, |y| of moderate size.  With small and large of them, the angle of the
// first octant is atan(small / large), or beyond a quotient of 1/2 pi/4 + atan((small - large) / (small + large)),
// where the difference is exact; what the sum and the division round away takes part.  Then by octant.
OX_PART double angle(double y, double x) {
  double ay = absolute(y), ax = absolute(x);
  double small = lesser(ay, ax), large = greater(ay, ax);
  bool beyond = small + small > large, steep = ay > ax, left = __builtin_signbit(x);
  Pair<double> sum = fast_sum(large, small);
  double above = beyond ? small - large : small;
  double below = beyond ? sum.hi : large, below_lo = beyond ? sum.lo : 0.0;
  double reciprocal = 1.0 / below;
  double q = above * reciprocal;
  double q_lo = fma(-q, below_lo, fma(-q, below, above)) * reciprocal;
  double tail = fma(fma(-q, q, 1.0), q_lo, atan_tail(q)); // q_lo / (1 + q^2), nearly; q_lo is about an ulp
  double quarters = beyond ? 0.5 : 0.0;
  quarters = steep ? 1.0 - quarters : quarters;
  quarters = left ? 2.0 - quarters : quarters;
  return with_sign(assemble(quarters, steep != left ? -1.0 : 1.0, q, tail), y);
}
// C's table of atan2: signed zeros and infinities as quotients that have a limit; the others scaled to moderate size,
// where the remainder of the division neither overflows nor loses bits.
OX_COLD double angle_special(double y, double x) {
  if (is_nan(x) || is_nan(y))
    return x + y;
  double ay = absolute(y), ax = absolute(x);
  double largest = greater(ay, ax);
  if (largest == kInfinity) {
    ay = ay == largest ? 1.0 : 0.0;
    ax = ax == largest ? 1.0 : 0.0;
  } else if (largest == 0.0) {
    ax = 1.0;
  } else {
    double factor = largest > 0x1p512 ? 0x1p-500 : 0x1p500;
    ay *= factor;
    ax *= factor;
  }
  return angle(with_sign(ay, y), with_sign(ax, x));
}

// Single precision: asin(|x|) as asin(s) or pi/2 - 2 asin(s), with s as in half_angle.
OX_PART double asin_for_float(float x) {
  double magnitude = static_cast<double>(absolute(x));
  double root = square_root(fma(-0.5, magnitude, 0.5));
  double s = lesser(magnitude, root);
  double asin_s =
      s * polynomial(s * s, 1.0, 0x1.555555bec16c4p-3, 0x1.3332c730c4f84p-4, 0x1.6dd713be9529ap-5, 0x1.ed899a9f218d7p-6,
                     0x1.92e94831ec055p-6, 0x1.e659842c1b2d2p-8, 0x1.1daf6d1128419p-5);
  return magnitude > 0.5 ? fma(-2.0, asin_s, kHalfPi) : asin_s;
}
// The angle of (x, y) for x, y >= 0, not both 0: atan(q) = q p(q^2) / q(q^2) of the smaller over the larger.
OX_PART double first_octants(double y, double x) {
  double q = lesser(y, x) / greater(y, x);
  double z = q * q;
  double p = polynomial(z, 1.0, 0x1.5c5ee86ccf04cp+0, 0x1.f4df24926b84ap-2, 0x1.3d340211b9145p-5);
  double below =
      polynomial(z, 1.0, 0x1.b1b43dadac258p+0, 0x1.b52c0556de208p-1, 0x1.04d662dfb1f1cp-3, 0x1.55c31bf380a27p-9);
  double angle = q * p / below;
  return y > x ? kHalfPi - angle : angle;
}

} // namespace

OX_INLINE float __nv_asinf(float x) { return with_sign(static_cast<float>(asin_for_float(x)), x); }
OX_INLINE float __nv_acosf(float x) {
  // The subtraction loses nothing near 1, where asin_for_float has just subtracted from the same number.
  return static_cast<float>(kHalfPi - with_sign(asin_for_float(x), static_cast<double>(x)));
}
OX_INLINE float __nv_atanf(float x) {
  return with_sign(static_cast<float>(first_octants(static_cast<double>(absolute(x)), 1.0)), x);
}
OX_INLINE float __nv_atan2f(float y, float x) {
  double ay = static_cast<double>(absolute(y)), ax = static_cast<double>(absolute(x));
  double largest = greater(ay, ax);
  if (OX_UNLIKELY(!(largest > 0.0 && largest < kInfinity))) {
    if (is_nan(largest))
      return kNanF;
    bool infinite = largest > 0.0; // else both are 0, and y is too small to count beside x
    ax = !infinite || ax == kInfinity ? 1.0 : 0.0;
    ay = ay == kInfinity ? 1.0 : 0.0;
  }
  double angle = first_octants(ay, ax);
  return with_sign(static_cast<float>(__builtin_signbit(x) ? kPi - angle : angle), y);
}

OX_INLINE double __nv_asin(double x) { return arc_sine(x); }
OX_INLINE double __nv_acos(double x) { return arc_cosine(x); }
// From 2^60 on the result is pi/2.
OX_INLINE double __nv_atan(double x) { return with_sign(angle(lesser(absolute(x), 0x1p60), 1.0), x); }

// Moderate: an exponent in the middle half of the range.
OX_INLINE double __nv_atan2(double y, double x) {
  bool moderate = (bits_of(y) & 0x7fffffffffffffffull) - 0x2000000000000000ull < 0x4000000000000000ull &&
                  (bits_of(x) & 0x7fffffffffffffffull) - 0x2000000000000000ull < 0x4000000000000000ull;
  return OX_LIKELY(moderate) ? angle(y, x) : angle_special(y, x);
}

} // namespace ox::math
