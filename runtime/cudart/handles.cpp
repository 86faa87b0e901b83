#include "runtime/cudart/handles.h"
#include "runtime/core/diagnostics.h"

namespace ox::cudart {

using runtime::fail;
using runtime::Platform;

runtime::Result<runtime::StreamRef> find_stream(cudaStream_t handle) {
  runtime::Context& context = current_context();
  if (handle == cudaStreamPerThread || (!handle && default_stream_is_per_thread()))
    return context.thread_stream();
  if (!handle || handle == cudaStreamLegacy) {
    const runtime::ContextHandle* current = runtime::ThreadContexts::of_this_thread().current();
    return current && current->green ? current->green->default_stream(context) : context.legacy_stream();
  }
  if (auto stream = Platform::instance().streams.find(handle)) {
    if (Error fault = (*stream).context.fault(); fault != Error::Success)
      return fail(fault); // of another context than the current one, which the caller has looked at
    return stream;
  }
  return fail(runtime::explain(Error::InvalidResourceHandle, "%p is not a stream, or it was destroyed",
                               reinterpret_cast<void*>(handle)));
}

runtime::Result<runtime::EventRef> find_event(cudaEvent_t handle) {
  if (auto event = Platform::instance().events.find(handle))
    return event;
  return fail(runtime::explain(Error::InvalidResourceHandle, "%p is not an event, or it was destroyed",
                               reinterpret_cast<void*>(handle)));
}

} // namespace ox::cudart
