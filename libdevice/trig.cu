// sin, cos, tan, sincos and their forms in units of pi.
//
// Both kernels are evaluated for every lane and blended by the quadrant: lanes of a warp lie in different quadrants,
// and a divergent branch would cost more than the second polynomial.  The blend is arithmetic, because the optimiser
// turns masks into selects and the machine has no select of floats but a branch.
#include "libdevice/trig_reduction.h"

namespace ox::math {

namespace {

// Polynomials of r in [-pi/4, pi/4]; lo is the rest of r.  A sine has the sign of r, also where it is zero.
OX_PART float sine_kernel(float r, float lo) {
  float z = r * r;
  float p = polynomial(z, -0x1.555556p-3f, 0x1.111108p-7f, -0x1.a00f24p-13f, 0x1.6cb22cp-19f);
  return with_sign(r + fma(r * z, p, lo), r);
}
OX_PART float cosine_kernel(float r, float lo) {
  float z = r * r;
  float p = polynomial(z, 0x1.555556p-5f, -0x1.6c16bcp-10f, 0x1.a012c0p-16f, -0x1.247174p-22f);
  float half = 0.5f * z;
  float top = 1.0f - half;
  return top + (((1.0f - top) - half) + fma(z * z, p, -r * lo));
}
// In double both come as a sum, for the sake of tan.
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
  double half = 0.5 * z;
  double top = 1.0 - half;
  return {top, (((1.0 - top) - half) + fma(z * z, p, -r * lo))};
}
OX_PART double sine_kernel(double r, double lo) {
  Pair<double> parts = sine_parts(r, lo);
  return with_sign(parts.hi + parts.lo, r);
}
OX_PART double cosine_kernel(double r, double lo) {
  Pair<double> parts = cosine_parts(r, lo);
  return parts.hi + parts.lo;
}

// Kernels of sin(pi r), cos(pi r) for |r| <= 1/4.
OX_PART float sine_pi_kernel(float r) {
  float z = r * r;
  float p = polynomial(z, -0x1.4abbcep+2f, 0x1.466bbcp+1f, -0x1.32cadap-1f, 0x1.4bc87cp-4f);
  return fma(r, 0x1.921fb6p+1f, fma(r * z, p, r * -0x1.777a5cp-24f));
}
OX_PART float cosine_pi_kernel(float r) {
  float z = r * r, z_lo = fma(r, r, -z);
  float p = polynomial(z, 0x1.03c1f0p+2f, -0x1.55d3bcp+0f, 0x1.e1e80cp-3f, -0x1.a0ee2ep-6f);
  constexpr float half_square = -0x1.3bd3ccp+2f, half_square_lo = -0x1.37c8bcp-23f; // -pi^2 / 2
  float top = fma(z, half_square, 1.0f);
  float tail = fma(z * z, p, fma(z_lo, half_square, z * half_square_lo));
  return top + (fma(z, half_square, 1.0f - top) + tail);
}
OX_PART double sine_pi_kernel(double r) {
  double z = r * r;
  double p = polynomial(z, -0x1.4abbce625be53p+2, 0x1.466bc6775aadcp+1, -0x1.32d2cce62af08p-1, 0x1.50783485f896fp-4,
                        -0x1.e3074b77c4231p-8, 0x1.e8eede800bd1ep-12, -0x1.6c5b8d7ac5fcap-16);
  return fma(r, 0x1.921fb54442d18p+1, fma(r * z, p, r * 0x1.1a62633145c07p-53));
}
OX_PART double cosine_pi_kernel(double r) {
  double z = r * r;
  double p = polynomial(z, -0x1.3bd3cc9be45dep+2, 0x1.03c1f081b5ac4p+2, -0x1.55d3c7e3cbff0p+0, 0x1.e1f5068919e55p-3,
                        -0x1.a6d1f29f490b9p-6, 0x1.f9d3856881c60p-10, -0x1.b6dd7646a21bap-14, 0x1.1e2a6dd1e466ep-18);
  return fma(z, p, 1.0);
}

// Even quadrants give (sine, cosine), odd ones (-cosine, sine): what the angle x = n pi/2 + r has up to a common sign,
// and exactly what its tangent divides.  The products by 0 and 1 are exact; -0 stays, because 0 * -cosine is -0.
template <typename T> OX_PART Pair<T> turn(s32 quadrant, T sine, T cosine) {
  T odd = static_cast<T>(quadrant & 1), even = T(1) - odd;
  return {fma(odd, -cosine, even * sine), fma(odd, sine, even * cosine)};
}
// Negates in quadrants 1 and 2: the common sign.
OX_PART float signed_by(s32 quadrant, float x) {
  return float_of(bits_of(x) ^ (static_cast<u32>((quadrant + 1) & 2) << 30));
}
OX_PART double signed_by(s32 quadrant, double x) {
  return double_of(bits_of(x) ^ (static_cast<u64>((quadrant + 1) & 2) << 62));
}

template <typename T> struct SineCosine {
  T sine, cosine;
};
template <typename T> OX_PART SineCosine<T> sine_cosine(T x) {
  Reduced<T> a = reduce_by_half_pi(x);
  Pair<T> turned = turn(a.quadrant, sine_kernel(a.r, a.lo), cosine_kernel(a.r, a.lo));
  return {signed_by(a.quadrant, turned.hi), signed_by(a.quadrant, turned.lo)};
}

// In units of pi the reduction is exact: x = n/2 + r.  From 2^24 (2^53) on every x is an even integer.
struct HalfTurnsF {
  float r;
  s32 quadrant;
};
OX_PART HalfTurnsF half_turns(float x) {
  float n = __builtin_rintf(x + x);
  float r = fma(-0.5f, n, x);
  // n modulo 4, without a conversion that could overflow
  float q = fma(-4.0f, __builtin_floorf(n * 0.25f), n);
  return {r, static_cast<s32>(q)};
}
struct HalfTurns {
  double r;
  s32 quadrant;
};
OX_PART HalfTurns half_turns(double x) {
  double n = __builtin_rint(x + x);
  double r = fma(-0.5, n, x);
  double q = fma(-4.0, __builtin_floor(n * 0.25), n);
  return {r, static_cast<s32>(q)};
}
OX_PART float flip_by_sign_of(float x, float sign) { return float_of(bits_of(x) ^ (bits_of(sign) & 0x80000000u)); }
OX_PART double flip_by_sign_of(double x, double sign) {
  return double_of(bits_of(x) ^ (bits_of(sign) & 0x8000000000000000ull));
}
// On |x|, so that sin(n pi) is 0 with the sign of x; a cosine's zero is +0.
template <typename T> OX_PART SineCosine<T> sine_cosine_pi(T x) {
  T magnitude = absolute(x);
  // From 2^60 on only even integers remain, and infinity.
  if (OX_UNLIKELY(!(magnitude < T(0x1p60))))
    magnitude -= magnitude;
  auto a = half_turns(magnitude);
  Pair<T> turned = turn(a.quadrant, sine_pi_kernel(a.r), cosine_pi_kernel(a.r));
  return {flip_by_sign_of(signed_by(a.quadrant, turned.hi) + T(0), x), signed_by(a.quadrant, turned.lo) + T(0)};
}

} // namespace

