// Schedules: one seed is one interleaving, instruction for instruction, clocks included; other seeds are others, which
// show in the results of programs with races and not in those of programs without.
#include "test/simulator/exec/grid_rig.h"
#include <gtest/gtest.h>
#include <set>

namespace ox::test {
namespace {

enum : uint32_t {
#define OX_CSR(name, number, ...) csr_##name = number,
#include "isa/csrs.def"
};

class Schedule : public ::testing::Test {
protected:
  // A hash of (block, warp, pc, lanes) of everything that a launch executes, in order.
  uint64_t trace(const Code& code, const Launch& launch, std::optional<uint64_t> seed) {
    uint64_t hash = 0xcbf29ce484222325;
    auto mix = [&](uint64_t value) { hash = (hash ^ value) * 0x100000001b3; };
    rig.options.seed = seed;
    rig.options.trace = [&](const sim::TraceEvent& event) {
      for (uint64_t value : {uint64_t{event.block.x}, uint64_t{event.warp}, event.pc, uint64_t{event.mask}})
        mix(value);
    };
    run(code, launch);
    rig.options.trace = nullptr;
    return hash;
  }
  void run(const Code& code, const Launch& launch) {
    std::fill_n(words, kWords, 0);
    LaunchResult result = rig.run(code, {uint64_t(words)}, launch);
    EXPECT_FALSE(result.fault) << result.fault->describe();
  }
  static Launch launch_of(Dim3 grid, Dim3 block, uint64_t shared_bytes = 0) {
    Launch launch;
    launch.grid = grid;
    launch.block = block;
    launch.dynamic_shared_bytes = shared_bytes;
    return launch;
  }

  static constexpr size_t kWords = 4096;
  GridRig rig;
  uint32_t* words = rig.array<uint32_t>(kWords);
};

// A lock for all threads of the grid, a barrier of each block, divergence, sleep, and clocks that decide where to go:
// a1 = lock, a2 = counter.
Code busy_program() {
  Code c;
  c.load(Op::ld, a1, 0, a0).i(Op::addi, a2, a1, 4).i(Op::addi, t1, zero, 1).csr(s1, csr_tid_x);
  auto acquire = c.here();
  c.i(Op::addi, t0, zero, 0).r(Op::amocas_w, t0, a1, t1);
  c.branch(Op::bne, t0, zero, acquire);
  c.load(Op::lw, t2, 0, a2).i(Op::addiw, t2, t2, 1).store(Op::sw, t2, 0, a2);
  c.r(Op::amoswap_w, zero, a1, zero);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  c.csr(t3, csr_cycle).csr(t4, csr_time).r(Op::xor_, t3, t3, t4).i(Op::andi, t3, t3, 64);
  auto other = c.branch_forward(Op::bne, t3, zero);
  c.li(t5, 500).r(Op::ox_nanosleep, 0, t5);
  c.bind(other);
  c.i(Op::andi, t5, s1, 15);
  auto loop = c.here();
  c.i(Op::addi, t5, t5, -1);
  c.branch(Op::blt, zero, t5, loop);
  return c.exit();
}

TEST_F(Schedule, OneSeedIsOneInterleaving) {
  const Code code = busy_program();
  const Launch launch = launch_of({12}, {80});
  std::set<uint64_t> hashes;
  for (uint64_t seed : {0, 1, 2, 3, 4, 0x1234}) {
    const uint64_t first = trace(code, launch, seed);
    EXPECT_EQ(words[1], 12u * 80);
    EXPECT_EQ(trace(code, launch, seed), first) << seed;
    hashes.insert(first);
  }
  EXPECT_EQ(hashes.size(), 6u);
}

// Launches one after the other on one machine: what the first leaves behind (memory for blocks, the clock) is the same
// each time, too.
TEST_F(Schedule, ASeedFixesAWholeSequenceOfLaunches) {
  const Code code = busy_program();
  auto clocks_of = [&] {
    rig.options.seed = 9;
    auto program = rig.load(code);
    sim::Machine machine(rig.properties, rig.memory(), rig.options);
    std::vector<uint64_t> instructions;
    for (uint32_t blocks : {3, 20, 7}) {
      std::fill_n(words, 2, 0);
      LaunchResult result = GridRig::run(machine, *program, {uint64_t(words)}, launch_of({blocks}, {96}));
      EXPECT_FALSE(result.fault);
      instructions.push_back(result.warp_instructions);
    }
    return instructions;
  };
  EXPECT_EQ(clocks_of(), clocks_of());
}

// a2 = counter.  Each thread adds 1 to it three times.
Code count(bool with_atomics) {
  Code c;
  c.load(Op::ld, a2, 0, a0).i(Op::addi, t1, zero, 1).i(Op::addi, t3, zero, 3);
  auto again = c.here();
  if (with_atomics)
    c.r(Op::amoadd_w, zero, a2, t1);
  else
    c.load(Op::lw, t2, 0, a2).i(Op::addiw, t2, t2, 1).store(Op::sw, t2, 0, a2);
  c.i(Op::addi, t3, t3, -1);
  c.branch(Op::bne, t3, zero, again);
  return c.exit();
}

TEST_F(Schedule, ResultsOfARacyProgramDifferBySeedAndThoseOfACorrectOneDoNot) {
  for (const Launch& launch : {launch_of({8}, {1}), launch_of({1}, {256})}) { // between blocks, between warps
    std::set<uint32_t> racy, correct;
    for (uint64_t seed = 1; seed <= 40; ++seed) {
      rig.options.seed = seed;
      run(count(false), launch);
      const uint32_t once = words[0];
      racy.insert(once);
      run(count(false), launch);
      EXPECT_EQ(words[0], once) << "seed " << seed;
      run(count(true), launch);
      correct.insert(words[0]);
    }
    EXPECT_GE(racy.size(), 3u);
    EXPECT_EQ(correct, std::set<uint32_t>{uint32_t(3 * launch.grid.count() * launch.block.count())});
  }
}

// Two lanes of one warp: each takes a number at its own place in the code.
TEST_F(Schedule, SeedsChangeTheOrderOfLanesThatAreApart) {
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, csr_laneid).i(Op::addi, t1, zero, 1).r(Op::sh2add, a2, t0, a1);
  auto second = c.branch_forward(Op::bne, t0, zero);
  c.r(Op::amoadd_w, t2, a1, t1);
  auto done = c.jump_forward();
  c.bind(second);
  c.r(Op::amoadd_w, t2, a1, t1);
  c.bind(done);
  c.store(Op::sw, t2, 4, a2).exit();
  std::set<uint32_t> first_lane;
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    rig.options.seed = seed;
    run(c, launch_of({1}, {2}));
    first_lane.insert(words[1]);
  }
  EXPECT_EQ(first_lane, (std::set<uint32_t>{0, 1}));
}

