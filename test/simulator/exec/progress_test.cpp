// Independent progress of lanes, barriers, and what happens when nobody can go on.
#include "test/simulator/exec/rig.h"
#include <gtest/gtest.h>
#include <numeric>

namespace ox::test {
namespace {

using Status = sim::Block::Status;

class Progress : public ::testing::Test {
protected:
  Result run(const Code& code, std::vector<uint64_t> parameters, const Conditions& conditions = {}) {
    Result result = rig.run(code, parameters, conditions);
    EXPECT_EQ(result.status, Status::kFinished) << (result.fault ? result.fault->describe() : "still running");
    return result;
  }
  // Schedules that must not matter.
  static std::vector<Conditions> schedules(Dim3 block) {
    std::vector<Conditions> all;
    for (uint64_t seed : {0, 1, 2, 77})
      for (bool ignore_hints : {false, true})
        all.push_back({.block = block, .shared_bytes = 4096, .seed = seed, .ignore_hints = ignore_hints});
    return all;
  }

  Rig rig;
  uint32_t* words = rig.array<uint32_t>(1024);
};

// a1 = lock, a2 = counter: the textbook lock, which hangs on machines whose lanes run in lockstep.
Code spinlock(bool with_hints) {
  Code c;
  c.load(Op::ld, a1, 0, a0).i(Op::addi, a2, a1, 4).i(Op::addi, t1, zero, 1);
  if (with_hints)
    c.r(Op::ox_split, s1);
  auto acquire = c.here();
  c.i(Op::addi, t0, zero, 0);
  c.r(Op::amocas_w, t0, a1, t1);
  c.branch(Op::bne, t0, zero, acquire);
  c.load(Op::lw, t2, 0, a2).i(Op::addiw, t2, t2, 1).store(Op::sw, t2, 0, a2);
  c.r(Op::amoswap_w, zero, a1, zero);
  if (with_hints)
    c.r(Op::ox_join, 0, s1);
  return c.exit();
}

TEST_F(Progress, LanesOfAWarpContendForALock) {
  for (bool with_hints : {false, true}) {
    for (const Conditions& conditions : schedules({256, 1, 1})) {
      words[0] = words[1] = 0;
      run(spinlock(with_hints), {uint64_t(words)}, conditions);
      EXPECT_EQ(words[1], 256u);
      EXPECT_EQ(words[0], 0u);
    }
  }
}

TEST_F(Progress, ALaneWaitsForALaterLaneOfItsWarpThroughPlainMemory) {
  // Lane i waits until lane i + 1 has written its flag; lane 31 does not wait.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).r(Op::sh2add, a2, t0, a1).i(Op::addi, t1, zero, 31);
  auto last = c.branch_forward(Op::beq, t0, t1);
  auto wait = c.here();
  c.load(Op::lw, t2, 4, a2);
  c.branch(Op::beq, t2, zero, wait);
  c.bind(last);
  c.i(Op::addi, t3, t0, 1).store(Op::sw, t3, 0, a2).exit();
  for (const Conditions& conditions : schedules({32, 1, 1})) {
    std::fill_n(words, 33, 0);
    run(c, {uint64_t(words)}, conditions);
    for (unsigned lane = 0; lane < 32; ++lane)
      EXPECT_EQ(words[lane], lane + 1);
  }
}

TEST_F(Progress, AMisplacedJoinCostsTimeButNoResult) {
  // Lane 0 waits at a join for all lanes of the split, while the others spin on a flag that lane 0 sets behind the
  // join.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).r(Op::ox_split, s1);
  auto others = c.branch_forward(Op::bne, t0, zero);
  c.r(Op::ox_join, 0, s1);
  c.i(Op::addi, t1, zero, 1).store(Op::sw, t1, 0, a1);
  auto done = c.jump_forward();
  c.bind(others);
  auto wait = c.here();
  c.load(Op::lw, t2, 0, a1);
  c.branch(Op::beq, t2, zero, wait);
  c.bind(done);
  c.exit();
  for (const Conditions& conditions : schedules({32, 1, 1})) {
    words[0] = 0;
    run(c, {uint64_t(words)}, conditions);
    EXPECT_EQ(words[0], 1u);
  }
}

// Lanes 4 and up ask for a lock that lane 3 takes, lets go and takes again at the same instruction, joining them, until
// lanes 0 to 2, at a later pc, have set a flag: each after some polls, or once it has had the lock.
Code lock_taken_again_and_again(bool flag_needs_lock) {
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, t1, zero, 1).i(Op::addi, t3, zero, 3);
  auto early_lanes = c.branch_forward(Op::blt, t0, t3);
  auto acquire = c.here();
  c.load(Op::lw, t2, 4, a1);
  auto flag_is_set = c.branch_forward(Op::bne, t2, zero);
  c.i(Op::addi, t2, zero, 0).r(Op::amocas_w, t2, a1, t1);
  c.branch(Op::bne, t2, zero, acquire);
  for (int i = 0; i < 4; ++i)
    c.r(Op::fence, 0);
  c.r(Op::amoswap_w, zero, a1, zero);
  c.jump(acquire);
  c.bind(flag_is_set);
  c.exit();
  c.bind(early_lanes);
  c.i(Op::addi, t3, zero, 40);
  auto poll = c.here();
  c.i(Op::addi, t2, zero, 0).r(Op::amocas_w, t2, a1, t1);
  if (flag_needs_lock) {
    c.branch(Op::bne, t2, zero, poll);
  } else {
    auto failed = c.branch_forward(Op::bne, t2, zero);
    c.r(Op::amoswap_w, zero, a1, zero);
    c.bind(failed);
    c.i(Op::addi, t3, t3, -1);
    c.branch(Op::bne, t3, zero, poll);
  }
  c.i(Op::addi, a2, a1, 4).r(Op::amoadd_w, zero, a2, t1);
  if (flag_needs_lock)
    c.r(Op::amoswap_w, zero, a1, zero);
  return c.exit();
}

TEST_F(Progress, LanesThatTakeALockAgainAndAgainDoNotKeepLaterLanesFromRunning) {
  for (bool flag_needs_lock : {false, true})
    for (const Conditions& conditions : schedules({32, 1, 1})) {
      words[0] = words[1] = 0;
      run(lock_taken_again_and_again(flag_needs_lock), {uint64_t(words)}, conditions);
      EXPECT_EQ(words[1], 3u);
    }
}

// Five locks in a ring; each lane tries to have two neighbouring ones, and lets go of the first and sleeps when it does
// not get the second.  Lanes that slept in step would hold one lock each for ever.
Code try_two_locks(bool own_times) {
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, t1, zero, 1).i(Op::addi, t3, zero, 5);
  c.r(Op::remu, a2, t0, t3).i(Op::addi, t2, a2, 1).r(Op::remu, a3, t2, t3);
  c.r(Op::sh2add, a2, a2, a1).r(Op::sh2add, a3, a3, a1).i(Op::addi, a4, zero, 100);
  if (own_times)
    c.i(Op::slli, a4, t0, 5);
  auto attempt = c.here();
  c.i(Op::addi, t2, zero, 0).r(Op::amocas_w, t2, a2, t1);
  auto no_first = c.branch_forward(Op::bne, t2, zero);
  c.i(Op::addi, t2, zero, 0).r(Op::amocas_w, t2, a3, t1);
  auto both = c.branch_forward(Op::beq, t2, zero);
  c.r(Op::amoswap_w, zero, a2, zero);
  c.bind(no_first);
  c.r(Op::ox_nanosleep, 0, a4);
  c.jump(attempt);
  c.bind(both);
  c.i(Op::addi, a4, a1, 20).r(Op::amoadd_w, zero, a4, t1);
  c.r(Op::amoswap_w, zero, a3, zero).r(Op::amoswap_w, zero, a2, zero);
  return c.exit();
}

