// Addresses that belong to no device's arena: where physical memory is mapped, the program's own reservations and what
// other processes share.  They are the same for the host and every device of the process; which device may use them is
// each Memory's business (Memory::set_access).
//
// One range of the process's address space, reserved when it is first needed and never given back.  A reservation that
// has lost its mapping keeps plain zero pages below it, because a kernel that races with an unmapping must read zeros
// at worst, never kill the host program with a signal.
#pragma once
#include "runtime/extents.h"
#include "simulator/memory_file.h"
#include <atomic>
#include <map>
#include <mutex>

namespace ox::sim {

class SharedSpace {
public:
  static SharedSpace& instance(); // of the process

  static constexpr uint64_t kUnitBytes = 2 << 20; // of reservations
  // bytes and alignment are multiples of kUnitBytes (the alignment a power of two).  wanted: taken if it is free.
  std::expected<uint64_t, std::string> reserve(uint64_t bytes, uint64_t alignment = kUnitBytes, uint64_t wanted = 0);
  // A whole reservation, with nothing mapped.
  std::expected<void, std::string> release(uint64_t begin, uint64_t bytes);

  // Inside one reservation, in multiples of MemoryFile::kPageBytes.
  std::expected<void, std::string> map(uint64_t begin, uint64_t bytes, int descriptor, uint64_t offset);
  std::expected<void, std::string> unmap(uint64_t begin, uint64_t bytes);

  bool contains(uint64_t address) const {
    return address - begin_.load(std::memory_order_acquire) < bytes_.load(std::memory_order_relaxed);
  }
  // What an address in this space is, for a fault: "in reserved addresses that no memory is mapped to".
  std::string describe(uint64_t address) const;

private:
  SharedSpace() = default;
  std::expected<void, std::string> open(); // lock held
  bool is_reserved(uint64_t begin, uint64_t bytes) const;

  mutable std::mutex mutex_;
  std::atomic<uint64_t> begin_{0}, bytes_{0};
  Extents free_;
  std::map<uint64_t, uint64_t> reservations_, mappings_; // begin to bytes
};

} // namespace ox::sim
