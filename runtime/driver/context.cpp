// Contexts: primary ones, a program's own, and which one is current.
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"

namespace ox::driver::body {

namespace runtime_api = cudart::body;
using cudart::current_context;
using runtime::ContextHandle;
using runtime::explain;
using runtime::Platform;
using runtime::ThreadContexts;

namespace {

Error check_device(CUdevice device) {
  return device >= 0 && device < Platform::instance().device_count() ? Error::Success : Error::InvalidDevice;
}

bool are_context_flags(unsigned flags) {
  const unsigned schedule = flags & CU_CTX_SCHED_MASK;
  return (flags & ~unsigned{CU_CTX_FLAGS_MASK}) == 0 && (schedule & (schedule - 1)) == 0;
}

} // namespace

// Primary contexts.
Error cuDevicePrimaryCtxRetain(CUcontext* result, CUdevice device) {
  if (!result)
    return Error::InvalidValue;
  if (Error error = check_device(device); error != Error::Success)
    return error;
  Platform& platform = Platform::instance();
  auto context = platform.context(device);
  if (!context)
    return context.error();
  ++platform.primary(device).retained;
  *result = handle_of(&platform.primary(device));
  return Error::Success;
}

// The last one to let go ends it, unless the runtime API works in it.
Error cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  if (Error error = check_device(device); error != Error::Success)
    return error;
  Platform& platform = Platform::instance();
  ContextHandle& primary = platform.primary(device);
  int retained = primary.retained;
  do
    if (retained == 0)
      return explain(Error::DeviceUninitialized, "the primary context of device %d is not retained", device);
  while (!primary.retained.compare_exchange_weak(retained, retained - 1));
  return retained == 1 && !primary.runtime_uses ? platform.reset(device) : Error::Success;
}

Error cuDevicePrimaryCtxSetFlags_v2(CUdevice device, unsigned flags) {
  if (Error error = check_device(device); error != Error::Success)
    return error;
  if (!are_context_flags(flags))
    return Error::InvalidValue;
  Platform::instance().device_flags(device) = flags;
  return Error::Success;
}

Error cuDevicePrimaryCtxGetState(CUdevice device, unsigned* flags, int* active) {
  if (!flags || !active)
    return Error::InvalidValue;
  if (Error error = check_device(device); error != Error::Success)
    return error;
  *flags = Platform::instance().device_flags(device);
  *active = Platform::instance().existing_context(device) != nullptr;
  return Error::Success;
}

Error cuDevicePrimaryCtxReset_v2(CUdevice device) {
  if (Error error = check_device(device); error != Error::Success)
    return error;
  return Platform::instance().reset(device);
}

Error cuDevicePrimaryCtxRelease(CUdevice device) { return body::cuDevicePrimaryCtxRelease_v2(device); }
Error cuDevicePrimaryCtxReset(CUdevice device) { return body::cuDevicePrimaryCtxReset_v2(device); }
Error cuDevicePrimaryCtxSetFlags(CUdevice device, unsigned flags) {
  return body::cuDevicePrimaryCtxSetFlags_v2(device, flags);
}

// A program's own.  The new one is current.
Error cuCtxCreate_v2(CUcontext* result, unsigned flags, CUdevice device) {
  if (!result || !are_context_flags(flags))
    return Error::InvalidValue;
  if (Error error = check_device(device); error != Error::Success)
    return error;
  auto made = Platform::instance().make_context(device, flags);
  if (!made)
    return made.error();
  *result = handle_of(*made);
  return ThreadContexts::of_this_thread().push(*made);
}

Error cuCtxCreate_v3(CUcontext* result, CUexecAffinityParam*, int count, unsigned flags, CUdevice device) {
  if (count != 0)
    return explain(Error::NotSupported, "a context can't be bound to some of a device's multiprocessors");
  return body::cuCtxCreate_v2(result, flags, device);
}

Error cuCtxCreate_v4(CUcontext* result, CUctxCreateParams* parameters, unsigned flags, CUdevice device) {
  if (parameters && (parameters->numExecAffinityParams != 0 || parameters->cigParams))
    return explain(Error::NotSupported, "a context can't be bound to multiprocessors or to a graphics queue");
  return body::cuCtxCreate_v2(result, flags, device);
}

Error cuCtxDestroy_v2(CUcontext context) {
  auto handle = find_context(context);
  if (!handle)
    return handle.error();
  if ((*handle)->is_primary)
    return explain(Error::DeviceUninitialized, "a primary context is released, not destroyed");
  ThreadContexts::of_this_thread().forget(*handle);
  return Platform::instance().destroy_context(**handle);
}

Error cuCtxPushCurrent_v2(CUcontext context) {
  auto handle = find_context(context);
  return handle ? ThreadContexts::of_this_thread().push(*handle) : handle.error();
}

Error cuCtxPopCurrent_v2(CUcontext* result) {
  auto popped = ThreadContexts::of_this_thread().pop();
  if (!popped)
    return popped.error();
  if (result)
    *result = handle_of(*popped);
  return Error::Success;
}

