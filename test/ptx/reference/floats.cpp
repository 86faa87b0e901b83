// See floats.h.
#include "test/ptx/reference/floats.h"
#include <algorithm>
#include <cmath>

namespace ox::test::reference {

Rounding rounding_named(std::string_view modifier) {
  return modifier == ".rz"    ? Rounding::kTowardsZero
         : modifier == ".rm"  ? Rounding::kDown
         : modifier == ".rp"  ? Rounding::kUp
         : modifier == ".rna" ? Rounding::kNearestAway
                              : Rounding::kNearestEven;
}

const Format* format_of(Content content) {
  switch (content) {
  case Content::kF16:
    return &kF16;
  case Content::kBF16:
    return &kBF16;
  case Content::kF32:
    return &kF32;
  case Content::kF64:
    return &kF64;
  default:
    return nullptr;
  }
}

double Format::decode(uint64_t value) const {
  const uint64_t magnitude = value & (sign() - 1);
  const double sign_of = value & sign() ? -1.0 : 1.0;
  if (magnitude > infinity())
    return std::copysign(NAN, sign_of);
  if (magnitude == infinity())
    return sign_of * INFINITY;
  const uint64_t exponent = magnitude >> (precision - 1);
  const uint64_t leading = exponent == 0 ? 0 : uint64_t{1} << (precision - 1);
  const uint64_t fraction = magnitude & ((uint64_t{1} << (precision - 1)) - 1);
  const int scale = std::max(int(exponent), 1) - max_exponent() - int(precision - 1);
  return sign_of * std::ldexp(double(leading | fraction), scale);
}

uint64_t Format::encode(double value, Rounding rounding) const {
  const Real real(value);
  return encode(real, rounding);
}

// The magnitude as an integer of units of the last place: the encoding is that integer, with the unit's exponent above
// it, and a carry out of the fraction goes where it belongs.
uint64_t Format::encode(mpfr_srcptr value, Rounding rounding) const {
  if (mpfr_nan_p(value))
    return canonical_nan();
  const bool is_negative = mpfr_signbit(value);
  const uint64_t sign_bit = is_negative ? sign() : 0;
  if (mpfr_inf_p(value) || mpfr_zero_p(value))
    return sign_bit | (mpfr_inf_p(value) ? infinity() : 0);
  const long least_unit = 1 - max_exponent() - long(precision - 1);
  const long unit = std::max(long(mpfr_get_exp(value)) - long(precision), least_unit);
  const bool cuts = rounding == Rounding::kTowardsZero || rounding == (is_negative ? Rounding::kUp : Rounding::kDown);
  if (unit - least_unit > 2 * max_exponent())
    return sign_bit | (infinity() - cuts);
  Real scaled(mpfr_get_prec(value)), whole;
  mpfr_mul_2si(scaled, value, -unit, MPFR_RNDN);
  mpfr_abs(scaled, scaled, MPFR_RNDN);
  switch (rounding) {
  case Rounding::kNearestEven:
    mpfr_roundeven(whole, scaled);
    break;
  case Rounding::kNearestAway:
    mpfr_round(whole, scaled);
    break;
  case Rounding::kTowardsZero:
    mpfr_trunc(whole, scaled);
    break;
  case Rounding::kDown:
    is_negative ? mpfr_ceil(whole, scaled) : mpfr_floor(whole, scaled);
    break;
  case Rounding::kUp:
    is_negative ? mpfr_floor(whole, scaled) : mpfr_ceil(whole, scaled);
    break;
  }
  const uint64_t units = mpfr_get_ui(whole, MPFR_RNDN);
  const uint64_t magnitude = (uint64_t(unit - least_unit) << (precision - 1)) + units;
  return sign_bit | std::min(magnitude, infinity() - cuts);
}

uint64_t Format::near_one(uint64_t random) const {
  const uint64_t fraction = random & ((uint64_t{1} << (precision - 1)) - 1);
  const int range = std::min(int(precision), max_exponent() / 2);
  const int exponent = max_exponent() + int((random >> 53) % uint64_t(2 * range + 1)) - range;
  return (random >> 63 ? sign() : 0) | uint64_t(exponent) << (precision - 1) | fraction;
}

} // namespace ox::test::reference
