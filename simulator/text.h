// Numbers as messages show them.
#pragma once
#include <cstdint>
#include <string>

namespace ox::sim {

// "0x7f0012345600"
inline std::string hex(uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  do
    text.insert(text.begin(), kDigits[value & 15]);
  while (value >>= 4);
  return "0x" + text;
}

// "1 byte", "4096 bytes", "12.5 GiB"; exact below a mebibyte, because people compare it with sizes in their source.
std::string byte_count(uint64_t bytes);

} // namespace ox::sim
