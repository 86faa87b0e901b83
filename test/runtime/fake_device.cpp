#include "fake_device.h"
#include "isa/image_container.h"
#include "runtime/core/device_source.h"
#include "runtime/devices/physical_memory.h"
#include <atomic>
#include <cstring>
#include <map>
#include <shared_mutex>

namespace ox::test {

const FakeKernel kFirst{"first"}, kSecond{"second"}, kBounded{"bounded"}, kManyRegisters{"many_registers"},
    kShared{"shared"}, kTwoParameters{"two_parameters"}, kAbsent{"absent"}, kDamaged{"damaged"}, kPtxOnly{"ptx_only"},
    kForeign{"foreign"};
uint64_t fake_variable_symbol;
int* fake_managed_variable;

namespace {

// Never destroyed: kernels may still run while the process ends.
std::mutex& bodies_mutex = *new std::mutex;
std::map<std::string, Body>& bodies = *new std::map<std::string, Body>;

constexpr char kFakeImage[] = "a fake image";
constexpr const char* kVariableName = "variable";
constexpr uint64_t kVariableBytes = 64;

KernelInfo kernel(const FakeKernel& fake) {
  KernelInfo info;
  info.name = fake.name;
  info.parameters = {{0, 8, 8}};
  info.parameter_bytes = 8;
  info.registers = 32;
  return info;
}

std::vector<KernelInfo> make_kernels() {
  std::vector<KernelInfo> all{kernel(kFirst),         kernel(kSecond), kernel(kBounded),
                              kernel(kManyRegisters), kernel(kShared), kernel(kTwoParameters)};
  all[2].max_threads_per_block = 128;
  all[3].registers = 255;
  all[4].static_shared_bytes = 16 << 10;
  all[5].parameters = {{0, 1, 1}, {8, 8, 8}};
  all[5].parameter_bytes = 16;
  return all;
}

class FakeModule final : public DeviceModule {
public:
  FakeModule(DeviceAddress variable, DeviceAddress pointer, DeviceAddress storage)
      : variable_(variable), pointer_(pointer), storage_(storage) {
    *reinterpret_cast<int*>(storage) = 7;
  }
  std::span<const KernelInfo> kernels() const override { return kernels_; }
  std::optional<Symbol> find_variable(std::string_view name) const override {
    if (name == kVariableName)
      return Symbol{variable_, kVariableBytes};
    if (name == "managed")
      return Symbol{pointer_, 8};
    if (name == "managed.managed")
      return Symbol{storage_, 4};
    return std::nullopt;
  }

private:
  std::vector<KernelInfo> kernels_ = make_kernels();
  DeviceAddress variable_, pointer_, storage_;
};

using Checked = std::expected<void, std::string>;

class FakeDevice final : public Device {
public:
  FakeDevice() {
    properties_.name = "fake";
    properties_.cores = 4;
    properties_.warps_per_core = 64;
    properties_.blocks_per_core = 32;
    properties_.registers_per_core = 65536;
    properties_.memory_bytes = kFakeMemoryBytes;
  }
  const DeviceProperties& properties() const override { return properties_; }

  std::expected<DeviceAddress, std::string> allocate(uint64_t bytes, MemoryKind kind, const CallSite& = {}) override {
    std::unique_lock lock(mutex_);
    if (used_ + bytes > kFakeMemoryBytes)
      return std::unexpected("no room");
    auto storage = std::make_unique<std::byte[]>(bytes + 256);
    DeviceAddress base = (reinterpret_cast<DeviceAddress>(storage.get()) + 255) / 256 * 256;
    used_ += bytes;
    allocations_[base] = {{base, bytes, kind}, std::move(storage)};
    return base;
  }
  Checked release(DeviceAddress address, const CallSite& = {}) override {
    std::unique_lock lock(mutex_);
    auto it = allocations_.find(address);
    if (it == allocations_.end())
      return std::unexpected("not allocated");
    used_ -= it->second.allocation.bytes;
    allocations_.erase(it);
    return {};
  }
  std::optional<Allocation> find_allocation(DeviceAddress address) const override {
    std::shared_lock lock(mutex_);
    auto it = allocations_.upper_bound(address);
    if (it == allocations_.begin())
      return std::nullopt;
    const Allocation& found = std::prev(it)->second.allocation;
    return address - found.base < found.bytes ? std::optional(found) : std::nullopt;
  }
  uint64_t free_bytes() const override { return kFakeMemoryBytes - used_; }

