// Virtual memory that a program manages itself (cuMemAddressReserve, cuMemCreate, cuMemMap and their kin): reservations
// of addresses, physical memory under handles, mappings of the one in the other, and which devices may use them.
//
// All of it is the process's and no context's.  Rights are a device's: every context on it has them, also one that is
// made later.
#pragma once
#include "runtime/core/error.h"
#include "runtime/device.h"
#include <map>
#include <mutex>
#include <optional>

namespace ox::runtime {

class Context;

// What a program asks of physical memory; goes with it to other processes, so it is plain bytes.
struct PhysicalProperties {
  int handle_types = 0; // by which it can be exported, as CUDA numbers them
  int location_type = 0, location_id = 0;
  uint16_t usage = 0;
  bool on_device = true; // else the host's, and location_id is no device's
};

class VirtualMemory {
public:
  using Handle = uint64_t;
  static constexpr uint64_t kGranularity = 2 << 20; // of physical memory and mappings

  // Sizes of reservations are multiples of kPageBytes.  alignment: 0, or a power of two.
  static constexpr uint64_t kPageBytes = 4096;
  Result<DeviceAddress> reserve(uint64_t bytes, uint64_t alignment, DeviceAddress wanted);
  Error free(DeviceAddress address, uint64_t bytes);

  Result<Handle> create(uint64_t bytes, const PhysicalProperties& properties);
  Error release(Handle handle);
  // The handle of what is mapped at an address, once more to be released.
  Result<Handle> retain(DeviceAddress address);
  Result<PhysicalProperties> properties(Handle handle);
  Result<int> export_descriptor(Handle handle); // the caller's to close
  Result<Handle> import(int descriptor);

  Error map(DeviceAddress address, uint64_t bytes, Handle handle, uint64_t offset);
  Error unmap(DeviceAddress address, uint64_t bytes); // one or more whole mappings
  Error set_access(DeviceAddress address, uint64_t bytes, int ordinal, Access access);
  Result<Access> access(DeviceAddress address, int ordinal);

  static constexpr int kHost = -1; // as an ordinal: the host itself

  // The mapping around an address.
  struct Range {
    DeviceAddress base;
    uint64_t bytes;
    PhysicalProperties properties;
    Handle handle;                // also of what has none any more: the physical memory's number
    std::map<int, Access> access; // by ordinal; what isn't there has none
  };
  std::optional<Range> find(DeviceAddress address);

  // Rights that a new context has because its device has them.
  void give_access(Context& context);

private:
  struct Physical {
    Handle handle;
    PhysicalMemoryRef memory;
    PhysicalProperties properties;
    uint64_t handles = 1; // to be released
  };
  using PhysicalRef = std::shared_ptr<Physical>;
  struct Mapping {
    uint64_t bytes;
    PhysicalRef physical;
    std::map<int, Access> access; // by ordinal; what isn't there has none
  };
  using Mappings = std::map<DeviceAddress, Mapping>;

  // The physical memory that a program still has a handle of; null for what is none.
  PhysicalRef find_live(Handle handle);
  Handle add(PhysicalMemoryRef memory, const PhysicalProperties& properties);
  Mappings::iterator find_mapping(DeviceAddress address);
  // The first of the whole mappings that fill a range, or end.
  Mappings::iterator find_whole(DeviceAddress address, uint64_t bytes);

  std::mutex mutex_;
  std::map<DeviceAddress, uint64_t> reservations_; // to the bytes that were asked for
  std::map<Handle, PhysicalRef> held_;             // by handles of the program; mappings hold what they map
  Mappings mappings_;
  Handle next_handle_ = 1;
};

} // namespace ox::runtime
