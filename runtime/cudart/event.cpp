// Events.
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/work.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart::body {

using runtime::Event;
using runtime::explain;
using runtime::Platform;

Error cudaEventCreate(cudaEvent_t* event) { return body::cudaEventCreateWithFlags(event, cudaEventDefault); }

Error cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags) {
  constexpr unsigned kKnown = cudaEventBlockingSync | cudaEventDisableTiming | cudaEventInterprocess;
  if (!event || (flags & ~kKnown))
    return Error::InvalidValue;
  bool timed = !(flags & cudaEventDisableTiming);
  std::shared_ptr<runtime::IpcEvent> shared;
  if (flags & cudaEventInterprocess) {
    if (timed)
      return explain(Error::InvalidValue, "cudaEventInterprocess needs cudaEventDisableTiming");
    auto made = runtime::IpcEvent::make();
    if (!made)
      return made.error();
    shared = std::move(*made);
  }
  *event = handle_of(Platform::instance().events.add(std::make_shared<Event>(current_context(), timed, shared)));
  return Error::Success;
}

Error cudaEventDestroy(cudaEvent_t handle) {
  return Platform::instance().events.remove(handle) ? Error::Success : Error::InvalidResourceHandle;
}

Error cudaEventRecord(cudaEvent_t handle, cudaStream_t stream) {
  return body::cudaEventRecordWithFlags(handle, stream, cudaEventRecordDefault);
}

Error cudaEventRecordWithFlags(cudaEvent_t handle, cudaStream_t stream_handle, unsigned flags) {
  auto event = find_event(handle);
  if (!event)
    return event.error();
  auto stream = find_stream(stream_handle);
  if (!stream)
    return stream.error();
  if (flags != cudaEventRecordDefault && flags != cudaEventRecordExternal)
    return Error::InvalidValue;
  auto work = runtime::make_event_record((*stream)->context, *event, flags == cudaEventRecordExternal);
  return work ? runtime::submit(**stream, std::move(*work)) : work.error();
}

Error cudaEventQuery(cudaEvent_t handle) {
  auto event = find_event(handle);
  if (!event)
    return event.error();
  if (Error error = runtime::check_wait(**event); error != Error::Success)
    return error;
  Error error = (*event)->query();
  return error == Error::Success ? (*event)->context.fault() : error;
}

Error cudaEventSynchronize(cudaEvent_t handle) {
  auto event = find_event(handle);
  if (!event)
    return event.error();
  Error error = runtime::check_wait(**event);
  return error == Error::Success ? (*event)->synchronize() : error;
}

Error cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  auto first = find_event(start), second = find_event(end);
  if (!first)
    return first.error();
  if (!second)
    return second.error();
  if (!milliseconds)
    return Error::InvalidValue;
  for (const auto& event : {*first, *second})
    if (event->captured())
      return explain(Error::CapturedEvent, "the event was last recorded in a stream that was capturing");
  auto elapsed = Event::elapsed_ms(**first, **second);
  if (!elapsed)
    return elapsed.error();
  *milliseconds = *elapsed;
  return Error::Success;
}

} // namespace ox::cudart::body
