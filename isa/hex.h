// Hexadecimal text, for which this standard library has neither std::format nor a stream that is worth it.
#pragma once
#include <cstdint>
#include <string>

namespace ox::isa {

// At least `digits` digits, without a prefix.
inline std::string hex_digits(uint64_t value, unsigned digits = 1) {
  std::string text;
  for (; value != 0 || digits > 0; value >>= 4) {
    text.insert(text.begin(), "0123456789abcdef"[value & 15]);
    if (digits > 0)
      --digits;
  }
  return text;
}

// "0x2a"
inline std::string hex(uint64_t value, unsigned digits = 1) { return "0x" + hex_digits(value, digits); }

} // namespace ox::isa
