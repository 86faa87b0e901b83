#include "runtime/core/context_handle.h"
#include "runtime/core/diagnostics.h"

namespace ox::runtime {

ThreadContexts& ThreadContexts::of_this_thread() {
  thread_local ThreadContexts contexts;
  return contexts;
}

void ThreadContexts::set_current(ContextHandle* handle) {
  if (depth_ == 0)
    depth_ = 1;
  stack_[depth_ - 1] = handle;
  if (!handle)
    --depth_;
}

Error ThreadContexts::push(ContextHandle* handle) {
  if (depth_ == kDeepest)
    return explain(Error::InvalidValue, "a thread's stack of contexts holds no more than %d", kDeepest);
  stack_[depth_++] = handle;
  return Error::Success;
}

Result<ContextHandle*> ThreadContexts::pop() {
  if (depth_ == 0)
    return fail(Error::DeviceUninitialized);
  return stack_[--depth_];
}

void ThreadContexts::forget(ContextHandle* handle) {
  if (depth_ && stack_[depth_ - 1] == handle)
    --depth_;
}

} // namespace ox::runtime
