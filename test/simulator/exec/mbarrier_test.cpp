// mbarrier objects: what each instruction does to the word (isa manual, "mbarrier objects"; PTX manual, mbarrier), what
// it refuses, and warps that wait for each other with them.
#include "test/simulator/exec/rig.h"
#include <cstring>
#include <gtest/gtest.h>

namespace ox::test {
namespace {

using Status = sim::Block::Status;
constexpr uint64_t kMost = (1 << 20) - 1;

uint64_t word(uint64_t phase, uint64_t pending, uint64_t expected, int64_t bytes) {
  return 1 | phase << 1 | pending << 3 | expected << 23 | uint64_t(bytes) << 43;
}

class Mbarrier : public ::testing::Test {
protected:
  // One lane does op(address of the object, operand); rd comes back.
  Result one(Op op, uint64_t operand) {
    Code c;
    c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0).i(Op::addi, a4, zero, -7);
    const bool returns = op == Op::ox_mbar_arrive || op == Op::ox_mbar_drop || is_test(op);
    c.r(op, returns ? a4 : zero, a1, op == Op::ox_mbar_inval ? zero : a2).store(Op::sd, a4, 0, a3).exit();
    return rig.run(c, {uint64_t(object), operand, uint64_t(out)}, {.block = {1, 1, 1}});
  }
  static bool is_test(Op op) {
    return op == Op::ox_mbar_test || op == Op::ox_mbar_testp || op == Op::ox_mbar_try || op == Op::ox_mbar_tryp;
  }
  void expect(Op op, uint64_t operand, uint64_t before, uint64_t after) {
    *object = before;
    auto result = one(op, operand);
    ASSERT_EQ(result.status, Status::kFinished) << isa::mnemonic(op) << ": " << result.fault->describe();
    EXPECT_EQ(*object, after) << isa::mnemonic(op) << " " << operand << std::hex << " of " << before;
  }
  void expect_fault(Op op, uint64_t operand, uint64_t before, const char* words) {
    *object = before;
    auto result = one(op, operand);
    ASSERT_EQ(result.status, Status::kFaulted) << isa::mnemonic(op) << " " << operand;
    EXPECT_EQ(result.fault->kind, FaultKind::kBarrierMisuse);
    EXPECT_NE(result.fault->detail.find(words), std::string::npos) << result.fault->detail;
    EXPECT_EQ(*object, before);
    EXPECT_EQ(*out, 0xdeadu);
  }
  void SetUp() override { *out = 0xdead; }

