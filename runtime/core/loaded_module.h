// A device image that a context has loaded, and its kernels.
#pragma once
#include "runtime/core/error.h"
#include "runtime/core/image.h"
#include "runtime/device.h"
#include <atomic>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ox::runtime {

class Context;
class LoadedModule;

// A kernel in a context, and what the program has set for it.
struct Kernel : std::enable_shared_from_this<Kernel> {
  LoadedModule* owner = nullptr;
  DeviceModule* module = nullptr;
  uint32_t index = 0;
  const KernelInfo* info = nullptr;
  uint32_t compute_capability = 0;                    // of the architecture that its image was compiled as
  std::atomic<uint64_t> max_dynamic_shared_bytes = 0; // cudaFuncAttributeMaxDynamicSharedMemorySize
  std::atomic<int> preferred_carveout = -1;
  std::atomic<int> cache_preference = 0;
  mutable std::atomic<bool> refusal_said = false;  // why it is unusable, on stderr
  std::atomic<bool> allows_large_clusters = false; // cudaFuncAttributeNonPortableClusterSizeAllowed
  std::atomic<uint32_t> set_cluster[3] = {};       // cudaFuncAttributeRequiredClusterWidth and so on; 0 = not set
  std::atomic<int> cluster_policy = 0;             // cudaFuncAttributeClusterSchedulingPolicyPreference
};

class LoadedModule {
public:
  // InvalidKernelImage, with a sentence on stderr, for an image that the device refuses.
  static Result<std::shared_ptr<LoadedModule>> load(Context& context, const Image& image);

  Context& context;
  bool of_library = false; // which unloads it, and not the program
  const std::vector<std::shared_ptr<Kernel>>& kernels() const { return kernels_; }
  std::shared_ptr<Kernel> find_kernel(std::string_view name) const; // null if there is none
  std::optional<DeviceModule::Symbol> find_variable(std::string_view name) const {
    return module_->find_variable(name);
  }

private:
  LoadedModule(Context& context, std::unique_ptr<DeviceModule> module, uint32_t compute_capability);

  std::unique_ptr<DeviceModule> module_;
  std::vector<std::shared_ptr<Kernel>> kernels_;
  std::unordered_map<std::string_view, std::shared_ptr<Kernel>> by_name_; // names in the image
};

} // namespace ox::runtime
