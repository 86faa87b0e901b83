// Who may wait for whom: blocks of a launch for each other, launches for each other, a launch for the host; on any
// number of host threads and under any seed.  And waiting costs the host little.
#include "test/simulator/exec/grid_rig.h"
#include <chrono>
#include <ctime>
#include <gtest/gtest.h>
#include <thread>

namespace ox::test {
namespace {

enum : uint32_t {
#define OX_CSR(name, number, ...) csr_##name = number,
#include "isa/csrs.def"
};

struct Way {
  uint32_t threads;
  std::optional<uint64_t> seed{};
};
class Residency : public ::testing::TestWithParam<Way> {
protected:
  void SetUp() override {
    rig.options.threads = GetParam().threads;
    rig.options.seed = GetParam().seed;
  }
  void expect_runs(const Code& code, const Launch& launch) {
    LaunchResult result = rig.run(code, {uint64_t(words)}, launch);
    EXPECT_FALSE(result.fault) << result.fault->describe();
  }
  GridRig rig{"ox-tiny"};
  uint32_t* words = rig.array<uint32_t>(4096);
};
INSTANTIATE_TEST_SUITE_P(Ways, Residency,
                         testing::Values(Way{1}, Way{2}, Way{8}, Way{1, 0}, Way{1, 1}, Way{1, 2}, Way{2, 3}));

// Five barriers of the whole grid, made of one counter; how a thread waits is up to the test.
Code grid_barriers(bool sleeps) {
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, csr_tid_x).csr(s1, csr_nctaid_x).i(Op::addi, s2, zero, 0).i(Op::addi, s3, zero, 5);
  c.i(Op::addi, t1, zero, 1);
  auto round = c.here();
  c.i(Op::addi, s2, s2, 1).r(Op::mul, s4, s2, s1);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  auto not_first = c.branch_forward(Op::bne, t0, zero);
  c.r(Op::amoadd_w, zero, a1, t1);
  auto wait = c.here();
  if (sleeps)
    c.li(t2, 100).r(Op::ox_nanosleep, 0, t2);
  c.load(Op::lw, t3, 0, a1);
  c.branch(Op::bltu, t3, s4, wait);
  c.bind(not_first);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  c.branch(Op::bne, s2, s3, round);
  return c.exit();
}

TEST_P(Residency, ACooperativeGridAsLargeAsTheMachineHoldsMeetsAtItsOwnBarrier) {
  // 32 blocks of 64 threads, or 2 of 1024: as many as one core holds.
  for (auto [blocks, threads] : {std::pair(32u, 64u), std::pair(2u, 1024u)})
    for (bool sleeps : {false, true}) {
      Launch launch;
      launch.grid = {blocks};
      launch.block = {threads};
      launch.cooperative = true;
      words[0] = 0;
      expect_runs(grid_barriers(sleeps), launch);
      EXPECT_EQ(words[0], 5 * blocks);
    }
}

// Block i waits for block i + 1, the last for none.  Asking takes some instructions, and it sleeps in between or not.
Code wait_for_later_block(bool sleeps, int instructions) {
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, csr_ctaid_x).csr(t1, csr_nctaid_x).r(Op::sh2add, a2, t0, a1).i(Op::addi, t2, t0, 1);
  auto last = c.branch_forward(Op::beq, t2, t1);
  auto wait = c.here();
  for (int i = 0; i < instructions; ++i)
    c.i(Op::addi, t5, t5, 1);
  if (sleeps)
    c.r(Op::ox_nanosleep, 0, zero);
  c.load(Op::lw, t3, 4, a2);
  c.branch(Op::beq, t3, zero, wait);
  c.bind(last);
  c.i(Op::addi, t3, zero, 1).store(Op::sw, t3, 0, a2);
  return c.exit();
}

TEST_P(Residency, ABlockMayWaitForALaterOne) {
  // With and without clusters, and never asked to be resident.
  for (const Code& code :
       {wait_for_later_block(false, 0), wait_for_later_block(true, 0), wait_for_later_block(true, 500)})
    for (uint32_t cluster : {1u, 4u}) {
      std::fill_n(words, 40, 0);
      Launch launch;
      launch.grid = {32};
      launch.block = {32};
      launch.cluster = {cluster};
      expect_runs(code, launch);
      EXPECT_EQ(std::count(words, words + 32, 1u), 32);
    }
}

