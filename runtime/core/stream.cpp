#include "runtime/core/stream.h"

namespace ox::runtime {

namespace {
std::atomic<uint64_t> next_id{1};
}

Stream::Stream(Context& context, Kind kind, int priority)
    : context(context), kind(kind), priority(priority), id(next_id.fetch_add(1, std::memory_order_relaxed)) {}

} // namespace ox::runtime