TEST_F(Progress, LanesThatBackOffFromEachOtherComeThrough) {
  for (bool own_times : {false, true})
    for (const Conditions& conditions : schedules({32, 1, 1})) {
      std::fill_n(words, 6, 0);
      run(try_two_locks(own_times), {uint64_t(words)}, conditions);
      for (unsigned lock = 0; lock < 5; ++lock)
        EXPECT_EQ(words[lock], 0u);
      EXPECT_EQ(words[5], 32u);
    }
}

TEST_F(Progress, DivergedLanesReconverge) {
  // Each lane loops laneid times, then all execute together again: activemask says so.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, t1, t0, 1);
  auto loop = c.here();
  c.i(Op::addi, t1, t1, -1);
  c.branch(Op::bne, t1, zero, loop);
  c.r(Op::ox_activemask, t2).r(Op::sh2add, a2, t0, a1).store(Op::sw, t2, 0, a2).exit();
  run(c, {uint64_t(words)});
  for (unsigned lane = 0; lane < 32; ++lane)
    EXPECT_EQ(words[lane], ~0u);
}

TEST_F(Progress, JoinBringsLanesTogetherWhereTheCommonPathLiesBelow) {
  // The branch target lies before the branch, so the lowest pc first would let lanes run on alone.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::andi, t1, t0, 1);
  auto start = c.jump_forward();
  auto common = c.here();
  c.r(Op::ox_join, 0, s1);
  c.r(Op::ox_activemask, t2).r(Op::sh2add, a2, t0, a1).store(Op::sw, t2, 0, a2).exit();
  c.bind(start);
  c.r(Op::ox_split, s1);
  c.branch(Op::beq, t1, zero, common);
  c.i(Op::addi, t3, zero, 1).i(Op::addi, t3, t3, 1);
  c.jump(common);
  run(c, {uint64_t(words)});
  for (unsigned lane = 0; lane < 32; ++lane)
    EXPECT_EQ(words[lane], ~0u);
  run(c, {uint64_t(words)}, {.ignore_hints = true});
  EXPECT_EQ(words[0] | words[1], ~0u);
}

