// Contexts: primary ones, a program's own, and which one is current.
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/context_events.h"
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

runtime::Result<ContextHandle*> current_handle() {
  return find_context(handle_of(ThreadContexts::of_this_thread().current()));
}

Error synchronize(ContextHandle& handle) {
  auto context = Platform::instance().context_of(handle);
  if (!context)
    return context.error();
  if (Error error = runtime::check_wait(**context); error != Error::Success)
    return error;
  return handle.green ? (*context)->synchronize((*context)->mark_all(handle.green.get())) : (*context)->synchronize();
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

Error cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  Error error = check_device(device);
  return error == Error::Success ? Platform::instance().release_primary(device) : error;
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

// As without the service that shares a GPU among processes: affinity is for its clients only.
Error refuse_affinity(const CUexecAffinityParam* parameters, int count) {
  if (count < 0 || !parameters)
    return Error::InvalidValue;
  for (int i = 0; i < count; ++i)
    if (parameters[i].type != CU_EXEC_AFFINITY_TYPE_SM_COUNT)
      return Error::InvalidValue;
  return explain(
      Error::UnsupportedExecAffinity,
      "a context can't be bound to some of a device's multiprocessors; a green context can (cuGreenCtxCreate)");
}

Error cuCtxCreate_v3(CUcontext* result, CUexecAffinityParam* parameters, int count, unsigned flags, CUdevice device) {
  return count == 0 ? body::cuCtxCreate_v2(result, flags, device) : refuse_affinity(parameters, count);
}

Error cuCtxCreate_v4(CUcontext* result, CUctxCreateParams* parameters, unsigned flags, CUdevice device) {
  if (parameters && parameters->cigParams)
    return explain(Error::NotSupported, "a context can't be bound to a graphics queue: there are none");
  return parameters ? body::cuCtxCreate_v3(result, parameters->execAffinityParams, parameters->numExecAffinityParams,
                                           flags, device)
                    : body::cuCtxCreate_v2(result, flags, device);
}

Error cuCtxDestroy_v2(CUcontext context) {
  auto handle = find_context(context);
  if (!handle)
    return handle.error();
  if ((*handle)->is_primary || (*handle)->green)
    return explain(Error::DeviceUninitialized, "a primary context is released, not destroyed, and a green one has "
                                               "cuGreenCtxDestroy");
  ThreadContexts::of_this_thread().forget(*handle);
  return Platform::instance().destroy_context(**handle);
}

// Counts whose first use was with threads of CUDA before 4.0: the last to detach destroys.
Error cuCtxAttach(CUcontext* result, unsigned flags) {
  if (!result || flags != 0)
    return Error::InvalidValue;
  ContextHandle& current = *ThreadContexts::of_this_thread().current();
  ++current.attached;
  *result = handle_of(&current);
  return Error::Success;
}

Error cuCtxDetach(CUcontext context) {
  auto handle = find_context(context);
  if (!handle)
    return handle.error();
  if (*handle != ThreadContexts::of_this_thread().current())
    return explain(Error::DeviceUninitialized, "only the current context can be detached from");
  const bool is_own = !(*handle)->is_primary && !(*handle)->green;
  int attached = (*handle)->attached;
  do
    if (attached == 1 && !is_own)
      return explain(Error::DeviceUninitialized, "the context was not attached to");
  while (!(*handle)->attached.compare_exchange_weak(attached, attached - 1));
  return attached == 1 ? body::cuCtxDestroy_v2(context) : Error::Success;
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
  auto handle = context ? find_context(context) : current_handle();
  if (!handle)
    return handle.error();
  *device = (*handle)->ordinal;
  return Error::Success;
}

Error cuCtxGetDevice(CUdevice* device) { return body::cuCtxGetDevice_v2(device, nullptr); }

Error cuCtxGetFlags(unsigned* flags) {
  if (!flags)
    return Error::InvalidValue;
  const ContextHandle& handle = *ThreadContexts::of_this_thread().current();
  *flags = handle.is_primary ? Platform::instance().device_flags(handle.ordinal) : handle.flags;
  return Error::Success;
}

Error cuCtxSetFlags(unsigned flags) {
  if (!are_context_flags(flags))
    return Error::InvalidValue;
  ContextHandle& handle = *ThreadContexts::of_this_thread().current();
  if (handle.is_primary)
    Platform::instance().device_flags(handle.ordinal) = flags;
  else
    handle.flags = flags;
  return Error::Success;
}

Error cuCtxGetId(CUcontext context, unsigned long long* id) {
  if (!id)
    return Error::InvalidValue;
  auto handle = context ? find_context(context) : current_handle();
  if (!handle)
    return handle.error();
  auto found = Platform::instance().context_of(**handle);
  if (!found)
    return found.error();
  *id = (*handle)->green ? (*handle)->green->id : (*found)->id;
  return Error::Success;
}

// Of cuCtxCreate_v2 and its successors, whose behaviour has been the same since CUDA 3.2.
Error cuCtxGetApiVersion(CUcontext context, unsigned* version) {
  if (!version)
    return Error::InvalidValue;
  if (auto handle = context ? find_context(context) : current_handle(); !handle)
    return handle.error();
  *version = 3020;
  return Error::Success;
}

Error cuCtxGetExecAffinity(CUexecAffinityParam* affinity, CUexecAffinityType type) {
  if (!affinity || type != CU_EXEC_AFFINITY_TYPE_SM_COUNT)
    return Error::InvalidValue;
  return explain(Error::UnsupportedExecAffinity, "no context is bound to some of a device's multiprocessors");
}

// In a green context: its own streams.
Error cuCtxSynchronize() { return synchronize(*ThreadContexts::of_this_thread().current()); }

Error cuCtxSynchronize_v2(CUcontext context) {
  auto handle = context ? find_context(context) : current_handle();
  return handle ? synchronize(**handle) : handle.error();
}

// All that is queued in the context so far; and all that will be.
Error cuCtxRecordEvent(CUcontext context, CUevent event) {
  auto handle = context ? find_context(context) : current_handle();
  return handle ? record_all(**handle, event) : handle.error();
}

Error cuCtxWaitEvent(CUcontext context, CUevent event) {
  auto handle = context ? find_context(context) : current_handle();
  return handle ? hold_all(**handle, event) : handle.error();
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
