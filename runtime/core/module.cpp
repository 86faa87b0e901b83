#include "runtime/core/module.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/image.h"
#include "runtime/core/library.h"
#include "runtime/core/platform.h"

namespace ox::runtime {

ModuleTable::Loaded& ModuleTable::load_locked(const std::shared_ptr<const Binary>& binary) {
  auto [it, is_new] = loaded_.try_emplace(binary->id);
  Loaded& loaded = it->second;
  if (!is_new)
    return loaded;
  loaded.binary = binary;
  auto image = find_image(*binary, context_.device().properties());
  if (!image) {
    loaded.error = image.error();
    return loaded;
  }
  auto module = LoadedModule::load(context_, *image);
  if (module) {
    loaded.module = std::move(*module);
    loaded.module->of_library = true;
    Platform::instance().modules.add(loaded.module);
  } else
    loaded.error = module.error();
  return loaded;
}

Result<std::shared_ptr<LoadedModule>> ModuleTable::load(const std::shared_ptr<const Binary>& binary) {
  std::unique_lock lock(mutex_);
  Loaded& loaded = load_locked(binary);
  if (loaded.error != Error::Success)
    return fail(loaded.error);
  return loaded.module;
}

Result<Kernel*> ModuleTable::find_kernel(const void* host) {
  {
    std::shared_lock lock(mutex_);
    if (auto it = kernels_.find(host); it != kernels_.end())
      return it->second;
  }
  auto function = Platform::instance().binaries.find_function(host);
  if (!function)
    return find_kernel_by_handle(host);
  std::unique_lock lock(mutex_);
  Loaded& loaded = load_locked(function->binary);
  if (loaded.error != Error::Success)
    return fail(loaded.error);
  auto kernel = loaded.module->find_kernel(function->name);
  if (!kernel)
    return fail(explain(Error::InvalidDeviceFunction, "kernel %s is not in its device image", function->name.c_str()));
  kernels_[host] = kernel.get();
  return kernel.get();
}

Result<Kernel*> ModuleTable::find_kernel_by_handle(const void* handle) {
  if (auto kernel = Platform::instance().kernels.find(handle))
    return kernel.get();
  if (auto library_kernel = library_kernels().find(handle)) { // the module stays as long as the context has it
    auto kernel = find_in(context_, *library_kernel);
    return kernel ? Result<Kernel*>(kernel->get()) : fail(kernel.error());
  }
  return fail(explain(Error::InvalidDeviceFunction, "%p is not a kernel of this program", handle));
}

Result<DeviceModule::Symbol> ModuleTable::find_variable(const void* host) {
  const BinaryRegistry& binaries = Platform::instance().binaries;
  if (auto variable = binaries.find_variable(host)) {
    std::unique_lock lock(mutex_);
    return find_variable(*variable);
  }
  // The program's name for a managed variable stands for the memory that its pointer leads to.
  for (const HostVariable& variable : binaries.managed_variables())
    if (*variable.managed_pointer == host) {
      std::unique_lock lock(mutex_);
      return find_storage(variable);
    }
  return fail(explain(Error::InvalidSymbol, "%p is not a device variable of this program", host));
}

Result<DeviceModule::Symbol> ModuleTable::find_variable(const HostVariable& variable) {
  Loaded& loaded = load_locked(variable.binary);
  if (loaded.error != Error::Success)
    return fail(loaded.error);
  auto symbol = loaded.module->find_variable(variable.name);
  if (!symbol)
    return fail(explain(Error::InvalidSymbol, "variable %s is not in its device image (was it used by any kernel?)",
                        variable.name.c_str()));
  if (symbol->bytes == 0)
    symbol->bytes = variable.bytes;
  return *symbol;
}

// Clang makes two of a managed variable x: the storage "x.managed", and the pointer "x" that device code goes through.
// Where there is no such pair, x is the storage.
Result<DeviceModule::Symbol> ModuleTable::find_storage(const HostVariable& variable) {
  auto symbol = find_variable(variable);
  if (!symbol)
    return symbol;
  auto storage = load_locked(variable.binary).module->find_variable(variable.name + ".managed");
  return storage ? *storage : *symbol;
}

void ModuleTable::load_all() {
  for (const auto& binary : Platform::instance().binaries.all())
    (void)load(binary);
}

Error ModuleTable::bind_managed_variables(Context& owner) {
  for (const HostVariable& variable : Platform::instance().binaries.managed_variables()) {
    std::unique_lock lock(mutex_);
    auto symbol = find_variable(variable);
    if (!symbol)
      return symbol.error();
    auto storage = find_storage(variable);
    if (storage->address != symbol->address)
      if (auto written = context_.device().copy_to_device(symbol->address, &storage->address, sizeof storage->address);
          !written)
        return explain(Error::InvalidKernelImage, "managed variable %s: %s", variable.name.c_str(),
                       written.error().c_str());
    *variable.managed_pointer = reinterpret_cast<void*>(storage->address);
    Platform::instance().addresses.add({.base = storage->address,
                                        .bytes = storage->bytes,
                                        .type = MemoryType::kManaged,
                                        .context = &owner,
                                        .of_module = true});
  }
  return Error::Success;
}

void ModuleTable::unload(const Binary* binary) {
  std::unique_lock lock(mutex_);
  auto it = loaded_.find(binary->id);
  if (it == loaded_.end())
    return;
  for (const HostVariable& variable : Platform::instance().binaries.managed_variables())
    if (variable.binary.get() == binary)
      Platform::instance().addresses.remove(reinterpret_cast<DeviceAddress>(*variable.managed_pointer),
                                            [](const MemoryObject& object) { return object.of_module; });
  LoadedModule* module = it->second.module.get();
  auto is_of_module = [&](const Kernel& kernel) { return kernel.owner == module; };
  std::erase_if(kernels_, [&](const auto& entry) { return is_of_module(*entry.second); });
  Platform::instance().kernels.remove_if(is_of_module);
  Platform::instance().modules.remove(module);
  loaded_.erase(it);
}

} // namespace ox::runtime
