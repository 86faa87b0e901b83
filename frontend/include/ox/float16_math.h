// Elementary functions for the 16-bit float types, in double: an error of 2^-30 leaves none of the 65,536 arguments of
// a type on the wrong side of the middle between two results, so that rounding once more gives the correctly rounded
// one.  In float even a correctly rounded result would do that to a few.  It is cheaper too: every argument is a normal
// double, and a double fits every result, so that nothing has to be scaled.  And no option that changes single
// precision (-ftz, -prec-div, -use_fast_math) reaches it.
//
// The polynomials are minimax fits of our own (Remez exchange in 50 digits, then rounded).
#ifndef OX_FLOAT16_MATH_H
#define OX_FLOAT16_MATH_H

#include "float16_common.h"

#if defined(__cplusplus)
#define OX_F16_PART static __inline__ __host__ __device__ __attribute__((always_inline, unused))

OX_F16_PART double ox16_from_bits(unsigned long long bits) {
  double value;
  __builtin_memcpy(&value, &bits, 8);
  return value;
}
OX_F16_PART unsigned long long ox16_bits(double value) {
  unsigned long long bits;
  __builtin_memcpy(&bits, &value, 8);
  return bits;
}

// Into [-limit, limit]; NaN stays.
OX_F16_PART double ox16_within(double value, double limit) {
#if defined(__CUDA_ARCH__)
  return __builtin_elementwise_maximum(__builtin_elementwise_minimum(value, limit), -limit);
#else
  return value > limit ? limit : value < -limit ? -limit : value;
#endif
}

// Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits of the sum.
#define OX_F16_ROUNDING_MAGIC 6755399441055744.0

// 2^t = (1 + fraction) * power, |t| <= 1000.
struct ox16_power {
  double fraction, power;
};
OX_F16_PART ox16_power ox16_exp2_parts(double t) {
  ox16_power result;
  double shifted = t + OX_F16_ROUNDING_MAGIC, f = t - (shifted - OX_F16_ROUNDING_MAGIC);
  double p = 1.531454935672326e-05;
  p = __builtin_fma(p, f, 0.00015467089576692695);
  p = __builtin_fma(p, f, 0.0013333432424968781);
  p = __builtin_fma(p, f, 0.00961803699509916);
  p = __builtin_fma(p, f, 0.05550410960815275);
  p = __builtin_fma(p, f, 0.240226510751009);
  p = __builtin_fma(p, f, 0.6931471805420191);
  result.fraction = f * p;
  result.power = ox16_from_bits((ox16_bits(shifted) << 52) + ox16_bits(1.0));
  return result;
}

// b^x, where log2_b is the logarithm of b.  Beyond 2^200 and below 2^-200 no type has more than infinity and zero.
OX_F16_PART double ox16_exp(double x, double log2_b) {
  ox16_power parts = ox16_exp2_parts(ox16_within(x * log2_b, 200.0));
  return __builtin_fma(parts.power, parts.fraction, parts.power);
}

// (e^2x - 1) / (e^2x + 1)
OX_F16_PART double ox16_tanh(double x) {
  ox16_power parts = ox16_exp2_parts(ox16_within(x * 2.8853900817779268, 100.0));
  double expm1 = __builtin_fma(parts.power, parts.fraction, parts.power - 1.0);
  double result = expm1 / (expm1 + 2.0); // of the sign of x, but for -0
  return ox16_from_bits(ox16_bits(result) | (ox16_bits(x) & 1ull << 63));
}