OX_INLINE float __nv_sinf(float x) { return sine_cosine(x).sine; }
OX_INLINE float __nv_cosf(float x) { return sine_cosine(x).cosine; }
OX_INLINE void __nv_sincosf(float x, float* sine, float* cosine) {
  SineCosine<float> both = sine_cosine(x);
  *sine = both.sine;
  *cosine = both.cosine;
}
OX_INLINE double __nv_sin(double x) { return sine_cosine(x).sine; }
OX_INLINE double __nv_cos(double x) { return sine_cosine(x).cosine; }
OX_INLINE void __nv_sincos(double x, double* sine, double* cosine) {
  SineCosine<double> both = sine_cosine(x);
  *sine = both.sine;
  *cosine = both.cosine;
}

OX_INLINE float __nv_tanf(float x) {
  Reduced<float> a = reduce_by_half_pi(x);
  Pair<float> turned = turn(a.quadrant, sine_kernel(a.r, a.lo), cosine_kernel(a.r, a.lo));
  return turned.hi / turned.lo;
}
// In double the quotient of two rounded values could miss 2 ulps, so their rests take part.
OX_INLINE double __nv_tan(double x) {
  Reduced<double> a = reduce_by_half_pi(x);
  Pair<double> s = sine_parts(a.r, a.lo), c = cosine_parts(a.r, a.lo);
  s = fast_sum(s.hi, s.lo);
  c = fast_sum(c.hi, c.lo);
  Pair<double> high = turn(a.quadrant, with_sign(s.hi, a.r), c.hi), low = turn(a.quadrant, s.lo, c.lo);
  double reciprocal = 1.0 / high.lo;
  double q = high.hi * reciprocal;
  double rest = fma(-q, high.lo, high.hi) + fma(-q, low.lo, low.hi);
  return with_sign(fma(rest, reciprocal, q), q);
}

OX_INLINE float __nv_sinpif(float x) { return sine_cosine_pi(x).sine; }
OX_INLINE float __nv_cospif(float x) { return sine_cosine_pi(x).cosine; }
OX_INLINE void __nv_sincospif(float x, float* sine, float* cosine) {
  SineCosine<float> both = sine_cosine_pi(x);
  *sine = both.sine;
  *cosine = both.cosine;
}
OX_INLINE double __nv_sinpi(double x) { return sine_cosine_pi(x).sine; }
OX_INLINE double __nv_cospi(double x) { return sine_cosine_pi(x).cosine; }
OX_INLINE void __nv_sincospi(double x, double* sine, double* cosine) {
  SineCosine<double> both = sine_cosine_pi(x);
  *sine = both.sine;
  *cosine = both.cosine;
}

} // namespace ox::math
