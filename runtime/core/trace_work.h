// What the streams did, for OX_TRACE.
#pragma once
#include "runtime/core/trace.h"
#include "runtime/core/work.h"
#include <optional>

namespace ox::runtime::trace {

// Of one piece of work, from the call that queued it to its end.
struct Ticket {
  uint64_t number = 0; // in the process
  uint64_t stream = 0;
  bool default_stream = false;
  uint64_t submitted_ns = 0;
};
Ticket submitted(const Stream& stream);

// Which category a sort of work belongs to.
template <typename T>
inline constexpr uint8_t kCategoryOf =
    std::is_same_v<T, CopyWork> || std::is_same_v<T, FillWork> || std::is_same_v<T, FreeWork> ? kMemory : kLaunch;

// After it has run, on the thread that ran it.
void ran(const Ticket& ticket, const Context& context, const KernelWork& work, uint64_t begin_ns);
void ran(const Ticket& ticket, const Context& context, const CopyWork& work, uint64_t begin_ns);
void ran(const Ticket& ticket, const Context& context, const FillWork& work, uint64_t begin_ns);
void ran(const Ticket& ticket, const Context& context, const FreeWork& work, uint64_t begin_ns);
void ran(const Ticket& ticket, const Context& context, const HostWork& work, uint64_t begin_ns);
void ran(const Ticket& ticket, const Context& context, const CallbackWork& work, uint64_t begin_ns);
void ran(const Ticket& ticket, const Context& context, const MemoryOperationsWork& work, uint64_t begin_ns);
// Runs a node of a graph as work of the stream that the graph was launched into; without a ticket it isn't traced.
void run_node(const std::optional<Ticket>& ticket, Context& context, Work& work);
// What has no duration: a record of an event, a wait for one.
void passed(const Ticket& ticket, const Context& context, const char* what, const Event& event);

// Allocations and frees, with the memory in use after them.
void memory_changed(const Context& context, MemoryType type, int64_t bytes);

} // namespace ox::runtime::trace