TEST_F(Schedule, SeedsChangeTheOrderAndThePlaceOfBlocks) {
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, csr_ctaid_x).i(Op::addi, t1, zero, 1).r(Op::amoadd_w, t2, a1, t1);
  c.r(Op::sh2add, a2, t2, a1).store(Op::sw, t0, 4, a2).csr(t3, csr_smid).r(Op::sh2add, a2, t0, a1);
  c.store(Op::sw, t3, 400, a2).exit();
  rig.properties.cores = 5;
  std::set<std::vector<uint32_t>> orders, places;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    rig.options.seed = seed;
    run(c, launch_of({100}, {1}));
    std::vector<uint32_t> order(words + 1, words + 101);
    orders.insert(order);
    places.insert(std::vector<uint32_t>(words + 101, words + 200));
    std::sort(order.begin(), order.end());
    for (uint32_t i = 0; i < 100; ++i)
      ASSERT_EQ(order[i], i) << "every block once";
  }
  EXPECT_EQ(orders.size(), 20u);
  EXPECT_GE(places.size(), 3u);
}

TEST_F(Schedule, ClocksCountInstructionsExactly) {
  rig.options.seed = 0;
  rig.properties.clock_khz = 500000; // 2 ns a cycle
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, csr_cycle).i(Op::addi, zero, zero, 0).i(Op::addi, zero, zero, 0).csr(t1, csr_cycle);
  c.i(Op::addi, t4, zero, 100).csr(t2, csr_time);
  auto loop = c.here();
  c.i(Op::addi, t4, t4, -1);
  c.branch(Op::bne, t4, zero, loop);
  c.csr(t3, csr_time).r(Op::sub, t0, t1, t0).store(Op::sw, t0, 0, a1).r(Op::sub, t2, t3, t2).store(Op::sw, t2, 4, a1);
  run(c.exit(), launch_of({1}, {32}));
  EXPECT_EQ(words[0], 3u);
  EXPECT_EQ(words[1], 2 * 201u);
}

// Waits until a clock has gone on by a2; warps of other blocks do the same, so time passes for each while others run.
Code wait_for(uint32_t clock, uint64_t ticks, uint64_t sleep) {
  Code c;
  c.load(Op::ld, a1, 0, a0).li(a2, ticks).li(a3, sleep).csr(t0, clock).r(Op::add, t5, zero, t0);
  auto wait = c.here();
  if (sleep != 0)
    c.r(Op::ox_nanosleep, 0, a3);
  c.csr(t1, clock);
  auto monotonic = c.branch_forward(Op::bgeu, t1, t5);
  c.r(Op::ebreak, 0);
  c.bind(monotonic);
  c.r(Op::add, t5, zero, t1).r(Op::sub, t2, t1, t0);
  c.branch(Op::bltu, t2, a2, wait);
  c.i(Op::addi, t3, zero, 1).r(Op::amoadd_w, zero, a1, t3);
  return c.exit();
}

TEST_F(Schedule, WaitingForAClockEnds) {
  for (uint64_t seed : {0, 5}) {
    rig.options.seed = seed;
    for (uint32_t clock : {csr_cycle, csr_time})
      for (uint64_t sleep : {0, 100, 1000000}) {
        run(wait_for(clock, 200'000, sleep), launch_of({4}, {64}));
        EXPECT_EQ(words[0], 256u);
      }
    run(wait_for(csr_time, 50'000'000, 1'000'000), launch_of({1}, {32})); // 50 ms of sleeping, nobody else there
    EXPECT_EQ(words[0], 32u);
  }
}

TEST_F(Schedule, SeveralThreadsWithASeedStillComputeTheSame) {
  rig.options.threads = 4;
  for (uint64_t seed : {1, 2}) {
    rig.options.seed = seed;
    run(busy_program(), launch_of({12}, {80}));
    EXPECT_EQ(words[1], 12u * 80);
  }
}

} // namespace
} // namespace ox::test
