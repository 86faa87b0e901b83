#include "runtime/driver/wrapper.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/host_function.h"
#include "runtime/core/platform.h"
#include <atomic>

namespace ox::driver {

namespace {
std::atomic<bool> is_initialized = false;
}

void set_initialized() { is_initialized = true; }

Error enter(Level level) {
  if (level == Level::process)
    return Error::Success;
  if (Error error = runtime::check_alive(); error != Error::Success)
    return error;
  runtime::ContextHandle* current = runtime::ThreadContexts::of_this_thread().current();
  // Where a context is current, the runtime API has done what cuInit does.
  if (!is_initialized && !current)
    return runtime::explain(Error::InitializationError, "cuInit has not been called");
  runtime::note_in_use();
  if (runtime::in_host_function())
    return runtime::explain(Error::NotPermitted, "a function that runs in a stream may not call CUDA");
  if (level == Level::initialized)
    return Error::Success;
  if (!current)
    return runtime::explain(Error::DeviceUninitialized, "no context is current: cuCtxCreate, or "
                                                        "cuDevicePrimaryCtxRetain and cuCtxSetCurrent, make one so");
  auto context = runtime::Platform::instance().context_of(*current);
  if (!context)
    return context.error();
  cudart::set_current_context(**context);
  return (*context)->fault();
}

const char* error_name(CUresult error) {
  switch (static_cast<int>(error)) {
  case CUDA_SUCCESS:
    return "CUDA_SUCCESS";
#define OX_DRIVER_ERROR(name, number)                                                                                  \
  case number:                                                                                                         \
    return "CUDA_ERROR_" #name;
#include "runtime/api/driver_errors.def"
  }
  return nullptr;
}

const char* error_text(CUresult error) {
  switch (static_cast<int>(error)) {
  case CUDA_ERROR_CONTEXT_ALREADY_CURRENT:
    return "context already current";
  case CUDA_ERROR_CONTAINED:
    return "contained error";
  case CUDA_ERROR_TENSOR_MEMORY_LEAK:
    return "tensor memory not completely freed";
  case CUDA_ERROR_KEY_ROTATION:
    return "key rotation needed";
  case CUDA_ERROR_STREAM_DETACHED:
    return "stream detached";
  default:
    return error_name(error) ? runtime::error_text(error) : nullptr;
  }
}

// The core's numbers are the runtime API's.  Most are the driver's too; a few say more than the driver has words for.
CUresult to_driver(Error error) {
  switch (error) {
  case Error::InvalidSymbol:
  case Error::InvalidDeviceFunction:
    return CUDA_ERROR_NOT_FOUND;
  default:
    break;
  }
  auto result = static_cast<CUresult>(error);
  return error_name(result) ? result : CUDA_ERROR_INVALID_VALUE;
}

void trace(const char* name, const std::string& arguments, CUresult error, uint64_t begin_ns) {
  runtime::trace::call_ended(name, arguments, error_name(error), begin_ns);
}

CUresult refuse(const char* name) {
  (void)cudart::refuse(name, "CUDA_ERROR_NOT_SUPPORTED");
  return CUDA_ERROR_NOT_SUPPORTED;
}

Error refuse(const char* name, Error error, const char* why) {
  cudart::say_refusal(name, error_name(to_driver(error)), why);
  return error;
}

} // namespace ox::driver
