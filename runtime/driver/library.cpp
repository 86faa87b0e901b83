#include "runtime/driver/library.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include "runtime/driver/jit_options.h"
#include "runtime/driver/read_file.h"

namespace ox::driver {

using cudart::current_context;
using runtime::Error;
using runtime::explain;
using runtime::fail;
using runtime::Platform;

runtime::HandleTable<Library>& libraries() {
  static auto& table = *new runtime::HandleTable<Library>;
  return table;
}

runtime::HandleTable<LibraryKernel>& library_kernels() {
  static auto& table = *new runtime::HandleTable<LibraryKernel>;
  return table;
}

Library::Library(runtime::Image image)
    : elf_(image.elf.begin(), image.elf.end()), compute_capability_(image.compute_capability) {}

runtime::Result<std::shared_ptr<runtime::LoadedModule>> Library::load_in(runtime::Context& context) {
  std::lock_guard lock(mutex_);
  std::weak_ptr<runtime::LoadedModule>& slot = modules_[context.id];
  if (auto module = slot.lock())
    return module;
  auto module =
      runtime::LoadedModule::load(context, {.elf = elf_, .compute_capability = compute_capability_, .compiled = {}});
  if (!module)
    return module;
  Platform::instance().modules.add(*module); // keeps it until the context ends
  slot = *module;
  return module;
}

LibraryKernel* Library::kernel(const std::string& name) {
  std::lock_guard lock(mutex_);
  auto [it, is_new] = kernels_.try_emplace(name);
  if (is_new)
    it->second = std::make_shared<LibraryKernel>(this, name);
  return library_kernels().add(it->second);
}

void Library::unload() {
  std::lock_guard lock(mutex_);
  Platform& platform = Platform::instance();
  for (const auto& [context, slot] : modules_)
    if (auto module = slot.lock()) {
      module->context.synchronize(); // what is queued may still use it
      platform.kernels.remove_if([&](const runtime::Kernel& kernel) { return kernel.owner == module.get(); });
      platform.modules.remove(module.get());
    }
  for (const auto& [name, kernel] : kernels_)
    library_kernels().remove(kernel.get());
}

runtime::Result<std::shared_ptr<runtime::Kernel>> find_in_current_context(LibraryKernel& kernel) {
  auto module = kernel.library->load_in(current_context());
  if (!module)
    return fail(module.error());
  auto found = (*module)->find_kernel(kernel.name);
  if (!found)
    return fail(explain(Error::SymbolNotFound, "the library has no kernel %s", kernel.name.c_str()));
  Platform::instance().kernels.add(found);
  return found;
}

namespace body {

namespace {

runtime::Result<std::shared_ptr<Library>> find_library(CUlibrary handle) {
  if (auto library = libraries().find(handle))
    return library;
  return fail(
      explain(Error::InvalidResourceHandle, "%p is not a library, or it was unloaded", static_cast<void*>(handle)));
}

runtime::Result<std::shared_ptr<LibraryKernel>> find_kernel(CUkernel handle) {
  if (auto kernel = library_kernels().find(handle))
    return kernel;
  return fail(explain(Error::InvalidResourceHandle, "%p is not a library's kernel", static_cast<void*>(handle)));
}

// The library as it is in the current context, loaded there on first use.
struct LoadedLibrary {
  std::shared_ptr<Library> library;
  std::shared_ptr<runtime::LoadedModule> module;
};
runtime::Result<LoadedLibrary> load_in_current_context(CUlibrary handle) {
  auto library = find_library(handle);
  if (!library)
    return fail(library.error());
  auto module = (*library)->load_in(current_context());
  if (!module)
    return fail(module.error());
  return LoadedLibrary{*library, *module};
}

} // namespace

Error cuLibraryLoadData(CUlibrary* result, const void* code, CUjit_option* options, void** values, unsigned count,
                        CUlibraryOption*, void**, unsigned) {
  if (!result || !code)
    return Error::InvalidValue;
  auto read = JitOptions::read(count, options, values);
  if (!read)
    return read.error();
  auto device = Platform::instance().properties(Platform::instance().current_device());
  if (!device)
    return device.error();
  std::string log;
  auto image = runtime::find_image_at(code, **device, log);
  read->write_logs(log, image.has_value());
  if (!image)
    return image.error();
  *result = reinterpret_cast<CUlibrary>(libraries().add(std::make_shared<Library>(std::move(*image))));
  return Error::Success;
}

Error cuLibraryLoadFromFile(CUlibrary* result, const char* path, CUjit_option* options, void** values, unsigned count,
                            CUlibraryOption* library_options, void** library_values, unsigned library_count) {
  if (!result || !path)
    return Error::InvalidValue;
  auto bytes = read_file(path);
  if (!bytes)
    return bytes.error();
  return body::cuLibraryLoadData(result, bytes->data(), options, values, count, library_options, library_values,
                                 library_count);
}

Error cuLibraryUnload(CUlibrary handle) {
  auto library = libraries().remove(handle);
  if (!library)
    return Error::InvalidResourceHandle;
  library->unload();
  return Error::Success;
}

// Whether there is one is known only where the image is loaded; without a context, on the first use.
Error cuLibraryGetKernel(CUkernel* result, CUlibrary handle, const char* name) {
  if (!result || !name)
    return Error::InvalidValue;
  auto library = find_library(handle);
  if (!library)
    return library.error();
  if (runtime::ContextHandle* current = runtime::ThreadContexts::of_this_thread().current())
    if (auto context = Platform::instance().context_of(*current)) {
      auto module = (*library)->load_in(**context);
      if (!module)
        return module.error();
      if (!(*module)->find_kernel(name))
        return explain(Error::SymbolNotFound, "the library has no kernel %s", name);
    }
  *result = reinterpret_cast<CUkernel>((*library)->kernel(name));
  return Error::Success;
}

Error cuLibraryGetKernelCount(unsigned* count, CUlibrary handle) {
  if (!count)
    return Error::InvalidValue;
  auto loaded = load_in_current_context(handle);
  if (!loaded)
    return loaded.error();
  *count = static_cast<unsigned>(loaded->module->kernels().size());
  return Error::Success;
}

Error cuLibraryEnumerateKernels(CUkernel* kernels, unsigned count, CUlibrary handle) {
  if (!kernels || count == 0)
    return Error::InvalidValue;
  auto loaded = load_in_current_context(handle);
  if (!loaded)
    return loaded.error();
  for (unsigned i = 0; i < count && i < loaded->module->kernels().size(); ++i)
    kernels[i] = reinterpret_cast<CUkernel>(loaded->library->kernel(loaded->module->kernels()[i]->info->name));
  return Error::Success;
}

Error cuLibraryGetModule(CUmodule* result, CUlibrary handle) {
  if (!result)
    return Error::InvalidValue;
  auto loaded = load_in_current_context(handle);
  if (!loaded)
    return loaded.error();
  *result = handle_of(loaded->module.get());
  return Error::Success;
}

Error cuLibraryGetGlobal(CUdeviceptr* address, size_t* bytes, CUlibrary handle, const char* name) {
  CUmodule module;
  if (Error error = body::cuLibraryGetModule(&module, handle); error != Error::Success)
    return error;
  return body::cuModuleGetGlobal_v2(address, bytes, module, name);
}

Error cuKernelGetFunction(CUfunction* function, CUkernel handle) {
  if (!function)
    return Error::InvalidValue;
  auto kernel = find_kernel(handle);
  if (!kernel)
    return kernel.error();
  auto found = find_in_current_context(**kernel);
  if (!found)
    return found.error();
  *function = handle_of(found->get());
  return Error::Success;
}

Error cuKernelGetLibrary(CUlibrary* library, CUkernel handle) {
  if (!library)
    return Error::InvalidValue;
  auto kernel = find_kernel(handle);
  if (!kernel)
    return kernel.error();
  *library = reinterpret_cast<CUlibrary>((*kernel)->library);
  return Error::Success;
}

Error cuKernelGetName(const char** name, CUkernel handle) {
  if (!name)
    return Error::InvalidValue;
  auto kernel = find_kernel(handle);
  if (!kernel)
    return kernel.error();
  *name = (*kernel)->name.c_str();
  return Error::Success;
}

} // namespace body
} // namespace ox::driver