TEST_P(Residency, BlocksMayWaitForEarlierOnesOfAGridThatIsTooLargeToBeResident) {
  // A chain through 500 blocks, of which the machine holds 32.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, csr_ctaid_x).r(Op::sh2add, a2, t0, a1);
  auto first = c.branch_forward(Op::beq, t0, zero);
  auto wait = c.here();
  c.load(Op::lw, t3, -4, a2);
  c.branch(Op::beq, t3, zero, wait);
  c.bind(first);
  c.i(Op::addi, t3, zero, 1).store(Op::sw, t3, 0, a2).exit();
  std::fill_n(words, 500, 0);
  Launch launch;
  launch.grid = {500};
  launch.block = {32};
  expect_runs(c, launch);
  EXPECT_EQ(std::count(words, words + 500, 1u), 500);
}

// Sets word `own`, then waits for word `other`.
Code exchange(int64_t own, int64_t other) {
  Code c;
  c.load(Op::ld, a1, 0, a0).i(Op::addi, t1, zero, 1).store(Op::sw, t1, own, a1).r(Op::fence, 0);
  auto wait = c.here();
  c.load(Op::lw, t2, other, a1);
  c.branch(Op::beq, t2, zero, wait);
  return c.exit();
}

TEST_P(Residency, LaunchesSideBySideMayWaitForEachOther) {
  auto one = rig.load(exchange(0, 4)), two = rig.load(exchange(4, 0));
  sim::Machine machine(rig.properties, rig.memory(), rig.options);
  std::fill_n(words, 2, 0);
  Launch launch;
  launch.grid = {40}; // more than are resident
  launch.block = {64};
  auto run = [&](const sim::Program& program) {
    EXPECT_FALSE(GridRig::run(machine, program, {uint64_t(words)}, launch).fault);
  };
  std::thread first([&] { run(*one); }), second([&] { run(*two); });
  first.join();
  second.join();
  EXPECT_EQ(words[0] & words[1], 1u);
}

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

TEST_P(Residency, ALaunchThatSleepsUntilTheHostWakesItCostsTheHostLittle) {
  Code c;
  c.load(Op::ld, a1, 0, a0).li(t1, 1000);
  auto wait = c.here();
  c.r(Op::ox_nanosleep, 0, t1).load(Op::lw, t2, 0, a1);
  c.branch(Op::beq, t2, zero, wait);
  c.exit();
  words[0] = 0;
  std::thread host([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    __atomic_store_n(words, 1, __ATOMIC_RELEASE);
  });
  const double before = cpu_seconds();
  Launch launch;
  launch.grid = {8};
  launch.block = {64};
  expect_runs(c, launch);
  host.join();
  EXPECT_LT(cpu_seconds() - before, 0.2);
}

TEST(Runaway, IsFoundSoonAfterTheLimit) {
  GridRig rig("ox-tiny");
  uint32_t* words = rig.array<uint32_t>(64);
  auto executed_with = [&](const Code& code, uint64_t limit) {
    Launch launch;
    launch.block = {32};
    launch.instruction_limit = limit;
    LaunchResult result = rig.run(code, {uint64_t(words)}, launch);
    EXPECT_TRUE(result.fault && result.fault->kind == FaultKind::kRunaway);
    return result.warp_instructions;
  };
  Code tight;
  auto self = tight.here();
  tight.jump(self);
  Code lanes_apart; // each lane in a loop of its own length, for ever
  lanes_apart.csr(t0, csr_laneid);
  auto outer = lanes_apart.here();
  lanes_apart.i(Op::addi, t1, t0, 1);
  auto inner = lanes_apart.here();
  lanes_apart.i(Op::addi, t1, t1, -1);
  lanes_apart.branch(Op::bne, t1, zero, inner);
  lanes_apart.jump(outer);
  Code sleeps;
  auto asleep = sleeps.here();
  sleeps.r(Op::ox_nanosleep, 0, zero);
  sleeps.jump(asleep);
  Code calls_itself; // without a frame, so that the stack lasts
  calls_itself.add({.op = Op::jal, .rd = ra, .imm = 0});
  Code long_body; // 5,000 instructions to each backward jump
  auto top = long_body.here();
  for (int i = 0; i < 5000; ++i)
    long_body.i(Op::addi, t0, t0, 1);
  long_body.jump(top);
  for (uint64_t limit : {100, 10'000, 1'000'000})
    for (const Code* code : {&tight, &lanes_apart, &sleeps, &calls_itself, &long_body}) {
      if (code == &sleeps && limit > 10'000)
        continue; // it would sleep for seconds
      const uint64_t executed = executed_with(*code, limit);
      EXPECT_GT(executed, limit);
      EXPECT_LT(executed, 2 * limit + 6000);
    }
}

} // namespace
} // namespace ox::test
