// Streams and events: the runtime API's, by the driver API's names.
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/work.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include "runtime/driver/wrapper.h"

namespace ox::driver::body {

namespace runtime_api = cudart::body;
using cudart::find_stream;

Error cuStreamCreate(CUstream* stream, unsigned flags) { return runtime_api::cudaStreamCreateWithFlags(stream, flags); }
Error cuStreamCreateWithPriority(CUstream* stream, unsigned flags, int priority) {
  return runtime_api::cudaStreamCreateWithPriority(stream, flags, priority);
}
Error cuStreamDestroy_v2(CUstream stream) { return runtime_api::cudaStreamDestroy(stream); }
Error cuStreamGetPriority(CUstream stream, int* priority) {
  return runtime_api::cudaStreamGetPriority(stream, priority);
}
Error cuStreamGetDevice(CUstream stream, CUdevice* device) { return runtime_api::cudaStreamGetDevice(stream, device); }
Error cuStreamGetFlags(CUstream stream, unsigned* flags) { return runtime_api::cudaStreamGetFlags(stream, flags); }
Error cuStreamGetId(CUstream stream, unsigned long long* id) { return runtime_api::cudaStreamGetId(stream, id); }

Error cuStreamGetCtx(CUstream handle, CUcontext* context) {
  if (!context)
    return Error::InvalidValue;
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  *context = handle_of((*stream)->context.handle);
  return Error::Success;
}

Error cuStreamWaitEvent(CUstream stream, CUevent event, unsigned flags) {
  return runtime_api::cudaStreamWaitEvent(stream, event, flags);
}
Error cuStreamQuery(CUstream stream) { return runtime_api::cudaStreamQuery(stream); }
Error cuStreamSynchronize(CUstream stream) { return runtime_api::cudaStreamSynchronize(stream); }
Error cuLaunchHostFunc(CUstream stream, CUhostFn function, void* data) {
  return runtime_api::cudaLaunchHostFunc(stream, function, data);
}

// Called in any case, with the context's error.
Error cuStreamAddCallback(CUstream handle, CUstreamCallback callback, void* data, unsigned flags) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!callback || flags != 0)
    return Error::InvalidValue;
  return runtime::submit(**stream,
                         runtime::CallbackWork{[=](Error error) { callback(handle, to_driver(error), data); }});
}

Error cuStreamAttachMemAsync(CUstream stream, CUdeviceptr memory, size_t length, unsigned flags) {
  return runtime_api::cudaStreamAttachMemAsync(stream, pointer(memory), length, flags);
}
Error cuStreamCopyAttributes(CUstream to, CUstream from) { return runtime_api::cudaStreamCopyAttributes(to, from); }

// Attributes have the same numbers, and values the same layout, in both APIs.
static_assert(sizeof(CUlaunchAttributeValue) == sizeof(cudaLaunchAttributeValue));
Error cuStreamGetAttribute(CUstream stream, CUstreamAttrID attribute, CUstreamAttrValue* value) {
  return runtime_api::cudaStreamGetAttribute(stream, static_cast<cudaLaunchAttributeID>(attribute),
                                             reinterpret_cast<cudaLaunchAttributeValue*>(value));
}
Error cuStreamSetAttribute(CUstream stream, CUstreamAttrID attribute, const CUstreamAttrValue* value) {
  return runtime_api::cudaStreamSetAttribute(stream, static_cast<cudaLaunchAttributeID>(attribute),
                                             reinterpret_cast<const cudaLaunchAttributeValue*>(value));
}

// Events.
Error cuEventCreate(CUevent* event, unsigned flags) { return runtime_api::cudaEventCreateWithFlags(event, flags); }
Error cuEventRecord(CUevent event, CUstream stream) { return runtime_api::cudaEventRecord(event, stream); }
Error cuEventRecordWithFlags(CUevent event, CUstream stream, unsigned flags) {
  return runtime_api::cudaEventRecordWithFlags(event, stream, flags);
}
Error cuEventQuery(CUevent event) { return runtime_api::cudaEventQuery(event); }
Error cuEventSynchronize(CUevent event) { return runtime_api::cudaEventSynchronize(event); }
Error cuEventDestroy_v2(CUevent event) { return runtime_api::cudaEventDestroy(event); }
Error cuEventElapsedTime_v2(float* milliseconds, CUevent start, CUevent end) {
  return runtime_api::cudaEventElapsedTime(milliseconds, start, end);
}
Error cuEventElapsedTime(float* milliseconds, CUevent start, CUevent end) {
  return runtime_api::cudaEventElapsedTime(milliseconds, start, end);
}

} // namespace ox::driver::body
