#include "runtime/core/child_grids.h"
#include "runtime/core/device_runtime.h"
#include "runtime/core/diagnostics.h"
#include <algorithm>

namespace ox::runtime {

namespace {

class GridTree {
public:
  explicit GridTree(Context& context) : context_(context) {}

  // An explicit stack: a kernel may launch its own successor any number of times.
  void run(PendingLaunch& first) {
    bool good = run(first, 0);
    while (good && !unfinished_.empty()) {
      ChildQueues& last = unfinished_.back().queues;
      std::vector<ChildWork>& queue = last.children.empty() ? last.tails : last.children;
      if (queue.empty()) {
        unfinished_.pop_back();
        continue;
      }
      // A tail takes its grid's place, so it is no deeper.
      const unsigned depth = unfinished_.back().depth + (&queue == &last.children);
      ChildWork work = std::move(queue.back());
      queue.pop_back();
      pending_.fetch_sub(1, std::memory_order_relaxed);
      good = context_.fault() == Error::Success && std::visit([&](auto& body) { return this->run(body, depth); }, work);
    }
  }

private:
  struct Unfinished {
    ChildQueues queues; // reversed: what is next is the last
    unsigned depth;
  };

  bool run(PendingLaunch& grid, unsigned depth) {
    DeviceRuntime device_runtime(context_, grid, depth, pending_);
    grid.launch.device_runtime = [&](const DeviceRuntimeCall& call) { return device_runtime.answer(call); };
    if (!run_grid(context_, grid))
      return false;
    ChildQueues queues = device_runtime.take_queues();
    if (queues.children.empty() && queues.tails.empty())
      return true;
    std::ranges::reverse(queues.children);
    std::ranges::reverse(queues.tails);
    unfinished_.push_back({std::move(queues), depth});
    return true;
  }

  bool run(const ChildCopy& copy, unsigned) {
    for (uint64_t row = 0; row < copy.height; ++row)
      if (auto done = context_.device().copy_on_device(copy.to + row * copy.to_pitch, copy.from + row * copy.from_pitch,
                                                       copy.width);
          !done)
        return report(done.error());
    return true;
  }

  bool run(const ChildFill& fill, unsigned) {
    for (uint64_t row = 0; row < fill.height; ++row)
      if (auto done = context_.device().fill(fill.to + row * fill.pitch, fill.value, 1, fill.width); !done)
        return report(done.error());
    return true;
  }

  bool report(const std::string& what) {
    say("what a kernel asked for failed: %s", what.c_str());
    context_.raise(Error::IllegalAddress);
    return false;
  }

  Context& context_;
  std::atomic<uint64_t> pending_ = 0;
  std::vector<Unfinished> unfinished_;
};

} // namespace

void run_with_children(Context& context, PendingLaunch& first) { GridTree(context).run(first); }

} // namespace ox::runtime
