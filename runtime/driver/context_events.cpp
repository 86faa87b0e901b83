#include "runtime/driver/context_events.h"
#include "runtime/core/diagnostics.h"

namespace ox::driver {

using runtime::Error;
using runtime::explain;

namespace {
struct Found {
  runtime::Context& context;
  runtime::EventRef event;
};
runtime::Result<Found> find(runtime::ContextHandle& handle, CUevent event) {
  auto context = runtime::Platform::instance().context_of(handle);
  if (!context)
    return runtime::fail(context.error());
  auto found = cudart::find_event(event);
  if (!found)
    return runtime::fail(found.error());
  if (&(*found)->context != *context)
    return runtime::fail(explain(Error::InvalidResourceHandle, "the event is of another context"));
  return Found{**context, *found};
}
} // namespace

Error record_all(runtime::ContextHandle& handle, CUevent event) {
  auto found = find(handle, event);
  if (!found)
    return found.error();
  found->event->record(found->context.mark_all(handle.green.get()));
  return Error::Success;
}

Error hold_all(runtime::ContextHandle& handle, CUevent event) {
  auto found = find(handle, event);
  if (!found)
    return found.error();
  found->context.hold_all(found->event->marker(), handle.green.get());
  return Error::Success;
}

} // namespace ox::driver
