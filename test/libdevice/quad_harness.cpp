#include "quad_harness.h"
#include <algorithm>
#include <cmath>

namespace ox::quad_test {

namespace {
constexpr int kPrecision = 113, kLeastExponent = -16494, kOverflowExponent = 16384;
constexpr u128 kSign = make(uint64_t{1} << 63, 0), kInfinity = make(0x7fff000000000000, 0);
constexpr u128 kFraction = make(0x0000ffffffffffff, ~uint64_t{0});

// References may overflow in between: MPFR's own range is wide enough for everything here.
[[maybe_unused]] const bool kWidestRange = [] {
  mpfr_set_emin(mpfr_get_emin_min());
  mpfr_set_emax(mpfr_get_emax_max());
  return true;
}();

u128 random_bits(Generator& generator) { return make(generator(), generator()); }
} // namespace

bool is_nan(u128 bits) { return (bits & ~kSign) > kInfinity; }

std::string show(u128 bits) {
  if (is_nan(bits))
    return "NaN"; // whichever: tests compare these texts
  Number number(kPrecision);
  number.set(bits);
  char text[64];
  mpfr_snprintf(text, sizeof text, "0x%016lx%016lx (%.6Rg)", static_cast<unsigned long>(bits >> 64),
                static_cast<unsigned long>(bits), number.get());
  return text;
}

size_t random_samples() { return libdevice_test::long_run() ? 1'000'000 : 10'000; }

u128 random_quad(Generator& generator, Exponents exponents) {
  u128 fraction = random_bits(generator);
  switch (generator() % 8) {
  case 0: // few bits
    fraction &= random_bits(generator) & random_bits(generator) & random_bits(generator);
    break;
  case 1: // few zeros
    fraction |= random_bits(generator) | random_bits(generator) | random_bits(generator);
    break;
  case 2: // a short number
    fraction = fraction << generator() % 128;
    break;
  case 3: // near a power of two
    fraction = ~u128{0} >> generator() % 128;
    break;
  default:
    break;
  }
  int exponent = std::uniform_int_distribution<int>(exponents.low, exponents.high)(generator);
  u128 sign = generator() % 2 ? kSign : 0;
  if (exponent < -16382)
    return sign | ((u128{1} << 112 | (fraction & kFraction)) >> (-16382 - exponent));
  return sign | static_cast<u128>(exponent + 16383) << 112 | (fraction & kFraction);
}

u128 usual_quad(Generator& generator, Interval interval) {
  __float128 unit = (static_cast<__float128>(generator()) * 0x1p-64 + static_cast<__float128>(generator())) * 0x1p-64;
  return __builtin_bit_cast(u128, interval.low + (static_cast<__float128>(interval.high) - interval.low) * unit);
}

const std::vector<u128>& special_quads() {
  static const std::vector<u128> all = [] {
    std::vector<u128> magnitudes = {0,
                                    1,
                                    kFraction,                                     // the largest subnormal
                                    make(0x0001000000000000, 0),                   // the least normal
                                    kInfinity - 1,                                 // the largest
                                    make(0x4000921fb54442d1, 0x8469898cc51701b8),  // pi
                                    make(0x3fff62e42fefa39e, 0xf35793c7673007e6)}; // 2 ln 2
    for (double x : {1.0,
                     0.5,
                     1.5,
                     2.0,
                     2.5,
                     3.0,
                     4.0,
                     10.0,
                     0.1,
                     100.0,
                     11355.5,
                     11400.0,
                     16383.0,
                     16384.0,
                     16445.0,
                     4933.0,
                     1e-30,
                     1e30,
                     9007199254740992.0,
                     4611686018427387904.0,
                     0x1p112,
                     0x1p113,
                     0x1.8p112}) {
      __float128 quad = x;
      magnitudes.push_back(__builtin_bit_cast(u128, quad));
    }
    std::vector<u128> result = {kInfinity, kInfinity | kSign, make(0x7fff800000000000, 0), kInfinity + 5};
    for (u128 m : magnitudes)
      for (u128 neighbour : {m, m == 0 ? 0 : m - 1, m + 1})
        for (u128 sign : {u128{0}, kSign})
          result.push_back(neighbour | sign);
    return result;
  }();
  return all;
}

void Number::set(u128 bits) {
  if ((bits & ~kSign) >= kInfinity) {
    if (is_nan(bits))
      mpfr_set_nan(value_);
    else
      mpfr_set_inf(value_, bits & kSign ? -1 : 1);
    return;
  }
  int field = static_cast<int>(bits >> 112) & 0x7fff;
  u128 significand = (bits & kFraction) | (field ? u128{1} << 112 : 0);
  mpfr_set_ui(value_, static_cast<unsigned long>(significand >> 64), MPFR_RNDN);
  mpfr_mul_2si(value_, value_, 64, MPFR_RNDN);
  mpfr_add_ui(value_, value_, static_cast<unsigned long>(significand), MPFR_RNDN);
  mpfr_mul_2si(value_, value_, (field ? field : 1) - 16383 - 112, MPFR_RNDN);
  mpfr_setsign(value_, value_, (bits & kSign) != 0, MPFR_RNDN);
}

u128 bits_of(mpfr_ptr value) {
  if (mpfr_nan_p(value))
    return make(0x7fff800000000000, 0);
  u128 sign = mpfr_signbit(value) ? kSign : 0;
  if (mpfr_inf_p(value))
    return sign | kInfinity;
  if (mpfr_zero_p(value))
    return sign;
  int exponent = static_cast<int>(mpfr_get_exp(value)) - 1; // of a number in [1, 2) 2^exponent
  int unit = (exponent < -16382 ? -16382 : exponent) - 112;
  Number scaled(kPrecision), high(kPrecision);
  mpfr_abs(scaled.get(), value, MPFR_RNDN);
  mpfr_mul_2si(scaled.get(), scaled.get(), -unit, MPFR_RNDN); // an integer below 2^113
  mpfr_div_2ui(high.get(), scaled.get(), 64, MPFR_RNDN);
  mpfr_floor(high.get(), high.get());
  uint64_t high_word = mpfr_get_ui(high.get(), MPFR_RNDN);
  mpfr_mul_2ui(high.get(), high.get(), 64, MPFR_RNDN);
  mpfr_sub(scaled.get(), scaled.get(), high.get(), MPFR_RNDN);
  u128 significand = make(high_word, mpfr_get_ui(scaled.get(), MPFR_RNDN));
  return sign | (significand + (static_cast<u128>(unit + 112 + 16383 - 1) << 112));
}

BinaryRange::BinaryRange() : least_(mpfr_get_emin()), greatest_(mpfr_get_emax()) {
  mpfr_set_emin(kLeastExponent + 1);
  mpfr_set_emax(kOverflowExponent);
}
BinaryRange::~BinaryRange() {
  mpfr_set_emin(least_);
  mpfr_set_emax(greatest_);
}

double error_in_ulps(u128 got, mpfr_srcptr reference) {
  constexpr double kWrong = std::numeric_limits<double>::infinity();
  if (mpfr_nan_p(reference) || is_nan(got))
    return mpfr_nan_p(reference) && is_nan(got) ? 0 : kWrong;
  if (((got & kSign) != 0) != (mpfr_signbit(reference) != 0))
    return kWrong;
  const u128 magnitude = got & ~kSign;
  if (mpfr_zero_p(reference) || mpfr_inf_p(reference))
    return mpfr_zero_p(reference) == (magnitude == 0) && mpfr_inf_p(reference) == (magnitude == kInfinity) ? 0 : kWrong;
  static Number size(400), difference(400);
  mpfr_abs(size.get(), reference, MPFR_RNDN);
  // From 2^16384 on everything is the same overflow, and an infinite result counts as that number.
  if (mpfr_get_exp(size.get()) > kOverflowExponent)
    mpfr_set_ui_2exp(size.get(), 1, kOverflowExponent, MPFR_RNDN);
  if (magnitude == kInfinity)
    mpfr_set_ui_2exp(difference.get(), 1, kOverflowExponent, MPFR_RNDN);
  else
    difference.set(magnitude);
  mpfr_sub(difference.get(), difference.get(), size.get(), MPFR_RNDN);
  mpfr_exp_t exponent = mpfr_get_exp(size.get()) - kPrecision;
  exponent = std::clamp<mpfr_exp_t>(exponent, kLeastExponent, kOverflowExponent - kPrecision);
  mpfr_mul_2si(difference.get(), difference.get(), -exponent, MPFR_RNDN);
  return std::fabs(mpfr_get_d(difference.get(), MPFR_RNDN));
}

} // namespace ox::quad_test
