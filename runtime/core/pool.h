// Memory pools: where stream-ordered allocations come from (programming guide, "Stream Ordered Memory Allocator").
//
// A pool has addresses of its own, with memory that is the device's as far as the pool has reserved it, in units of
// kUnitBytes.  What a stream frees is free for that stream at once, because everything later in it comes later; for
// another stream when the free has been reached (opportunistic reuse), when the stream already waits for it (following
// events), or, if there is nothing else, by making it wait (internal dependencies).  Reserved memory above the release
// threshold goes back to the device at the next synchronisation.
//
// Kernels reach what is allocated and nothing else, on the devices that have access to the pool.
#pragma once
#include "runtime/core/error.h"
#include "runtime/core/stream.h"
#include "runtime/device.h"
#include "runtime/extents.h"
#include <list>
#include <map>

namespace ox::runtime {

class Context;
class MemoryPool;

// Memory that is allocated from a pool, until the last holder lets go; then kernels don't reach it any more, and it is
// free, unless that was announced before.
struct PoolBlock {
  PoolBlock(std::shared_ptr<MemoryPool> pool, DeviceAddress address, uint64_t bytes)
      : pool(std::move(pool)), address(address), bytes(bytes) {}
  ~PoolBlock();
  PoolBlock(const PoolBlock&) = delete;
  PoolBlock& operator=(const PoolBlock&) = delete;
  const std::shared_ptr<MemoryPool> pool;
  const DeviceAddress address;
  const uint64_t bytes; // as asked for
  CallSite freed = {};  // of the program's free

private:
  friend class MemoryPool;
  bool is_announced_ = false, is_closed_ = false;
};
using PoolBlockRef = std::shared_ptr<PoolBlock>;

class MemoryPool : public std::enable_shared_from_this<MemoryPool> {
public:
  // owner: whose pool it is by birth; else memory is of the device's primary context.
  MemoryPool(int ordinal, uint64_t max_bytes, int handle_types, Context* owner = nullptr);
  // Another process's pool, whose memory can be had by pointers that it exports.
  static Result<std::shared_ptr<MemoryPool>> import(int descriptor);
  ~MemoryPool();

  const int ordinal;        // of the device
  const uint64_t max_bytes; // 0 = as much as the device has
  const int handle_types;   // by which it can be exported, as CUDA numbers them
  bool is_imported() const { return is_imported_; }

  // What a program can set.
  std::atomic<uint64_t> release_threshold = 0;
  std::atomic<int> reuse_follow_events = 1, reuse_opportunistic = 1, reuse_internal = 1;

  // Memory for what comes later in the stream.
  Result<PoolBlockRef> allocate(Stream& stream, uint64_t bytes);
  // Takes it from kernels and copies, when its free is reached: whoever still holds the block then must not do it
  // later, when the memory may be another block's.
  void close(PoolBlock& block);
  // It will be free when an operation of a stream, which holds the block, is done; so it can be used again before.
  void announce(PoolBlock& block, uint64_t stream, OperationRef reached);

  // Reserved and unused memory goes back until no more than that is reserved.
  void trim(uint64_t keep_bytes);
  // What synchronisation does: memory of streams that got there is everybody's, and the threshold holds.  Cheap when
  // nothing was freed.
  static void after_synchronization();

  struct Usage {
    uint64_t bytes = 0, high_bytes = 0;
    void add(uint64_t more) { high_bytes = std::max(high_bytes, bytes += more); }
  };
  Usage used(), reserved();
  void reset_used_high();
  void reset_reserved_high();

  // By kernels of devices; the pool's own can do everything.
  void set_access(int device, Access access);
  Access access(int device);
  static void give_access(Context& context); // of all pools, to a new context

  // Other processes.
  Result<int> export_descriptor(); // the caller's to close
  struct ExportedPointer {         // what cudaMemPoolPtrExportData holds
    uint64_t pool, offset, bytes;
    std::byte unused[40];
  };
  static_assert(sizeof(ExportedPointer) == 64);
  Result<ExportedPointer> export_pointer(DeviceAddress address);
  Result<PoolBlockRef> import_pointer(const ExportedPointer& pointer);

  static constexpr uint64_t kUnitBytes = 2 << 20;

private:
  friend struct PoolBlock;
  void end(PoolBlock& block);
  void close_locked(PoolBlock& block);
  // Whose memory it is.  May make a context, which asks all pools, so without the lock.
  Result<Device*> device();
  struct Pending { // freed, but not reached yet
    DeviceAddress begin;
    uint64_t bytes, stream;
    OperationRef reached;
  };
  // All with the lock held.
  Error open(Device& device);
  void collect_reached();
  bool grow(Device& device, uint64_t bytes);
  void release_units(uint64_t keep_bytes);
  template <typename Predicate> std::optional<Pending> take_pending(uint64_t bytes, Predicate&& predicate);
  void set_access_of(DeviceAddress address, uint64_t bytes, int device, Access access, const CallSite& site);
  void open_to_kernels(DeviceAddress address, uint64_t bytes, const CallSite& made);

  std::mutex mutex_;
  Context* const owner_;
  bool is_imported_ = false;
  uint64_t id_ = 0; // the same for the pool and for those who import it
  AddressSpace* space_ = nullptr;
  PhysicalMemoryRef memory_;
  DeviceAddress base_ = 0;
  uint64_t space_bytes_ = 0;
  Extents unreserved_, ready_;
  std::list<Pending> pending_;
  std::map<DeviceAddress, uint64_t> blocks_; // allocated, to the bytes that were asked for
  std::map<DeviceAddress, std::shared_ptr<void>> units_;
  std::map<int, Access> access_;
  Usage used_, reserved_;
};

} // namespace ox::runtime
