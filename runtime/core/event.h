// An event: a marker operation in the stream where it was last recorded.  The marker's time is the event's time.
#pragma once
#include "runtime/core/error.h"
#include "runtime/core/ipc_event.h"
#include "runtime/core/stream.h"
#include <mutex>
#include <optional>

namespace ox::runtime {

class Event {
public:
  Event(Context& context, bool timed, std::shared_ptr<IpcEvent> shared = nullptr)
      : context(context), timed(timed), shared(std::move(shared)) {}
  Context& context;
  const bool timed;
  const std::shared_ptr<IpcEvent> shared; // with other processes, which may record it, too; else null

  void record(Stream& stream);
  void set_marker(OperationRef marker); // recorded by a graph
  void record(OperationRef marker);     // in no stream
  Error query() const;                  // NotReady while what was recorded is not done; Success when never recorded
  Error synchronize() const;            // waits for what was recorded; the error is the context's
  void block(Stream& stream) const;     // later operations of the stream wait for the event
  OperationRef marker() const;          // of the last record; null when there was none

  // Where in a capture it was last recorded; null if that was none.
  std::shared_ptr<CapturePlace> captured() const;
  void set_captured(std::shared_ptr<CapturePlace> place);

  // Milliseconds from one recorded event to another.
  static Result<float> elapsed_ms(const Event& start, const Event& end);

private:
  // The number of another process's record, if that was the last one.
  std::optional<uint32_t> foreign_record() const;
  mutable std::mutex mutex_;
  std::shared_ptr<CapturePlace> captured_;
  std::atomic<bool> is_captured_ = false;
  OperationRef marker_;        // null: never recorded
  uint32_t shared_record_ = 0; // the marker's number, of a shared event
};
using EventRef = std::shared_ptr<Event>;

struct EventRecordWork {
  EventRef event;
  bool external = false; // in a capture: a node that records it
};
struct EventWaitWork { // what follows waits for what is recorded by then
  EventRef event;
  bool external = false; // in a capture: a node that waits
};

// InvalidResourceHandle when they belong to different devices.
Result<EventRecordWork> make_event_record(const Context& context, EventRef event, bool external = false);

} // namespace ox::runtime