  Rig rig;
  uint64_t *object = rig.array<uint64_t>(1), *out = rig.array<uint64_t>(1);
};

TEST_F(Mbarrier, InitStartsPhaseZeroWithTheCountOverWhateverWasThere) {
  expect(Op::ox_mbar_init, 1, 0, word(0, 1, 1, 0));
  expect(Op::ox_mbar_init, kMost, ~uint64_t{0}, word(0, kMost, kMost, 0));
  expect(Op::ox_mbar_init, 0xabcdef0000000005, word(3, 1, 2, 9), word(0, 5, 5, 0)); // the count is 32 bits
}

TEST_F(Mbarrier, InvalMakesItAPlainWord) { expect(Op::ox_mbar_inval, 0, word(2, 3, 4, -5), 0); }

TEST_F(Mbarrier, ArriveCountsDownAndTheLastOneStartsTheNextPhase) {
  expect(Op::ox_mbar_arrive, 1, word(0, 3, 3, 0), word(0, 2, 3, 0));
  EXPECT_EQ(*out, word(0, 3, 3, 0)); // the token is the word before
  expect(Op::ox_mbar_arrive, 2, word(0, 3, 3, 0), word(0, 1, 3, 0));
  expect(Op::ox_mbar_arrive, 3, word(0, 3, 3, 0), word(1, 3, 3, 0));
  expect(Op::ox_mbar_arrive, 1, word(3, 1, kMost, 0), word(0, kMost, kMost, 0)); // phases count modulo 4
  expect(Op::ox_mbar_arrive, 1, word(1, 1, 4, 16), word(1, 0, 4, 16));           // bytes are still to come
  expect(Op::ox_mbar_arrive, 1, word(1, 1, 4, -16), word(1, 0, 4, -16));         // or came unannounced
}

TEST_F(Mbarrier, DropLowersWhatTheNextPhasesExpectBeforeItArrives) {
  expect(Op::ox_mbar_drop, 1, word(0, 3, 3, 0), word(0, 2, 2, 0));
  EXPECT_EQ(*out, word(0, 3, 3, 0));
  expect(Op::ox_mbar_drop, 1, word(0, 1, 3, 0), word(1, 2, 2, 0)); // the new phase has the lower count
  expect(Op::ox_mbar_drop, 1, word(2, 1, 1, 0), word(3, 0, 0, 0)); // nobody is left
}

TEST_F(Mbarrier, BytesHoldThePhaseOpenUntilTheyHaveCome) {
  expect(Op::ox_mbar_expect, 16, word(0, 1, 1, 0), word(0, 1, 1, 16));
  expect(Op::ox_mbar_expect, 0, word(0, 1, 1, 5), word(0, 1, 1, 5));
  expect(Op::ox_mbar_complete, 16, word(0, 1, 1, 16), word(0, 1, 1, 0)); // an arrival is missing
  expect(Op::ox_mbar_complete, 10, word(0, 0, 2, 16), word(0, 0, 2, 6));
  expect(Op::ox_mbar_complete, 16, word(0, 0, 2, 16), word(1, 2, 2, 0));
  expect(Op::ox_mbar_complete, 16, word(0, 1, 1, 0), word(0, 1, 1, -16)); // before it is announced
  expect(Op::ox_mbar_expect, 16, word(2, 0, 7, -16), word(3, 7, 7, 0));   // announced at last
  expect(Op::ox_mbar_expect, kMost, word(0, 1, 1, 0), word(0, 1, 1, kMost));
  expect(Op::ox_mbar_complete, kMost, word(0, 1, 1, 0), word(0, 1, 1, -int64_t(kMost)));
}

TEST_F(Mbarrier, TestTellsPhasesApartByTokenAndByParity) {
  for (uint64_t phase = 0; phase < 4; ++phase) {
    const uint64_t now = word(phase, 2, 5, 0);
    for (Op op : {Op::ox_mbar_test, Op::ox_mbar_try}) {
      expect(op, word(phase, 4, 5, 0), now, now); // a token of this phase
      EXPECT_EQ(*out, 0u);
      expect(op, word((phase + 3) % 4, 4, 5, 0), now, now); // of the one before
      EXPECT_EQ(*out, 1u);
    }
    for (Op op : {Op::ox_mbar_testp, Op::ox_mbar_tryp}) {
      expect(op, phase % 2, now, now);
      EXPECT_EQ(*out, 0u);
      expect(op, 1 - phase % 2, now, now);
      EXPECT_EQ(*out, 1u);
    }
  }
}

TEST_F(Mbarrier, MisuseIsAFaultAndChangesNothing) {
  const uint64_t good = word(0, 3, 5, 0);
  for (uint64_t count : {uint64_t{0}, kMost + 1, uint64_t{0xffffffff}}) {
    expect_fault(Op::ox_mbar_init, count, 0, "a count is 1 to 1048575");
    expect_fault(Op::ox_mbar_arrive, count, good, "a count is 1 to 1048575");
    expect_fault(Op::ox_mbar_drop, count, good, "a count is 1 to 1048575");
  }
  expect_fault(Op::ox_mbar_arrive, 4, good, "whose phase waits for only 3 (of 5 expected)");
  expect_fault(Op::ox_mbar_drop, 4, good, "whose phase waits for only 3");
  expect_fault(Op::ox_mbar_drop, 1, word(0, 1, 0, 0), "(of 0 expected)");
  expect_fault(Op::ox_mbar_expect, 1, word(0, 1, 1, kMost), "leave the range of +-1048575");
  expect_fault(Op::ox_mbar_complete, 1, word(0, 1, 1, -int64_t(kMost)), "leave the range of +-1048575");
  expect_fault(Op::ox_mbar_expect, 0xffffffff, good, "leave the range of +-1048575");
  for (Op op : {Op::ox_mbar_inval, Op::ox_mbar_arrive, Op::ox_mbar_drop, Op::ox_mbar_expect, Op::ox_mbar_complete,
                Op::ox_mbar_test, Op::ox_mbar_testp, Op::ox_mbar_try, Op::ox_mbar_tryp})
    for (uint64_t nothing : {uint64_t{0}, word(1, 2, 3, 4) & ~uint64_t{1}})
      expect_fault(op, 1, nothing, "there is no mbarrier at 0x");
}

TEST_F(Mbarrier, IsAnAlignedWordOfMemory) {
  Code c;
  c.load(Op::ld, a1, 0, a0).i(Op::addi, a2, zero, 1).r(Op::ox_mbar_init, zero, a1, a2).exit();
  auto result = rig.run(c, {uint64_t(object) + 4}, {.block = {1, 1, 1}});
  ASSERT_EQ(result.status, Status::kFaulted);
  EXPECT_EQ(result.fault->kind, FaultKind::kMisalignedAddress);
}

TEST_F(Mbarrier, LanesArriveInTheOrderOfTheirNumbers) {
  auto* tokens = rig.array<uint64_t>(32);
  Code c;
  c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).csr(t0, 0xCD0).i(Op::addi, t2, zero, 1);
  c.r(Op::ox_mbar_arrive, a3, a1, t2).r(Op::ox_mbar_pending, a3, a3).r(Op::sh3add, t1, t0, a2).store(Op::sd, a3, 0, t1);
  c.exit();
  *object = word(0, 32, 32, 0);
  ASSERT_EQ(rig.run(c, {uint64_t(object), uint64_t(tokens)}).status, Status::kFinished);
  EXPECT_EQ(*object, word(1, 32, 32, 0));
  for (uint64_t lane = 0; lane < 32; ++lane)
    EXPECT_EQ(tokens[lane], 32 - lane);
}

