#include "runtime/core/work.h"

namespace ox::runtime {

namespace {

Error enqueue(Stream&, EmptyWork&, Return) { return Error::Success; }

Error enqueue(Stream& stream, EventRecordWork& work, Return) {
  work.event->record(stream);
  return Error::Success;
}

Error enqueue(Stream& stream, EventWaitWork& work, Return) {
  work.event->block(stream);
  return Error::Success;
}

// In one block of memory of its own: the closure over it needs none.
template <typename T> Error enqueue(Stream& stream, T& work, Return when) {
  constexpr bool kOfProgram = std::is_same_v<T, HostWork> || std::is_same_v<T, CallbackWork>;
  Context& context = stream.context;
  OperationRef operation = context.enqueue(stream, kOfProgram ? Operation::Kind::kHost : Operation::Kind::kWork,
                                           [&context, own = std::make_unique<T>(std::move(work))] {
                                             if (kOfProgram || context.fault() == Error::Success)
                                               run(context, *own);
                                           });
  return when == Return::kAtOnce ? Error::Success : context.synchronize(operation);
}

} // namespace

Error submit(Stream& stream, Work work, Return when) {
  return std::visit([&](auto& body) { return enqueue(stream, body, when); }, work);
}

} // namespace ox::runtime
