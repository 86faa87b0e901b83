// The seam between the runtime and whatever executes OxCore code: the simulator today, silicon, an FPGA or RTL
// tomorrow.  Everything above it speaks CUDA; everything below speaks addresses, ELF images and launches.
//
// Addresses are flat 64-bit device addresses.  On a device that shares the host's address space (host_coherent), they
// are host addresses too: the runtime may then hand them to the program as pinned, mapped or managed memory.
// All functions may be called from any thread.
#pragma once
#include "isa/kernel_metadata.h"
#include "runtime/dim3.h"
#include "runtime/fault.h"
#include "runtime/launch_counters.h"
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox {

// What the machine is, from its configuration file.  Sizes in bytes, rates in kHz.
struct DeviceProperties {
  std::string name;
  int compute_major = 9, compute_minor = 0;
  uint32_t cores = 0;              // streaming multiprocessors in CUDA's words
  uint32_t warps_per_core = 0;     // resident at once
  uint32_t blocks_per_core = 0;    // resident at once
  uint32_t registers_per_core = 0; // 32-bit registers, as CUDA counts them, for occupancy
  uint32_t max_threads_per_block = 1024;
  Dim3 max_block{1024, 1024, 64};
  Dim3 max_grid{0x7fffffff, 65535, 65535};
  uint32_t max_cluster_blocks = 16, portable_cluster_blocks = 8; // blocks of a cluster; up to the second everywhere
  uint32_t chiplets = 1;                                         // that the cores are spread over, evenly
  uint64_t shared_per_block = 48 << 10;                          // without opting in
  uint64_t shared_per_block_optin = 227 << 10;                   // with cudaFuncAttributeMaxDynamicSharedMemorySize
  uint64_t shared_per_core = 228 << 10;
  uint64_t memory_bytes = 0;
  uint64_t constant_bytes = 64 << 10;
  uint64_t l2_bytes = 0;
  uint32_t clock_khz = 0, memory_clock_khz = 0, memory_bus_bits = 0;
  bool host_coherent = true;
};

using KernelInfo = isa::KernelMetadata;

// A loaded ELF image.  Unloads when destroyed; no launch of it may be running then.
class DeviceModule {
public:
  virtual ~DeviceModule() = default;
  virtual std::span<const KernelInfo> kernels() const = 0;
  struct Symbol {
    DeviceAddress address;
    uint64_t bytes;
  };
  virtual std::optional<Symbol> find_variable(std::string_view name) const = 0;
  // The kernel whose code starts there, for kernels that launch it; a device on which they can't has none.
  virtual std::optional<uint32_t> kernel_at(DeviceAddress) const { return std::nullopt; }
};

// What a thread of a kernel asks of the runtime: words that mean nothing to the device.
struct DeviceRuntimeCall {
  std::span<const uint64_t> words;
  std::function<bool(DeviceAddress from, void* to, uint64_t bytes)> read; // as the thread sees memory
};

struct Launch {
  const DeviceModule* module = nullptr;
  uint32_t kernel = 0; // index into module->kernels()
  Dim3 grid, block;
  Dim3 cluster; // blocks that run together and reach each other's shared memory; divides the grid; 1,1,1 = none
  std::span<const std::byte> parameters; // parameter block, kernels()[kernel].parameter_bytes long
  uint64_t dynamic_shared_bytes = 0;
  uint64_t stack_bytes = 1024;     // local bytes for a kernel with unbounded_stack, on top of local_bytes
  bool cooperative = false;        // all blocks are resident at once
  std::span<const uint32_t> cores; // the only ones that its blocks run on, by number; empty: all
  uint64_t instruction_limit = 0;  // per warp, 0 = none
  bool collect_counters = false;   // costs time: three to seven times that of a launch without
  std::function<uint64_t(const DeviceRuntimeCall&)> device_runtime; // any thread; without it such a call is a fault
  std::function<void(std::string_view)> print; // text from kernels' printf, whole lines not guaranteed, any thread
};

struct LaunchResult {
  std::optional<Fault> fault;
  std::vector<Fault> failed_asserts;      // of all threads that failed one, not only the first: that is `fault`, too
  uint64_t more_failed_asserts = 0;       // that were too many to keep
  uint64_t warp_instructions = 0;         // executed
  uint64_t lane_instructions = 0;         // the same, times active lanes
  std::optional<LaunchCounters> counters; // if they were asked for, also of a launch that faulted
};

enum class MemoryKind {
  kDevice, // visible to kernels
  kHost,   // pinned: visible to kernels and to the host
  kManaged,
};

// What kernels and copies of a device may do.
enum class Access : uint8_t { kNone, kRead, kReadWrite };

// Physical memory apart from any address: mapped where a program wants it, as often as it wants, in every process that
// it shares it with.  Zero at first; given back when nothing holds or maps it.
class PhysicalMemory {
public:
  virtual ~PhysicalMemory() = default;
  virtual uint64_t bytes() const = 0;
  // How another process gets at it: a descriptor that lives as long as this, and where in what it names the memory is.
  struct Handle {
    int descriptor = -1;
    uint64_t offset = 0;
  };
  virtual Handle handle() const = 0;
  // Gives memory back; it reads as zero then.
  virtual void discard(uint64_t offset, uint64_t bytes) = 0;
  // Whoever made it may tell whoever imports it something; zero when it was not made to be exported.
  using Label = std::array<std::byte, 64>;
  virtual Label label() const = 0;
};
using PhysicalMemoryRef = std::shared_ptr<PhysicalMemory>;

// Addresses of the process that belong to no device: the same for all of its devices and, if they are host_coherent,
// the host.  Sizes and addresses are multiples of unit_bytes.
class AddressSpace {
public:
  virtual ~AddressSpace() = default;
  virtual uint64_t unit_bytes() const = 0;
  // wanted is taken if it is free.
  virtual std::expected<DeviceAddress, std::string> reserve(uint64_t bytes, uint64_t alignment,
                                                            DeviceAddress wanted = 0) = 0;
  // A whole reservation, with nothing mapped.
  virtual std::expected<void, std::string> release(DeviceAddress address, uint64_t bytes) = 0;
  // Inside one reservation, where nothing is mapped.  No device has access yet.
  virtual std::expected<void, std::string> map(DeviceAddress address, uint64_t bytes, const PhysicalMemoryRef& memory,
                                               uint64_t offset) = 0;
  // A whole mapping, to which no device has access any more.
  virtual std::expected<void, std::string> unmap(DeviceAddress address, uint64_t bytes) = 0;
  // What another process (or this one) has exported: all that the descriptor, which stays the caller's, names.
  virtual std::expected<PhysicalMemoryRef, std::string> import(int descriptor) = 0;
};

class Device {
public:
  virtual ~Device() = default;
  virtual const DeviceProperties& properties() const = 0;

  // Memory.  Allocation is zero-filled, 256-byte aligned; fails with a sentence when there is no room.
  // made, freed: for a fault that names the allocation; a device that names none may forget them.
  virtual std::expected<DeviceAddress, std::string> allocate(uint64_t bytes, MemoryKind kind,
                                                             const CallSite& made = {}) = 0;
  virtual std::expected<void, std::string> release(DeviceAddress address, const CallSite& freed = {}) = 0;
  struct Allocation {
    DeviceAddress base;
    uint64_t bytes;
    MemoryKind kind;
  };
  // The allocation (or registered host range, or module variable image) that contains an address.
  virtual std::optional<Allocation> find_allocation(DeviceAddress address) const = 0;
  virtual uint64_t free_bytes() const = 0;

  // Makes host memory visible to kernels at its own address; and takes it back.
  virtual std::expected<void, std::string> register_host(void* memory, uint64_t bytes, const CallSite& made = {}) = 0;
  virtual std::expected<void, std::string> unregister_host(void* memory, const CallSite& freed = {}) = 0;

  // Physical memory, the device's (which counts) or the host's.  exported: it can be (without, it costs no descriptor).
  virtual std::expected<PhysicalMemoryRef, std::string> make_physical(uint64_t bytes, MemoryKind kind,
                                                                      const PhysicalMemory::Label* exported) {
    (void)bytes, (void)kind, (void)exported;
    return std::unexpected(std::string("the device has no physical memory apart from allocations"));
  }
  // Physical memory that is there once it is touched, and counts for nothing: take_capacity says what does, as long as
  // somebody has the answer.
  virtual std::expected<PhysicalMemoryRef, std::string> make_sparse(uint64_t bytes,
                                                                    const PhysicalMemory::Label* exported) {
    (void)bytes, (void)exported;
    return std::unexpected(std::string("the device has no physical memory apart from allocations"));
  }
  virtual std::expected<std::shared_ptr<void>, std::string> take_capacity(uint64_t bytes) {
    (void)bytes;
    return std::unexpected(std::string("the device has no physical memory apart from allocations"));
  }
  // Of the process, the same for every device; null if there is none.
  virtual AddressSpace* address_space() { return nullptr; }
  // What this device may do with mapped addresses, or with a part of another device's memory; at once, also for what
  // runs.
  virtual void set_access(DeviceAddress address, uint64_t bytes, Access access, const CallSite& made = {}) {
    (void)address, (void)bytes, (void)access, (void)made;
  }
  // Whether this device may use all memory of another one.  A device that ends takes its memory out of all others'
  // reach, but waits for nothing that runs there.
  virtual std::expected<void, std::string> set_peer_access(Device& peer, bool allowed) {
    (void)peer, (void)allowed;
    return std::unexpected(std::string("the device reaches no other device's memory"));
  }
  // Makes physical memory of an allocation of kind kDevice, at the same address; what bytes it had are kept.  Waits for
  // what runs on the device, or fails if that takes too long.
  struct SharedAllocation {
    PhysicalMemoryRef memory;
    uint64_t offset = 0; // of the allocation in the memory
  };
  virtual std::expected<SharedAllocation, std::string> share(DeviceAddress allocation) {
    (void)allocation;
    return std::unexpected(std::string("the device shares no memory with other processes"));
  }

  // Copies check that the device side lies in one allocation and fail with a sentence if not.
  virtual std::expected<void, std::string> copy_to_device(DeviceAddress to, const void* from, uint64_t bytes) = 0;
  virtual std::expected<void, std::string> copy_to_host(void* to, DeviceAddress from, uint64_t bytes) = 0;
  virtual std::expected<void, std::string> copy_on_device(DeviceAddress to, DeviceAddress from, uint64_t bytes) = 0;
  // From another device's memory, whether there is peer access or not.
  virtual std::expected<void, std::string> copy_from_peer(DeviceAddress to, Device& peer, DeviceAddress from,
                                                          uint64_t bytes);
  // Fills bytes (a multiple of element_bytes, 1, 2 or 4) with the low part of value.
  virtual std::expected<void, std::string> fill(DeviceAddress to, uint32_t value, uint32_t element_bytes,
                                                uint64_t bytes) = 0;

  virtual std::expected<std::unique_ptr<DeviceModule>, std::string> load_module(std::span<const std::byte> elf) = 0;

  // The heap of kernels' malloc.  Its size can be changed until the first kernel has asked for memory.
  virtual uint64_t heap_bytes() const = 0;
  virtual std::expected<void, std::string> set_heap_bytes(uint64_t bytes) = 0;

  // Runs a launch to its end on the calling thread and the device's own; several may run at once.
  virtual LaunchResult run(const Launch& launch) = 0;
};

// The simulated device, configured by a named configuration ("ox-small", or the path of a .json file).
std::expected<std::unique_ptr<Device>, std::string> make_simulated_device(std::string_view configuration);

// Through a buffer on the host, for devices that don't know each other.
inline std::expected<void, std::string> Device::copy_from_peer(DeviceAddress to, Device& peer, DeviceAddress from,
                                                               uint64_t bytes) {
  constexpr uint64_t kChunk = 1 << 20;
  std::vector<std::byte> buffer(std::min(bytes, kChunk));
  for (uint64_t done = 0; done < bytes; done += kChunk) {
    uint64_t count = std::min(kChunk, bytes - done);
    if (auto read = peer.copy_to_host(buffer.data(), from + done, count); !read)
      return read;
    if (auto written = copy_to_device(to + done, buffer.data(), count); !written)
      return written;
  }
  return {};
}

} // namespace ox
