// The kernels of single precision, which run in double: a lane's double operations cost what its float operations do,
// so a short polynomial of doubles and one rounding at the end is both cheaper and more exact than a compensated
// evaluation in float.  Nothing overflows or underflows on the way, and float's subnormals are ordinary numbers.
//
// Each kernel is good to 2^-32 or better, relative to the result, so that the whole error is that of the rounding and
// a hundredth of an ulp.  All polynomials and quotients are minimax fits of our own (Remez exchange in 50 digits; the
// quotients with both constant terms held at 1).
#pragma once
#include "libdevice/device_math.h"

namespace ox::math {

// Rounds to an integer n and leaves n + 1023 in the low bits of the sum: shifted to the exponent's place, they are 2^n.
inline constexpr double kExponentMagic = 0x1.8p52 + 1023.0;

// 2^(x unit) = power (1 + fraction); the fraction keeps its relative precision down to 0.
struct PowerOfTwo {
  double power, fraction;
};
// For |x unit| < 1000.
OX_PART PowerOfTwo exp2_for_float(double x, double unit) {
  double shifted = fma(x, unit, kExponentMagic);
  double r = fma(x, unit, kExponentMagic - shifted);
  double p = polynomial(r, 0x1.62e42fefd3471p-1, 0x1.ebfbe0457093dp-3, 0x1.c6b08cb169869p-5, 0x1.3b2a1bf5a62eep-7,
                        0x1.5d88bd5d38658p-10, 0x1.443f95e5b9a9ep-13, 0x1.ffcc8f5d449f6p-17);
  return {double_of(bits_of(shifted) << 52), r * p};
}
// Between bounds beyond which every float result has overflowed or underflowed; NaN stays.
OX_PART double bounded_for_float(double x, double low, double high) { return greater(lesser(x, high), low); }
OX_PART float value_of(PowerOfTwo e) { return static_cast<float>(fma(e.power, e.fraction, e.power)); }
// e^x for |x| < 500.
OX_PART double exp_for_float(double x) {
  PowerOfTwo e = exp2_for_float(x, kLog2e);
  return fma(e.power, e.fraction, e.power);
}
// e^x - 1 for |x| < 500.
OX_PART double expm1_for_float(double x) {
  PowerOfTwo e = exp2_for_float(x, kLog2e);
  return fma(e.power, e.fraction, e.power - 1.0);
}

// A logarithm's base: 2 atanh(s) / (s ln b) as a polynomial of s^2 for |s| < 0.1716, and the logarithm of 2.
struct LogBase {
  double c0, c1, c2, c3, c4, two;
};
inline constexpr LogBase kNatural = {0x1.0000000004a30p+1, 0x1.555554dabffbap-1, 0x1.999a9ca74ffa1p-2,
                                     0x1.2432bade0db0ep-2, 0x1.e3b06bd311c98p-3, 0x1.62e42fefa39efp-1};
inline constexpr LogBase kBinary = {0x1.71547652bee06p+1, 0x1.ec709d12c687ep-1, 0x1.27777fed17ce6p-1,
                                    0x1.a58d870d2f35cp-2, 0x1.5ce8706f1d0e3p-2, 1.0};
inline constexpr LogBase kDecimal = {0x1.bcb7b152765efp-1, 0x1.287a75cc7ab75p-2, 0x1.63c70877fa53dp-3,
                                     0x1.fb99a6c1ddd81p-4, 0x1.a4208693f01cap-4, 0x1.34413509f79ffp-2};

// The logarithm of 2^exponent (1 + s) / (1 - s).
OX_PART double log_of_quotient(double exponent, double s, LogBase base) {
  double p = polynomial(s * s, base.c0, base.c1, base.c2, base.c3, base.c4);
  return fma(s, p, exponent * base.two);
}
// The exponent of x when its mantissa is taken from [sqrt(1/2), sqrt(2)).
OX_PART s64 centred_exponent(double x) { return (static_cast<s64>(bits_of(x)) - 0x3fe6a09e00000000) >> 52; }
// For positive, finite x.
OX_PART double log_for_float(double x, LogBase base) {
  s64 e = centred_exponent(x);
  double m = double_of(bits_of(x) - (static_cast<u64>(e) << 52));
  return log_of_quotient(static_cast<double>(e), (m - 1.0) / (m + 1.0), base);
}
// log(1 + x) for finite x > -1: the exponent e comes from the rounded sum, f = 2^-e (1 + x) - 1 does not, and e = 0
// gives f = x exactly.
OX_PART double log1p_for_float(double x) {
  s64 e = centred_exponent(1.0 + x);
  double scale = double_of(bits_of(1.0) - (static_cast<u64>(e) << 52));
  double f = fma(x, scale, scale - 1.0);
  return log_of_quotient(static_cast<double>(e), f / (2.0 + f), kNatural);
}

} // namespace ox::math
