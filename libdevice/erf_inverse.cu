// The inverses of erf, erfc and the normal distribution.
//
// With w = -log(1 - x^2) erfinv(x) / x is smooth.  Double: a polynomial of w below 5, |x| < 0.9966; in the tails one of
// sqrt(w) gives about 20 bits, and one step of Halley's iteration, which triples them, does the rest with the accuracy
// of erfc itself.  Single: a rational minimax fit of w (minimax.py, remez_rational), evaluated in double, is all.
#include "libdevice/erf_kernels.h"

namespace ox::math {

extern "C" {
double __nv_log(double x);
}

namespace {

inline constexpr double kHalfRootPi = 0x1.c5bf891b4ef6ap-1; // sqrt(pi) / 2

// y + step of Halley for error = (f(y) - target) / f'(y), of erf or erfc: f'' / f' = -2 y.
OX_PART Pair<double> halley(double y, double error) { return fast_sum(y, -error / fma(error, y, 1.0)); }

// erfinv(x) / x, of w < 5.
OX_PART Pair<double> central_ratio(double w) {
  double u = w - 1.0;
  double t =
      u * polynomial(u, 0x1.fb8fccc606520p-3, 0x1.16931130fad19p-8, -0x1.3779be7c1cd23p-9, 0x1.a3f0f04a30149p-14,
                     0x1.4075e58028b5dp-15, -0x1.1eee00d44a327p-18, -0x1.2f73f6a947784p-21, 0x1.06ac8faed28bdp-23,
                     0x1.9f132c7b3c95dp-28, -0x1.9fa39cda99b71p-29, 0x1.23a94504a6f7fp-36, 0x1.294043c088b25p-34,
                     -0x1.05ed7fd122420p-38, -0x1.80439d9fe2582p-40, 0x1.53a4b4912a52cp-43, 0x1.c7f60f552a720p-46,
                     -0x1.5ac50328a4dffp-48, -0x1.40b1bc90ff328p-51, 0x1.2a47eaa242575p-52, -0x1.4884aa6372516p-55,
                     0x1.62598edfbfd81p-59, -0x1.3f64e45144186p-64);
  Pair<double> sum = fast_sum(0x1.209b9bb73e395p+0, t);
  return {sum.hi, sum.lo - 0x1.b2e4c6044b0ecp-55};
}

// The inverse of erfc at 0 < q < 0.004, w >= 5.
OX_COLD Pair<double> inverse_erfc_tail(double q, double w) {
  double s = square_root(w);
  double y;
  if (s < 6.2)
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
// The inverse of erfc.  x = 1 - q is exact from 1/2 on; below, where it may not be, it takes part as a difference.
OX_PART Pair<double> inverse_erfc(double q) {
  if (OX_UNLIKELY(!(q > 0.0 && q < 2.0)))
    return {q == 0.0 ? kInfinity : q == 2.0 ? -kInfinity : kNan, 0.0};
  double w = -__nv_log(q * (2.0 - q));
  if (OX_UNLIKELY(!(w < 5.0))) {
    Pair<double> y = inverse_erfc_tail(q < 1.0 ? q : 2.0 - q, w);
    return q < 1.0 ? y : Pair<double>{-y.hi, -y.lo};
  }
  Pair<double> ratio = central_ratio(w);
  double x = 1.0 - q;
  double x_lo = (1.0 - x) - q;
  double y = x * ratio.hi;
  return {y, fma(x, ratio.hi, -y) + fma(x, ratio.lo, x_lo * ratio.hi)};
}

} // namespace

OX_FUNCTION double __nv_erfinv(double x) {
  double w = -__nv_log(fma(-x, x, 1.0));
  if (OX_UNLIKELY(!(w < 5.0)))
    return absolute(x) <= 1.0 ? with_sign(inverse_erfc(1.0 - absolute(x)).hi, x) : kNan;
  Pair<double> ratio = central_ratio(w);
  return with_sign(fma(x, ratio.hi, x * ratio.lo), x); // the rest of -0 is +0
}
OX_FUNCTION double __nv_erfcinv(double x) {
  Pair<double> y = inverse_erfc(x);
  return y.hi + y.lo;
}
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
