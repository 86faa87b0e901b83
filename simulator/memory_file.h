// Memory with a name that other processes can open: a file of the host without a path (memfd).  Mapped where it is
// needed, as often as it is needed; its pages exist once they are touched, and read as zero before.
//
// Behind the memory lies a page that says what the file is, so that a descriptor that comes from elsewhere can be
// checked, and with room for a label of whoever made it.  The size is sealed: no process can cut off what another one
// has mapped.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>

namespace ox::sim {

class MemoryFile {
public:
  static constexpr uint64_t kPageBytes = 4096;
  using Label = std::array<std::byte, 64>;

  // bytes: a multiple of kPageBytes.
  static std::expected<std::shared_ptr<MemoryFile>, std::string> create(uint64_t bytes, const Label& label = {});
  // Of a descriptor that stays the caller's.
  static std::expected<std::shared_ptr<MemoryFile>, std::string> open(int descriptor);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  int descriptor() const { return descriptor_; } // as long as this lives
  uint64_t bytes() const { return bytes_; }
  const Label& label() const { return label_; }

  std::expected<void, std::string> write(uint64_t offset, const void* from, uint64_t bytes) const;
  // Gives memory back; it reads as zero then.
  void discard(uint64_t offset, uint64_t bytes) const;

private:
  MemoryFile(int descriptor, uint64_t bytes, const Label& label)
      : descriptor_(descriptor), bytes_(bytes), label_(label) {}
  const int descriptor_;
  const uint64_t bytes_;
  const Label label_;
};

// Puts [offset, offset + bytes) of a file to an address, in place of what is mapped there, in multiples of
// MemoryFile::kPageBytes.
std::expected<void, std::string> map_file(uint64_t address, uint64_t bytes, int descriptor, uint64_t offset);

} // namespace ox::sim