TEST_F(Progress, CallsToDifferentFunctionsReturnToOnePlace) {
  // Lanes pick one of four functions by jalr; each adds its number; then they are together again.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::andi, t1, t0, 3).i(Op::addi, t3, zero, 0).i(Op::slli, t1, t1, 3);
  auto start = c.jump_forward();
  c.add({.op = Op::auipc, .rd = t2, .imm = 0}); // the functions are 8 bytes each, behind these three
  c.r(Op::add, t2, t2, t1).i(Op::jalr, zero, t2, 12);
  for (int i = 0; i < 4; ++i)
    c.i(Op::addi, t3, t3, 10 + i).i(Op::jalr, zero, ra, 0);
  c.bind(start);
  c.add({.op = Op::jal, .rd = ra, .imm = -4 * 11});
  c.r(Op::ox_activemask, t4).r(Op::sh3add, a2, t0, a1).store(Op::sw, t3, 0, a2).store(Op::sw, t4, 4, a2).exit();
  run(c, {uint64_t(words)});
  for (unsigned lane = 0; lane < 32; ++lane) {
    EXPECT_EQ(words[2 * lane], 10 + lane % 4) << lane;
    EXPECT_EQ(words[2 * lane + 1], ~0u) << lane;
  }
}

TEST_F(Progress, TheBarrierOrdersSharedMemory) {
  // Each thread writes its number to shared memory; behind the barrier it reads its mirror's.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCC0).csr(t5, 0xCC4);
  c.r(Op::sh2add, t1, t0, tp).store(Op::sw, t0, 0, t1);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  c.r(Op::sub, t2, t5, t0).i(Op::addi, t2, t2, -1).r(Op::sh2add, t2, t2, tp).load(Op::lw, t3, 0, t2);
  c.r(Op::sh2add, t4, t0, a1).store(Op::sw, t3, 0, t4).exit();
  for (uint32_t threads : {1u, 31u, 32u, 33u, 256u, 1000u}) {
    for (const Conditions& conditions : schedules({threads, 1, 1})) {
      run(c, {uint64_t(words)}, conditions);
      for (uint32_t i = 0; i < threads; ++i)
        ASSERT_EQ(words[i], threads - 1 - i);
    }
  }
}

