// Modules: device images that a program loads itself.
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/settings.h"
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include "runtime/driver/jit_options.h"
#include "runtime/driver/read_file.h"

namespace ox::driver::body {

using cudart::current_context;
using runtime::explain;
using runtime::LoadedModule;
using runtime::Platform;

namespace {

Error load(CUmodule* result, const void* image, const JitOptions& options, uint64_t limit = runtime::kNoLimit) {
  if (!result || !image)
    return Error::InvalidValue;
  std::string log;
  runtime::Context& context = current_context();
  if (Error error = options.check_target(context.properties()); error != Error::Success)
    return error;
  const auto start = std::chrono::steady_clock::now();
  auto found = runtime::find_image_at(image, context.device().properties(), log, limit);
  options.write_logs(log, found.has_value());
  options.write_time(std::chrono::steady_clock::now() - start);
  if (!found)
    return found.error();
  auto module = LoadedModule::load(context, *found);
  if (!module)
    return module.error();
  *result = handle_of(Platform::instance().modules.add(std::move(*module)));
  return Error::Success;
}

CUfunction give_function(const std::shared_ptr<runtime::Kernel>& kernel) {
  return handle_of(Platform::instance().kernels.add(kernel));
}

} // namespace

Error cuModuleLoadData(CUmodule* module, const void* image) { return load(module, image, {}); }
Error cuModuleLoadFatBinary(CUmodule* module, const void* image) { return load(module, image, {}); }

Error cuModuleLoadDataEx(CUmodule* module, const void* image, unsigned count, CUjit_option* options, void** values) {
  auto read = JitOptions::read(count, options, values);
  return read ? load(module, image, *read) : read.error();
}

Error cuModuleLoad(CUmodule* module, const char* path) {
  if (!module || !path)
    return Error::InvalidValue;
  auto bytes = read_file(path);
  return bytes ? load(module, bytes->data(), {}, bytes->size()) : bytes.error();
}

// What is queued may still use it.
Error cuModuleUnload(CUmodule handle) {
  auto module = find_module(handle);
  if (!module)
    return module.error();
  if ((*module)->of_library)
    return explain(Error::NotPermitted, "the module belongs to a library, which cuLibraryUnload unloads");
  Error error = (*module)->context.synchronize();
  Platform& platform = Platform::instance();
  platform.kernels.remove_if([&](const runtime::Kernel& kernel) { return kernel.owner == module->get(); });
  platform.modules.remove(handle);
  return error;
}

Error cuModuleGetLoadingMode(CUmoduleLoadingMode* mode) {
  if (!mode)
    return Error::InvalidValue;
  *mode = runtime::settings().eager_loading ? CU_MODULE_EAGER_LOADING : CU_MODULE_LAZY_LOADING;
  return Error::Success;
}

Error cuModuleGetFunction(CUfunction* function, CUmodule handle, const char* name) {
  if (!function || !name)
    return Error::InvalidValue;
  auto module = find_module(handle);
  if (!module)
    return module.error();
  auto kernel = (*module)->find_kernel(name);
  if (!kernel)
    return explain(Error::SymbolNotFound, "the module has no kernel %s", name);
  *function = give_function(kernel);
  return Error::Success;
}

Error cuModuleGetFunctionCount(unsigned* count, CUmodule handle) {
  if (!count)
    return Error::InvalidValue;
  auto module = find_module(handle);
  if (!module)
    return module.error();
  *count = static_cast<unsigned>((*module)->kernels().size());
  return Error::Success;
}

Error cuModuleEnumerateFunctions(CUfunction* functions, unsigned count, CUmodule handle) {
  if (!functions || count == 0)
    return Error::InvalidValue;
  auto module = find_module(handle);
  if (!module)
    return module.error();
  const auto& kernels = (*module)->kernels();
  for (unsigned i = 0; i < count && i < kernels.size(); ++i)
    functions[i] = give_function(kernels[i]);
  return Error::Success;
}

Error cuModuleGetGlobal_v2(CUdeviceptr* address, size_t* bytes, CUmodule handle, const char* name) {
  if (!name || (!address && !bytes))
    return Error::InvalidValue;
  auto module = find_module(handle);
  if (!module)
    return module.error();
  auto symbol = (*module)->find_variable(name);
  if (!symbol)
    return explain(Error::SymbolNotFound, "the module has no variable %s", name);
  if (address)
    *address = symbol->address;
  if (bytes)
    *bytes = symbol->bytes;
  return Error::Success;
}

} // namespace ox::driver::body
