// Little-endian fields in a byte array, written one after the other and read back with every access checked: what the
// serialised forms of this folder are made of.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace ox::isa {

class ByteWriter {
public:
  template <std::unsigned_integral T> void put(T value) {
    for (size_t i = 0; i < sizeof(T); ++i)
      bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
  // Overwrites a field that was put before its value was known.
  template <std::unsigned_integral T> void put_at(size_t offset, T value) {
    for (size_t i = 0; i < sizeof(T); ++i)
      bytes_[offset + i] = static_cast<std::byte>(value >> (8 * i));
  }
  void append(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void append(std::string_view text) { append(std::as_bytes(std::span(text))); }
  void align(size_t alignment) { bytes_.resize((bytes_.size() + alignment - 1) / alignment * alignment); }
  size_t size() const { return bytes_.size(); }
  std::vector<std::byte> take() { return std::move(bytes_); }

private:
  std::vector<std::byte> bytes_;
};

// Reading past the end gives zeros and makes ok() false from then on, so that a caller may check once per record.
class ByteReader {
public:
  explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <std::unsigned_integral T> T get() {
    T value = 0;
    const std::span<const std::byte> bytes = take(sizeof(T));
    for (size_t i = 0; i < bytes.size(); ++i)
      value |= static_cast<T>(static_cast<T>(bytes[i]) << (8 * i));
    return value;
  }
  // The next size bytes; empty if there are fewer.
  std::span<const std::byte> take(uint64_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const std::span<const std::byte> taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  std::string_view take_text(uint64_t size) {
    const std::span<const std::byte> bytes = take(size);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  size_t remaining() const { return rest_.size(); }
  bool ok() const { return ok_; }

private:
  std::span<const std::byte> rest_;
  bool ok_ = true;
};

} // namespace ox::isa
