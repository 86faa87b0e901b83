// Streams, and the program's functions in them.
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/work.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"
#include <cstring>

namespace ox::cudart::body {

using runtime::explain;
using runtime::Platform;
using runtime::Stream;

namespace {
// CUDA's range on compute capability 7.0 and later; lower is more urgent: of what is ready, it starts first.
constexpr int kLeastPriority = 0, kGreatestPriority = -5;

int clamped(int priority) { return std::clamp(priority, kGreatestPriority, kLeastPriority); }
} // namespace

Error cudaStreamCreate(cudaStream_t* stream) {
  return body::cudaStreamCreateWithPriority(stream, cudaStreamDefault, 0);
}

Error cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags) {
  return body::cudaStreamCreateWithPriority(stream, flags, 0);
}

Error cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned flags, int priority) {
  if (!stream || (flags != cudaStreamDefault && flags != cudaStreamNonBlocking))
    return Error::InvalidValue;
  auto kind = flags == cudaStreamNonBlocking ? Stream::Kind::kNonBlocking : Stream::Kind::kBlocking;
  auto made = current_context().create_stream(kind, clamped(priority));
  made->green = runtime::ThreadContexts::of_this_thread().current()->green;
  *stream = handle_of(Platform::instance().streams.add(std::move(made)));
  return Error::Success;
}

Error cudaDeviceGetStreamPriorityRange(int* least, int* greatest) {
  if (least)
    *least = kLeastPriority;
  if (greatest)
    *greatest = kGreatestPriority;
  return Error::Success;
}

// What is queued still runs: the context keeps the stream until then.
Error cudaStreamDestroy(cudaStream_t handle) {
  if (!handle || handle == cudaStreamLegacy || handle == cudaStreamPerThread)
    return explain(Error::InvalidResourceHandle, "a default stream can't be destroyed");
  auto stream = Platform::instance().streams.remove(handle);
  if (!stream)
    return Error::InvalidResourceHandle;
  runtime::leave_capture(*stream);
  return Error::Success;
}

Error cudaStreamGetPriority(cudaStream_t handle, int* priority) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!priority)
    return Error::InvalidValue;
  *priority = (*stream)->priority;
  return Error::Success;
}

Error cudaStreamGetFlags(cudaStream_t handle, unsigned* flags) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!flags)
    return Error::InvalidValue;
  *flags = (*stream)->kind == Stream::Kind::kNonBlocking ? cudaStreamNonBlocking : cudaStreamDefault;
  return Error::Success;
}

Error cudaStreamGetId(cudaStream_t handle, unsigned long long* id) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!id)
    return Error::InvalidValue;
  *id = (*stream)->id;
  return Error::Success;
}

Error cudaStreamGetDevice(cudaStream_t handle, int* device) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!device)
    return Error::InvalidValue;
  *device = (*stream)->context.ordinal;
  return Error::Success;
}

Error cudaStreamSynchronize(cudaStream_t handle) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  Error error = runtime::check_wait(**stream);
  return error == Error::Success ? (*stream)->context.synchronize(**stream) : error;
}

Error cudaStreamQuery(cudaStream_t handle) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (Error error = runtime::check_wait(**stream); error != Error::Success)
    return error;
  runtime::Context& context = (*stream)->context;
  return context.is_idle(**stream) ? context.fault() : Error::NotReady;
}

Error cudaStreamWaitEvent(cudaStream_t handle, cudaEvent_t event_handle, unsigned flags) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  auto event = find_event(event_handle);
  if (!event)
    return event.error();
  if (flags != cudaEventWaitDefault && flags != cudaEventWaitExternal)
    return Error::InvalidValue;
  return runtime::submit(**stream, runtime::EventWaitWork{*event, flags == cudaEventWaitExternal});
}

Error cudaLaunchHostFunc(cudaStream_t handle, cudaHostFn_t function, void* data) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!function)
    return Error::InvalidValue;
  return runtime::submit(**stream, runtime::HostWork{function, data});
}

// Called in any case, with the context's error.
Error cudaStreamAddCallback(cudaStream_t handle, cudaStreamCallback_t callback, void* data, unsigned flags) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!callback || flags != 0)
    return Error::InvalidValue;
  return runtime::submit(
      **stream, runtime::CallbackWork{[=](Error error) { callback(handle, static_cast<cudaError_t>(error), data); }});
}

