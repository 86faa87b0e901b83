// Every memory object of the process by address: CUDA has one address space for the host and all devices, so a pointer
// alone says where it points.
#pragma once
#include "runtime/device.h"
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>

namespace ox::runtime {

class Context;
class MemoryPool;

enum class MemoryType : uint8_t {
  kDevice,
  kHost, // allocated by the runtime, page-locked
  kManaged,
  kRegistered, // the program's own, page-locked by cudaHostRegister
};

struct MemoryObject {
  DeviceAddress base = 0;
  uint64_t bytes = 0;
  MemoryType type = MemoryType::kDevice;
  unsigned flags = 0; // as given to cudaHostAlloc, cudaHostRegister, cudaMallocManaged
  Context* context = nullptr;
  std::shared_ptr<MemoryPool> pool = nullptr; // stream-ordered allocations: the pool they count against
  bool of_module = false;        // a managed variable: lives and dies with its image, and is nobody's to free
  bool of_other_process = false; // shared by it: closed, not freed
  bool sync_memops = false;      // copies and fills of it that are not asynchronous are waited for, whatever they are
  const void* graph_place = nullptr;    // of memory that a graph allocates: graph_memory.h
  std::shared_ptr<void> kept = nullptr; // what lives as long as this does; of a pool: its PoolBlock
  uint64_t id = 0;                      // set by AddressMap::add: no other object of the process ever has it
  bool contains(DeviceAddress address, uint64_t count) const {
    return address >= base && address - base <= bytes && count <= bytes - (address - base);
  }
};

class AddressMap {
public:
  void add(MemoryObject object);
  std::optional<MemoryObject> find(DeviceAddress address) const;      // that contains the address
  std::optional<MemoryObject> find_base(DeviceAddress address) const; // that begins there
  // Something that shall live as long as the object that begins there; gives what is kept, which another thread may
  // have been faster with, or null.
  std::shared_ptr<void> keep_with(DeviceAddress base, std::shared_ptr<void> kept);
  // False if none begins there.
  bool set_sync_memops(DeviceAddress base, bool value);
  // Any object that shares a byte with [base, base + bytes).
  bool overlaps(DeviceAddress base, uint64_t bytes) const;
  // Takes out the object that begins there, if the predicate agrees.
  template <typename Predicate> std::optional<MemoryObject> remove(DeviceAddress base, Predicate&& predicate) {
    std::unique_lock lock(mutex_);
    auto it = objects_.find(base);
    if (it == objects_.end() || !predicate(it->second))
      return std::nullopt;
    MemoryObject object = it->second;
    objects_.erase(it);
    return object;
  }
  // Everything that is not device memory.
  std::vector<MemoryObject> host_objects() const;
  std::vector<MemoryObject> remove_all_of(const Context& context);

private:
  uint64_t next_id_ = 1;
  mutable std::shared_mutex mutex_;
  std::map<DeviceAddress, MemoryObject> objects_;
};

} // namespace ox::runtime
