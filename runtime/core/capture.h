// Stream capture: what is submitted to a stream becomes nodes of a graph.
//
// A capture sequence begins in one stream, spreads to others when they wait for events recorded in it, and ends in the
// first, which everything has to have joined by then.  Each stream of it knows the nodes that the next one depends on.
// What can't be captured, or would need the result of what is captured, fails and spoils the sequences that forbid it.
//
// One lock serves all captures: they are rare, and calls of programs that capture nothing look at one counter.
#pragma once
#include "runtime/core/graph.h"

namespace ox::runtime {

enum class CaptureMode : uint8_t { kGlobal, kThreadLocal, kRelaxed }; // CUDA's numbers
enum class CaptureStatus : uint8_t { kNone, kActive, kInvalidated };  // CUDA's numbers

// The thread's mode for calls that are not safe while something is captured; gives the one before.
CaptureMode exchange_capture_mode(CaptureMode mode);

// Without a graph: into a new one.  Errors: StreamCaptureUnsupported for the legacy stream, IllegalState for a stream
// that is capturing.
Error begin_capture(Stream& stream, CaptureMode mode, GraphRef graph = nullptr,
                    std::span<const Graph::Dependency> dependencies = {});
// Errors: IllegalState, StreamCaptureUnmatched, StreamCaptureWrongThread; StreamCaptureInvalidated and
// StreamCaptureUnjoined, which end the capture, too.
Result<GraphRef> end_capture(Stream& stream);

struct CaptureInfo {
  CaptureStatus status = CaptureStatus::kNone;
  uint64_t id = 0;
  GraphRef graph = nullptr;
  std::vector<Graph::Dependency> dependencies = {};
  bool into_given = false; // graph: the program's, not a new one
};
// StreamCaptureImplicit for the legacy stream while a blocking stream of its context is capturing.
Result<CaptureInfo> capture_info(Stream& stream);
// replace: instead of what the next node depends on; otherwise in addition.  IllegalState without a capture.
Error update_capture(Stream& stream, std::span<const Graph::Dependency> dependencies, bool replace);

// For submit: the work is not queued when these are engaged.
bool is_capturing(const Stream& stream);
std::optional<Error> capture(Stream& stream, Work& work, bool synchronous);

// An allocation in a stream that is capturing; engaged if it is.
std::optional<Result<void*>> capture_allocation(Stream& stream, uint64_t bytes);

// What bodies of the API ask before they wait or look whether something is done, or do what is not safe while something
// is captured, such as allocating memory.
Error check_wait(Stream& stream);
Error check_wait(Context& context);
Error check_wait(const Event& event);
Error check_unsafe_call();

// The program destroys the stream: a capture that began there ends, any other goes on without it.
void leave_capture(Stream& stream);

} // namespace ox::runtime
