// The simulated device's memory: an arena of host address space, reserved at start, in which device addresses are host
// addresses; and the map of what in it (and of registered host memory) kernels may touch.
//
// Allocations are 256-byte aligned and separated by unmapped guard space; the map's end is the allocation's size
// rounded up to 256, as coarse as GPUs are at their finest, or exact with OX_MEMCHECK=strict. A GPU checks no finer
// than its pages of 2 MiB, so programs that stray a little run there; OX_MEMCHECK=pages lets them: around each
// allocation lies slack that reads as zero until a kernel writes to it.
#pragma once
#include "runtime/device.h"
#include <atomic>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ox::sim {

enum class RangeKind : uint8_t {
  kDevice,
  kHost,
  kManaged,
  kRegistered,
  kMapped, // outside of the arena: the device was given access to it
  kHeap,   // of malloc in kernels
  kImageText,
  kImageReadOnly,
  kImageData,
  kParameters
};

struct MappedRange {
  uint64_t begin = 0, end = 0; // what an access may touch, [begin, end)
  uint64_t bytes = 0;          // what was asked for
  RangeKind kind{};
  bool writable = false;
};

// What an access of some bytes misses, or hits where it must not.
struct Stray {
  FaultSpace space = FaultSpace::kGlobal;
  std::optional<NearestAllocation> nearest;
  std::string place; // when there is none: "a null pointer"
};

class MemoryFile;

class Memory {
public:
  // Reserves arena_bytes of address space (no memory yet); device allocations may sum up to capacity_bytes.
  static std::expected<std::unique_ptr<Memory>, std::string> create(uint64_t arena_bytes, uint64_t capacity_bytes,
                                                                    uint64_t wanted_base = 0);
  // A place for the arena where runs are to repeat down to the values of pointers; it is free in most processes.
  static constexpr uint64_t kRepeatableBase = uint64_t{1} << 44;
  ~Memory();

  // made, freed: kept for explain_stray.
  std::expected<uint64_t, std::string> allocate(uint64_t bytes, RangeKind kind, uint64_t alignment = 256,
                                                const CallSite& made = {});
  std::expected<void, std::string> release(uint64_t address, const CallSite& freed = {});
  std::expected<void, std::string> register_host(uint64_t address, uint64_t bytes, const CallSite& made = {});
  std::expected<void, std::string> unregister_host(uint64_t address, const CallSite& freed = {});

  // What the device may do at addresses outside of its arena: in SharedSpace, or a part of another device's memory.
  // Neighbours with the same rights are one range, so that an access may span several mappings.
  void set_access(uint64_t begin, uint64_t bytes, Access access, const CallSite& made = {});
  // Whether the device may use all of another one's memory.  Ends by itself when the other memory does.
  void set_peer(const Memory& peer, bool allowed);

  // Physical memory counts as long as somebody has the answer, also after this memory has ended.
  std::expected<std::shared_ptr<void>, std::string> take_capacity(uint64_t bytes);

  // Moves an allocation's memory into a file, at the same address and with its bytes, so that other processes can map
  // it.  No kernel and no copy may run meanwhile.  The offset is of the allocation, in the file.
  struct SharedMemory {
    std::shared_ptr<MemoryFile> file;
    uint64_t offset = 0, bytes = 0;
  };
  bool is_shared(uint64_t allocation) const;
  std::expected<SharedMemory, std::string> share(uint64_t allocation);

  // Loader's side: splits a kImageData allocation into text, read-only and writable parts.
  void set_kind(uint64_t begin, uint64_t end, RangeKind kind);
  // The variables of an image, for explain_stray.
  struct Variable {
    uint64_t address, bytes;
    std::string name;
  };
  void set_variables(uint64_t image, std::vector<Variable> variables);

  // The range that contains an address.  Thread-safe.  A caller may keep the answer while epoch() is unchanged: every
  // release, unregister and change of rights advances it; there is one for all memories, because a kernel may be in a
  // peer's.
  std::optional<MappedRange> find(uint64_t address) const;
  uint64_t epoch() const { return epoch_.load(std::memory_order_acquire); }
  const std::atomic<uint64_t>& epoch_counter() const { return epoch_; } // for a check in every guest access

  // What lies at an address that an access of some bytes may not touch.
  Stray explain_stray(uint64_t address, uint64_t bytes) const;

  // Scratch (blocks' shared memory, local windows): inside the arena, not in the map, recycled.
  std::expected<uint64_t, std::string> allocate_scratch(uint64_t bytes);
  void release_scratch(uint64_t address, uint64_t bytes);
  bool is_scratch(uint64_t address) const; // in use or free for it

  uint64_t free_bytes() const;
  bool is_in_arena(uint64_t address) const;
  bool has_registered() const; // host memory
  bool is_strict() const;      // OX_MEMCHECK=strict: ranges end where the allocation does

private:
  Memory() = default;
  struct Impl;
  std::unique_ptr<Impl> impl_;
  static inline std::atomic<uint64_t> epoch_{1};
};

} // namespace ox::sim
