#include "runtime/driver/handles.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/library.h"
#include "runtime/cudart/wrapper.h"

namespace ox::driver {

using runtime::explain;
using runtime::fail;
using runtime::Platform;

using runtime::Error;

runtime::Result<runtime::ContextHandle*> find_context(CUcontext context) {
  runtime::ContextHandle* handle = Platform::instance().find_context(context);
  if (!handle)
    return fail(explain(Error::DeviceUninitialized, "%p is not a context", static_cast<void*>(context)));
  if (handle->is_destroyed())
    return fail(Error::ContextIsDestroyed);
  return handle;
}

runtime::Result<std::shared_ptr<runtime::LoadedModule>> find_module(CUmodule module) {
  if (auto found = Platform::instance().modules.find(module))
    return found;
  return fail(
      explain(Error::InvalidResourceHandle, "%p is not a module, or it was unloaded", static_cast<void*>(module)));
}

runtime::Result<std::shared_ptr<runtime::Kernel>> find_function(CUfunction function) {
  if (auto found = Platform::instance().kernels.find(function))
    return found;
  if (auto kernel = runtime::library_kernels().find(function)) // a CUkernel: the one in the current context
    return runtime::find_in(cudart::current_context(), *kernel);
  return fail(explain(Error::InvalidResourceHandle, "%p is not a kernel, or its module was unloaded",
                      static_cast<void*>(function)));
}

} // namespace ox::driver