// All threads of several warps pass an mbarrier in shared memory, many times: each adds to a cell of its own before it
// arrives, and afterwards checks its neighbour's cell, in another warp.
Code ring(Op wait, bool by_parity, unsigned threads, unsigned rounds) {
  Code c; // parameters: cells, errors
  c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).csr(t0, 0xCC0);
  auto not_first = c.branch_forward(Op::bne, t0, zero);
  c.li(t1, threads).r(Op::ox_mbar_init, zero, tp, t1);
  c.bind(not_first);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  c.r(Op::sh3add, s2, t0, a1);                                       // own cell
  c.i(Op::addi, t1, t0, 40).li(t2, threads).r(Op::remu, t1, t1, t2); // the neighbour, a warp and a bit further
  c.r(Op::sh3add, s3, t1, a1);
  c.i(Op::addi, s4, zero, 0).li(s5, rounds).i(Op::addi, s6, zero, 1);
  auto round = c.here();
  c.i(Op::addi, s7, s4, 1).store(Op::sd, s7, 0, s2);
  c.r(Op::ox_mbar_arrive, s8, tp, s6);
  if (by_parity)
    c.i(Op::slli, s8, s4, 1); // round r is over when phase 2r is: two phases a round
  if (by_parity)
    c.i(Op::andi, s8, s8, 1);
  auto again = c.here();
  c.r(wait, t1, tp, s8).branch(Op::beq, t1, zero, again);
  c.load(Op::ld, t1, 0, s3);
  auto right = c.branch_forward(Op::beq, t1, s7);
  c.r(Op::amoadd_d, zero, a2, s6);
  c.bind(right);
  c.r(Op::ox_mbar_arrive, s8, tp, s6); // nobody writes before all have looked
  if (by_parity)
    c.i(Op::addi, s8, zero, 1);
  auto once_more = c.here();
  c.r(wait, t1, tp, s8).branch(Op::beq, t1, zero, once_more);
  c.i(Op::addi, s4, s4, 1).branch(Op::bltu, s4, s5, round);
  c.exit();
  return c;
}
TEST_F(Mbarrier, HoldsTheWarpsOfABlockTogether) {
  constexpr unsigned kThreads = 160, kRounds = 50;
  auto* cells = rig.array<uint64_t>(kThreads);
  struct Way {
    Op wait;
    bool by_parity;
  };
  for (Way way : {Way{Op::ox_mbar_test, false}, Way{Op::ox_mbar_try, false}, Way{Op::ox_mbar_testp, true},
                  Way{Op::ox_mbar_tryp, true}}) {
    for (uint64_t seed : {0, 1, 2, 3}) {
      std::memset(cells, 0, 8 * kThreads);
      *object = 0;
      auto result = rig.run(ring(way.wait, way.by_parity, kThreads, kRounds), {uint64_t(cells), uint64_t(object)},
                            {.block = {kThreads, 1, 1}, .shared_bytes = 64, .seed = seed});
      ASSERT_EQ(result.status, Status::kFinished) << (result.fault ? result.fault->describe() : "gave up");
      EXPECT_EQ(*object, 0u) << isa::mnemonic(way.wait) << " seed " << seed;
    }
  }
}