  // What pools ask for; addresses and memory are the simulator's.
  std::expected<PhysicalMemoryRef, std::string> make_sparse(uint64_t bytes,
                                                            const PhysicalMemory::Label* exported) override {
    return make_physical_memory(bytes, exported, nullptr);
  }
  std::expected<std::shared_ptr<void>, std::string> take_capacity(uint64_t bytes) override {
    if (used_ + bytes > kFakeMemoryBytes)
      return std::unexpected("no room");
    used_ += bytes;
    return std::shared_ptr<void>(nullptr, [this, bytes](void*) { used_ -= bytes; });
  }
  AddressSpace* address_space() override { return &shared_address_space(); }
  void set_access(DeviceAddress address, uint64_t bytes, Access access, const CallSite& = {}) override {
    std::unique_lock lock(mutex_);
    if (access == Access::kNone)
      allocations_.erase(address);
    else
      allocations_[address] = {{address, bytes, MemoryKind::kDevice}, nullptr};
  }

  Checked register_host(void* memory, uint64_t bytes, const CallSite& = {}) override {
    std::unique_lock lock(mutex_);
    auto base = reinterpret_cast<DeviceAddress>(memory);
    allocations_[base] = {{base, bytes, MemoryKind::kHost}, nullptr};
    return {};
  }
  Checked unregister_host(void* memory, const CallSite& = {}) override {
    std::unique_lock lock(mutex_);
    return allocations_.erase(reinterpret_cast<DeviceAddress>(memory)) ? Checked{} : std::unexpected("not registered");
  }

  Checked copy_to_device(DeviceAddress to, const void* from, uint64_t bytes) override {
    return checked(to, bytes, [&] { std::memcpy(reinterpret_cast<void*>(to), from, bytes); });
  }
  Checked copy_to_host(void* to, DeviceAddress from, uint64_t bytes) override {
    return checked(from, bytes, [&] { std::memcpy(to, reinterpret_cast<void*>(from), bytes); });
  }
  Checked copy_on_device(DeviceAddress to, DeviceAddress from, uint64_t bytes) override {
    return checked(to, bytes, [&] { std::memmove(reinterpret_cast<void*>(to), reinterpret_cast<void*>(from), bytes); });
  }
  Checked fill(DeviceAddress to, uint32_t value, uint32_t element_bytes, uint64_t bytes) override {
    return checked(to, bytes, [&] {
      for (uint64_t at = 0; at < bytes; at += element_bytes)
        std::memcpy(reinterpret_cast<void*>(to + at), &value, element_bytes);
    });
  }

  std::expected<std::unique_ptr<DeviceModule>, std::string> load_module(std::span<const std::byte> elf) override {
    if (elf.size() != sizeof kFakeImage || std::memcmp(elf.data(), kFakeImage, elf.size()) != 0)
      return std::unexpected("it is no ELF file");
    auto variable = allocate(kVariableBytes, MemoryKind::kDevice);
    auto pointer = allocate(8, MemoryKind::kDevice), storage = allocate(4, MemoryKind::kDevice);
    return std::make_unique<FakeModule>(*variable, *pointer, *storage);
  }

  uint64_t heap_bytes() const override { return heap_bytes_; }
  Checked set_heap_bytes(uint64_t bytes) override {
    if (bytes > kFakeMemoryBytes)
      return std::unexpected("too large");
    heap_bytes_ = bytes;
    return {};
  }

  LaunchResult run(const Launch& launch) override {
    Body body;
    {
      std::lock_guard lock(bodies_mutex);
      body = bodies[launch.module->kernels()[launch.kernel].name];
    }
    LaunchResult result;
    if (body)
      result.fault = body(launch);
    return result;
  }

private:
  template <typename Action> Checked checked(DeviceAddress address, uint64_t bytes, Action&& action) {
    auto found = find_allocation(address);
    if (!found || bytes > found->bytes - (address - found->base))
      return std::unexpected("stray copy");
    action();
    return {};
  }

  struct Entry {
    Allocation allocation;
    std::unique_ptr<std::byte[]> storage;
  };
  DeviceProperties properties_;
  mutable std::shared_mutex mutex_;
  std::map<DeviceAddress, Entry> allocations_;
  std::atomic<uint64_t> used_ = 0, heap_bytes_ = 8 << 20;
};

// What the code that clang emits does before main.
struct Wrapper {
  uint32_t magic = 0x466243b1, version = 1;
  const void* data = nullptr;
  const void* unused = nullptr;
};

const std::byte* keep(std::vector<std::byte> bytes) {
  static std::vector<std::vector<std::byte>> kept;
  return kept.emplace_back(std::move(bytes)).data();
}

std::span<const std::byte> bytes_of(const char* text, size_t length) {
  return {reinterpret_cast<const std::byte*>(text), length};
}

} // namespace
} // namespace ox::test

