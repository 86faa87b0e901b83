// Litmus tests of the machine's memory: what PTX's memory model forbids is never seen, at the scope of a warp, a block,
// the device and the system; and where the host's processors let a later load pass an earlier store, the tests see it,
// so they are able to see what would be wrong.  docs/memory-model.md has the mapping that they test.
#include "simulator/interpreter.h"
#include "test/simulator/litmus/run.h"
#include <cstdlib>
#include <ctime>
#include <gtest/gtest.h>
#include <map>
#include <random>

using namespace ox;
using namespace ox::test;

namespace {

bool is_long() { return std::getenv("OX_TEST_LONG") != nullptr; }

struct Count {
  uint64_t instances = 0, weak = 0;
  std::map<decltype(Outcome::read), uint64_t> reads; // how often each combination of values was read
};

sim::SimdLevel level_of(unsigned number) {
  std::vector<sim::SimdLevel> all;
  for (sim::SimdLevel level : {sim::SimdLevel::kBaseline, sim::SimdLevel::kAvx2, sim::SimdLevel::kAvx512})
    if (sim::is_available(level))
      all.push_back(level);
  return all[number % all.size()];
}

// Several runs of one test with one order, which differ in everything that must not matter.
Count count_weak(Rig& rig, const Shape& shape, Scope scope, Order order, unsigned runs, unsigned rounds) {
  std::mt19937_64 random(std::hash<std::string_view>()(shape.name) + unsigned(order) * 7 + unsigned(scope));
  Count count;
  for (unsigned i = 0; i < runs; ++i) {
    sim::set_simd_level(level_of(i));
    LitmusRun run{.scope = scope, .order = order, .rounds = rounds};
    constexpr unsigned kStrides[] = {4, 64, 8, 132};
    constexpr unsigned kDelays[] = {0, 4, 30};
    constexpr unsigned kApart[] = {1, 8, 32};
    run.stride = kStrides[random() % 4];
    run.delay = kDelays[random() % 3];
    run.gap = random() % 2 ? 0 : 10;
    if (scope == Scope::kLanes || scope == Scope::kWarps) // turns are thousands of backward jumps long
      run.delay = run.gap = 1000 + unsigned(random() % 5000);
    run.rounds_apart = kApart[random() % 3];
    run.seed = random();
    run.host_thread = unsigned(random() % shape.threads.size());
    for (const Outcome& outcome : run_litmus(rig, shape, run)) {
      ++count.instances;
      count.weak += shape.weak(outcome);
      ++count.reads[outcome.read];
    }
  }
  return count;
}

double seconds_of(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

// Runs store buffering again until its weak outcome is seen: at most 200 times in which both threads had a core, and
// for at most 20 seconds.
enum class Overlap { kEnough, kSeldom };
Overlap repeat_until_seen(Rig& rig, Scope scope, Count& count) {
  constexpr unsigned kEnough = 200;
  constexpr double kMost = 20, kBothRun = 1.5; // processor seconds a second
  const double begin = seconds_of(CLOCK_MONOTONIC);
  unsigned together = 0;
  while (count.weak == 0 && together < kEnough && seconds_of(CLOCK_MONOTONIC) - begin < kMost) {
    const double wall = seconds_of(CLOCK_MONOTONIC), busy = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    count.weak += count_weak(rig, shapes()[1], scope, Order::kRelaxed, 1, 1000).weak;
    const double took = seconds_of(CLOCK_MONOTONIC) - wall;
    together += seconds_of(CLOCK_PROCESS_CPUTIME_ID) - busy > kBothRun * took;
  }
  return together < kEnough ? Overlap::kSeldom : Overlap::kEnough;
}

class Litmus : public testing::TestWithParam<Scope> {};

} // namespace

TEST_P(Litmus, WhatIsForbiddenIsNeverSeen) {
  const Scope scope = GetParam();
  // Turns of lanes and warps are long; threads of the host take long to start.
  const bool alone = scope == Scope::kLanes || scope == Scope::kWarps;
  const unsigned runs = is_long() ? 16 : 2, rounds = alone ? (is_long() ? 200 : 20) : (is_long() ? 2000 : 256);
  Rig rig;
  std::map<Order, Count> reordered;
  for (const Shape& shape : shapes())
    for (Order order : kOrders) {
      const bool forbidden = is_forbidden(shape, order);
      const Count count = count_weak(rig, shape, scope, order, runs, rounds);
      std::printf("%-6s %-5s %-16s %8lu runs, weak outcome %s: %lu; reads", name_of(scope).data(), shape.name.data(),
                  name_of(order).data(), count.instances, forbidden ? "forbidden" : "allowed", count.weak);
      for (const auto& [reads, times] : count.reads)
        std::printf(" %lu", times);
      std::printf("\n");
      if (forbidden)
        EXPECT_EQ(count.weak, 0u) << shape.name << " with " << name_of(order);
      if (shape.seen_on_x86) {
        reordered[order].instances += count.instances;
        reordered[order].weak += count.weak;
      }
    }
#if defined(__x86_64__)
  // The power of the test: loads that pass stores are seen where nothing forbids them and threads do run at once.
  if (scope == Scope::kBlocks && std::thread::hardware_concurrency() > 1) {
    Count& relaxed = reordered[Order::kRelaxed];
    const Overlap overlap = repeat_until_seen(rig, scope, relaxed);
    if (relaxed.weak == 0 && overlap == Overlap::kSeldom)
      std::printf("other processes have the cores: the test's threads never run at once, so its power is not judged\n");
    else
      EXPECT_GT(relaxed.weak, 0u) << "store buffering is never seen, though the threads run at once";
  }
#endif
}

INSTANTIATE_TEST_SUITE_P(Scopes, Litmus, testing::ValuesIn(kScopes),
                         [](const auto& info) { return std::string(name_of(info.param)); });
