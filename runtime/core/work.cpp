#include "runtime/core/work.h"
#include "runtime/core/capture.h"
#include "runtime/core/graph_exec.h"
#include "runtime/core/trace_work.h"

namespace ox::runtime {

namespace {

// The program's own functions decide for themselves what they do in a broken context.
template <typename T> constexpr bool kOfProgram = std::is_same_v<T, HostWork> || std::is_same_v<T, CallbackWork>;

Error enqueue(Stream&, EmptyWork&, Return) { return Error::Success; }

// A place in the stream's order that the trace is told of.
void trace_place(Stream& stream, const char* what, const EventRef& event) {
  stream.context.enqueue(stream, Operation::Kind::kWork,
                         [&context = stream.context, event, what, ticket = trace::submitted(stream)] {
                           trace::passed(ticket, context, what, *event);
                         });
}

Error enqueue(Stream& stream, EventRecordWork& work, Return) {
  if (trace::wants(trace::kLaunch)) [[unlikely]]
    trace_place(stream, "event record", work.event);
  work.event->record(stream);
  return Error::Success;
}

Error enqueue(Stream& stream, EventWaitWork& work, Return) {
  work.event->block(stream);
  if (trace::wants(trace::kLaunch)) [[unlikely]]
    trace_place(stream, "event wait", work.event);
  return Error::Success;
}

// What runs it, and tells the trace.  Apart, so that work that isn't traced carries nothing for it.
template <typename T> std::move_only_function<void()> traced(Stream& stream, T& work) {
  return [&context = stream.context, own = std::make_unique<T>(std::move(work)), ticket = trace::submitted(stream)] {
    if (!kOfProgram<T> && context.fault() != Error::Success)
      return;
    const uint64_t begin_ns = trace::now_ns();
    run(context, *own);
    trace::ran(ticket, context, *own, begin_ns);
  };
}

// In one block of memory of its own: the closure over it needs none.
template <typename T> std::move_only_function<void()> plain(Stream& stream, T& work) {
  return [&context = stream.context, own = std::make_unique<T>(std::move(work))] {
    if (kOfProgram<T> || context.fault() == Error::Success)
      run(context, *own);
  };
}

template <typename T> OperationRef queue(Stream& stream, T& work) {
  const bool is_traced = trace::wants(trace::kCategoryOf<T>);
  return stream.context.enqueue(stream, kOfProgram<T> ? Operation::Kind::kHost : Operation::Kind::kWork,
                                is_traced ? traced(stream, work) : plain(stream, work));
}

// Only graphs have these.
Error enqueue(Stream&, ChildGraphWork&, Return) { return Error::NotSupported; }
Error enqueue(Stream&, ConditionalWork&, Return) { return Error::NotSupported; }
Error enqueue(Stream&, AllocateWork&, Return) { return Error::NotSupported; }

Error enqueue(Stream& stream, GraphLaunchWork& work, Return) { return work.exec->launch(stream); }

Error enqueue(Stream& stream, GraphFreeWork& work, Return) {
  stream.context.enqueue(stream, Operation::Kind::kWork, plain(stream, work));
  return Error::Success;
}

// Memory of a pool can be allocated again before the free is reached.
Error enqueue(Stream& stream, FreeWork& work, Return) {
  PoolBlockRef block = pool_block_of(work.object);
  OperationRef operation = queue(stream, work);
  if (block)
    block->pool->announce(*block, stream.id, std::move(operation));
  return Error::Success;
}

template <typename T> Error enqueue(Stream& stream, T& work, Return when) {
  OperationRef operation = queue(stream, work);
  return when == Return::kAtOnce ? Error::Success : stream.context.synchronize(operation);
}

} // namespace

void run(Context& context, Work& work) {
  std::visit(
      [&](auto& body) {
        if constexpr (requires { run(context, body); })
          run(context, body);
      },
      work);
}

Error submit(Stream& stream, Work work, Return when) {
  if (auto captured = capture(stream, work, when == Return::kSynchronised))
    return *captured;
  return std::visit([&](auto& body) { return enqueue(stream, body, when); }, work);
}

} // namespace ox::runtime
