#include "runtime/core/loaded_module.h"
#include "runtime/core/context.h"
#include "runtime/core/diagnostics.h"

namespace ox::runtime {

Result<std::shared_ptr<LoadedModule>> LoadedModule::load(Context& context, const Image& image) {
  auto module = context.device().load_module(image.elf);
  if (!module) {
    say("a device image of this program can't be loaded: %s", module.error().c_str());
    return fail(Error::InvalidKernelImage);
  }
  return std::shared_ptr<LoadedModule>(new LoadedModule(context, std::move(*module), image.compute_capability));
}

LoadedModule::LoadedModule(Context& context, std::unique_ptr<DeviceModule> module, uint32_t compute_capability)
    : context(context), module_(std::move(module)) {
  const uint64_t shared_per_block = context.properties().shared_per_block;
  std::span<const KernelInfo> infos = module_->kernels();
  for (uint32_t index = 0; index < infos.size(); ++index) {
    auto kernel = std::make_shared<Kernel>();
    kernel->owner = this;
    kernel->module = module_.get();
    kernel->index = index;
    kernel->info = &infos[index];
    kernel->compute_capability = compute_capability;
    uint64_t static_bytes = infos[index].static_shared_bytes;
    kernel->max_dynamic_shared_bytes = shared_per_block > static_bytes ? shared_per_block - static_bytes : 0;
    by_name_.emplace(infos[index].name, kernel);
    kernels_.push_back(std::move(kernel));
  }
}

std::shared_ptr<Kernel> LoadedModule::find_kernel(std::string_view name) const {
  auto it = by_name_.find(name);
  return it == by_name_.end() ? nullptr : it->second;
}

} // namespace ox::runtime
