// Green contexts: core/green_context.h says what they are.
#include "runtime/core/green_context.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/context_events.h"
#include "runtime/driver/device_resource.h"

namespace ox::driver::body {

using runtime::ContextHandle;
using runtime::explain;
using runtime::fail;
using runtime::GreenContext;
using runtime::Platform;

namespace {

runtime::HandleTable<GreenContext>& green_contexts() {
  static auto& table = *new runtime::HandleTable<GreenContext>;
  return table;
}

CUgreenCtx handle_of(GreenContext* green) { return reinterpret_cast<CUgreenCtx>(green); }

runtime::Result<runtime::GreenContextRef> find_green(CUgreenCtx handle) {
  if (auto green = green_contexts().find(handle))
    return green;
  return fail(explain(Error::DeviceUninitialized, "%p is not a green context", static_cast<void*>(handle)));
}

Error describe(const ContextHandle& handle, CUdevResource* resource, CUdevResourceType type) {
  if (!resource)
    return Error::InvalidValue;
  if (type != CU_DEV_RESOURCE_TYPE_SM)
    return explain(Error::InvalidResourceType, "a context has no resource of type %d", static_cast<int>(type));
  auto set = all_cores(handle.ordinal);
  if (!set)
    return set.error();
  if (handle.green)
    set->cores = handle.green->cores;
  return write_resource(*resource, *set);
}

} // namespace

Error cuGreenCtxCreate(CUgreenCtx* result, CUdevResourceDesc descriptor, CUdevice device, unsigned flags) {
  if (!result || flags != CU_GREEN_CTX_DEFAULT_STREAM)
    return explain(Error::InvalidValue, "a green context is made with CU_GREEN_CTX_DEFAULT_STREAM");
  auto set = resource_descriptors().find(descriptor);
  if (!set || set->ordinal != device)
    return explain(Error::InvalidValue, "the descriptor is none of device %d", device);
  auto handle = Platform::instance().make_green_context(device, set->cores);
  if (!handle)
    return handle.error();
  *result = handle_of(green_contexts().add((*handle)->green));
  return Error::Success;
}

// Waits for its work.
Error cuGreenCtxDestroy(CUgreenCtx context) {
  auto green = green_contexts().remove(context);
  if (!green)
    return explain(Error::DeviceUninitialized, "%p is not a green context", static_cast<void*>(context));
  Platform::instance().streams.remove_if([&](const runtime::Stream& stream) { return stream.green == green; });
  Platform::instance().destroy_green_context(*green->handle);
  return Error::Success;
}

Error cuCtxFromGreenCtx(CUcontext* context, CUgreenCtx handle) {
  if (!context)
    return Error::InvalidValue;
  auto green = find_green(handle);
  if (!green)
    return green.error();
  *context = driver::handle_of((*green)->handle);
  return Error::Success;
}

Error cuGreenCtxGetDevResource(CUgreenCtx handle, CUdevResource* resource, CUdevResourceType type) {
  auto green = find_green(handle);
  return green ? describe(*(*green)->handle, resource, type) : green.error();
}

Error cuCtxGetDevResource(CUcontext context, CUdevResource* resource, CUdevResourceType type) {
  auto handle = find_context(context);
  return handle ? describe(**handle, resource, type) : handle.error();
}

Error cuGreenCtxGetId(CUgreenCtx handle, unsigned long long* id) {
  if (!id)
    return Error::InvalidValue;
  auto green = find_green(handle);
  if (!green)
    return green.error();
  *id = (*green)->id;
  return Error::Success;
}

Error cuGreenCtxRecordEvent(CUgreenCtx handle, CUevent event) {
  auto green = find_green(handle);
  return green ? record_all(*(*green)->handle, event) : green.error();
}

Error cuGreenCtxWaitEvent(CUgreenCtx handle, CUevent event) {
  auto green = find_green(handle);
  return green ? hold_all(*(*green)->handle, event) : green.error();
}

Error cuGreenCtxStreamCreate(CUstream* stream, CUgreenCtx handle, unsigned flags, int priority) {
  if (!stream || flags != CU_STREAM_NON_BLOCKING)
    return explain(Error::InvalidValue, "a green context's streams are made with CU_STREAM_NON_BLOCKING");
  auto green = find_green(handle);
  if (!green)
    return green.error();
  auto context = Platform::instance().context_of(*(*green)->handle);
  if (!context)
    return context.error();
  cudart::set_current_context(**context);
  CUstream made = nullptr;
  if (Error error = cudart::body::cudaStreamCreateWithPriority(&made, flags, priority); error != Error::Success)
    return error;
  Platform::instance().streams.find(made)->green = *green;
  *stream = made;
  return Error::Success;
}

// Streams.
Error cuStreamGetGreenCtx(CUstream handle, CUgreenCtx* context) {
  if (!context)
    return Error::InvalidValue;
  auto stream = cudart::find_stream(handle);
  if (!stream)
    return stream.error();
  const runtime::GreenContextRef green = runtime::green_context_of(**stream);
  *context = green ? handle_of(green.get()) : nullptr;
  return Error::Success;
}

Error cuStreamGetCtx_v2(CUstream handle, CUcontext* context, CUgreenCtx* green) {
  if (!context || !green)
    return Error::InvalidValue;
  Error error = body::cuStreamGetCtx(handle, context);
  return error == Error::Success ? body::cuStreamGetGreenCtx(handle, green) : error;
}

} // namespace ox::driver::body
