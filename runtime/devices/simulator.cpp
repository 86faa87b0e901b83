// The simulator behind device.h.  Device addresses are host addresses inside the simulator's arena, so a copy is a copy
// of host memory once the device's side of it is known to lie in one allocation.
#include "runtime/device.h"
#include "runtime/devices/physical_memory.h"
#include "simulator/config.h"
#include "simulator/host_memory_guard.h"
#include "simulator/machine.h"
#include "simulator/memory.h"
#include "simulator/program.h"
#include "simulator/text.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <fstream>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace ox {

namespace {
using Checked = std::expected<void, std::string>;

sim::RangeKind range_kind(MemoryKind kind) {
  switch (kind) {
  case MemoryKind::kDevice:
    return sim::RangeKind::kDevice;
  case MemoryKind::kHost:
    return sim::RangeKind::kHost;
  case MemoryKind::kManaged:
    return sim::RangeKind::kManaged;
  }
  return sim::RangeKind::kDevice;
}

MemoryKind memory_kind(sim::RangeKind kind) {
  switch (kind) {
  case sim::RangeKind::kHost:
  case sim::RangeKind::kRegistered:
    return MemoryKind::kHost;
  case sim::RangeKind::kManaged:
    return MemoryKind::kManaged;
  default:
    return MemoryKind::kDevice;
  }
}

class SimulatedModule final : public DeviceModule {
public:
  explicit SimulatedModule(std::unique_ptr<sim::Program> program) : program_(std::move(program)) {}
  std::span<const KernelInfo> kernels() const override { return program_->kernels(); }
  std::optional<Symbol> find_variable(std::string_view name) const override {
    auto found = program_->find_variable(name);
    if (!found)
      return std::nullopt;
    return Symbol{found->address, found->bytes};
  }
  std::optional<uint32_t> kernel_at(DeviceAddress address) const override {
    for (uint32_t kernel = 0; kernel < program_->kernels().size(); ++kernel)
      if (program_->kernel_entry(kernel) == address)
        return kernel;
    return std::nullopt;
  }
  const sim::Program& program() const { return *program_; }

private:
  std::unique_ptr<sim::Program> program_;
};

// While memory moves into a file nothing may write to it.  Launches and copies go in and out without waiting for each
// other; whoever moves memory waits until all are out, and they for it.
class Gate {
public:
  class Passage {
  public:
    explicit Passage(Gate& gate) : gate_(gate) { gate.enter(); }
    ~Passage() { gate_.leave(); }
    Passage(const Passage&) = delete;
    Passage& operator=(const Passage&) = delete;

  private:
    Gate& gate_;
  };

  // Runs the action while nobody is inside; false if some did not come out in time.
  template <typename Action> bool run_alone(std::chrono::seconds most, Action&& action) {
    std::scoped_lock one(closing_);
    is_closed_ = true;
    const auto end = std::chrono::steady_clock::now() + most;
    bool empty;
    while (!(empty = inside_ == 0) && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    if (empty)
      action();
    is_closed_ = false;
    is_closed_.notify_all();
    return empty;
  }

private:
  void enter() {
    for (;;) {
      ++inside_;
      if (!is_closed_) [[likely]]
        return;
      --inside_;
      is_closed_.wait(true);
    }
  }
  void leave() { --inside_; }

  std::atomic<uint64_t> inside_ = 0;
  std::atomic<bool> is_closed_ = false;
  std::mutex closing_;
};

class SimulatedDevice final : public Device {
public:
  SimulatedDevice(const DeviceProperties& properties, std::unique_ptr<sim::Memory> memory,
                  const sim::MachineOptions& options)
      : properties_(properties), memory_(std::move(memory)), machine_(properties_, *memory_, options) {}

  const DeviceProperties& properties() const override { return properties_; }

  std::expected<DeviceAddress, std::string> allocate(uint64_t bytes, MemoryKind kind, const CallSite& made) override {
    return memory_->allocate(bytes, range_kind(kind), 256, made);
  }
  Checked release(DeviceAddress address, const CallSite& freed) override { return memory_->release(address, freed); }
  std::optional<Allocation> find_allocation(DeviceAddress address) const override {
    auto range = memory_->find(address);
    if (!range)
      return std::nullopt;
    return Allocation{range->begin, range->bytes, memory_kind(range->kind)};
  }
  uint64_t free_bytes() const override { return memory_->free_bytes(); }

