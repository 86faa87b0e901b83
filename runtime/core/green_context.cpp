#include "runtime/core/green_context.h"
#include "runtime/core/context_handle.h"

namespace ox::runtime {

GreenContext::GreenContext(int ordinal, std::vector<uint32_t> cores)
    : ordinal(ordinal), id(next_context_id()), cores(std::move(cores)) {}

StreamRef GreenContext::default_stream(Context& primary) {
  std::lock_guard lock(mutex_);
  if (!stream_ || stream_context_ != primary.id) {
    stream_ = primary.create_stream(Stream::Kind::kNonBlocking, 0);
    stream_context_ = primary.id;
  }
  return stream_;
}

GreenContextRef green_context_of(const Stream& stream) {
  if (stream.green)
    return stream.green;
  const ContextHandle* current = ThreadContexts::of_this_thread().current();
  return current ? current->green : nullptr;
}

} // namespace ox::runtime