TEST_F(Progress, BarriersCountThreadsThatHaveNotEnded) {
  // Odd threads end at once, even ones go through three barriers, diverged from each other by parity of tid / 2.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCC0).i(Op::andi, t1, t0, 1);
  auto even = c.branch_forward(Op::beq, t1, zero);
  c.exit();
  c.bind(even);
  c.i(Op::andi, t2, t0, 2);
  auto other = c.branch_forward(Op::bne, t2, zero);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  auto meet = c.jump_forward();
  c.bind(other);
  c.i(Op::addi, t3, zero, 1).r(Op::ox_bar_sync, 0, zero, zero);
  c.bind(meet);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  c.r(Op::sh2add, t4, t0, a1).store(Op::sw, t0, 0, t4).exit();
  for (const Conditions& conditions : schedules({100, 1, 1})) {
    std::fill_n(words, 100, 0xffff);
    run(c, {uint64_t(words)}, conditions);
    for (uint32_t i = 0; i < 100; ++i)
      ASSERT_EQ(words[i], i % 2 ? 0xffffu : i);
  }
}

TEST_F(Progress, NamedBarriersOfPartOfTheBlockPassIndependently) {
  // Warps 0 and 1 produce: arrive at barrier 1 (96 threads) and go on; warp 2 waits there, then reads.  Warp 3 does
  // nothing.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCC0).csr(t1, 0xCD1).i(Op::addi, s1, zero, 1).i(Op::addi, s2, zero, 96);
  c.i(Op::addi, t2, zero, 2);
  auto consumer = c.branch_forward(Op::beq, t1, t2);
  auto nobody = c.branch_forward(Op::bltu, t2, t1);
  c.r(Op::sh2add, t3, t0, tp).i(Op::addi, t4, t0, 100).store(Op::sw, t4, 0, t3);
  c.r(Op::ox_bar_arrive, 0, s1, s2).exit();
  c.bind(consumer);
  c.r(Op::ox_bar_sync, 0, s1, s2);
  c.i(Op::andi, t0, t0, 31).r(Op::sh2add, t3, t0, tp).load(Op::lw, t4, 0, t3).load(Op::lw, t5, 128, t3);
  c.r(Op::addw, t4, t4, t5).r(Op::sh2add, t3, t0, a1).store(Op::sw, t4, 0, t3);
  c.bind(nobody);
  c.exit();
  for (const Conditions& conditions : schedules({128, 1, 1})) {
    std::fill_n(words, 32, 0);
    run(c, {uint64_t(words)}, conditions);
    for (uint32_t i = 0; i < 32; ++i)
      ASSERT_EQ(words[i], 232 + 2 * i);
  }
}

TEST_F(Progress, BarrierReductionsCountTheBlock) {
  for (Op op : {Op::ox_bar_red_popc, Op::ox_bar_red_and, Op::ox_bar_red_or}) {
    for (uint64_t limit : {0, 1, 70, 99, 100}) {
      Code c;
      c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).csr(t0, 0xCC0).r(Op::sltu, t1, t0, a2);
      c.i(Op::addi, s1, zero, 3).i(Op::slli, t1, t1, 40); // barrier 3; the predicate is any non-zero value
      c.r(op, t2, t1, s1);
      c.r(Op::sh2add, t3, t0, a1).store(Op::sw, t2, 0, t3).exit();
      run(c, {uint64_t(words), limit}, {.block = {10, 10, 1}});
      // tid.x is below 10: the predicate holds for min(limit, 10) * 10 threads
      uint64_t votes = std::min<uint64_t>(limit, 10) * 10;
      uint64_t wanted = op == Op::ox_bar_red_popc ? votes : op == Op::ox_bar_red_and ? votes == 100 : votes != 0;
      for (uint32_t i = 0; i < 10; ++i)
        EXPECT_EQ(words[i], wanted) << isa::mnemonic(op) << " " << limit;
    }
  }
}