Error cuCtxSetCurrent(CUcontext context) {
  if (!context) {
    ThreadContexts::of_this_thread().set_current(nullptr);
    return Error::Success;
  }
  auto handle = find_context(context);
  if (!handle)
    return handle.error();
  ThreadContexts::of_this_thread().set_current(*handle);
  return Error::Success;
}

Error cuCtxGetCurrent(CUcontext* result) {
  if (!result)
    return Error::InvalidValue;
  *result = handle_of(ThreadContexts::of_this_thread().current());
  return Error::Success;
}

// What a context is.
Error cuCtxGetDevice_v2(CUdevice* device, CUcontext context) {
  if (!device)
    return Error::InvalidValue;
  if (!context)
    context = handle_of(ThreadContexts::of_this_thread().current());
  auto handle = find_context(context);
  if (!handle)
    return handle.error();
  *device = (*handle)->ordinal;
  return Error::Success;
}

Error cuCtxGetDevice(CUdevice* device) { return body::cuCtxGetDevice_v2(device, nullptr); }

Error cuCtxGetFlags(unsigned* flags) {
  if (!flags)
    return Error::InvalidValue;
  const ContextHandle& handle = *current_context().handle;
  *flags = handle.is_primary ? Platform::instance().device_flags(handle.ordinal) : handle.flags;
  return Error::Success;
}

Error cuCtxGetId(CUcontext context, unsigned long long* id) {
  if (!id)
    return Error::InvalidValue;
  if (!context)
    context = handle_of(ThreadContexts::of_this_thread().current());
  auto handle = find_context(context);
  if (!handle)
    return handle.error();
  auto found = Platform::instance().context_of(**handle);
  if (!found)
    return found.error();
  *id = (*found)->id;
  return Error::Success;
}

// Of cuCtxCreate_v2 and its successors, whose behaviour has been the same since CUDA 3.2.
Error cuCtxGetApiVersion(CUcontext context, unsigned* version) {
  if (!version)
    return Error::InvalidValue;
  if (context)
    if (auto handle = find_context(context); !handle)
      return handle.error();
  *version = 3020;
  return Error::Success;
}

Error cuCtxSynchronize() {
  Error error = runtime::check_wait(current_context());
  return error == Error::Success ? current_context().synchronize() : error;
}

Error cuCtxSynchronize_v2(CUcontext context) {
  auto handle = find_context(context);
  if (!handle)
    return handle.error();
  auto found = Platform::instance().context_of(**handle);
  return found ? (*found)->synchronize() : found.error();
}

// What can be set about it.
Error cuCtxSetLimit(CUlimit limit, size_t value) {
  return runtime_api::cudaDeviceSetLimit(static_cast<cudaLimit>(limit), value);
}
Error cuCtxGetLimit(size_t* value, CUlimit limit) {
  return runtime_api::cudaDeviceGetLimit(value, static_cast<cudaLimit>(limit));
}
Error cuCtxSetCacheConfig(CUfunc_cache preference) {
  return runtime_api::cudaDeviceSetCacheConfig(static_cast<cudaFuncCache>(preference));
}
Error cuCtxGetCacheConfig(CUfunc_cache* preference) {
  if (!preference)
    return Error::InvalidValue;
  *preference = static_cast<CUfunc_cache>(current_context().cache_preference.load());
  return Error::Success;
}
Error cuCtxSetSharedMemConfig(CUsharedconfig config) {
  return runtime_api::cudaDeviceSetSharedMemConfig(static_cast<cudaSharedMemConfig>(config));
}
Error cuCtxGetSharedMemConfig(CUsharedconfig* config) {
  if (!config)
    return Error::InvalidValue;
  *config = CU_SHARED_MEM_CONFIG_FOUR_BYTE_BANK_SIZE;
  return Error::Success;
}
Error cuCtxGetStreamPriorityRange(int* least, int* greatest) {
  return runtime_api::cudaDeviceGetStreamPriorityRange(least, greatest);
}
Error cuCtxResetPersistingL2Cache() { return runtime_api::cudaCtxResetPersistingL2Cache(); }
Error cuThreadExchangeStreamCaptureMode(CUstreamCaptureMode* mode) {
  return runtime_api::cudaThreadExchangeStreamCaptureMode(reinterpret_cast<cudaStreamCaptureMode*>(mode));
}

Error cuCtxEnablePeerAccess(CUcontext peer, unsigned flags) {
  if (flags != 0)
    return Error::InvalidValue;
  auto handle = find_context(peer);
  if (!handle)
    return handle.error();
  if (*handle == current_context().handle)
    return explain(Error::DeviceUninitialized, "a context is no peer of itself");
  auto owner = Platform::instance().context_of(**handle);
  return owner ? Platform::instance().peer_access.enable(current_context(), **owner) : owner.error();
}
Error cuCtxDisablePeerAccess(CUcontext peer) {
  auto handle = find_context(peer);
  if (!handle)
    return handle.error();
  auto owner = Platform::instance().context_of(**handle);
  return owner ? Platform::instance().peer_access.disable(current_context(), **owner) : owner.error();
}

} // namespace ox::driver::body