// Lane 0 waits for an arrival that lane 1 of its own warp makes later in the same code.
TEST_F(Mbarrier, ALaneThatWaitsDoesNotKeepItsWarpFromArriving) {
  for (Op wait : {Op::ox_mbar_testp, Op::ox_mbar_tryp}) {
    *object = word(0, 1, 1, 0);
    Code c;
    c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, t2, zero, 1);
    auto others = c.branch_forward(Op::bne, t0, zero);
    auto again = c.here();
    c.r(wait, t1, a1, zero).branch(Op::beq, t1, zero, again);
    c.exit();
    c.bind(others);
    c.r(Op::ox_mbar_arrive, zero, a1, t2).exit();
    auto result = rig.run(c, {uint64_t(object)}, {.block = {2, 1, 1}});
    ASSERT_EQ(result.status, Status::kFinished);
    EXPECT_EQ(*object, word(1, 1, 1, 0));
  }
}

// A producer warp announces bytes and delivers them in pieces; consumers wait for the phase, then read.
TEST_F(Mbarrier, ConsumersWaitForBytesThatAProducerDelivers) {
  constexpr unsigned kThreads = 128;
  auto* seen = rig.array<uint64_t>(kThreads);
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCC0).i(Op::addi, s6, zero, 1).li(s2, 512);
  auto not_first = c.branch_forward(Op::bne, t0, zero);
  c.r(Op::ox_mbar_init, zero, tp, s6);
  c.bind(not_first);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  auto consumer = c.branch_forward(Op::bne, t0, zero);
  c.r(Op::ox_mbar_expect, 0, tp, s2).r(Op::ox_mbar_arrive, zero, tp, s6);
  c.li(s3, 128).i(Op::addi, s4, zero, 0);
  auto piece = c.here();
  c.i(Op::addi, s4, s4, 1).store(Op::sd, s4, 8, tp).r(Op::ox_nanosleep, 0, s3).r(Op::ox_mbar_complete, 0, tp, s3);
  c.i(Op::addi, t1, zero, 4).branch(Op::bne, s4, t1, piece);
  c.bind(consumer);
  auto again = c.here();
  c.r(Op::ox_mbar_tryp, t1, tp, zero).branch(Op::beq, t1, zero, again);
  c.load(Op::ld, t1, 8, tp).r(Op::sh3add, t2, t0, a1).store(Op::sd, t1, 0, t2).exit();
  for (uint64_t seed : {0, 7}) {
    auto result = rig.run(c, {uint64_t(seen)}, {.block = {kThreads, 1, 1}, .shared_bytes = 64, .seed = seed});
    ASSERT_EQ(result.status, Status::kFinished) << (result.fault ? result.fault->describe() : "gave up");
    for (unsigned thread = 0; thread < kThreads; ++thread)
      ASSERT_EQ(seen[thread], 4u) << thread;
  }
}

} // namespace
} // namespace ox::test