// Host and device share memory here, so where managed memory is attached makes no difference.
Error cudaStreamAttachMemAsync(cudaStream_t handle, void* memory, size_t length, unsigned flags) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (flags != cudaMemAttachGlobal && flags != cudaMemAttachHost && flags != cudaMemAttachSingle)
    return Error::InvalidValue;
  auto object = Platform::instance().addresses.find(reinterpret_cast<ox::DeviceAddress>(memory));
  if (!object || object->type != runtime::MemoryType::kManaged)
    return explain(Error::InvalidValue, "%p is not managed memory", memory);
  return Error::Success;
}

// Attributes.  All but the priority are advice about caches and waiting: kept for the program to read.
namespace {

using Value = cudaLaunchAttributeValue;
static_assert(sizeof(Value) == sizeof(Stream::Attribute));

Error check_attribute(cudaLaunchAttributeID attribute, const Value& value) {
  switch (attribute) {
  case cudaLaunchAttributePriority:
    return Error::Success;
  case cudaLaunchAttributeSynchronizationPolicy:
    if (value.syncPolicy < cudaSyncPolicyAuto || value.syncPolicy > cudaSyncPolicyBlockingSync)
      return explain(Error::InvalidValue, "%d is no synchronization policy", static_cast<int>(value.syncPolicy));
    return Error::Success;
  case cudaLaunchAttributeAccessPolicyWindow: {
    const cudaAccessPolicyWindow& window = value.accessPolicyWindow;
    if (!(window.hitRatio >= 0 && window.hitRatio <= 1))
      return explain(Error::InvalidValue, "a hit ratio of %g is not from 0 to 1", static_cast<double>(window.hitRatio));
    if (window.missProp != cudaAccessPropertyNormal && window.missProp != cudaAccessPropertyStreaming)
      return explain(Error::InvalidValue, "misses of an access policy window are normal or streaming");
    return Error::Success;
  }
  case cudaLaunchAttributeMemSyncDomain:
    if (value.memSyncDomain != cudaLaunchMemSyncDomainDefault && value.memSyncDomain != cudaLaunchMemSyncDomainRemote)
      return explain(Error::InvalidValue, "%d is no memory synchronization domain",
                     static_cast<int>(value.memSyncDomain));
    return Error::Success;
  case cudaLaunchAttributeMemSyncDomainMap:
    if (value.memSyncDomainMap.default_ != 0 || value.memSyncDomainMap.remote != 0)
      return explain(Error::InvalidValue, "the device has one memory synchronization domain, 0");
    return Error::Success;
  default:
    return explain(Error::InvalidValue, "%d is no attribute of a stream", static_cast<int>(attribute));
  }
}

Value unset_attribute(cudaLaunchAttributeID attribute) {
  Value value{};
  if (attribute == cudaLaunchAttributeSynchronizationPolicy)
    value.syncPolicy = cudaSyncPolicyAuto;
  return value;
}

} // namespace

Error cudaStreamCopyAttributes(cudaStream_t to, cudaStream_t from) {
  auto target = find_stream(to), source = find_stream(from);
  if (!target || !source)
    return !target ? target.error() : source.error();
  if (*target == *source)
    return Error::Success;
  (*target)->priority = (*source)->priority.load();
  std::scoped_lock lock((*target)->attributes_mutex, (*source)->attributes_mutex);
  (*target)->attributes = (*source)->attributes;
  return Error::Success;
}

Error cudaStreamGetAttribute(cudaStream_t handle, cudaLaunchAttributeID attribute, Value* value) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!value)
    return Error::InvalidValue;
  const Value unset = unset_attribute(attribute);
  if (Error error = check_attribute(attribute, unset); error != Error::Success)
    return error;
  *value = unset;
  if (attribute == cudaLaunchAttributePriority) {
    value->priority = (*stream)->priority;
    return Error::Success;
  }
  std::lock_guard lock((*stream)->attributes_mutex);
  if (auto it = (*stream)->attributes.find(attribute); it != (*stream)->attributes.end())
    std::memcpy(value, it->second.data(), sizeof *value);
  return Error::Success;
}

Error cudaStreamSetAttribute(cudaStream_t handle, cudaLaunchAttributeID attribute, const Value* value) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (!value)
    return Error::InvalidValue;
  if (Error error = check_attribute(attribute, *value); error != Error::Success)
    return error;
  if (attribute == cudaLaunchAttributePriority) {
    (*stream)->priority = clamped(value->priority);
    return Error::Success;
  }
  std::lock_guard lock((*stream)->attributes_mutex);
  std::memcpy((*stream)->attributes[attribute].data(), value, sizeof *value);
  return Error::Success;
}

Error cudaCtxResetPersistingL2Cache() { return Error::Success; }

} // namespace ox::cudart::body
