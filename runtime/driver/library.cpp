// Libraries of kernels, and their kernels, which belong to no context.
#include "runtime/core/library.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/function_attributes.h"
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/function_attributes.h"
#include "runtime/driver/handles.h"
#include "runtime/driver/jit_options.h"
#include "runtime/driver/read_file.h"

namespace ox::driver {

using cudart::current_context;
using runtime::Error;
using runtime::explain;
using runtime::fail;
using runtime::libraries;
using runtime::Library;
using runtime::library_kernels;
using runtime::LibraryKernel;
using runtime::Platform;

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

// Where something is known about a kernel on a device: the current context if it is there, else the primary one.
runtime::Result<std::shared_ptr<runtime::Kernel>> find_on_device(LibraryKernel& kernel, CUdevice device) {
  Platform& platform = Platform::instance();
  runtime::ContextHandle* current = runtime::ThreadContexts::of_this_thread().current();
  auto context = current && current->ordinal == device ? platform.context_of(*current) : platform.context(device);
  return context ? runtime::find_in(**context, kernel) : fail(context.error());
}

// The kernel is looked for in the device's context too, so that what can't be set fails now.
Error set_on_device(CUkernel handle, CUdevice device, std::function<Error(runtime::Kernel&)> set) {
  auto kernel = find_kernel(handle);
  if (!kernel)
    return kernel.error();
  auto here = find_on_device(**kernel, device);
  if (!here)
    return here.error();
  if (Error error = set(**here); error != Error::Success)
    return error;
  (*kernel)->library->set_on_device(**kernel, device, [set](runtime::Kernel& loaded) { (void)set(loaded); });
  return Error::Success;
}

Error check_library_options(const CUlibraryOption* options, void** values, unsigned count) {
  if (count && !options)
    return Error::InvalidValue;
  for (unsigned i = 0; i < count; ++i)
    switch (options[i]) {
    case CU_LIBRARY_BINARY_IS_PRESERVED: // a promise of the program; the image is copied all the same
      break;
    case CU_LIBRARY_HOST_UNIVERSAL_FUNCTION_AND_DATA_TABLE:
      if (values && values[i])
        return explain(Error::NotSupported, "a table of functions and data that host and device share");
      break;
    default:
      return explain(Error::InvalidValue, "%d is no option of a library", static_cast<int>(options[i]));
    }
  return Error::Success;
}

// From memory, which ends at the limit if that is known.
Error load(CUlibrary* result, const void* code, uint64_t limit, CUjit_option* options, void** values, unsigned count,
           CUlibraryOption* library_options, void** library_values, unsigned library_count) {
  if (Error error = check_library_options(library_options, library_values, library_count); error != Error::Success)
    return error;
  auto read = JitOptions::read(count, options, values);
  if (!read)
    return read.error();
  auto device = Platform::instance().properties(Platform::instance().current_device());
  if (!device)
    return device.error();
  if (Error error = read->check_target(**device); error != Error::Success)
    return error;
  std::string log;
  const auto start = std::chrono::steady_clock::now();
  auto image = runtime::find_image_at(code, **device, log, limit);
  read->write_logs(log, image.has_value());
  read->write_time(std::chrono::steady_clock::now() - start);
  if (!image)
    return image.error();
  *result = reinterpret_cast<CUlibrary>(libraries().add(std::make_shared<Library>(*image)));
  return Error::Success;
}

} // namespace

Error cuLibraryLoadData(CUlibrary* result, const void* code, CUjit_option* options, void** values, unsigned count,
                        CUlibraryOption* library_options, void** library_values, unsigned library_count) {
  if (!result || !code)
    return Error::InvalidValue;
  return load(result, code, runtime::kNoLimit, options, values, count, library_options, library_values, library_count);
}

Error cuLibraryLoadFromFile(CUlibrary* result, const char* path, CUjit_option* options, void** values, unsigned count,
                            CUlibraryOption* library_options, void** library_values, unsigned library_count) {
  if (!result || !path)
    return Error::InvalidValue;
  auto bytes = read_file(path);
  if (!bytes)
    return bytes.error();
  return load(result, bytes->data(), bytes->size(), options, values, count, library_options, library_values,
              library_count);
}

Error cuLibraryUnload(CUlibrary handle) {
  auto library = find_library(handle);
  if (!library)
    return library.error();
  if ((*library)->is_of_program())
    return explain(Error::NotPermitted, "what the program carries is not loaded by cuLibraryLoadData, so not unloaded");
  if (!libraries().remove(handle)) // another thread was faster
    return Error::InvalidResourceHandle;
  (*library)->unload();
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

Error cuLibraryGetManaged(CUdeviceptr* address, size_t* bytes, CUlibrary handle, const char* name) {
  if (!name || (!address && !bytes))
    return Error::InvalidValue;
  auto library = find_library(handle);
  if (!library)
    return library.error();
  auto variable = (*library)->managed_variable(current_context(), name);
  if (!variable)
    return variable.error();
  if (address)
    *address = variable->address;
  if (bytes)
    *bytes = variable->bytes;
  return Error::Success;
}

// There are unified functions only on devices with CU_DEVICE_ATTRIBUTE_UNIFIED_FUNCTION_POINTERS.
Error cuLibraryGetUnifiedFunction(void** function, CUlibrary handle, const char* name) {
  if (!function || !name)
    return Error::InvalidValue;
  if (auto library = find_library(handle); !library)
    return library.error();
  return explain(Error::SymbolNotFound, "%s: no function is the host's and the device's", name);
}

Error cuKernelGetFunction(CUfunction* function, CUkernel handle) {
  if (!function)
    return Error::InvalidValue;
  auto kernel = find_kernel(handle);
  if (!kernel)
    return kernel.error();
  auto found = runtime::find_in(current_context(), **kernel);
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

Error cuKernelGetAttribute(int* value, CUfunction_attribute attribute, CUkernel handle, CUdevice device) {
  if (!value)
    return Error::InvalidValue;
  auto kernel = find_kernel(handle);
  if (!kernel)
    return kernel.error();
  auto found = find_on_device(**kernel, device);
  return found ? get_attribute(value, attribute, **found) : found.error();
}

Error cuKernelSetAttribute(CUfunction_attribute attribute, int value, CUkernel handle, CUdevice device) {
  return set_on_device(handle, device, [=](runtime::Kernel& kernel) {
    return cudart::set_attribute(kernel, static_cast<cudaFuncAttribute>(attribute), value);
  });
}

Error cuKernelSetCacheConfig(CUkernel handle, CUfunc_cache preference, CUdevice device) {
  return set_on_device(handle, device, [=](runtime::Kernel& kernel) {
    return cudart::set_cache_preference(kernel, static_cast<cudaFuncCache>(preference));
  });
}

Error cuKernelGetParamInfo(CUkernel handle, size_t index, size_t* offset, size_t* bytes) {
  auto kernel = find_kernel(handle);
  if (!kernel)
    return kernel.error();
  auto found = runtime::find_in(current_context(), **kernel);
  return found ? cudart::get_parameter(**found, index, offset, bytes) : found.error();
}

} // namespace body
} // namespace ox::driver
