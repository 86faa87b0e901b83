// SHA-256 (FIPS 180-4): the names of cached translations, where a collision would run the wrong kernel.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ox::runtime {

using Digest = std::array<uint8_t, 32>;

class Sha256 {
public:
  Sha256& add(std::span<const std::byte> bytes);
  Sha256& add(std::string_view text) { return add(std::as_bytes(std::span(text))); }
  // Lengths first, so that two texts can't run into each other.
  Sha256& add_field(std::span<const std::byte> bytes) { return add(bytes.size()).add(bytes); }
  Sha256& add_field(std::string_view text) { return add_field(std::as_bytes(std::span(text))); }
  Sha256& add(uint64_t number) { return add(std::as_bytes(std::span(&number, 1))); }
  Digest finish();

private:
  void compress(const uint8_t* block);

  std::array<uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> block_{};
  uint64_t bytes_ = 0;
};

std::string hexadecimal(const Digest& digest);

} // namespace ox::runtime
