// What a stream does, as a value: complete and checked, so that it can be queued, or kept in a graph, shown, changed
// and run many times (docs/adr/0010).
//
// make_copy, make_launch, ... check a call's arguments and give its description; submit is the only way from a body of
// the API to a stream.  To add an alternative: its struct in the header of its topic, with
// `void run(Context&, TheWork&)`, and a place in the list below.
#pragma once
#include "runtime/core/copy.h"
#include "runtime/core/event.h"
#include "runtime/core/graph_work.h"
#include "runtime/core/host_function.h"
#include "runtime/core/launch.h"
#include "runtime/core/memory.h"
#include "runtime/core/memory_operation.h"
#include <variant>

namespace ox::runtime {

struct EmptyWork {};

using Work =
    std::variant<EmptyWork, KernelWork, CopyWork, FillWork, HostWork, CallbackWork, EventRecordWork, EventWaitWork,
                 FreeWork, ChildGraphWork, GraphLaunchWork, ConditionalWork, AllocateWork, GraphFreeWork, MemoryOperationsWork>;

// Does what is done by running something, on the calling thread; nothing but the program's own functions when the
// context is broken.
void run(Context& context, Work& work);

// When a call returns.
enum class Return : uint8_t {
  kAtOnce,
  kWhenDone,     // an asynchronous call that has to wait for the work, as for a copy of pageable memory
  kSynchronised, // a synchronous call
};

// Puts it at the end of the stream.
Error submit(Stream& stream, Work work, Return when = Return::kAtOnce);

} // namespace ox::runtime
