// Bessel functions: J and Y of integer order, and the modified I0 and I1.
#include "libdevice/bessel_float_kernels.h"
#include "libdevice/bessel_kernels.h"

namespace ox::math {

extern "C" void __nv_sincos(double x, double* sine, double* cosine);

namespace {

// J and Y of order 0 or 1 for x >= 8, finite: sqrt(2 / (pi x)) m times cos and sin of x - (2 order + 1) pi/4 + phase /
// x. The sum of angles is taken in sines and cosines, so that x is reduced exactly.
struct Oscillation {
  double j, y;
};
OX_PART Oscillation oscillation(int order, double x) {
  double sine, cosine;
  __nv_sincos(x, &sine, &cosine);
  double z = 1.0 / x;
  double t = z * z;
  double shift_sine, shift_cosine;
  __nv_sincos(z * phase(order, t), &shift_sine, &shift_cosine);
  double root =
      square_root(0x1.45f306dc9c883p-2 * z) * amplitude(order, t); // sqrt(1 / (pi x)): pi/4 has the other half
  // cos(x + d - pi/4) and sin(x + d - pi/4), times sqrt(2); order 1 is a quarter turn later
  double s = fma(sine, shift_cosine, cosine * shift_sine), c = fma(cosine, shift_cosine, -sine * shift_sine);
  Oscillation zero_order = {c + s, s - c};
  return order == 0 ? Oscillation{root * zero_order.j, root * zero_order.y}
                    : Oscillation{root * zero_order.y, -root * zero_order.j};
}

OX_PART double bessel_j(int order, double x) {
  double magnitude = absolute(x);
  if (is_nan(x))
    return x;
  if (magnitude == kInfinity)
    return 0.0;
  double value;
  if (magnitude < 8.0)
    value = order == 0 ? j0_below_8(magnitude) : j1_below_8(magnitude);
  else
    value = oscillation(order, magnitude).j;
  return order == 1 && __builtin_signbit(x) ? -value : value;
}
OX_PART double bessel_y(int order, double x) {
  if (!(x > 0.0))
    return x == 0.0 ? -kInfinity : kNan;
  if (x < 8.0)
    return order == 0 ? y0_below_8(x) : y1_below_8(x);
  return x == kInfinity ? 0.0 : oscillation(order, x).y;
}

// e^x p / sqrt(x), where e^x alone may overflow; of 720 the result does.
OX_PART double i_large(double x, double p) {
  x = lesser(x, 720.0);
  ExpParts e = exp_parts(x, 0.0);
  double factor = p / square_root(x);
  return scale(fma(factor, e.hi + e.lo, factor), e.n);
}

} // namespace

OX_FUNCTION double __nv_j0(double x) { return bessel_j(0, x); }
OX_FUNCTION double __nv_j1(double x) { return bessel_j(1, x); }
OX_FUNCTION double __nv_y0(double x) { return bessel_y(0, x); }
OX_FUNCTION double __nv_y1(double x) { return bessel_y(1, x); }

// J_n by the recurrence J_(k+1) = 2k/x J_k - J_(k-1): upwards where that is stable (x > n), otherwise downwards from an
// order at which J is negligible, scaled at the end by 1 = J_0 + 2 J_2 + 2 J_4 + ...  (Miller's algorithm).
OX_FUNCTION double __nv_jn(int n, double x) {
  if (n < 0 || is_nan(x))
    return kNan;
  if (n < 2)
    return bessel_j(n, x);
  double magnitude = absolute(x);
  double sign = (n & 1) && __builtin_signbit(x) ? -1.0 : 1.0;
  if (magnitude == 0.0 || magnitude == kInfinity)
    return magnitude == 0.0 ? sign * 0.0 : 0.0;
  if (magnitude > static_cast<double>(n)) {
    double below = bessel_j(0, magnitude), current = bessel_j(1, magnitude);
    for (int k = 1; k < n; ++k) {
      double next = fma(2.0 * static_cast<double>(k) / magnitude, current, -below);
      below = current;
      current = next;
    }
    return sign * current;
  }
  if (magnitude < 0x1p-27) { // (x/2)^n / n!: the next term is 2^-56 of it, and 2/x could overflow below
    double term = sign;
    for (int k = 1; k <= n; ++k)
      term *= 0.5 * magnitude / static_cast<double>(k);
    return term;
  }
  int start = 2 * ((n + static_cast<int>(square_root(60.0 * static_cast<double>(n)))) / 2 + 10);
  double above = 0.0, current = 0x1p-1000, sum = 0.0, result = 0.0;
  double two_over_x = 2.0 / magnitude;
  for (int k = start; k > 0; --k) { // current is J_k, up to the scale
    double below = fma(static_cast<double>(k) * two_over_x, current, -above);
    above = current;
    current = below;
    if (absolute(current) > 0x1p500) { // relative to it, what is 2^-1000 smaller does not matter
      current *= 0x1p-1000;
      above *= 0x1p-1000;
      sum *= 0x1p-1000;
      result *= 0x1p-1000;
    }
    if (k - 1 == n)
      result = current;
    if ((k & 1) == 1) // current is J_(k-1), even
      sum += k == 1 ? current : 2.0 * current;
  }
  return sign * (result / sum);
}
// Y_n upwards, which is stable for Y.
OX_FUNCTION double __nv_yn(int n, double x) {
  if (n < 0)
    return kNan;
  double below = bessel_y(0, x);
  if (n == 0)
    return below;
  double current = bessel_y(1, x);
  if (!(x > 0.0) || x == kInfinity)
    return current;
  for (int k = 1; k < n && current != -kInfinity; ++k) {
    double next = fma(2.0 * static_cast<double>(k) / x, current, -below);
    below = current;
    current = next;
  }
  return current;
}

// Below 8 a polynomial of x^2, which grows up to four times as fast as its argument: the rounding error of the square
// takes part, with Amos' estimate of the logarithmic derivative (Computation of modified Bessel functions, 1974).
OX_FUNCTION double __nv_cyl_bessel_i0(double x) {
  double magnitude = absolute(x);
  if (magnitude < 8.0) {
    double t = magnitude * magnitude, value = i0_series(t);
    return fma(value, fma(x, x, -t) / fma(2.0, square_root(t + 2.25), 1.0), value);
  }
  return magnitude == kInfinity ? kInfinity : i_large(magnitude, i0_tail(16.0 / magnitude - 1.0));
}
OX_FUNCTION double __nv_cyl_bessel_i1(double x) {
  double magnitude = absolute(x);
  if (magnitude < 8.0) {
    double t = magnitude * magnitude, value = i1_series(t);
    return x * fma(value, fma(x, x, -t) / fma(2.0, square_root(t + 6.25), 3.0), value);
  }
  double value = magnitude == kInfinity ? kInfinity : i_large(magnitude, i1_tail(16.0 / magnitude - 1.0));
  return with_sign(value, x);
}

namespace {

OX_COLD double bessel_j_in_double(int order, double x) { return bessel_j(order, x); }
OX_COLD double bessel_y_in_double(int order, double x) { return bessel_y(order, x); }

// What the fast path of an oscillating function leaves out: beside a zero, infinity and NaN.
OX_PART bool is_beside_zero(SineOfAmplitude o) { return !(absolute(o.sine) >= 0x1p-7); }

OX_PART float bessel_j(int order, float x) {
  float magnitude = absolute(x);
  double t = static_cast<double>(magnitude), value;
  if (magnitude < 8.0f) {
    value = order == 0 ? j0_below_8_for_float(t) : j1_below_8_for_float(t);
  } else {
    SineOfAmplitude o = oscillation_for_float(order, order == 0 ? 1 : -1, magnitude);
    value = o.sine * o.amplitude;
    if (OX_UNLIKELY(is_beside_zero(o)))
      value = bessel_j_in_double(order, t);
  }
  return static_cast<float>(order == 1 && __builtin_signbit(x) ? -value : value);
}
OX_PART float bessel_y(int order, float x) {
  if (OX_UNLIKELY(!(x > 0.0f)))
    return x == 0.0f ? -kInfinityF : kNanF;
  double t = static_cast<double>(x);
  if (x < 8.0f)
    return static_cast<float>(order == 0 ? y0_below_8_for_float(t) : y1_below_8_for_float(t));
  SineOfAmplitude o = oscillation_for_float(order, order == 0 ? -1 : -3, x);
  double value = o.sine * o.amplitude;
  if (OX_UNLIKELY(is_beside_zero(o)))
    value = bessel_y_in_double(order, t);
  return static_cast<float>(value);
}

} // namespace

OX_FUNCTION float __nv_j0f(float x) { return bessel_j(0, x); }
OX_FUNCTION float __nv_j1f(float x) { return bessel_j(1, x); }
OX_FUNCTION float __nv_jnf(int n, float x) { return static_cast<float>(__nv_jn(n, static_cast<double>(x))); }
OX_FUNCTION float __nv_y0f(float x) { return bessel_y(0, x); }
OX_FUNCTION float __nv_y1f(float x) { return bessel_y(1, x); }
OX_FUNCTION float __nv_ynf(int n, float x) { return static_cast<float>(__nv_yn(n, static_cast<double>(x))); }
OX_FUNCTION float __nv_cyl_bessel_i0f(float x) {
  return static_cast<float>(i0_for_float(static_cast<double>(absolute(x))));
}
OX_FUNCTION float __nv_cyl_bessel_i1f(float x) {
  return with_sign(static_cast<float>(i1_for_float(static_cast<double>(absolute(x)))), x);
}

} // namespace ox::math
