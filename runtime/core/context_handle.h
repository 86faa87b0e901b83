// A context as programs name it (CUcontext): a device's primary one, which is made on demand, or one of its own that a
// program made.  The handle outlives the context, so that a thread whose current context another thread destroys gets
// an error for it.  It is freed some contexts later, once no thread has it on its stack (Platform::destroy_context).
//
// A green context has a handle too, where a context is wanted: its context is the device's primary one.
//
// A context of its own is a device of its own: an address space and a memory as large as the device's.
#pragma once
#include "runtime/core/context.h"
#include "runtime/core/green_context.h"

namespace ox::runtime {

struct ContextHandle {
  const int ordinal;
  const bool is_primary;
  std::atomic<unsigned> flags = 0;        // as given to cuCtxCreate
  std::atomic<int> retained = 0;          // of a primary one: by cuDevicePrimaryCtxRetain
  std::atomic<bool> runtime_uses = false; // of a primary one: the runtime API works in it
  std::unique_ptr<Context> owner = {};    // of one that a program made
  std::atomic<Context*> context = nullptr;
  GreenContextRef green = {};            // of a green context
  std::atomic<bool> green_ended = false; // it was destroyed
  std::atomic<int> attached = 1;         // cuCtxAttach, cuCtxDetach
  std::atomic<int> on_stacks = 0;        // how often it is on threads' stacks of contexts
  bool is_destroyed() const { return green ? green_ended.load() : !is_primary && !context; }
};

// The calling thread's contexts; the last is current.
class ThreadContexts {
public:
  static ThreadContexts& of_this_thread();
  ContextHandle* current() const { return depth_ ? stack_[depth_ - 1] : nullptr; }
  void set_current(ContextHandle* handle); // in place of the current one
  Error push(ContextHandle* handle);
  Result<ContextHandle*> pop();       // DeviceUninitialized when there is none
  void forget(ContextHandle* handle); // if it is current

  void stop_counting(); // at the end of the thread

private:
  void put(int place, ContextHandle* handle);

  // Destructors of the thread's other objects, and static ones, still work in its contexts: this has no destructor.
  static constexpr int kDeepest = 16;
  ContextHandle* stack_[kDeepest] = {};
  int depth_ = 0;
  bool counts_ = true; // in the handles
};

} // namespace ox::runtime
