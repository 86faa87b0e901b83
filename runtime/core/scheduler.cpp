#include "runtime/core/scheduler.h"
#include <algorithm>
#include <chrono>
#include <sys/prctl.h>
#include <system_error>
#include <thread>

namespace ox::runtime {

namespace {
constexpr uint32_t kMaxWorkers = 128; // as many kernels as CUDA runs at once
constexpr auto kDoze = std::chrono::microseconds(50);
constexpr uint64_t kDozeAfterWorkNs = 3'000'000;
constexpr uint64_t kSpinNs = 15'000; // about what a sleep and a wake-up cost

void pause_cpu() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}
} // namespace

uint64_t now_ns() {
  return static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
          .count());
}

Scheduler& Scheduler::instance() {
  static Scheduler& scheduler = *new Scheduler; // never destroyed: its threads live until the process ends
  return scheduler;
}

void Scheduler::submit(const OperationRef& operation, std::span<const OperationRef> before) {
  std::lock_guard lock(mutex_);
  operation->sequence = next_sequence_++;
  for (const OperationRef& other : before) {
    if (!other || other->is_done())
      continue;
    other->after.push_back(operation);
    operation->before.push_back(other);
    ++operation->unfinished_before;
  }
  last_activity_ns_ = now_ns();
  if (operation->unfinished_before)
    return;
  if (operation->kind == Operation::Kind::kMarker || abandoned_)
    return complete(*operation);
  ready_.push_back(operation);
  // A dozing worker finds one operation by itself; more than that, or one that no helper may run, is worth a call.
  if (!dozing_ || ready_.size() > 1 || operation->kind == Operation::Kind::kHost)
    call_worker();
}

void Scheduler::call_worker() {
  if (sleeping_ || dozing_) {
    work_.notify_one();
  } else if (workers_ < kMaxWorkers) {
    ++workers_;
    try {
      std::thread([this] { worker(); }).detach();
    } catch (const std::system_error&) {
      --workers_; // no thread to be had: a thread that waits runs the operations
    }
  }
}

// Marks an operation done, and every marker that this sets free.
void Scheduler::complete(Operation& operation) {
  uint64_t time = now_ns();
  std::vector<OperationRef> free;
  auto finish = [&](Operation& finished) {
    finished.finished_ns = time;
    finished.done.store(true, std::memory_order_release);
    for (OperationRef& next : finished.after) {
      std::erase_if(next->before, [&](const OperationRef& it) { return it.get() == &finished; });
      if (--next->unfinished_before == 0)
        free.push_back(std::move(next));
    }
    finished.after.clear();
  };
  finish(operation);
  while (!free.empty()) {
    OperationRef next = std::move(free.back());
    free.pop_back();
    if (next->kind == Operation::Kind::kMarker || abandoned_)
      finish(*next);
    else
      ready_.push_back(std::move(next));
  }
  last_activity_ns_ = time;
  if (waiting_)
    done_.notify_all();
}

// Runs an operation outside of the lock.
void Scheduler::run(std::unique_lock<std::mutex>& lock, OperationRef operation) {
  ++running_;
  lock.unlock();
  operation->work();
  operation->work = nullptr; // what it captured dies here, on no lock
  lock.lock();
  --running_;
  complete(*operation);
}

// A ready operation that has to run before the target is done: an earlier one of its stream, or of a stream that it
// directly waits for.  Anything else could keep the waiting thread longer than it wants to wait.
OperationRef Scheduler::take_ready_before(const Operation& target) {
  auto precedes = [](const Operation& ready, const Operation& other) {
    return ready.stream == other.stream && ready.sequence <= other.sequence;
  };
  for (auto it = ready_.begin(); it != ready_.end(); ++it) {
    const Operation& ready = **it;
    if (ready.kind == Operation::Kind::kHost)
      continue;
    if (precedes(ready, target) ||
        std::ranges::any_of(target.before, [&](const OperationRef& before) { return precedes(ready, *before); })) {
      OperationRef taken = std::move(*it);
      ready_.erase(it);
      return taken;
    }
  }
  return nullptr;
}

void Scheduler::wait(const OperationRef& operation) {
  if (!operation || operation->is_done())
    return;
  std::unique_lock lock(mutex_);
  while (!operation->is_done()) {
    if (OperationRef mine = take_ready_before(*operation)) {
      if (!ready_.empty())
        call_worker();
      run(lock, std::move(mine));
      continue;
    }
    if (!ready_.empty())
      call_worker();
    lock.unlock();
    for (uint64_t end = now_ns() + kSpinNs; !operation->is_done() && now_ns() < end;)
      pause_cpu();
    lock.lock();
    if (operation->is_done())
      break;
    ++waiting_;
    done_.wait(lock);
    --waiting_;
  }
  if (!ready_.empty() && !dozing_)
    call_worker(); // this thread leaves what its last operation set free
}

void Scheduler::worker() {
  prctl(PR_SET_TIMERSLACK, 1000UL); // ns: a doze of 50 us shall be one
  std::unique_lock lock(mutex_);
  for (;;) {
    if (!ready_.empty()) {
      OperationRef next = std::move(ready_.front());
      ready_.pop_front();
      if (!ready_.empty())
        call_worker();
      run(lock, std::move(next));
    } else if (!dozing_ && now_ns() - last_activity_ns_ < kDozeAfterWorkNs) {
      ++dozing_;
      work_.wait_for(lock, kDoze);
      --dozing_;
    } else {
      ++sleeping_;
      work_.wait(lock);
      --sleeping_;
    }
  }
}

bool Scheduler::abandon(uint64_t timeout_ns) {
  std::unique_lock lock(mutex_);
  abandoned_ = true;
  std::deque<OperationRef> dropped;
  std::swap(dropped, ready_);
  for (OperationRef& operation : dropped)
    complete(*operation);
  for (uint64_t end = now_ns() + timeout_ns; running_ && now_ns() < end;) {
    ++waiting_;
    done_.wait_for(lock, std::chrono::nanoseconds(end - now_ns()));
    --waiting_;
  }
  return running_ == 0;
}

} // namespace ox::runtime
