// IEEE formats, and the one right result of an operation: computed exactly or in high precision by MPFR, rounded once
// to the format in one of PTX's modes.
#pragma once
#include "test/ptx/reference/operand_types.h"
#include <cstdint>
#include <mpfr.h>
#include <string_view>

namespace ox::test::reference {

enum class Rounding : uint8_t { kNearestEven, kTowardsZero, kDown, kUp, kNearestAway };
Rounding rounding_named(std::string_view modifier); // ".rn" or nothing: to nearest even; ".rz", ".rm", ".rp", ".rna"

// A binary format with subnormals, infinities and NaNs, sign and exponent on top.
struct Format {
  unsigned bits, precision; // the precision counts the leading bit
  int max_exponent() const { return (1 << (bits - precision - 1)) - 1; }
  uint64_t sign() const { return uint64_t{1} << (bits - 1); }
  uint64_t infinity() const { return sign() - (uint64_t{1} << (precision - 1)); }
  uint64_t canonical_nan() const { return infinity() | uint64_t{1} << (precision - 2); }
  bool is_nan(uint64_t value) const { return (value & (sign() - 1)) > infinity(); }
  bool is_subnormal(uint64_t value) const {
    value &= sign() - 1;
    return value != 0 && value < uint64_t{1} << (precision - 1);
  }
  uint64_t flushed(uint64_t value) const { return is_subnormal(value) ? value & sign() : value; }
  double decode(uint64_t value) const; // exactly: no format here is wider than double
  uint64_t encode(double value, Rounding rounding = Rounding::kNearestEven) const;
  uint64_t encode(mpfr_srcptr value, Rounding rounding) const;
  // A number of random sign and fraction, within some powers of two of 1.
  uint64_t near_one(uint64_t random) const;
  // An integer that is ordered as the numbers are, with -0 just below +0; not for NaNs.
  int64_t ordinal(uint64_t value) const {
    const int64_t magnitude = int64_t(value & (sign() - 1));
    return value & sign() ? -1 - magnitude : magnitude;
  }
  uint64_t of_ordinal(int64_t number) const { return number < 0 ? sign() | uint64_t(-1 - number) : uint64_t(number); }
};
inline constexpr Format kF16{16, 11}, kBF16{16, 8}, kF32{32, 24}, kF64{64, 53};

// Null for what is no floating-point number.
const Format* format_of(Content content);

template <typename T> constexpr const Format& format_of() {
  if constexpr (std::is_same_v<T, F16>)
    return kF16;
  else if constexpr (std::is_same_v<T, BF16>)
    return kBF16;
  else if constexpr (std::is_same_v<T, float>)
    return kF32;
  else
    return kF64;
}

// A number of MPFR's, initialised and freed.  256 bits hold every product of two doubles, and enough of a quotient or
// root that rounding again is harmless; kExact holds every sum and every a * b + c of doubles.
inline constexpr mpfr_prec_t kExact = 4400;
class Real {
public:
  explicit Real(mpfr_prec_t precision = 256) { mpfr_init2(value_, precision); }
  explicit Real(double value, mpfr_prec_t precision = 256) : Real(precision) { mpfr_set_d(value_, value, MPFR_RNDN); }
  Real(const Real&) = delete;
  Real& operator=(const Real&) = delete;
  ~Real() { mpfr_clear(value_); }
  operator mpfr_ptr() { return value_; }
  operator mpfr_srcptr() const { return value_; }

private:
  mpfr_t value_;
};

} // namespace ox::test::reference
