// An event: a marker operation in the stream where it was last recorded.  The marker's time is the event's time.
#pragma once
#include "runtime/core/error.h"
#include "runtime/core/stream.h"
#include <mutex>

namespace ox::runtime {

class Event {
public:
  Event(Context& context, bool timed) : context(context), timed(timed) {}
  Context& context;
  const bool timed;

  Error record(Stream& stream);
  Error query() const;              // NotReady while what was recorded is not done; Success when never recorded
  void block(Stream& stream) const; // later operations of the stream wait for the event
  OperationRef marker() const;      // of the last record; null when there was none

  // Milliseconds from one recorded event to another.
  static Result<float> elapsed_ms(const Event& start, const Event& end);

private:
  mutable std::mutex mutex_;
  OperationRef marker_; // null: never recorded
};
using EventRef = std::shared_ptr<Event>;

} // namespace ox::runtime