extern "C" {
void** __cudaRegisterFatBinary(void*);
void __cudaRegisterFatBinaryEnd(void**);
void __cudaRegisterFunction(void**, const char*, char*, const char*, int, void*, void*, void*, void*, int*);
void __cudaRegisterVar(void**, char*, char*, const char*, int, size_t, int, int);
void __cudaRegisterManagedVar(void**, void**, char*, const char*, size_t, unsigned);
}

namespace ox::test {

void** fake_image_handle;

namespace {

void register_image(const void* data, std::initializer_list<const FakeKernel*> kernels, bool with_variables) {
  static std::vector<std::unique_ptr<Wrapper>> wrappers;
  wrappers.push_back(std::make_unique<Wrapper>());
  wrappers.back()->data = data;
  void** handle = __cudaRegisterFatBinary(wrappers.back().get());
  for (const FakeKernel* fake : kernels)
    __cudaRegisterFunction(handle, static_cast<char*>(fake->symbol()), nullptr, fake->name, -1, nullptr, nullptr,
                           nullptr, nullptr, nullptr);
  if (!with_variables)
    return __cudaRegisterFatBinaryEnd(handle);
  fake_image_handle = handle;
  __cudaRegisterManagedVar(handle, reinterpret_cast<void**>(&fake_managed_variable), nullptr, "managed", 4, 4);
  __cudaRegisterVar(handle, reinterpret_cast<char*>(&fake_variable_symbol), nullptr, kVariableName, 0, kVariableBytes,
                    0, 0);
  __cudaRegisterFatBinaryEnd(handle);
}

const std::byte* container(isa::ImageKind kind, std::span<const std::byte> image) {
  isa::ImageEntry entry;
  entry.kind = kind;
  entry.compute_capability = 90;
  entry.identifier = "fake.cu";
  entry.bytes = image;
  return keep(isa::write_image_container({&entry, 1}));
}

[[maybe_unused]] const bool registered = [] {
  using enum isa::ImageKind;
  register_image(container(kOxCoreElf, bytes_of(kFakeImage, sizeof kFakeImage)),
                 {&kFirst, &kSecond, &kBounded, &kManyRegisters, &kShared, &kTwoParameters, &kAbsent}, true);
  register_image(container(kOxCoreElf, bytes_of("garbage", 7)), {&kDamaged}, false);
  register_image(container(kPtx, bytes_of(".version 9.0", 12)), {&kPtxOnly}, false);
  static const uint32_t nvidia[4] = {0xba55ed50, 0x00100001, 0, 0};
  register_image(nvidia, {&kForeign}, false);
  return true;
}();

} // namespace

void set_body(const FakeKernel& kernel, Body body) {
  std::lock_guard lock(bodies_mutex);
  bodies[kernel.name] = std::move(body);
}

void set_body(const FakeKernel& kernel, std::function<void()> body) {
  set_body(kernel, [body = std::move(body)](const Launch&) -> std::optional<Fault> {
    body();
    return std::nullopt;
  });
}

Body faulting(FaultKind kind, std::string detail) {
  return [kind, detail](const Launch& launch) {
    Fault fault;
    fault.kind = kind;
    fault.detail = detail;
    fault.kernel = launch.module->kernels()[launch.kernel].name;
    fault.block = {1, 2, 3};
    fault.thread = {4, 5, 6};
    return std::optional(fault);
  };
}

cudaError_t launch(const FakeKernel& kernel, cudaStream_t stream) {
  uint64_t argument = 0;
  void* arguments[] = {&argument};
  return cudaLaunchKernel(kernel.symbol(), dim3(1), dim3(1), arguments, 0, stream);
}

void Gate::open() {
  std::lock_guard lock(mutex_);
  open_ = true;
  opened_.notify_all();
}

bool Gate::wait(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  return opened_.wait_for(lock, most, [&] { return open_; });
}

bool Gate::is_open() {
  std::lock_guard lock(mutex_);
  return open_;
}

void Log::add(std::string entry) {
  std::lock_guard lock(mutex_);
  entries_.push_back(std::move(entry));
}

std::vector<std::string> Log::entries() {
  std::lock_guard lock(mutex_);
  return entries_;
}

} // namespace ox::test

namespace ox::runtime {
std::expected<std::unique_ptr<Device>, std::string> make_device(int) { return std::make_unique<test::FakeDevice>(); }
} // namespace ox::runtime