  Checked register_host(void* memory, uint64_t bytes, const CallSite& made) override {
    return memory_->register_host(reinterpret_cast<uint64_t>(memory), bytes, made);
  }
  Checked unregister_host(void* memory, const CallSite& freed) override {
    return memory_->unregister_host(reinterpret_cast<uint64_t>(memory), freed);
  }

  std::expected<PhysicalMemoryRef, std::string> make_physical(uint64_t bytes, MemoryKind kind,
                                                              const PhysicalMemory::Label* exported) override {
    if (kind != MemoryKind::kDevice)
      return make_physical_memory(bytes, exported, nullptr);
    auto capacity = memory_->take_capacity(bytes);
    if (!capacity)
      return std::unexpected(capacity.error());
    return make_physical_memory(bytes, exported, std::move(*capacity));
  }
  std::expected<PhysicalMemoryRef, std::string> make_sparse(uint64_t bytes,
                                                            const PhysicalMemory::Label* exported) override {
    return make_physical_memory(bytes, exported, nullptr);
  }
  std::expected<std::shared_ptr<void>, std::string> take_capacity(uint64_t bytes) override {
    return memory_->take_capacity(bytes);
  }
  AddressSpace* address_space() override { return &shared_address_space(); }
  void set_access(DeviceAddress address, uint64_t bytes, Access access, const CallSite& made) override {
    memory_->set_access(address, bytes, access, made);
  }
  Checked set_peer_access(Device& peer, bool allowed) override {
    auto* other = dynamic_cast<SimulatedDevice*>(&peer);
    if (!other)
      return std::unexpected(std::string("the other device is not simulated"));
    memory_->set_peer(*other->memory_, allowed);
    return {};
  }
  std::expected<SharedAllocation, std::string> share(DeviceAddress allocation) override {
    std::expected<sim::Memory::SharedMemory, std::string> shared;
    auto do_share = [&] { shared = memory_->share(allocation); };
    if (memory_->is_shared(allocation))
      do_share();
    else if (!gate_.run_alone(std::chrono::seconds(10), do_share))
      return std::unexpected(std::string("a kernel runs and does not end, so memory can't become another process's"));
    if (!shared)
      return std::unexpected(shared.error());
    return SharedAllocation{physical_memory_of(shared->file), shared->offset};
  }

  Checked copy_to_device(DeviceAddress to, const void* from, uint64_t bytes) override {
    return after_check("copy to", to, bytes, FaultAccess::kWrite,
                       [&] { std::memmove(reinterpret_cast<void*>(to), from, bytes); });
  }
  Checked copy_to_host(void* to, DeviceAddress from, uint64_t bytes) override {
    return after_check("copy from", from, bytes, FaultAccess::kRead,
                       [&] { std::memmove(to, reinterpret_cast<const void*>(from), bytes); });
  }
  Checked copy_on_device(DeviceAddress to, DeviceAddress from, uint64_t bytes) override {
    if (auto done = check("copy from", from, bytes, FaultAccess::kRead); !done)
      return done;
    return after_check("copy to", to, bytes, FaultAccess::kWrite,
                       [&] { std::memmove(reinterpret_cast<void*>(to), reinterpret_cast<const void*>(from), bytes); });
  }

  Checked copy_from_peer(DeviceAddress to, Device& peer, DeviceAddress from, uint64_t bytes) override {
    auto* other = dynamic_cast<SimulatedDevice*>(&peer);
    if (!other)
      return Device::copy_from_peer(to, peer, from, bytes);
    Gate::Passage passage(other->gate_);
    if (auto done = other->check("copy from", from, bytes, FaultAccess::kRead); !done)
      return done;
    return after_check("copy to", to, bytes, FaultAccess::kWrite,
                       [&] { std::memmove(reinterpret_cast<void*>(to), reinterpret_cast<const void*>(from), bytes); });
  }

