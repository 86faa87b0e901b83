// See host_reference.h.  This file is compiled with -ffp-model=strict: arithmetic happens where it is written, in the
// mode that the unit is in then.
//
// To nearest with ties away from zero is not among the host's modes.  It follows from two results towards zero: the
// result in the format, z, and the result x in a wider one, in which the middle m between |z| and the number above it
// is exact.  The exact result is at least m just if |x| is, since x is the largest number of the wider format that is
// not beyond it.
#include "test/simulator/exec/host_reference.h"
#include <algorithm>
#include <bit>
#include <cfenv>
#include <cfloat>
#include <cmath>

namespace ox::test {
namespace {

template <class Bits> struct Types;
template <> struct Types<uint32_t> {
  using Value = float;
  using Wider = double;
  static constexpr uint32_t kNan = 0x7fc00000, kSign = 0x80000000, kExponent = 0x7f800000;
  static constexpr int kLastPlace = -149; // exponent of the smallest number
};
template <> struct Types<uint64_t> {
  using Value = double;
  using Wider = long double;
  static constexpr uint64_t kNan = 0x7ff8000000000000, kSign = uint64_t{1} << 63, kExponent = 0x7ff0000000000000;
  static constexpr int kLastPlace = -1074;
};
static_assert(LDBL_MANT_DIG >= 64, "the reference needs a format wider than double");

class Direction {
public:
  explicit Direction(unsigned mode) : saved_(std::fegetround()) {
    constexpr int kDirections[] = {FE_TONEAREST,  FE_TOWARDZERO, FE_DOWNWARD,   FE_UPWARD,
                                   FE_TOWARDZERO, FE_TONEAREST,  FE_TOWARDZERO, FE_TONEAREST};
    std::fesetround(kDirections[mode]);
  }
  ~Direction() { std::fesetround(saved_); }
  Direction(const Direction&) = delete;
  Direction& operator=(const Direction&) = delete;

private:
  int saved_;
};

template <class Bits> typename Types<Bits>::Value value_of(Bits bits) {
  return std::bit_cast<typename Types<Bits>::Value>(bits);
}
template <class Bits> Bits canonical(typename Types<Bits>::Value value) {
  return std::isnan(value) ? Types<Bits>::kNan : std::bit_cast<Bits>(value);
}
template <class Bits> Bits flushed(Bits bits) {
  return (bits & Types<Bits>::kExponent) == 0 ? bits & Types<Bits>::kSign : bits;
}

// z and x as above, in the mode towards zero.
template <class Bits> Bits ties_away(typename Types<Bits>::Value z, typename Types<Bits>::Wider x) {
  using T = Types<Bits>;
  const Bits bits = canonical<Bits>(z);
  if ((bits & T::kExponent) == T::kExponent)
    return bits;
  const typename T::Value magnitude = std::fabs(z);
  const int place =
      std::max(magnitude == 0 ? T::kLastPlace : std::ilogb(magnitude) - (sizeof(Bits) == 4 ? 23 : 52), T::kLastPlace);
  const typename T::Wider middle = typename T::Wider(magnitude) + std::ldexp(typename T::Wider(1), place - 1); // exact
  return (x < 0 ? -x : x) >= middle ? bits + 1 : bits;
}

template <class T> T apply(Arithmetic op, T a, T b, T c) {
  switch (op) {
  case Arithmetic::kAdd:
    return a + b;
  case Arithmetic::kSubtract:
    return a - b;
  case Arithmetic::kMultiply:
    return a * b;
  case Arithmetic::kDivide:
    return a / b;
  case Arithmetic::kRoot:
    return std::sqrt(a);
  case Arithmetic::kMultiplyAdd:
    return std::fma(a, b, c);
  }
  __builtin_unreachable();
}

template <class Bits>
void arithmetic(Arithmetic op, unsigned mode, const Bits* a, const Bits* b, const Bits* c, Bits* result, size_t count) {
  using Value = typename Types<Bits>::Value;
  using Wider = typename Types<Bits>::Wider;
  const Direction direction(mode);
  const bool flush = mode == 5 || mode == 6;
  for (size_t i = 0; i < count; ++i) {
    auto load = [&](const Bits* from) { return value_of(flush ? flushed(from[i]) : from[i]); };
    const Value x = load(a), y = load(b), z = load(c);
    const Value plain = apply(op, x, y, z);
    if (mode == 4)
      result[i] = ties_away<Bits>(plain, apply(op, Wider(x), Wider(y), Wider(z)));
    else
      result[i] = flush ? flushed(canonical<Bits>(plain)) : canonical<Bits>(plain);
  }
}

template <class Bits> void from_integer(unsigned mode, bool is_signed, const uint64_t* a, Bits* result, size_t count) {
  using Value = typename Types<Bits>::Value;
  using Wider = typename Types<Bits>::Wider;
  const Direction direction(mode);
  for (size_t i = 0; i < count; ++i) {
    const Value value = is_signed ? Value(int64_t(a[i])) : Value(a[i]);
    const Wider wider = is_signed ? Wider(int64_t(a[i])) : Wider(a[i]);
    result[i] = mode == 4 ? ties_away<Bits>(value, wider) : canonical<Bits>(value);
  }
}

template <class T> T rounded(T value, unsigned mode) { return mode == 4 ? std::round(value) : std::nearbyint(value); }

template <class Bits>
void to_integer(unsigned mode, bool is_signed, unsigned width, const Bits* a, uint64_t* result, size_t count) {
  const Direction direction(mode);
  const long double above = std::ldexp(1.0L, int(is_signed ? width - 1 : width));
  const long double lowest = is_signed ? -above : 0.0L;
  for (size_t i = 0; i < count; ++i) {
    const long double value = rounded(value_of(a[i]), mode);
    uint64_t bits;
    if (std::isnan(value) || value >= above)
      bits = ~uint64_t{0} >> (64 - (is_signed ? width - 1 : width));
    else if (value < lowest)
      bits = is_signed ? ~uint64_t{0} << (width - 1) : 0;
    else
      bits = value < 0 ? uint64_t(int64_t(value)) : uint64_t(value);
    result[i] = width == 32 ? uint64_t(int64_t(int32_t(bits))) : bits;
  }
}

template <class Bits> void round_all(unsigned mode, const Bits* a, Bits* result, size_t count) {
  const Direction direction(mode);
  for (size_t i = 0; i < count; ++i)
    result[i] = canonical<Bits>(rounded(value_of(a[i]), mode));
}
} // namespace

void host_arithmetic(Arithmetic op, unsigned mode, const uint32_t* a, const uint32_t* b, const uint32_t* c,
                     uint32_t* result, size_t count) {
  arithmetic(op, mode, a, b, c, result, count);
}
void host_arithmetic(Arithmetic op, unsigned mode, const uint64_t* a, const uint64_t* b, const uint64_t* c,
                     uint64_t* result, size_t count) {
  arithmetic(op, mode, a, b, c, result, count);
}
void host_narrow(unsigned mode, const uint64_t* a, uint32_t* result, size_t count) {
  const Direction direction(mode);
  for (size_t i = 0; i < count; ++i) {
    const double wider = value_of(a[i]);
    const float value = float(wider);
    const uint32_t bits = mode == 4 ? ties_away<uint32_t>(value, wider) : canonical<uint32_t>(value);
    result[i] = mode == 5 || mode == 6 ? flushed(bits) : bits;
  }
}
void host_from_integer(unsigned mode, bool is_signed, const uint64_t* a, uint32_t* result, size_t count) {
  from_integer(mode, is_signed, a, result, count);
}
void host_from_integer(unsigned mode, bool is_signed, const uint64_t* a, uint64_t* result, size_t count) {
  from_integer(mode, is_signed, a, result, count);
}
void host_to_integer(unsigned mode, bool is_signed, unsigned width, const uint32_t* a, uint64_t* result, size_t count) {
  to_integer(mode, is_signed, width, a, result, count);
}
void host_to_integer(unsigned mode, bool is_signed, unsigned width, const uint64_t* a, uint64_t* result, size_t count) {
  to_integer(mode, is_signed, width, a, result, count);
}
void host_round(unsigned mode, const uint32_t* a, uint32_t* result, size_t count) { round_all(mode, a, result, count); }
void host_round(unsigned mode, const uint64_t* a, uint64_t* result, size_t count) { round_all(mode, a, result, count); }

} // namespace ox::test
