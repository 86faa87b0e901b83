// See host_memory_guard.h.
#include "simulator/host_memory_guard.h"
#include <mutex>

namespace ox::sim {

namespace {
// Of the thread.  initial-exec: a signal handler may not be the first to ask for it.
[[gnu::tls_model("initial-exec")]] thread_local HostMemoryGuard* innermost = nullptr;

constexpr int kSignals[] = {SIGSEGV, SIGBUS}; // SIGBUS: a mapped file that was cut off
struct sigaction program_actions[2];

void pass_on(int number, siginfo_t* info, void* context) {
  struct sigaction& action = program_actions[number == SIGBUS];
  if (action.sa_flags & SA_SIGINFO) {
    action.sa_sigaction(number, info, context);
  } else if (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN) {
    signal(number, SIG_DFL); // the instruction is executed again, and this time it ends the program
  } else {
    action.sa_handler(number);
  }
}
} // namespace

void HostMemoryGuard::on_signal(int number, siginfo_t* info, void* context) {
  HostMemoryGuard* guard = innermost;
  const auto address = reinterpret_cast<uint64_t>(info->si_addr);
  // si_code > 0: the kernel says so, not another process.
  if (guard && info->si_code > 0) {
    auto range = guard->memory_.find(address);
    if (range && range->kind == RangeKind::kRegistered) {
      guard->address_ = address;
      siglongjmp(guard->jump, 1);
    }
  }
  pass_on(number, info, context);
}

void HostMemoryGuard::install() {
  static std::mutex mutex;
  std::scoped_lock lock(mutex);
  for (int number : kSignals) {
    struct sigaction now{};
    sigaction(number, nullptr, &now);
    if ((now.sa_flags & SA_SIGINFO) && now.sa_sigaction == &on_signal)
      continue;
    program_actions[number == SIGBUS] = now;
    struct sigaction ours{};
    ours.sa_sigaction = &on_signal;
    // Not blocked while it runs, since it may leave by a jump; on the alternative stack, as the program's may need.
    ours.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
    sigemptyset(&ours.sa_mask);
    sigaction(number, &ours, nullptr);
  }
}

// A signal that its thread blocks ends the process, whatever the handler; threads of pools, ours too, block all.
HostMemoryGuard::HostMemoryGuard(const Memory& memory)
    : memory_(memory), outer_(innermost), unblocked_(memory.has_registered()) {
  innermost = this;
  if (!unblocked_)
    return;
  sigset_t ours;
  sigemptyset(&ours);
  for (int number : kSignals)
    sigaddset(&ours, number);
  pthread_sigmask(SIG_UNBLOCK, &ours, &mask_before_);
}
HostMemoryGuard::~HostMemoryGuard() {
  if (unblocked_)
    pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
  innermost = outer_;
}

} // namespace ox::sim
