// Numbers of 16 bits for the references of half_references.h: decoded, encoded in every rounding mode, and the high
// precision between.
#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <mpfr.h>
#include <utility>
#include <vector>

namespace ox::half_reference {

// A NaN whose bits are open, and the one that CUDA's extrema give.
constexpr uint16_t kSomeNan = 0x7ffe, kCanonicalNan = 0x7fff;

enum class Mode { kNearest, kZero, kUp, kDown };

// Sign, exponent, and the digits behind the leading one of kPrecision.
template <int kPrecision> struct Format {
  static constexpr int kMaxExponent = (1 << (15 - kPrecision)) - 1;
  static constexpr int kLeastUnit = 1 - kMaxExponent - (kPrecision - 1); // the exponent of the least subnormal
  static constexpr unsigned kInfinity = 0x8000u - (1u << (kPrecision - 1));

  static bool is_nan(uint16_t bits) { return (bits & 0x7fffu) > kInfinity; }
  // An integer that is ordered as the numbers are.
  static int ordinal(uint16_t bits) { return bits & 0x8000u ? 0x7fff - bits : bits; }

  static double decode(uint16_t bits) {
    static const std::vector<double> all = [] {
      std::vector<double> numbers;
      for (unsigned i = 0; i < 0x10000; ++i)
        numbers.push_back(decode_one(i));
      return numbers;
    }();
    return all[bits];
  }

  // Counts the units of the last place: the encoding is that integer with the unit's exponent above it, and a carry out
  // of the fraction goes where it belongs.
  template <typename Real> static uint16_t encode(Real value, Mode mode = Mode::kNearest) {
    if (std::isnan(value))
      return kSomeNan;
    const bool is_negative = std::signbit(value);
    const unsigned sign = is_negative ? 0x8000u : 0;
    if (std::isinf(value) || value == 0)
      return static_cast<uint16_t>(sign | (value == 0 ? 0 : kInfinity));
    int exponent;
    const Real magnitude = std::fabs(value);
    std::frexp(magnitude, &exponent);
    const int unit = std::max(exponent - kPrecision, kLeastUnit);
    const Real scaled = std::ldexp(magnitude, -unit), whole = std::floor(scaled), rest = scaled - whole;
    uint64_t units = static_cast<uint64_t>(whole);
    const bool to_nearest = rest > Real(0.5) || (rest == Real(0.5) && units % 2 == 1);
    const bool away = mode == Mode::kNearest ? to_nearest : rest > 0 && mode == (is_negative ? Mode::kDown : Mode::kUp);
    const bool cuts = mode == Mode::kZero || mode == (is_negative ? Mode::kUp : Mode::kDown);
    units += away + (static_cast<uint64_t>(unit - kLeastUnit) << (kPrecision - 1));
    return static_cast<uint16_t>(sign | std::min<uint64_t>(units, kInfinity - cuts));
  }

  // The same for a double and without a branch, for billions of them: adding 1.5 * 2^52 units rounds to a whole number
  // of units, and leaves it in the low bits of the sum.
  static uint16_t encode_nearest(double value) {
    const uint64_t bits = std::bit_cast<uint64_t>(value), magnitude = bits & ~(uint64_t{1} << 63);
    const int64_t exponent = static_cast<int64_t>(magnitude >> 52) - 1023;
    const int64_t capped = std::min<int64_t>(exponent, kMaxExponent + 1);
    const int64_t unit = std::max<int64_t>(capped - (kPrecision - 1), kLeastUnit);
    const uint64_t magic = static_cast<uint64_t>(unit + 52 + 1023) << 52 | uint64_t{1} << 51;
    const double sum = std::bit_cast<double>(magnitude) + std::bit_cast<double>(magic);
    const uint64_t units =
        std::bit_cast<uint64_t>(sum) - magic + (static_cast<uint64_t>(unit - kLeastUnit) << (kPrecision - 1));
    const uint64_t number = exponent > kMaxExponent ? kInfinity : std::min<uint64_t>(units, kInfinity);
    return static_cast<uint16_t>(value != value ? kSomeNan : number | bits >> 63 << 15);
  }

private:
  static double decode_one(unsigned bits) {
    const unsigned magnitude = bits & 0x7fffu, exponent = magnitude >> (kPrecision - 1);
    const double sign = bits & 0x8000u ? -1 : 1;
    if (magnitude >= kInfinity)
      return sign * (magnitude > kInfinity ? std::numeric_limits<double>::quiet_NaN()
                                           : std::numeric_limits<double>::infinity());
    const unsigned leading = exponent == 0 ? 0 : 1u << (kPrecision - 1);
    const unsigned digits = leading | (magnitude & ((1u << (kPrecision - 1)) - 1));
    return sign * std::ldexp(digits, kLeastUnit + std::max(static_cast<int>(exponent) - 1, 0));
  }
};

// NaN is 0, or 2^63 where the integer has 64 bits, and what is too large the largest (the reference's words at
// __half2int_rn, __half2ll_rn and their kin).
template <typename Integer> Integer to_integer(double value, Mode mode) {
  using L = std::numeric_limits<Integer>;
  if (std::isnan(value))
    return sizeof(Integer) < 8 ? Integer(0) : static_cast<Integer>(uint64_t{1} << 63);
  const double below = std::floor(value), rest = value - below;
  const bool up = mode == Mode::kNearest ? rest > 0.5 || (rest == 0.5 && std::fmod(below, 2) != 0)
                  : mode == Mode::kZero  ? rest > 0 && value < 0
                                         : rest > 0 && mode == Mode::kUp;
  const double whole = std::isinf(value) ? value : below + up;
  if (whole < static_cast<double>(L::min()))
    return L::min();
  if (whole >= std::ldexp(1.0, L::digits))
    return L::max();
  return static_cast<Integer>(whole);
}

// An MPFR number of 64 digits that was rounded towards zero, as a long double rounded to odd: its last digit says
// whether there was more, so that it may be rounded again.
inline long double rounded_to_odd(mpfr_srcptr value, int ternary) {
  long double result = mpfr_get_ld(value, MPFR_RNDZ);
  if (result == 0 && mpfr_regular_p(value)) // below every long double
    return std::copysign(std::numeric_limits<long double>::min(), mpfr_sgn(value));
  if (ternary != 0 && mpfr_regular_p(value)) {
    int exponent;
    const long double digits = std::ldexp(std::frexp(std::fabs(result), &exponent), 64);
    const uint64_t odd = static_cast<uint64_t>(digits) | 1;
    result = std::copysign(std::ldexp(static_cast<long double>(odd), exponent - 64), result);
  }
  return result;
}

// A register of MPFR for each thread.
class Register {
public:
  Register() { mpfr_init2(value_, 64); }
  ~Register() { mpfr_clear(value_); }
  Register(const Register&) = delete;
  operator mpfr_ptr() { return value_; }

private:
  mpfr_t value_;
};

template <typename Function> long double in_high_precision(double x, Function function) {
  thread_local Register result;
  mpfr_set_d(result, x, MPFR_RNDN);
  const int ternary = function(result);
  return rounded_to_odd(result, ternary);
}
inline long double fused(double a, double b, double c) {
  thread_local Register x, y, z;
  mpfr_set_d(x, a, MPFR_RNDN);
  mpfr_set_d(y, b, MPFR_RNDN);
  mpfr_set_d(z, c, MPFR_RNDN);
  const int ternary = mpfr_fma(z, x, y, z, MPFR_RNDZ);
  return rounded_to_odd(z, ternary);
}

} // namespace ox::half_reference
