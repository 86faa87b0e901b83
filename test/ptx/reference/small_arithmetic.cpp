// See small_arithmetic.h.
#include "test/ptx/reference/small_arithmetic.h"
#include <algorithm>
#include <bit>

namespace ox::test::reference {

namespace {
using Wide = unsigned __int128;

// magnitude * 2^exponent
struct Term {
  bool is_negative;
  uint64_t magnitude;
  int exponent;
};

Term term_of(const Format& format, uint64_t bits) {
  const uint64_t magnitude = bits & (format.sign() - 1), exponent = magnitude >> (format.precision - 1);
  const uint64_t leading = exponent == 0 ? 0 : uint64_t{1} << (format.precision - 1);
  const uint64_t fraction = magnitude & ((uint64_t{1} << (format.precision - 1)) - 1);
  return {(bits & format.sign()) != 0, leading | fraction,
          std::max(int(exponent), 1) - format.max_exponent() - int(format.precision - 1)};
}

unsigned length(Wide value) {
  const auto high = uint64_t(value >> 64);
  return high != 0 ? 64 + unsigned(std::bit_width(high)) : unsigned(std::bit_width(uint64_t(value)));
}

// As Format::encode, which this is a copy of for integers.
uint64_t rounded(const Format& format, bool is_negative, Wide magnitude, int exponent) {
  const uint64_t sign = is_negative ? format.sign() : 0;
  if (magnitude == 0)
    return sign;
  const int least_unit = 1 - format.max_exponent() - int(format.precision - 1);
  const int unit = std::max(exponent + int(length(magnitude)) - int(format.precision), least_unit);
  const int cut = unit - exponent;
  Wide units = 0;
  if (cut <= 0) {
    units = magnitude << -cut;
  } else if (cut < 128) {
    const Wide half = Wide{1} << (cut - 1), rest = magnitude & ((half << 1) - 1);
    units = magnitude >> cut;
    units += rest > half || (rest == half && (units & 1) != 0) ? 1 : 0;
  }
  const uint64_t bits = (uint64_t(unit - least_unit) << (format.precision - 1)) + uint64_t(units);
  return sign | std::min(bits, format.infinity());
}

// Beyond kFar digits below the other, a term matters by its sign only.
constexpr int kFar = 100;

uint64_t sum(const Format& format, Term x, Term y) {
  if (x.magnitude == 0 || (y.magnitude != 0 && x.exponent < y.exponent))
    std::swap(x, y);
  if (y.magnitude == 0) // and x, too: a zero is negative if both are
    return rounded(format, x.magnitude == 0 ? x.is_negative && y.is_negative : x.is_negative, x.magnitude, x.exponent);
  const int shift = std::min(x.exponent - y.exponent, kFar);
  Wide total = Wide{x.magnitude} << shift;
  const Wide other = x.exponent - y.exponent > kFar ? 1 : y.magnitude;
  const int exponent = x.exponent - shift;
  if (x.is_negative == y.is_negative)
    return rounded(format, x.is_negative, total + other, exponent);
  if (total == other)
    return 0;
  return total > other ? rounded(format, x.is_negative, total - other, exponent)
                       : rounded(format, y.is_negative, other - total, exponent);
}

bool is_infinite(const Format& format, uint64_t bits) { return (bits & (format.sign() - 1)) == format.infinity(); }
bool is_zero(const Format& format, uint64_t bits) { return (bits & (format.sign() - 1)) == 0; }
} // namespace

uint64_t sum(const Format& format, uint64_t a, uint64_t b) {
  if (format.is_nan(a) || format.is_nan(b))
    return format.canonical_nan();
  if (is_infinite(format, a) || is_infinite(format, b)) {
    if (is_infinite(format, a) && is_infinite(format, b) && a != b)
      return format.canonical_nan();
    return is_infinite(format, a) ? a : b;
  }
  return sum(format, term_of(format, a), term_of(format, b));
}

uint64_t fused(const Format& format, uint64_t a, uint64_t b, uint64_t c) {
  if (format.is_nan(a) || format.is_nan(b) || format.is_nan(c))
    return format.canonical_nan();
  const uint64_t sign = (a ^ b) & format.sign();
  if (is_infinite(format, a) || is_infinite(format, b)) {
    const bool is_invalid =
        is_zero(format, a) || is_zero(format, b) || (is_infinite(format, c) && (c & format.sign()) != sign);
    return is_invalid ? format.canonical_nan() : sign | format.infinity();
  }
  if (is_infinite(format, c))
    return c;
  const Term x = term_of(format, a), y = term_of(format, b);
  return sum(format, {sign != 0, x.magnitude * y.magnitude, x.exponent + y.exponent}, term_of(format, c));
}

// With a zero of the product's sign, which is a sum of no effect.
uint64_t product(const Format& format, uint64_t a, uint64_t b) { return fused(format, a, b, (a ^ b) & format.sign()); }

} // namespace ox::test::reference
