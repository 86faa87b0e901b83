#include "runtime/core/context_handle.h"
#include "runtime/core/diagnostics.h"
#include <utility>

namespace ox::runtime {

namespace {
struct AtThreadEnd {
  void expect() {} // the first use of a thread_local object makes its destructor known
  ~AtThreadEnd() { ThreadContexts::of_this_thread().stop_counting(); }
};
thread_local AtThreadEnd at_thread_end;
} // namespace

ThreadContexts& ThreadContexts::of_this_thread() {
  static constinit thread_local ThreadContexts contexts;
  return contexts;
}

void ThreadContexts::put(int place, ContextHandle* handle) {
  ContextHandle* before = std::exchange(stack_[place], handle);
  if (!counts_)
    return;
  at_thread_end.expect();
  if (handle)
    ++handle->on_stacks;
  if (before)
    --before->on_stacks;
}

void ThreadContexts::stop_counting() {
  counts_ = false;
  for (int place = 0; place < depth_; ++place)
    if (stack_[place])
      --stack_[place]->on_stacks;
}

void ThreadContexts::set_current(ContextHandle* handle) {
  if (depth_ == 0)
    depth_ = 1;
  put(depth_ - 1, handle);
  if (!handle)
    --depth_;
}

Error ThreadContexts::push(ContextHandle* handle) {
  if (depth_ == kDeepest)
    return explain(Error::InvalidValue, "a thread's stack of contexts holds no more than %d", kDeepest);
  put(depth_++, handle);
  return Error::Success;
}

Result<ContextHandle*> ThreadContexts::pop() {
  if (depth_ == 0)
    return fail(Error::DeviceUninitialized);
  ContextHandle* popped = stack_[--depth_];
  put(depth_, nullptr);
  return popped;
}

void ThreadContexts::forget(ContextHandle* handle) {
  if (depth_ && stack_[depth_ - 1] == handle)
    put(--depth_, nullptr);
}

} // namespace ox::runtime