TEST_F(Progress, SleepersGiveTheHostThreadBack) {
  // Waits for another block with nanosleep: the step comes back as kWaiting.
  Code c;
  c.load(Op::ld, a1, 0, a0).i(Op::addi, s1, zero, 100);
  auto wait = c.here();
  c.r(Op::ox_nanosleep, 0, s1).load(Op::lw, t0, 0, a1);
  c.branch(Op::beq, t0, zero, wait);
  c.exit();
  words[0] = 0;
  Result result = rig.run(c, {uint64_t(words)}, {.block = {64, 1, 1}, .most_steps = 3});
  EXPECT_EQ(result.status, Status::kWaiting);
  words[0] = 1;
  run(c, {uint64_t(words)});
}

TEST_F(Progress, SpinningGivesTheHostThreadBackAfterItsBudget) {
  Code c;
  c.load(Op::ld, a1, 0, a0);
  auto wait = c.here();
  c.load(Op::lw, t0, 0, a1);
  c.branch(Op::beq, t0, zero, wait);
  c.exit();
  words[0] = 0;
  Result result = rig.run(c, {uint64_t(words)}, {.step_budget = 1000, .most_steps = 3});
  EXPECT_EQ(result.status, Status::kRunnable);
  EXPECT_LT(result.counters.warp_instructions, 100000u);
}

TEST_F(Progress, LanesThatWaitForEachOtherAtDifferentInstructionsAreADeadlock) {
  Code c;
  c.csr(t0, 0xCD0).i(Op::addi, s1, zero, -1).i(Op::andi, t1, t0, 1);
  auto odd = c.branch_forward(Op::bne, t1, zero);
  c.r(Op::ox_syncwarp, 0, s1).exit();
  c.bind(odd);
  c.r(Op::ox_ballot, t2, s1, s1).exit();
  Result result = rig.run(c, {});
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kDeadlock);
  EXPECT_NE(result.fault->detail.find("lanes 0x55555555 wait for lanes 0xaaaaaaaa at ox.syncwarp"), std::string::npos)
      << result.fault->detail;
  EXPECT_NE(result.fault->detail.find("lanes 0xaaaaaaaa wait for lanes 0x55555555 at ox.ballot"), std::string::npos);
}

TEST_F(Progress, ABarrierThatNotAllReachIsADeadlock) {
  // 64 threads are expected, warp 1 goes to another barrier.
  Code c;
  c.csr(t1, 0xCD1).r(Op::ox_bar_sync, 0, t1, zero).exit();
  Result result = rig.run(c, {}, {.block = {64, 1, 1}});
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kDeadlock);
  EXPECT_NE(result.fault->detail.find("warp 1: lanes 0xffffffff wait at barrier 1, where 32 of all live threads"),
            std::string::npos)
      << result.fault->detail;
}

