// Draws arguments for half_rows.h: special numbers, numbers of all magnitudes and near 1, and of wider types what lies
// in the middle between two numbers of 16 bits or beside it.
#pragma once
#include "device_rows.h"
#include "half_format.h"

namespace ox::half_rows {

using libdevice_test::Generator;

template <int kPrecision> class Source {
  using Numbers = half_reference::Format<kPrecision>;

public:
  template <typename T> T draw() {
    T value;
    if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
      value = real<T>();
    } else if constexpr (std::is_integral_v<T>) {
      value = integer<T>();
    } else if constexpr (std::is_same_v<T, float2>) {
      value = {real<float>(), real<float>()};
    } else {
      uint16_t numbers[sizeof(T) / 2];
      for (uint16_t& bits : numbers)
        bits = number();
      std::memcpy(&value, numbers, sizeof value);
    }
    return value;
  }

  uint16_t number() {
    static constexpr unsigned kInfinity = Numbers::kInfinity, kOne = Numbers::kMaxExponent << (kPrecision - 1);
    static constexpr unsigned kLeast = 1u << (kPrecision - 1);
    static constexpr unsigned kSpecial[] = {0,
                                            1,
                                            2,
                                            kLeast - 1,
                                            kLeast,
                                            kLeast + 1,
                                            kInfinity,
                                            kOne,
                                            kOne - 1,
                                            kInfinity - 1,
                                            kInfinity + 1,
                                            kOne + 1,
                                            0x7fff,
                                            kOne + kLeast,
                                            kInfinity - 2,
                                            kInfinity | kInfinity >> 1};
    const uint64_t bits = generator_();
    if (device_rows::measures_cost())
      return static_cast<uint16_t>((kOne - 4 * kLeast + bits % (6 * kLeast)) | (bits >> 48 & 0x8000u));
    if (bits % 4 == 0)
      return static_cast<uint16_t>(kSpecial[bits / 4 % std::size(kSpecial)] | (bits >> 48 & 0x8000u));
    if (bits % 4 == 1)
      return static_cast<uint16_t>((kOne - 3 * kLeast + (bits >> 16) % (6 * kLeast)) | (bits >> 48 & 0x8000u));
    return static_cast<uint16_t>(bits >> 16);
  }

private:
  template <typename T> T real() {
    const uint64_t bits = generator_();
    if (bits % 8 == 0)
      return libdevice_test::random_value<T>(generator_, nullptr);
    const uint16_t low = number();
    const T a = static_cast<T>(Numbers::decode(low));
    if (bits % 8 == 1)
      return a;
    const T b = static_cast<T>(Numbers::decode(static_cast<uint16_t>(low + 1))), middle = a + (b - a) / 2;
    const T there = bits % 8 == 2 || !std::isfinite(middle) ? a : middle;
    const T towards = bits % 16 < 8 ? std::numeric_limits<T>::infinity() : -std::numeric_limits<T>::infinity();
    return bits % 8 < 5 ? std::nextafter(there, towards) : there;
  }
  template <typename T> T integer() {
    const uint64_t bits = generator_();
    if (bits % 2 == 0)
      return libdevice_test::random_value<T>(generator_, nullptr);
    const double value =
        std::ldexp(static_cast<double>((bits >> 8 & 0x1ff) | 0x100) + 0.5 * static_cast<double>(bits >> 20 & 1),
                   static_cast<int>(bits >> 32 & 63) - 8); // a number of bfloat16's digits, or a middle
    const T offset = static_cast<T>(static_cast<int>(bits >> 40) % 3 - 1);
    return static_cast<T>(
        half_reference::to_integer<T>(bits >> 41 & 1 ? value : -value, half_reference::Mode::kNearest) + offset);
  }

  Generator generator_{0x0cdefe13u};
};

} // namespace ox::half_rows
