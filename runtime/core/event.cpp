#include "runtime/core/event.h"
#include "runtime/core/context.h"
#include "runtime/core/diagnostics.h"

namespace ox::runtime {

Result<EventRecordWork> make_event_record(const Context& context, EventRef event, bool external) {
  if (&context != &event->context)
    return fail(explain(Error::InvalidResourceHandle, "the event and the stream belong to different devices"));
  return EventRecordWork{std::move(event), external};
}

void Event::record(Stream& stream) {
  OperationRef marker = stream.context.enqueue(stream, Operation::Kind::kMarker, nullptr);
  std::lock_guard lock(mutex_);
  marker_ = std::move(marker);
  if (shared) {
    shared_record_ = shared->begin_record();
    // On a worker, also when the context is broken: other processes wait for it.
    stream.context.enqueue(stream, Operation::Kind::kHost,
                           [shared = shared, number = shared_record_] { shared->complete(number); });
  }
}

std::optional<uint32_t> Event::foreign_record() const {
  if (!shared)
    return std::nullopt;
  std::lock_guard lock(mutex_);
  const uint32_t last = shared->recorded();
  return last == shared_record_ ? std::nullopt : std::optional(last);
}

Error Event::synchronize() const {
  if (auto number = foreign_record()) {
    shared->wait(*number);
    return context.synchronize(OperationRef());
  }
  return context.synchronize(marker());
}

void Event::set_marker(OperationRef marker) {
  std::lock_guard lock(mutex_);
  marker_ = std::move(marker);
}

std::shared_ptr<CapturePlace> Event::captured() const {
  if (!is_captured_)
    return nullptr;
  std::lock_guard lock(mutex_);
  return captured_;
}

void Event::set_captured(std::shared_ptr<CapturePlace> place) {
  if (!place && !is_captured_)
    return;
  std::lock_guard lock(mutex_);
  is_captured_ = place != nullptr;
  captured_ = std::move(place);
}

void Event::record(OperationRef marker) {
  std::lock_guard lock(mutex_);
  marker_ = std::move(marker);
  if (shared) {
    shared_record_ = shared->begin_record();
    auto completion = std::make_shared<Operation>();
    completion->kind = Operation::Kind::kHost;
    completion->work = [shared = shared, number = shared_record_] { shared->complete(number); };
    Scheduler::instance().submit(completion, {&marker_, 1});
  }
}

OperationRef Event::marker() const {
  std::lock_guard lock(mutex_);
  return marker_;
}

Error Event::query() const {
  if (auto number = foreign_record())
    return shared->is_complete(*number) ? Error::Success : Error::NotReady;
  OperationRef last = marker();
  return !last || last->is_done() ? Error::Success : Error::NotReady;
}

void Event::block(Stream& stream) const {
  if (auto number = foreign_record()) {
    if (!shared->is_complete(*number))
      stream.context.enqueue(stream, Operation::Kind::kHost,
                             [shared = shared, number = *number] { shared->wait(number); });
    return;
  }
  if (OperationRef last = marker(); last && !last->is_done())
    stream.context.enqueue(stream, Operation::Kind::kMarker, nullptr, last);
}

Result<float> Event::elapsed_ms(const Event& start, const Event& end) {
  if (!start.timed || !end.timed)
    return fail(explain(Error::InvalidResourceHandle, "an event was created with cudaEventDisableTiming"));
  if (&start.context != &end.context)
    return fail(explain(Error::InvalidResourceHandle, "the events belong to different contexts"));
  OperationRef first = start.marker(), second = end.marker();
  if (!first || !second)
    return fail(explain(Error::InvalidResourceHandle, "an event was never recorded"));
  if (!first->is_done() || !second->is_done())
    return fail(Error::NotReady);
  auto difference_ns = static_cast<int64_t>(second->finished_ns - first->finished_ns);
  return static_cast<float>(static_cast<double>(difference_ns) * 1e-6);
}

} // namespace ox::runtime
