// The small float formats as the OCP specifications define them, by values and searches instead of bits: what tests of
// cuda_fp8.h, cuda_fp6.h and cuda_fp4.h compare with.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

namespace reference {

// A sign, an exponent field with `bias`, and `digits` bits of mantissa; `largest` is the largest number's magnitude.
struct Format {
  int exponent_bits, digits, bias;
  unsigned largest;
  std::vector<double> values; // of the magnitudes, up to what would come after the largest number

  Format(int exponent_bits_, int digits_, int bias_, unsigned largest_)
      : exponent_bits(exponent_bits_), digits(digits_), bias(bias_), largest(largest_) {
    for (unsigned code = 0; code <= largest + 1; ++code)
      values.push_back(define(code));
  }

private:
  // OCP: 2^(E - bias) * (1 + M / 2^digits), or with E = 0, 2^(1 - bias) * M / 2^digits.
  double define(unsigned code) const {
    const unsigned field = code >> digits;
    const double mantissa = double(code & ((1u << digits) - 1)) / (1u << digits);
    return field == 0 ? std::ldexp(mantissa, 1 - bias) : std::ldexp(1 + mantissa, int(field) - bias);
  }
};
static const Format e4m3(4, 3, 7, 0x7e), e5m2(5, 2, 15, 0x7b), e2m3(2, 3, 1, 0x1f), e3m2(3, 2, 3, 0x1f),
    e2m1(2, 1, 1, 7);

inline unsigned sign_of(const Format& f) { return 1u << (f.exponent_bits + f.digits); }

inline double value(const Format& f, unsigned code) {
  const double v = f.values[code & (sign_of(f) - 1)];
  return code & sign_of(f) ? -v : v;
}

// The code of the largest number up to |x|.
inline unsigned down(const Format& f, double x) {
  return unsigned(std::upper_bound(f.values.begin(), f.values.end() - 1, std::fabs(x)) - f.values.begin()) - 1;
}

// The code of |x| to the nearest, ties to the even one; largest + 1 stands for all that rounds beyond the largest.
inline unsigned nearest(const Format& f, double x) {
  const unsigned code = down(f, x);
  const double middle = f.values[code] + (f.values[code + 1] - f.values[code]) / 2; // exact: one digit more
  return std::fabs(x) > middle || (std::fabs(x) == middle && code % 2) ? code + 1 : code;
}

// By direction: 1 away from zero, 0 towards it.
inline unsigned directed(const Format& f, double x, bool away) {
  const unsigned code = down(f, x);
  return std::fabs(x) > f.values[code] && away ? code + 1 : code;
}

// All codes' values, the middles between them, and their neighbours; zeros, extremes.
inline std::vector<double> interesting(const Format& f) {
  std::vector<double> all{0.0, -0.0, 1e300, -1e300, 5e-324, 1e-40, INFINITY, -INFINITY};
  for (unsigned code = 0; code <= f.largest; ++code) {
    const double here = f.values[code], next = f.values[code + 1], middle = here + (next - here) / 2;
    for (double v : {here, middle, next})
      for (double w : {v, std::nextafter(v, 1e9), std::nextafter(v, -1e9), v * (1 + 1e-3), v * (1 - 1e-3)}) {
        all.push_back(w);
        all.push_back(-w);
        all.push_back(float(w));
      }
  }
  return all;
}

} // namespace reference
