// A green context: a part of a device's primary context that works on some of the device's cores.  It shares the
// primary context's memory, modules and fate; kernels that are launched in its streams run on its cores only, and no
// more of their blocks are resident at once than those hold.  The cores are not kept free for it: a launch elsewhere
// may use them too, as on a GPU where another green context has the same.
#pragma once
#include "runtime/core/stream.h"
#include <optional>
#include <vector>

namespace ox::runtime {

struct ContextHandle;

class GreenContext {
public:
  GreenContext(int ordinal, std::vector<uint32_t> cores);

  const int ordinal;
  const uint64_t id; // unique among contexts
  const std::vector<uint32_t> cores;
  ContextHandle* handle = nullptr; // what stands for it where a context is wanted

  // Stream 0 where it is current; waits for no other stream, and none for it.
  StreamRef default_stream(Context& primary);

private:
  std::mutex mutex_;
  uint64_t stream_context_ = 0; // the primary context that the stream is of: it may have been reset since
  StreamRef stream_;
};
using GreenContextRef = std::shared_ptr<GreenContext>;

// What a launch in that stream is confined to, in a call of the calling thread; null: nothing.
GreenContextRef green_context_of(const Stream& stream);

} // namespace ox::runtime
