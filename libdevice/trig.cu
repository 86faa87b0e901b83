// sin, cos, tan, sincos and their forms in units of pi.
//
// Both kernels are evaluated for every lane and one is chosen by the quadrant: lanes of a warp lie in different
// quadrants, and a divergent branch would cost more than the second polynomial.
#include "libdevice/float_kernels.h"
#include "libdevice/trig_reduction.h"

namespace ox::math {

namespace {

// Polynomials of r in [-pi/4, pi/4]; lo is the rest of r.  A sine has the sign of r, also where it is zero.  Both come
// as a sum, for the sake of tan.
OX_PART Pair<double> sine_parts(double r, double lo) {
  double z = r * r;
  double p = polynomial(z, -0x1.5555555555555p-3, 0x1.111111111110cp-7, -0x1.a01a01a018c0ep-13, 0x1.71de3a533be11p-19,
                        -0x1.ae64528744399p-26, 0x1.61207e870b05cp-33, -0x1.aa97d9303b4dap-41);
  return {r, fma(r * z, p, fma(-0.5 * z, lo, lo))};
}
OX_PART Pair<double> cosine_parts(double r, double lo) {
  double z = r * r;
  double p = polynomial(z, 0x1.5555555555555p-5, -0x1.6c16c16c16c14p-10, 0x1.a01a01a019730p-16, -0x1.27e4fb7690a5bp-22,
                        0x1.1eed8d3badb88p-29, -0x1.9393d5dc1df90p-37, 0x1.ab06820d98c7ep-45);
  double half = 0.5 * z, z_lo = fma(r, r, -z);
  double top = 1.0 - half;
  return {top, (((1.0 - top) - half) + fma(z * z, p, fma(-0.5, z_lo, -r * lo)))};
}
OX_PART double sine_kernel(double r, double lo) {
  Pair<double> parts = sine_parts(r, lo);
  return with_sign(parts.hi + parts.lo, r);
}
OX_PART double cosine_kernel(double r, double lo) {
  Pair<double> parts = cosine_parts(r, lo);
  return parts.hi + parts.lo;
}
OX_PART double sine_for_float(double r) {
  return r * polynomial(r * r, 1.0, -0x1.5555554d9ed5ap-3, 0x1.11110877a6bfep-7, -0x1.a00f396697669p-13,
                        0x1.6cb7674e5b823p-19);
}
OX_PART double cosine_for_float(double r) {
  return polynomial(r * r, 1.0, -0x1.ffffffd5a7c76p-2, 0x1.55553db9ed468p-5, -0x1.6c07f40cb0bd3p-10,
                    0x1.9906c5499a8f5p-16);
}

struct SineCosine {
  double sine, cosine;
};
// Sine and cosine of quadrant * pi/2 + r from those of r.
OX_PART SineCosine turn(s32 quadrant, double sine, double cosine) {
  bool odd = quadrant & 1;
  double s = odd ? cosine : sine, c = odd ? sine : cosine;
  return {quadrant & 2 ? -s : s, (quadrant + 1) & 2 ? -c : c};
}
OX_PART SineCosine sine_cosine(double x) {
  Reduced a = reduce_by_half_pi(x);
  return turn(a.quadrant, sine_kernel(a.r, a.lo), cosine_kernel(a.r, a.lo));
}
OX_PART SineCosine sine_cosine(float x) {
  ReducedForFloat a = reduce_by_half_pi(x);
  return turn(a.quadrant, sine_for_float(a.r), cosine_for_float(a.r));
}

// In units of pi the reduction is exact: |x| = 2 k + n/2 + turns.  Infinity gives NaN.
struct HalfTurns {
  double turns;
  s32 quadrant;
};
OX_PART HalfTurns half_turns(double magnitude) {
  double x = fma(-2.0, __builtin_floor(magnitude * 0.5), magnitude);
  double shifted = fma(2.0, x, kRoundingMagic);
  return {fma(-0.5, shifted - kRoundingMagic, x), low_integer(shifted)};
}
// On |x|, so that sin(n pi) is 0 with the sign of x; a cosine's zero is +0.
OX_PART SineCosine sine_cosine_pi(double x) {
  HalfTurns a = half_turns(absolute(x));
  double r = a.turns * 0x1.921fb54442d18p+1;
  double lo = fma(a.turns, 0x1.921fb54442d18p+1, -r) + a.turns * 0x1.1a62633145c07p-53;
  SineCosine turned = turn(a.quadrant, sine_kernel(r, lo), cosine_kernel(r, lo));
  return {(turned.sine + 0.0) * with_sign(1.0, x), turned.cosine + 0.0};
}
OX_PART SineCosine sine_cosine_pi(float x) {
  HalfTurns a = half_turns(static_cast<double>(absolute(x)));
  double r = a.turns * 0x1.921fb54442d18p+1;
  SineCosine turned = turn(a.quadrant, sine_for_float(r), cosine_for_float(r));
  return {(turned.sine + 0.0) * with_sign(1.0, static_cast<double>(x)), turned.cosine + 0.0};
}

} // namespace

OX_INLINE float __nv_sinf(float x) { return static_cast<float>(sine_cosine(x).sine); }
OX_INLINE float __nv_cosf(float x) { return static_cast<float>(sine_cosine(x).cosine); }
OX_INLINE void __nv_sincosf(float x, float* sine, float* cosine) {
  SineCosine both = sine_cosine(x);
  *sine = static_cast<float>(both.sine);
  *cosine = static_cast<float>(both.cosine);
}
OX_INLINE double __nv_sin(double x) { return sine_cosine(x).sine; }
OX_INLINE double __nv_cos(double x) { return sine_cosine(x).cosine; }
OX_INLINE void __nv_sincos(double x, double* sine, double* cosine) {
  SineCosine both = sine_cosine(x);
  *sine = both.sine;
  *cosine = both.cosine;
}

// tan(r) = r p(r^2) / q(r^2); in odd quadrants the tangent is -1 / tan(r).
OX_INLINE float __nv_tanf(float x) {
  ReducedForFloat a = reduce_by_half_pi(x);
  double z = a.r * a.r;
  double sine = a.r * polynomial(z, 1.0, -0x1.c81c63406feefp-4, 0x1.19bb5a49be4f2p-10);
  double cosine = polynomial(z, 1.0, -0x1.c75c6e10fc40fp-2, 0x1.05aabacc5b1b3p-6);
  bool odd = a.quadrant & 1;
  return static_cast<float>((odd ? -cosine : sine) / (odd ? sine : cosine));
}
// In double the quotient of two rounded values could miss 2 ulps, so their rests take part.
OX_INLINE double __nv_tan(double x) {
  Reduced a = reduce_by_half_pi(x);
  Pair<double> s = sine_parts(a.r, a.lo), c = cosine_parts(a.r, a.lo);
  s = fast_sum(s.hi, s.lo);
  c = fast_sum(c.hi, c.lo);
  s.hi = with_sign(s.hi, a.r);
  bool odd = a.quadrant & 1;
  Pair<double> above = {odd ? -c.hi : s.hi, odd ? -c.lo : s.lo}, below = {odd ? s.hi : c.hi, odd ? s.lo : c.lo};
  double reciprocal = 1.0 / below.hi;
  double q = above.hi * reciprocal;
  double rest = fma(-q, below.hi, above.hi) + fma(-q, below.lo, above.lo);
  return with_sign(fma(rest, reciprocal, q), q);
}

OX_INLINE float __nv_sinpif(float x) { return static_cast<float>(sine_cosine_pi(x).sine); }
OX_INLINE float __nv_cospif(float x) { return static_cast<float>(sine_cosine_pi(x).cosine); }
OX_INLINE void __nv_sincospif(float x, float* sine, float* cosine) {
  SineCosine both = sine_cosine_pi(x);
  *sine = static_cast<float>(both.sine);
  *cosine = static_cast<float>(both.cosine);
}
OX_INLINE double __nv_sinpi(double x) { return sine_cosine_pi(x).sine; }
OX_INLINE double __nv_cospi(double x) { return sine_cosine_pi(x).cosine; }
OX_INLINE void __nv_sincospi(double x, double* sine, double* cosine) {
  SineCosine both = sine_cosine_pi(x);
  *sine = both.sine;
  *cosine = both.cosine;
}

} // namespace ox::math
