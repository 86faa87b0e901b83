#include "runtime/core/host_function.h"
#include "runtime/core/context.h"

namespace ox::runtime {

namespace {
thread_local int depth = 0;
}

InHostFunction::InHostFunction() { ++depth; }
InHostFunction::~InHostFunction() { --depth; }
bool in_host_function() { return depth > 0; }

void run(Context& context, HostWork& work) {
  if (context.fault() != Error::Success)
    return;
  InHostFunction scope;
  work.function(work.data);
}

void run(Context& context, CallbackWork& work) {
  InHostFunction scope;
  work.call(context.fault());
}

} // namespace ox::runtime
