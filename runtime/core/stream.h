// A stream: the order in which operations run.  Its state is the last operation submitted to it; the rules by which
// streams wait for each other are in Context::enqueue.
#pragma once
#include "runtime/core/scheduler.h"
#include <array>
#include <map>

namespace ox::runtime {

class Context;
struct CapturePlace; // capture.h
class GreenContext;

struct Stream {
  enum class Kind : uint8_t {
    kLegacy,      // the default stream that all blocking streams wait for, and it for them
    kBlocking,    // cudaStreamDefault; also the per-thread default streams
    kNonBlocking, // takes no part in the legacy stream's synchronisation
  };
  Stream(Context& context, Kind kind, int priority);

  Context& context;
  const Kind kind;
  std::atomic<int> priority;
  const uint64_t id;                               // unique in the process, never used again
  std::shared_ptr<CapturePlace> capture = nullptr; // while it is capturing; guarded by the lock of captures
  std::atomic<bool> capturing = false;
  std::shared_ptr<GreenContext> green = {}; // that it was made in; set before the program knows the stream
  OperationRef last; // guarded by the context's stream lock

  // Advice that the program has given, by the attribute's number, as it gave it.
  using Attribute = std::array<std::byte, 64>;
  std::mutex attributes_mutex;
  std::map<int, Attribute> attributes;
};
using StreamRef = std::shared_ptr<Stream>;

} // namespace ox::runtime
