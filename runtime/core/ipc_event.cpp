#include "runtime/core/ipc_event.h"
#include <linux/futex.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ox::runtime {

namespace {

// Also when nobody has waited for it yet.
bool has_ended(int process) {
  const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
  if (descriptor < 0)
    return errno == ESRCH;
  pollfd ended{.fd = descriptor, .events = POLLIN, .revents = 0};
  const bool result = poll(&ended, 1, 0) == 1;
  close(descriptor);
  return result;
}

// Counts wrap around.
bool reaches(uint32_t count, uint32_t number) { return static_cast<int32_t>(count - number) >= 0; }

uint32_t* word(std::atomic<uint32_t>& value) { return reinterpret_cast<uint32_t*>(&value); }

} // namespace

Result<std::shared_ptr<IpcEvent>> IpcEvent::make() {
  auto entry = IpcLedger::add();
  if (!entry)
    return fail(entry.error());
  return std::shared_ptr<IpcEvent>(new IpcEvent(*entry, (*entry)->record(), (*entry)->handle(IpcHandle::Kind::kEvent)));
}

Result<std::shared_ptr<IpcEvent>> IpcEvent::open(const IpcHandle& handle) {
  auto ledger = IpcLedger::open(handle, IpcHandle::Kind::kEvent);
  if (!ledger)
    return fail(ledger.error());
  return std::shared_ptr<IpcEvent>(new IpcEvent(*ledger, (*ledger)->record(handle), handle));
}

uint32_t IpcEvent::begin_record() {
  record_.recorder = getpid();
  return ++record_.recorded;
}

void IpcEvent::complete(uint32_t number) {
  uint32_t before = record_.completed;
  while (!reaches(before, number) && !record_.completed.compare_exchange_weak(before, number)) {
  }
  syscall(SYS_futex, word(record_.completed), FUTEX_WAKE, INT32_MAX, nullptr, nullptr, 0);
}

bool IpcEvent::is_complete(uint32_t number) const {
  if (reaches(record_.completed, number))
    return true;
  const int recorder = record_.recorder;
  return recorder != getpid() && has_ended(recorder);
}

void IpcEvent::wait(uint32_t number) const {
  constexpr timespec kLook{.tv_sec = 0, .tv_nsec = 50'000'000}; // whether the recorder still lives
  for (;;) {
    const uint32_t now = record_.completed;
    if (reaches(now, number) || is_complete(number))
      return;
    syscall(SYS_futex, word(record_.completed), FUTEX_WAIT, now, &kLook, nullptr, 0);
  }
}

} // namespace ox::runtime
