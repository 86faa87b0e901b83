// The device images that a context has loaded, each on the first use of something in it, and their kernels and
// variables by the host symbols that stand for them.
#pragma once
#include "runtime/core/binary.h"
#include "runtime/core/error.h"
#include "runtime/device.h"
#include <atomic>

namespace ox::runtime {

class Context;

// A kernel in a context, and what the program has set for it.
struct Kernel {
  DeviceModule* module = nullptr;
  uint32_t index = 0;
  const KernelInfo* info = nullptr;
  uint32_t compute_capability = 0;                    // of the architecture that its image was compiled as
  std::atomic<uint64_t> max_dynamic_shared_bytes = 0; // cudaFuncAttributeMaxDynamicSharedMemorySize
  std::atomic<int> preferred_carveout = -1;
  std::atomic<int> cache_preference = 0;
  mutable std::atomic<bool> refusal_said = false;  // why it is unusable, on stderr
  std::atomic<bool> allows_large_clusters = false; // cudaFuncAttributeNonPortableClusterSizeAllowed
};

class ModuleTable {
public:
  explicit ModuleTable(Device& device) : device_(device) {}

  // By the host's symbol.  Errors: InvalidDeviceFunction or InvalidSymbol when it is no registered symbol or its image
  // lacks it; NoKernelImageForDevice, InvalidKernelImage when there is no usable image: then with a sentence on
  // stderr, once an image.
  Result<Kernel*> find_kernel(const void* host);
  Result<DeviceModule::Symbol> find_variable(const void* host);

  // Makes the host's pointers to managed variables valid, and the variables known as managed memory of `owner`.
  Error bind_managed_variables(Context& owner);

  // Unloads; no launch of it may be unfinished.
  void unload(const Binary* binary);

private:
  struct Loaded {
    std::shared_ptr<const Binary> binary; // keeps the id's owner alive
    std::unique_ptr<DeviceModule> module;
    Error error = Error::Success;
    std::vector<std::unique_ptr<Kernel>> kernels;
    std::unordered_map<std::string_view, Kernel*> by_name; // names in the module
  };
  Loaded& load(const std::shared_ptr<const Binary>& binary);                // lock held
  Result<DeviceModule::Symbol> find_variable(const HostVariable& variable); // lock held
  Result<DeviceModule::Symbol> find_storage(const HostVariable& variable);  // of a managed one; lock held

  Device& device_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<uint64_t, Loaded> loaded_; // by the binary's id
  std::unordered_map<const void*, Kernel*> kernels_;
};

} // namespace ox::runtime
