#include "runtime/core/log.h"
#include "runtime/core/host_function.h"
#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>

namespace ox::runtime {

namespace {
struct Registered {
  ErrorLog::Callback callback;
  void* data;
};
thread_local bool in_callback = false;
} // namespace

struct ErrorLog::State {
  std::mutex mutex;
  std::deque<std::string> lines;
  uint32_t first = 0; // the oldest line's number
  std::vector<std::shared_ptr<Registered>> callbacks;
};

ErrorLog& ErrorLog::instance() {
  static ErrorLog log;
  return log;
}

ErrorLog::State& ErrorLog::state() {
  static State& state = *new State;
  return state;
}

void ErrorLog::add(std::string line) {
  State& log = state();
  std::vector<std::shared_ptr<Registered>> callbacks;
  {
    std::lock_guard lock(log.mutex);
    log.lines.push_back(line);
    if (log.lines.size() > kLines) {
      log.lines.pop_front();
      ++log.first;
    }
    callbacks = log.callbacks;
  }
  if (callbacks.empty() || in_callback)
    return;
  in_callback = true;
  InHostFunction scope; // the program may not call CUDA there
  constexpr int kError = 0;
  for (const auto& registered : callbacks)
    registered->callback(registered->data, kError, line.data(), line.size());
  in_callback = false;
}

void* ErrorLog::add_callback(Callback callback, void* data) {
  State& log = state();
  std::lock_guard lock(log.mutex);
  return log.callbacks.emplace_back(std::make_shared<Registered>(callback, data)).get();
}

bool ErrorLog::remove_callback(const void* handle) {
  State& log = state();
  std::lock_guard lock(log.mutex);
  return std::erase_if(log.callbacks, [&](const auto& registered) { return registered.get() == handle; }) != 0;
}

uint32_t ErrorLog::end() {
  State& log = state();
  std::lock_guard lock(log.mutex);
  return log.first + static_cast<uint32_t>(log.lines.size());
}

std::vector<std::string> ErrorLog::lines(uint32_t begin) {
  State& log = state();
  std::lock_guard lock(log.mutex);
  const auto count = static_cast<uint32_t>(log.lines.size());
  const uint32_t skipped = begin - log.first <= count ? begin - log.first : 0;
  return {log.lines.begin() + skipped, log.lines.end()};
}

} // namespace ox::runtime
