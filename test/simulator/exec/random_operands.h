// Random operands for floating-point tests, most of them where rounding is hard: exponents close to each other and at
// both ends, fractions of few bits, so that there are ties, and of almost all or no bits set, so that there is
// something just beside one.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>

namespace ox::test {

class Random {
public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t operator()() { // splitmix64
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }

private:
  uint64_t state_;
};

template <class Bits> struct RandomFormat;
template <> struct RandomFormat<uint16_t> {
  static constexpr unsigned kFraction = 10, kExponents = 31;
};
template <> struct RandomFormat<uint32_t> {
  static constexpr unsigned kFraction = 23, kExponents = 255;
};
template <> struct RandomFormat<uint64_t> {
  static constexpr unsigned kFraction = 52, kExponents = 2047;
};

template <class Bits> double to_double(Bits bits) {
  if constexpr (sizeof(Bits) == 2)
    return double(std::bit_cast<_Float16>(bits));
  else if constexpr (sizeof(Bits) == 4)
    return double(std::bit_cast<float>(bits));
  else
    return std::bit_cast<double>(bits);
}
template <class Bits> Bits from_double(double value) {
  if constexpr (sizeof(Bits) == 2)
    return std::bit_cast<Bits>(_Float16(value));
  else if constexpr (sizeof(Bits) == 4)
    return std::bit_cast<Bits>(float(value));
  else
    return std::bit_cast<Bits>(value);
}

// Often close to the other operand.
template <class Bits> Bits pick(Random& random, Bits other) {
  using F = RandomFormat<Bits>;
  constexpr Bits kFractions = (Bits{1} << F::kFraction) - 1;
  const uint64_t how = random(), bits = random();
  Bits fraction = Bits(bits) & kFractions;
  const unsigned few = unsigned(how >> 8) % F::kFraction;
  switch (how % 4) {
  case 0:
    fraction &= Bits(~Bits{0} << few);
    break;
  case 1:
    fraction = Bits((bits & 1 ? kFractions : 0) ^ (Bits(bits >> 1) & 3)) & kFractions;
    break;
  default:
    break;
  }
  const unsigned near = unsigned(how >> 24) % (2 * F::kFraction + 8);
  unsigned exponent;
  switch (how >> 4 & 7) {
  case 0: // anything
    return Bits(bits);
  case 1: // around the smallest numbers
    exponent = near % (F::kFraction + 3);
    break;
  case 2: // around the largest
    exponent = F::kExponents - near % (F::kFraction + 3);
    break;
  case 3: // around one
    exponent = F::kExponents / 2 - F::kFraction - 4 + near;
    break;
  default: // around the other operand
    exponent = unsigned(other >> F::kFraction & F::kExponents) + near;
    exponent = exponent < F::kFraction + 4 ? 0 : exponent - F::kFraction - 4;
    break;
  }
  exponent = std::min(exponent, F::kExponents);
  return Bits(Bits(bits >> 63) << (8 * sizeof(Bits) - 1) | Bits(Bits(exponent) << F::kFraction) | fraction);
}

// Often close to -a * b, so that a fused operation cancels.
template <class Bits> Bits pick_addend(Random& random, Bits a, Bits b) {
  const uint64_t how = random();
  const Bits product = from_double<Bits>(to_double(a) * to_double(b));
  if (how & 1)
    return pick<Bits>(random, product);
  const Bits step = Bits(how >> 8) % 5;
  const Bits sign = Bits{1} << (8 * sizeof(Bits) - 1);
  return (how & 6 ? product ^ sign : product) + step - 2;
}

inline uint64_t pick_integer(Random& random) {
  const uint64_t how = random();
  uint64_t bits = random() >> (how & 63);
  if (how & 64) // few bits set: ties
    bits &= ~uint64_t{0} << ((how >> 8) & 63);
  if (how & 128)
    bits += (how >> 16 & 3) - 1;
  return how & 256 ? 0 - bits : bits;
}

} // namespace ox::test
