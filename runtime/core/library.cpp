#include "runtime/core/library.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"

namespace ox::runtime {

namespace {
struct BinaryLibraries {
  std::mutex mutex;
  std::unordered_map<const Binary*, std::shared_ptr<Library>> all;
};
BinaryLibraries& binary_libraries() {
  static auto& result = *new BinaryLibraries;
  return result;
}
} // namespace

HandleTable<Library>& libraries() {
  static auto& table = *new HandleTable<Library>;
  return table;
}

HandleTable<LibraryKernel>& library_kernels() {
  static auto& table = *new HandleTable<LibraryKernel>;
  return table;
}

std::shared_ptr<Library> library_of(const std::shared_ptr<const Binary>& binary) {
  BinaryLibraries& known = binary_libraries();
  std::lock_guard lock(known.mutex);
  std::shared_ptr<Library>& library = known.all[binary.get()];
  if (!library) {
    library = std::make_shared<Library>(binary);
    libraries().add(library);
  }
  return library;
}

void forget_library_of(const Binary* binary) {
  BinaryLibraries& known = binary_libraries();
  std::shared_ptr<Library> library;
  {
    std::lock_guard lock(known.mutex);
    auto node = known.all.extract(binary);
    if (node.empty())
      return;
    library = std::move(node.mapped());
  }
  libraries().remove(library.get());
  library->unload();
}

Library::Library(const Image& image)
    : elf_(image.elf.begin(), image.elf.end()), compute_capability_(image.compute_capability) {}

Result<std::shared_ptr<LoadedModule>> Library::load_in(Context& context) {
  std::lock_guard lock(mutex_);
  std::weak_ptr<LoadedModule>& slot = modules_[context.id];
  if (auto module = slot.lock())
    return module;
  auto module = binary_ ? context.modules().load(binary_) : load_image_in(context);
  if (!module)
    return module;
  slot = *module;
  apply_settings(**module);
  return module;
}

Result<std::shared_ptr<LoadedModule>> Library::load_image_in(Context& context) {
  auto module = LoadedModule::load(context, {.elf = elf_, .compute_capability = compute_capability_, .compiled = {}});
  if (module) {
    (*module)->of_library = true;
    Platform::instance().modules.add(*module); // keeps it until the context ends
  }
  return module;
}

void Library::apply_settings(LoadedModule& module) {
  for (const auto& [name, kernel] : kernels_)
    if (auto settings = kernel->settings.find(module.context.ordinal); settings != kernel->settings.end())
      if (auto loaded = module.find_kernel(name))
        for (const Setting& apply : settings->second)
          apply(*loaded);
}

LibraryKernel* Library::kernel(const std::string& name) {
  std::lock_guard lock(mutex_);
  auto [it, is_new] = kernels_.try_emplace(name);
  if (is_new)
    it->second = std::make_shared<LibraryKernel>(this, name);
  return library_kernels().add(it->second);
}

void Library::set_on_device(LibraryKernel& kernel, int ordinal, Setting setting) {
  std::lock_guard lock(mutex_);
  for (const auto& [context, slot] : modules_)
    if (auto module = slot.lock(); module && module->context.ordinal == ordinal)
      if (auto loaded = module->find_kernel(kernel.name))
        setting(*loaded);
  kernel.settings[ordinal].push_back(std::move(setting));
}

void Library::unload() {
  std::lock_guard lock(mutex_);
  Platform& platform = Platform::instance();
  for (const auto& [context, slot] : modules_)
    if (auto module = slot.lock(); module && !binary_) {
      module->context.synchronize(); // what is queued may still use it
      platform.kernels.remove_if([&](const Kernel& kernel) { return kernel.owner == module.get(); });
      platform.modules.remove(module.get());
    }
  for (DeviceAddress variable : managed_)
    platform.addresses.remove(variable, [](const MemoryObject& object) { return object.of_module; });
  for (const auto& [name, kernel] : kernels_)
    library_kernels().remove(kernel.get());
}

// Where code goes through a pointer, the storage of a managed variable x is "x.managed"; else it is x.
Result<DeviceModule::Symbol> Library::managed_variable(Context& context, const std::string& name) {
  auto module = load_in(context);
  if (!module)
    return fail(module.error());
  auto symbol = (*module)->find_variable(name + ".managed");
  if (!symbol)
    symbol = (*module)->find_variable(name);
  if (!symbol)
    return fail(explain(Error::SymbolNotFound, "the library has no variable %s", name.c_str()));
  std::lock_guard lock(mutex_);
  AddressMap& addresses = Platform::instance().addresses;
  if (!addresses.find_base(symbol->address)) {
    addresses.add({.base = symbol->address,
                   .bytes = symbol->bytes,
                   .type = MemoryType::kManaged,
                   .context = &context,
                   .of_module = true});
    managed_.push_back(symbol->address);
  }
  return *symbol;
}

Result<std::shared_ptr<Kernel>> find_in(Context& context, LibraryKernel& kernel) {
  auto module = kernel.library->load_in(context);
  if (!module)
    return fail(module.error());
  auto found = (*module)->find_kernel(kernel.name);
  if (!found)
    return fail(explain(Error::SymbolNotFound, "the library has no kernel %s", kernel.name.c_str()));
  Platform::instance().kernels.add(found);
  return found;
}

} // namespace ox::runtime