  Checked fill(DeviceAddress to, uint32_t value, uint32_t element_bytes, uint64_t bytes) override {
    if ((element_bytes != 1 && element_bytes != 2 && element_bytes != 4) || bytes % element_bytes != 0 ||
        to % element_bytes != 0)
      return std::unexpected("a fill of " + sim::byte_count(bytes) + " at " + sim::hex(to) + " with elements of " +
                             sim::byte_count(element_bytes) + " is not possible");
    return after_check("fill of", to, bytes, FaultAccess::kWrite, [&] {
      if (element_bytes == 1)
        std::memset(reinterpret_cast<void*>(to), int(value & 0xff), bytes);
      else if (element_bytes == 2)
        std::fill_n(reinterpret_cast<uint16_t*>(to), bytes / 2, uint16_t(value));
      else
        std::fill_n(reinterpret_cast<uint32_t*>(to), bytes / 4, value);
    });
  }

  std::expected<std::unique_ptr<DeviceModule>, std::string> load_module(std::span<const std::byte> elf) override {
    auto program = sim::Program::load(elf, *memory_);
    if (!program)
      return std::unexpected("the device image cannot be loaded: " + program.error());
    return std::make_unique<SimulatedModule>(std::move(*program));
  }

  uint64_t heap_bytes() const override { return machine_.heap_bytes(); }
  Checked set_heap_bytes(uint64_t bytes) override { return machine_.set_heap_bytes(bytes); }

  LaunchResult run(const Launch& launch) override {
    Gate::Passage passage(gate_);
    return machine_.run(static_cast<const SimulatedModule*>(launch.module)->program(), launch);
  }

private:
  // What a kernel may not write, a copy may (a constant), but for what the program itself has mapped for reading.
  Checked check(const char* what, DeviceAddress address, uint64_t bytes, FaultAccess access) const {
    auto range = memory_->find(address);
    const bool allowed =
        access == FaultAccess::kRead || !range || range->writable || range->kind != sim::RangeKind::kMapped;
    if (range && allowed && bytes <= range->begin + range->bytes - std::min(address, range->begin + range->bytes))
      return {};
    Fault fault;
    fault.access = access;
    fault.subject = std::string(what) + " " + sim::byte_count(bytes);
    fault.address = address;
    sim::Stray stray = memory_->explain_stray(address, bytes);
    fault.nearest = std::move(stray.nearest);
    fault.place = std::move(stray.place);
    return std::unexpected(fault.explain_access());
  }
  template <typename Action>
  Checked after_check(const char* what, DeviceAddress address, uint64_t bytes, FaultAccess access, Action action) {
    if (bytes == 0)
      return {};
    Gate::Passage passage(gate_);
    if (auto done = check(what, address, bytes, access); !done)
      return done;
    if (sim::run_guarded(*memory_, action))
      return {};
    return std::unexpected(std::string(what) + " " + sim::byte_count(bytes) + " at " + sim::hex(address) +
                           ", in host memory that was unmapped while it was registered");
  }

  const DeviceProperties properties_;
  std::unique_ptr<sim::Memory> memory_;
  sim::Machine machine_;
  Gate gate_;
};

// Memory that the host can really give: a program that fills "free" memory must get an error in the end, not the
// host's out-of-memory killer.
uint64_t host_memory_bytes() {
  uint64_t bytes = uint64_t(sysconf(_SC_PHYS_PAGES)) * uint64_t(sysconf(_SC_PAGESIZE));
  uint64_t limit;
  if (std::ifstream file("/sys/fs/cgroup/memory.max"); file >> limit)
    bytes = std::min(bytes, limit);
  return bytes;
}
} // namespace

std::expected<std::unique_ptr<Device>, std::string> make_simulated_device(std::string_view configuration) {
  auto config = sim::load_config(configuration);
  if (!config)
    return std::unexpected(config.error());
  auto options = sim::MachineOptions::from_environment();
  if (!options)
    return std::unexpected(options.error());
  options->heap_bytes = config->heap_bytes;
  uint64_t most = host_memory_bytes() / 4 * 3 >> 20 << 20;
  config->properties.memory_bytes = std::min(config->properties.memory_bytes, most);
  auto memory = sim::Memory::create(config->arena_bytes, config->properties.memory_bytes,
                                    options->seed ? sim::Memory::kRepeatableBase : 0);
  if (!memory)
    return std::unexpected(memory.error());
  return std::make_unique<SimulatedDevice>(config->properties, std::move(*memory), *options);
}

} // namespace ox