TEST_F(Progress, BarrierMisuseIsAFaultInWords) {
  auto fault_of = [&](uint64_t id, uint64_t count, Dim3 block) {
    Code c;
    c.load(Op::ld, s1, 0, a0).load(Op::ld, s2, 8, a0).r(Op::ox_bar_sync, 0, s1, s2).exit();
    Result result = rig.run(c, {id, count}, {.block = block});
    EXPECT_TRUE(result.fault);
    EXPECT_EQ(result.fault ? result.fault->kind : FaultKind::kHost, FaultKind::kBarrierMisuse);
    return result.fault ? result.fault->detail : "";
  };
  EXPECT_EQ(fault_of(16, 0, {32, 1, 1}), "there is no barrier 16; a block has barriers 0 to 15");
  EXPECT_EQ(fault_of(2, 96, {64, 1, 1}), "barrier 2 is to wait for 96 threads, but the block has 64");
  EXPECT_EQ(fault_of(3, 48, {64, 1, 1}),
            "barrier 3 is to wait for 48 threads; a count must be a multiple of the 32 of a warp");
  Code arrives;
  arrives.i(Op::addi, s1, zero, 5).r(Op::ox_bar_arrive, 0, s1, zero).exit();
  Result lone = rig.run(arrives, {}, {.block = {64, 1, 1}});
  ASSERT_TRUE(lone.fault);
  EXPECT_EQ(lone.fault->kind, FaultKind::kBarrierMisuse);
  EXPECT_EQ(lone.fault->detail,
            "this thread arrives at barrier 5 without waiting and names no count; arriving needs one");
  Code mixed; // warp 0 waits, warp 1 reduces
  mixed.csr(t1, 0xCD1);
  auto reduce = mixed.branch_forward(Op::bne, t1, zero);
  mixed.r(Op::ox_bar_sync, 0, zero, zero).exit();
  mixed.bind(reduce);
  mixed.r(Op::ox_bar_red_or, t2, zero, zero).exit();
  lone = rig.run(mixed, {}, {.block = {64, 1, 1}});
  ASSERT_TRUE(lone.fault);
  EXPECT_EQ(lone.fault->kind, FaultKind::kBarrierMisuse);
  EXPECT_EQ(lone.fault->thread, (Dim3{32, 0, 0}));
  EXPECT_EQ(lone.fault->detail, "threads came to barrier 0 with different operations (a reduction and another)");
  Code c; // warp 0 expects 64 of 96 threads, the others 32
  c.csr(t1, 0xCD1).i(Op::sltiu, t1, t1, 1).i(Op::slli, t1, t1, 5).i(Op::addi, t1, t1, 32);
  c.r(Op::ox_bar_sync, 0, zero, t1).exit();
  Result result = rig.run(c, {}, {.block = {96, 1, 1}});
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kBarrierMisuse);
}

// 16 of warp 1's lanes end, or never were: PTX counts warps, so 64 are there when its others arrive.
TEST_F(Progress, LanesThatHaveEndedCountWithTheirWarp) {
  Code c;
  c.csr(t0, 0xCC0).i(Op::addi, t1, zero, 48).i(Op::addi, s1, zero, 1).i(Op::addi, s2, zero, 64);
  auto stays = c.branch_forward(Op::bltu, t0, t1);
  auto third = c.branch_forward(Op::bgeu, t0, s2); // so that the barrier is not one of all threads
  c.exit();
  c.bind(stays);
  c.r(Op::ox_bar_sync, 0, s1, s2);
  c.bind(third);
  c.exit();
  EXPECT_EQ(rig.run(c, {}, {.block = {96, 1, 1}}).status, Status::kFinished);
}

TEST_F(Progress, TheInstructionLimitStopsAnEndlessLoop) {
  Code c;
  auto loop = c.here();
  c.i(Op::addi, t0, t0, 1);
  c.jump(loop);
  Result result = rig.run(c, {}, {.instruction_limit = 100000});
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kRunaway);
}

TEST_F(Progress, CountersCountInstructionsAndLanes) {
  Code c;
  c.csr(t0, 0xCD0).i(Op::addi, t1, zero, 8);
  auto over = c.branch_forward(Op::bltu, t1, t0); // lanes 9 and up
  c.i(Op::addi, t2, zero, 0);                     // 9 lanes
  c.bind(over);
  c.exit();
  Result result = run(c, {});
  EXPECT_EQ(result.counters.warp_instructions, 5u);
  EXPECT_EQ(result.counters.lane_instructions, 32u * 4 + 9);
}

} // namespace
} // namespace ox::test