// The logarithm to the base b.
OX_F16_PART double ox16_log(double x, double log_b_of_2) {
  unsigned long long bits = ox16_bits(x);
  if (bits - 1 >= 0x7fefffffffffffffull) // neither positive nor finite
    return x == 0.0 ? -__builtin_inf() : x < 0.0 ? __builtin_nan("") : x;
  // x = 2^e m with m between sqrt(1/2) and sqrt(2); log2 m = 2 atanh(s) / ln 2
  unsigned long long from_root = bits - 0x3fe6a09e667f3bcdull;
  double m = ox16_from_bits(bits - (from_root & 0xfff0000000000000ull));
  double e = (double)(int)((long long)from_root >> 52);
  double s = (m - 1.0) / (m + 1.0), square = s * s;
  double p = 0.4317503651571832;
  p = __builtin_fma(p, square, 0.576713759778649);
  p = __builtin_fma(p, square, 0.9617988543567251);
  p = __builtin_fma(p, square, 2.8853900797782503);
  return __builtin_fma(s, p, e) * log_b_of_2;
}

// sin(pi (r + n)), |r| <= 1/2, n the low bits of `shifted`
OX_F16_PART double ox16_sine_of_turns(double r, unsigned long long n) {
  double square = r * r;
  double p = -0.007022162141517491;
  p = __builtin_fma(p, square, 0.08204647774605285);
  p = __builtin_fma(p, square, -0.599251329804276);
  p = __builtin_fma(p, square, 2.550163240282058);
  p = __builtin_fma(p, square, -5.167712762114246);
  p = __builtin_fma(p, square, 3.1415926535233356);
  return ox16_from_bits(ox16_bits(r * p) ^ n << 63);
}

// x / pi of a bfloat16 from 2^50 on, less a multiple of 2, from the bits of 1/pi (Payne and Hanek, 1983): eight bits
// times 64 of them, in units of 2^-63.
OX_F16_PART long long ox16_large_turns(double x) {
  unsigned long long bits = ox16_bits(x);
  unsigned long long digits = (bits >> 45 & 0x7full) | 0x80ull;
  int shift = 129 + 1023 + 7 - (int)(bits >> 52 & 0x7ffull); // of the 192 bits
  unsigned long long high = shift >= 64 ? 0x517cc1b727220a94ull : 0xfe13abe8fa9a6ee0ull;
  unsigned long long low = shift >= 64 ? 0xfe13abe8fa9a6ee0ull : 0x6db14acc9e21c820ull;
  unsigned long long window = (shift & 63) == 0 ? low : high << (64 - (shift & 63)) | low >> (shift & 63);
  unsigned long long turns = digits * window;
  return (long long)(x < 0 ? 0 - turns : turns);
}

// An angle that ox16_sin and ox16_cos take, for any bfloat16.
OX_F16_PART double ox16_small_angle(double x) {
  double magnitude = __builtin_fabs(x);
  if (magnitude >= 1125899906842624.0 && magnitude < 3.402823669209385e+38)
    return (double)ox16_large_turns(x) * (3.141592653589793 * 1.0842021724855044e-19);
  return x;
}

// Both for |x| < 2^50.  x / pi = n + r, where n is an integer for the sine, and for the cosine one and a half.
OX_F16_PART double ox16_turns_less(double x, double n) {
  return __builtin_fma(x, 3.583247455607534e-17, __builtin_fma(x, 0.31830988618379064, -n));
}
OX_F16_PART double ox16_sin(double x) {
  double shifted = __builtin_fma(x, 0.31830988618379064, OX_F16_ROUNDING_MAGIC);
  return ox16_sine_of_turns(ox16_turns_less(x, shifted - OX_F16_ROUNDING_MAGIC), ox16_bits(shifted));
}
OX_F16_PART double ox16_cos(double x) {
  double shifted = __builtin_fma(x, 0.31830988618379064, -0.5) + OX_F16_ROUNDING_MAGIC;
  double n = shifted - OX_F16_ROUNDING_MAGIC + 0.5;
  return ox16_sine_of_turns(ox16_turns_less(x, n), ox16_bits(shifted) + 1);
}

OX_F16_PART double ox16_rsqrt(double x) { return 1.0 / __builtin_sqrt(x); }
#undef OX_F16_PART
#undef OX_F16_ROUNDING_MAGIC
#endif

#endif
