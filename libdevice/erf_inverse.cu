// The inverses of erf, erfc and the normal distribution.
//
// Double: a polynomial in w = -log(1 - x^2), or in its square root in the tails, gives about 20 bits; one step of
// Halley's iteration, which triples them, does the rest with the accuracy of erf and erfc themselves. Single: a
// rational minimax fit of w (minimax.py, remez_rational), evaluated in double, is all.
#include "libdevice/erf_kernels.h"

namespace ox::math {

extern "C" {
double __nv_log(double x);
double __nv_log1p(double x);
}

namespace {

inline constexpr double kHalfRootPi = 0x1.c5bf891b4ef6ap-1; // sqrt(pi) / 2

// y + step of Halley for error = (f(y) - target) / f'(y), of erf or erfc: f'' / f' = -2 y.
OX_PART Pair<double> halley(double y, double error) { return fast_sum(y, -error / fma(error, y, 1.0)); }

// About 20 bits of erfinv(x) / x, of w = -log(1 - x^2) < 5.
OX_PART double central_ratio(double w) {
  return polynomial(w, 0x1.c5bf86529f336p-1, 0x1.db2b8bc5b4d85p-3, 0x1.79e292207032dp-7, -0x1.2d2f7baa9cc7ap-9,
                    -0x1.5eb2919d4c56cp-13, 0x1.2015fe61e51cep-14, -0x1.316bfdbacc09ap-18, -0x1.e73d78a7809a9p-23,
                    0x1.ea27c448c289cp-26);
}

// The inverse of erfc at 0 < q <= 0.4, where 1 - q has lost bits of q.
OX_PART Pair<double> inverse_erfc_tail(double q) {
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
  // (erfc(y) - q) e^(y^2) without underflow: erfcx(y) - q e^(y^2).  The error after a step grows with y^2, so the far
  // tail takes two.
  Pair<double> result;
  for (int step = s < 6.2 ? 1 : 0; step < 2; ++step) {
    Pair<double> square = exact_product(y, y);
    ExpParts e = exp_parts(square.hi, square.lo);
    Pair<double> scaled = erfcx_kernel(y);
    double target = scale(q, e.n);
    double difference = (target - scaled.hi) + (fma(target, e.hi + e.lo, -scaled.lo));
    result = halley(y, kHalfRootPi * difference);
    y = result.hi;
  }
  return result;
}
// The inverse of erf at x + lo, |x| <= 0.6.
OX_PART Pair<double> inverse_erf_central(double x, double lo = 0.0) {
  double w = -__nv_log1p(-x * x);
  double y = x * central_ratio(w);
  double difference = fma(y, erf_ratio_tail(y), y - x) - lo; // erf(y) - x
  return halley(y, kHalfRootPi * difference * exp_kernel(y * y));
}
OX_PART Pair<double> inverse_erfc(double q) {
  if (OX_UNLIKELY(!(q > 0.0 && q < 2.0)))
    return {q == 0.0 ? kInfinity : q == 2.0 ? -kInfinity : kNan, 0.0};
  if (q >= 0.4 && q <= 1.6) {
    Pair<double> x = exact_sum(1.0, -q);
    return inverse_erf_central(x.hi, x.lo);
  }
  Pair<double> y = inverse_erfc_tail(q < 1.0 ? q : 2.0 - q);
  return q < 1.0 ? y : Pair<double>{-y.hi, -y.lo};
}

} // namespace

OX_FUNCTION double __nv_erfinv(double x) {
  double magnitude = absolute(x);
  if (magnitude <= 0.6)
    return magnitude == 0.0 ? x : inverse_erf_central(x).hi;
  return with_sign(inverse_erfc(1.0 - magnitude).hi, x); // exact: |x| >= 1/2
}
OX_FUNCTION double __nv_erfcinv(double x) { return inverse_erfc(x).hi; }
OX_FUNCTION double __nv_normcdfinv(double x) {
  Pair<double> y = inverse_erfc(x + x);
  double lo = fma(y.hi, 0x1.bdd3413b26456p-54, y.lo * -0x1.6a09e667f3bcdp+0); // -sqrt(2), in two parts
  return absolute(y.hi) == kInfinity ? -y.hi : fma(y.hi, -0x1.6a09e667f3bcdp+0, lo);
}

// The inverse of erf at x for single precision, q = 1 - x or 1 + x.  Both are exact, or far from where their last bits
// count.
OX_PART double inverse_erf_for_float(double x, double q) {
  if (OX_UNLIKELY(!(q > 0.0 && q < 2.0)))
    return q == 0.0 || q == 2.0 ? with_sign(kInfinity, x) : kNan;
  double w = -log_for_float(q * (2.0 - q), kNatural);
  if (OX_LIKELY(w < 16.7)) { // all of erfinv
    double n = polynomial(w, 0x1.c5bf891cb465ep-1, 0x1.2661004c28d37p-2, 0x1.b7b158ad1228cp-5, 0x1.b6fa63354acfcp-8,
                          0x1.0da29501c6842p-11, 0x1.09430aace803cp-16, -0x1.3abd286aee886p-21);
    double d = polynomial(w, 1.0, 0x1.005a971f25b01p-4, 0x1.fe4f2e68f2d50p-6, 0x1.40b1d4dc4a766p-10,
                          0x1.56adf710fa671p-13, -0x1.3686eac1475e0p-19, -0x1.2a2bf1725556cp-25);
    return x * n / d;
  }
  double s = square_root(w);
  double n = polynomial(s, 0x1.4872b042c06c4p-1, 0x1.6b54d1959c8dep-2, 0x1.185e57b6ca466p+0, 0x1.2c64f7273c8ddp+0,
                        0x1.d688730c41692p-4);
  double d = polynomial(s, 1.0, 0x1.4a85fc6d05686p+0, 0x1.2cd2e79c0d742p+0, 0x1.d679ec256402cp-4);
  return with_sign(n / d, x);
}

OX_FUNCTION float __nv_erfinvf(float x) {
  double t = static_cast<double>(x);
  return static_cast<float>(inverse_erf_for_float(t, 1.0 - t));
}
OX_FUNCTION float __nv_erfcinvf(float q) {
  double t = static_cast<double>(q);
  return static_cast<float>(inverse_erf_for_float(1.0 - t, t));
}
OX_FUNCTION float __nv_normcdfinvf(float p) {
  double q = 2.0 * static_cast<double>(p);
  return static_cast<float>(0x1.6a09e667f3bcdp+0 * inverse_erf_for_float(q - 1.0, q));
}

} // namespace ox::math
