// The small float formats as the OCP specifications define them, by values and searches instead of bits: what tests of
// cuda_fp8.h, cuda_fp6.h and cuda_fp4.h compare with.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

namespace reference {

// A sign, an exponent field with `bias`, and `digits` bits of mantissa.
struct Format {
  int exponent_bits, digits, bias;
  unsigned largest; // magnitude of the largest number
};
constexpr Format e4m3{4, 3, 7, 0x7e}, e5m2{5, 2, 15, 0x7b}, e2m3{2, 3, 1, 0x1f}, e3m2{3, 2, 3, 0x1f}, e2m1{2, 1, 1, 7};

inline unsigned sign_of(const Format& f) { return 1u << (f.exponent_bits + f.digits); }

// OCP: 2^(E - bias) * (1 + M / 2^digits), or with E = 0, 2^(1 - bias) * M / 2^digits.
inline double value(const Format& f, unsigned code) {
  const unsigned magnitude = code & (sign_of(f) - 1), field = magnitude >> f.digits;
  const double mantissa = double(magnitude & ((1u << f.digits) - 1)) / (1u << f.digits);
  const double v = field == 0 ? std::ldexp(mantissa, 1 - f.bias) : std::ldexp(1 + mantissa, int(field) - f.bias);
  return code & sign_of(f) ? -v : v;
}

// The code of |x| to the nearest, ties to the even one; largest + 1 stands for all that rounds beyond the largest.
inline unsigned nearest(const Format& f, double x) {
  x = std::fabs(x);
  for (unsigned code = 0; code <= f.largest; ++code) {
    const double here = value(f, code), next = value(f, code + 1); // of the last one: what the next would be
    const double middle = here + (next - here) / 2;                // exact: one digit more
    if (x < middle || (x == middle && code % 2 == 0))
      return code;
  }
  return f.largest + 1;
}

// By direction: 1 away from zero, 0 towards it.
inline unsigned directed(const Format& f, double x, bool away) {
  x = std::fabs(x);
  for (unsigned code = 0; code <= f.largest; ++code)
    if (x <= value(f, code))
      return x == value(f, code) || away ? code : code - 1;
  return away ? f.largest + 1 : f.largest;
}

// All codes' values, the middles between them, and their neighbours; zeros, extremes.
inline std::vector<double> interesting(const Format& f) {
  std::vector<double> values{0.0, -0.0, 1e300, -1e300, 5e-324, 1e-40, INFINITY, -INFINITY};
  for (unsigned code = 0; code <= f.largest + 1; ++code) {
    const double here = value(f, code), middle = (here + value(f, code + 1)) / 2;
    for (double v : {here, middle})
      for (double w : {v, std::nextafter(v, 1e9), std::nextafter(v, -1e9), v * (1 + 1e-3), v * (1 - 1e-3)}) {
        values.push_back(w);
        values.push_back(-w);
        values.push_back(float(w));
      }
  }
  return values;
}

} // namespace reference
