// Registered host memory stays the program's: it may unmap or protect it while it is registered, even while a kernel
// runs on it, and then a kernel's access is a signal for the whole process.  A guard makes a fault of it.
//
// Signal handlers are the program's, too, so ours is put in only when the first range is registered, passes on
// everything that is not an access of a guarded thread to a registered range, and is put in again before the program's
// if it has set one since.
#pragma once
#include "simulator/memory.h"
#include <csetjmp>
#include <csignal>

namespace ox::sim {

class HostMemoryGuard {
public:
  // Called by Memory when a range is registered.  Any thread.
  static void install();

  // While it lives, an access of this thread to registered memory that the host does not have ends in `jump`, at
  //   if (sigsetjmp(guard.jump, 0) != 0) ...
  // Between here and there may be no frame that needs its destructors.
  explicit HostMemoryGuard(const Memory& memory);
  ~HostMemoryGuard();
  HostMemoryGuard(const HostMemoryGuard&) = delete;
  HostMemoryGuard& operator=(const HostMemoryGuard&) = delete;

  sigjmp_buf jump;
  uint64_t address() const { return address_; } // of the access

private:
  static void on_signal(int, siginfo_t*, void*);
  const Memory& memory_;
  HostMemoryGuard* outer_;
  const bool unblocked_;
  sigset_t mask_before_;
  volatile uint64_t address_ = 0;
};

// Runs an action, of trivial frames, that touches registered memory; false if the host does not have all of that.
template <typename Action> bool run_guarded(const Memory& memory, Action&& action) {
  HostMemoryGuard guard(memory);
  if (sigsetjmp(guard.jump, 0) != 0)
    return false;
  action();
  return true;
}

} // namespace ox::sim
