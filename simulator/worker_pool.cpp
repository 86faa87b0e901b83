// See worker_pool.h.  A worker that has just helped watches for the next launch for a few microseconds before it
// sleeps, and so does a caller for its last helpers, because waking a thread costs more than a small launch.
#include "simulator/worker_pool.h"
#include <algorithm>
#include <chrono>
#include <csignal>
#include <pthread.h>
#include <system_error>

namespace ox::sim {

namespace {
constexpr std::chrono::microseconds kWatch{20};

template <typename Condition> bool watch(Condition condition) {
  auto end = std::chrono::steady_clock::now() + kWatch;
  do {
    for (int i = 0; i < 32; ++i) {
      if (condition())
        return true;
#if defined(__x86_64__)
      __builtin_ia32_pause();
#endif
    }
  } while (std::chrono::steady_clock::now() < end);
  return false;
}
} // namespace

WorkerPool::~WorkerPool() {
  {
    std::scoped_lock lock(mutex_);
    ending_ = true;
    wake_.notify_all();
  }
  for (std::thread& thread : threads_)
    thread.join();
}

void WorkerPool::offer(SharedWork& work, uint32_t helpers) {
  helpers = std::min(helpers, limit_);
  if (helpers == 0)
    return;
  std::scoped_lock lock(mutex_);
  if (!work.offered_) {
    work.offered_ = true;
    offered_.push_back(&work);
  }
  offers_.fetch_add(1, std::memory_order_release);
  if (work.caller_waits())
    helped_.notify_all();
  uint32_t woken = std::min(helpers, sleeping_);
  for (uint32_t i = 0; i < woken; ++i)
    wake_.notify_one();
  if (woken == helpers || threads_.size() == limit_)
    return;
  // The host program's signals are for its own threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (; woken < helpers && threads_.size() < limit_; ++woken) {
    try {
      threads_.emplace_back([this] { run_worker(); });
    } catch (const std::system_error&) {
      break; // no more threads: the launch runs on those that there are
    }
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

bool WorkerPool::finish(SharedWork& work) {
  if (!work.offered_)
    return false;
  auto over = [&] { return work.helpers_.load(std::memory_order_acquire) == 0 || work.wants_help(); };
  work.caller_waits_.store(true, std::memory_order_relaxed);
  watch(over);
  // With the lock in any case: the last helper lets go of work inside it.
  std::unique_lock lock(mutex_);
  helped_.wait(lock, over);
  work.caller_waits_.store(false, std::memory_order_relaxed);
  if (work.wants_help())
    return true;
  std::erase(offered_, &work);
  work.offered_ = false;
  return false;
}

SharedWork* WorkerPool::find_work() {
  // The launch with the fewest helpers, so that launches beside each other share the threads.
  SharedWork* best = nullptr;
  for (SharedWork* work : offered_)
    if (work->wants_help() && (!best || work->helpers_ < best->helpers_))
      best = work;
  return best;
}

void WorkerPool::run_worker() {
  std::unique_lock lock(mutex_);
  for (;;) {
    while (SharedWork* work = find_work()) {
      work->helpers_.fetch_add(1, std::memory_order_relaxed);
      busy_.fetch_add(1, std::memory_order_relaxed);
      lock.unlock();
      work->help();
      lock.lock();
      busy_.fetch_sub(1, std::memory_order_relaxed);
      if (work->helpers_.fetch_sub(1, std::memory_order_release) == 1)
        helped_.notify_all();
    }
    if (ending_)
      return;
    uint32_t seen = offers_.load(std::memory_order_relaxed);
    lock.unlock();
    bool more = watch([&] { return offers_.load(std::memory_order_acquire) != seen; });
    lock.lock();
    if (more || offers_.load(std::memory_order_relaxed) != seen)
      continue;
    if (ending_)
      return;
    ++sleeping_;
    wake_.wait(lock);
    --sleeping_;
  }
}

} // namespace ox::sim
