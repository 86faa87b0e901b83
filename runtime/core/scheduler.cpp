#include "runtime/core/scheduler.h"
#include <algorithm>
#include <chrono>
#include <csignal>
#include <pthread.h>
#include <sys/prctl.h>
#include <system_error>
#include <thread>
#include <unordered_set>

namespace ox::runtime {

namespace {
constexpr uint32_t kMaxWorkers = 128; // as many kernels as CUDA runs at once
constexpr auto kDoze = std::chrono::microseconds(50);
constexpr uint64_t kDozeAfterWorkNs = 3'000'000;
constexpr uint64_t kSpinNs = 15'000; // about what a sleep and a wake-up cost
constexpr auto kStall = std::chrono::milliseconds(1);

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

Scheduler::Scheduler() : processors_(std::max(2u, std::thread::hardware_concurrency())) {}

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
  make_ready(operation);
  // A dozing worker finds one operation by itself; more than that, or one that no helper may run, is worth a call.
  if (!dozing_ || ready_.size() > 1 || operation->kind == Operation::Kind::kHost)
    call_worker();
}

void Scheduler::make_ready(OperationRef operation) {
  auto is_more_urgent = [](const OperationRef& a, const OperationRef& b) { return a->priority < b->priority; };
  auto place = std::ranges::upper_bound(ready_, operation, is_more_urgent);
  ready_.insert(place, std::move(operation));
}

// For what is ready.  While as much runs as there are processors, one that watches is enough; and one that is being
// made will look for itself, and call the next.
void Scheduler::call_worker() {
  if (starting_ || (is_watched_ && running_ >= processors_))
    return;
  if (sleeping_ || dozing_ || is_watched_) {
    work_.notify_one();
  } else if (workers_ < kMaxWorkers) {
    ++workers_;
    ++starting_;
    // The host program's signals are for its own threads; but what its functions in streams do wrong is theirs.
    sigset_t all, before;
    sigfillset(&all);
    for (int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP})
      sigdelset(&all, number);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
      std::thread([this] { worker(); }).detach();
    } catch (const std::system_error&) {
      --workers_, --starting_; // no thread to be had: a thread that waits runs the operations
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
}

// Marks an operation done, and every marker that this sets free.
void Scheduler::complete(Operation& operation) {
  uint64_t time = now_ns();
  bool is_waited_for = abandoned_;
  std::vector<OperationRef> free;
  auto finish = [&](Operation& finished) {
    finished.finished_ns = time;
    finished.done.store(true, std::memory_order_release);
    is_waited_for |= finished.is_waited_for;
    for (OperationRef& next : finished.after) {
      std::erase_if(next->before, [&](const OperationRef& it) { return it.get() == &finished; });
      if (--next->unfinished_before == 0)
        free.push_back(std::move(next));
    }
    finished.after.clear();
  };
  finish(operation);
  for (size_t i = 0; i < free.size(); ++i) { // in the order of submission; finish() adds to it
    OperationRef next = std::move(free[i]);
    if (next->kind == Operation::Kind::kMarker || abandoned_)
      finish(*next);
    else
      make_ready(std::move(next));
  }
  last_activity_ns_ = time;
  if (is_waited_for)
    done_.notify_all();
}

// Runs an operation outside of the lock.
void Scheduler::run(std::unique_lock<std::mutex>& lock, OperationRef operation) {
  ++running_;
  ++started_;
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
    if (ready.priority > ready_.front()->priority)
      return nullptr; // the workers' turn comes first
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
    operation->is_waited_for = true;
    lock.unlock();
    for (uint64_t end = now_ns() + kSpinNs; !operation->is_done() && now_ns() < end;)
      pause_cpu();
    lock.lock();
    if (!operation->is_done())
      done_.wait(lock);
  }
  if (!ready_.empty() && !dozing_)
    call_worker(); // this thread leaves what its last operation set free
}

bool Scheduler::watch(std::unique_lock<std::mutex>& lock) {
  const uint64_t started = started_;
  is_watched_ = true;
  auto is_over = [&] { return ready_.empty() || running_ < processors_ || started_ != started; };
  const bool stalled = !work_.wait_for(lock, kStall, is_over);
  is_watched_ = false;
  return stalled;
}

void Scheduler::worker() {
  prctl(PR_SET_TIMERSLACK, 1000UL); // ns: a doze of 50 us shall be one
  std::unique_lock lock(mutex_);
  --starting_;
  for (;;) {
    const bool is_busy = running_ >= processors_;
    if (!ready_.empty() && is_busy && !is_watched_ && !watch(lock))
      continue;
    if (!ready_.empty() && !(is_busy && is_watched_)) {
      OperationRef next = std::move(ready_.front());
      ready_.pop_front();
      if (!ready_.empty())
        call_worker();
      run(lock, std::move(next));
    } else if (!dozing_ && ready_.empty() && now_ns() - last_activity_ns_ < kDozeAfterWorkNs) {
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

bool Scheduler::is_before_any(const Operation& operation, std::span<const OperationRef> others) {
  std::lock_guard lock(mutex_);
  std::vector<const Operation*> rest;
  std::unordered_set<const Operation*> seen;
  auto visit = [&](const OperationRef& other) {
    if (other && !other->is_done() && other->sequence >= operation.sequence && seen.insert(other.get()).second)
      rest.push_back(other.get());
  };
  for (const OperationRef& other : others)
    visit(other);
  while (!rest.empty()) {
    const Operation* next = rest.back();
    rest.pop_back();
    if (next == &operation)
      return true;
    for (const OperationRef& before : next->before)
      visit(before);
  }
  return false;
}

bool Scheduler::abandon(uint64_t timeout_ns) {
  std::unique_lock lock(mutex_);
  abandoned_ = true;
  std::deque<OperationRef> dropped;
  std::swap(dropped, ready_);
  for (OperationRef& operation : dropped)
    complete(*operation);
  for (uint64_t end = now_ns() + timeout_ns; running_ && now_ns() < end;) {
    done_.wait_for(lock, std::chrono::nanoseconds(end - now_ns()));
  }
  return running_ == 0;
}

} // namespace ox::runtime
