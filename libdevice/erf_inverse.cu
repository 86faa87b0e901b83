// The inverses of erf, erfc and the normal distribution.
//
// A polynomial in w = -log(1 - x^2), or in its square root in the tails, gives about 20 bits; one step of Halley's
// iteration, which triples them, does the rest with the accuracy of erf and erfc themselves.  Single precision rounds
// the double result.
#include "libdevice/erf_kernels.h"

namespace ox::math {

extern "C" {
double __nv_log(double x);
double __nv_log1p(double x);
}

namespace {

inline constexpr double kHalfRootPi = 0x1.c5bf891b4ef6ap-1; // sqrt(pi) / 2

// y + step of Halley for error = (f(y) - target) / f'(y), of erf or erfc: f'' / f' = -2 y.
OX_PART double halley(double y, double error) { return y - error / fma(error, y, 1.0); }

// About 20 bits of erfinv(x) / x, of w = -log(1 - x^2) < 5.
OX_PART double central_ratio(double w) {
  return polynomial(w, 0x1.c5bf86529f336p-1, 0x1.db2b8bc5b4d85p-3, 0x1.79e292207032dp-7, -0x1.2d2f7baa9cc7ap-9,
                    -0x1.5eb2919d4c56cp-13, 0x1.2015fe61e51cep-14, -0x1.316bfdbacc09ap-18, -0x1.e73d78a7809a9p-23,
                    0x1.ea27c448c289cp-26);
}

// The inverse of erfc at 0 < q <= 0.2, where 1 - q has lost bits of q.
OX_PART double inverse_erfc_tail(double q) {
  double w = -__nv_log(q * (2.0 - q));
  double s = square_root(w);
  double y;
  if (w < 5.0)
    y = (1.0 - q) * central_ratio(w);
  else if (s < 6.2)
    y = polynomial(s, 0x1.49e8d84385b37p-4, 0x1.812f76c081a83p-1, 0x1.17f6146636935p-4, 0x1.8a4b0f658b9b0p-7,
                   -0x1.8f008f15211cep-7, 0x1.bba61cb524545p-9, -0x1.fb305d97c3264p-12, 0x1.2f38554fcbef6p-15,
                   -0x1.2d3f6e72a5895p-20);
  else
    y = polynomial(s, -0x1.aa1bbc5df338dp-3, 0x1.024906c787967p+0, 0x1.c1460bda52607p-10, -0x1.8194525093ba5p-12,
                   0x1.19c5bb0fcbbedp-15, -0x1.d8ef94c6841bfp-20, 0x1.d5d4b2ee04bf6p-25, -0x1.012455577144ep-30,
                   0x1.dea2fb079738bp-38);
  // (erfc(y) - q) e^(y^2) without underflow: erfcx(y) - q e^(y^2), the exponential in halves.  The error after a step
  // grows with y^2, so the far tail takes two.
  for (int step = s < 6.2 ? 1 : 0; step < 2; ++step) {
    Pair<double> square = exact_product(y, y);
    double root = exp_kernel(0.5 * square.hi, 0.5 * square.lo);
    y = halley(y, kHalfRootPi * (q * root * root - erfcx_kernel(y)));
  }
  return y;
}
// The inverse of erf at x + lo, |x| <= 0.8.
OX_PART double inverse_erf_central(double x, double lo = 0.0) {
  double w = -__nv_log1p(-x * x);
  double y = x * central_ratio(w);
  double difference = (y - x) + (erf_tail(y) - lo); // erf(y) - x
  return halley(y, kHalfRootPi * difference * exp_kernel(y * y));
}
OX_PART double inverse_erfc(double q) {
  if (!(q > 0.0 && q < 2.0))
    return q == 0.0 ? kInfinity : q == 2.0 ? -kInfinity : kNan;
  if (q >= 0.2 && q <= 1.8) {
    Pair<double> x = exact_sum(1.0, -q);
    return inverse_erf_central(x.hi, x.lo);
  }
  double y = inverse_erfc_tail(q < 1.0 ? q : 2.0 - q);
  return q < 1.0 ? y : -y;
}

} // namespace

OX_FUNCTION double __nv_erfinv(double x) {
  double magnitude = absolute(x);
  if (magnitude <= 0.8)
    return magnitude == 0.0 ? x : inverse_erf_central(x);
  return with_sign(inverse_erfc(1.0 - magnitude), x); // exact: |x| >= 1/2
}
OX_FUNCTION double __nv_erfcinv(double x) { return inverse_erfc(x); }
OX_FUNCTION double __nv_normcdfinv(double x) {
  double y = inverse_erfc(x + x);
  if (absolute(y) == kInfinity)
    return -y;
  return fma(y, -0x1.6a09e667f3bcdp+0, y * 0x1.bdd3413b26456p-54); // -sqrt(2), in two parts
}

OX_FUNCTION float __nv_erfinvf(float x) { return static_cast<float>(__nv_erfinv(static_cast<double>(x))); }
OX_FUNCTION float __nv_erfcinvf(float x) { return static_cast<float>(__nv_erfcinv(static_cast<double>(x))); }
OX_FUNCTION float __nv_normcdfinvf(float x) { return static_cast<float>(__nv_normcdfinv(static_cast<double>(x))); }

} // namespace ox::math
