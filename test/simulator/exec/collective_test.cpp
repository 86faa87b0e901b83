// The warp engine: votes, matches, reductions, shuffles, and the rendezvous of exactly the lanes that a mask names.
#include "test/simulator/exec/rig.h"
#include <algorithm>
#include <bit>
#include <gtest/gtest.h>
#include <random>

namespace ox::test {
namespace {

constexpr uint32_t kAll = ~0u;

class Collectives : public ::testing::Test {
protected:
  // Each lane runs op(rs1 = value, rs2 = second, rs3 = third) unless it is not in active; returns rd by lane.
  std::vector<uint64_t> run(Op op, const std::vector<uint64_t>& value, const std::vector<uint64_t>& second,
                            const std::vector<uint64_t>& third = std::vector<uint64_t>(32), uint32_t active = kAll) {
    Code c;
    c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0).load(Op::ld, a4, 24, a0);
    c.load(Op::ld, a5, 32, a0).csr(t0, 0xCD0).csr(t5, 0xCD8);
    c.r(Op::sh3add, t1, t0, a1).load(Op::ld, s2, 0, t1);
    c.r(Op::sh3add, t1, t0, a2).load(Op::ld, s3, 0, t1);
    c.r(Op::sh3add, t1, t0, a3).load(Op::ld, s4, 0, t1);
    c.i(Op::addi, s5, zero, -7);
    c.r(Op::and_, t1, a5, t5);
    auto skip = c.branch_forward(Op::beq, t1, zero);
    c.r(op, s5, s2, s3, s4);
    c.bind(skip);
    c.r(Op::sh3add, t1, t0, a4).store(Op::sd, s5, 0, t1).exit();
    std::copy(value.begin(), value.end(), in1);
    std::copy(second.begin(), second.end(), in2);
    std::copy(third.begin(), third.end(), in3);
    Result result = rig.run(c, {uint64_t(in1), uint64_t(in2), uint64_t(in3), uint64_t(out), active});
    EXPECT_EQ(result.status, sim::Block::Status::kFinished) << (result.fault ? result.fault->describe() : "");
    return {out, out + 32};
  }
  std::vector<uint64_t> all_lanes(uint64_t value) { return std::vector<uint64_t>(32, value); }

  Rig rig;
  uint64_t *in1 = rig.array<uint64_t>(32), *in2 = rig.array<uint64_t>(32), *in3 = rig.array<uint64_t>(32),
           *out = rig.array<uint64_t>(32);
  std::mt19937_64 random{1};
};

TEST_F(Collectives, VotesCountTheLanesOfTheMaskOnly) {
  for (uint32_t mask : {kAll, 0x1u, 0x80000000u, 0x0000ffffu, 0xa5a5a5a5u}) {
    for (uint32_t set : {0u, kAll, mask, ~mask, 0x0f0f0f0fu, 0x80000001u}) {
      std::vector<uint64_t> value(32);
      for (unsigned lane = 0; lane < 32; ++lane)
        value[lane] = set >> lane & 1 ? uint64_t{1} << (lane * 2) : 0; // non-zero in the upper half too
      auto expect = [&](Op op, uint64_t wanted) {
        auto got = run(op, value, all_lanes(mask), all_lanes(0), mask);
        for (unsigned lane = 0; lane < 32; ++lane)
          ASSERT_EQ(got[lane], mask >> lane & 1 ? wanted : uint64_t(-7)) << isa::mnemonic(op) << " lane " << lane;
      };
      expect(Op::ox_ballot, set & mask);
      expect(Op::ox_vote_all, (set & mask) == mask);
      expect(Op::ox_vote_any, (set & mask) != 0);
      expect(Op::ox_vote_uni, (set & mask) == mask || (set & mask) == 0);
    }
  }
}

TEST_F(Collectives, ActivemaskAndSplitNameTheLanesThatRunTogether) {
  for (Op op : {Op::ox_activemask, Op::ox_split}) {
    auto got = run(op, all_lanes(0), all_lanes(0), all_lanes(0), 0x00ff00f0);
    EXPECT_EQ(got[4], 0x00ff00f0u);
    EXPECT_EQ(got[0], uint64_t(-7));
  }
}

TEST_F(Collectives, ElectPicksTheLowestLiveLane) {
  for (uint32_t mask : {kAll, 0xfffffff0u, 0x80000000u, 0x00010100u}) {
    auto got = run(Op::ox_elect, all_lanes(mask), all_lanes(0), all_lanes(0), mask);
    unsigned leader = unsigned(std::countr_zero(mask));
    for (unsigned lane = leader; lane < 32; ++lane) {
      if (mask >> lane & 1) {
        EXPECT_EQ(got[lane], uint64_t{lane == leader} << 32 | leader);
      }
    }
  }
}

TEST_F(Collectives, MatchesFindEqualValues) {
  for (int round = 0; round < 20; ++round) {
    uint32_t mask = round == 0 ? kAll : uint32_t(random()) | 1;
    std::vector<uint64_t> value(32);
    for (auto& v : value)
      v = (random() % 3) << 32 | random() % 4;
    if (round % 5 == 4)
      value = all_lanes(0x500000007);
    for (bool is_double : {false, true}) {
      auto key = [&](unsigned lane) { return is_double ? value[lane] : uint64_t{uint32_t(value[lane])}; };
      auto any = run(is_double ? Op::ox_match_any_d : Op::ox_match_any_w, value, all_lanes(mask), all_lanes(0), mask);
      auto all = run(is_double ? Op::ox_match_all_d : Op::ox_match_all_w, value, all_lanes(mask), all_lanes(0), mask);
      for (unsigned lane = 0; lane < 32; ++lane) {
        if (!(mask >> lane & 1))
          continue;
        uint64_t equal = 0;
        for (unsigned other = 0; other < 32; ++other)
          equal |= uint64_t((mask >> other & 1) && key(other) == key(lane)) << other;
        ASSERT_EQ(any[lane], equal);
        ASSERT_EQ(all[lane], equal == mask ? uint64_t{1} << 32 | mask : 0);
      }
    }
  }
}

TEST_F(Collectives, ReductionsWorkOnTheLowWordsOfTheMask) {
  for (int round = 0; round < 20; ++round) {
    uint32_t mask = round == 0 ? kAll : round == 1 ? 0x10 : uint32_t(random()) | 1;
    std::vector<uint64_t> value(32);
    for (auto& v : value)
      v = random();
    int64_t sum = 0, least = INT64_MAX, most = INT64_MIN;
    uint32_t least_u = ~0u, most_u = 0, conj = ~0u, disj = 0, parity = 0;
    for (unsigned lane = 0; lane < 32; ++lane) {
      if (!(mask >> lane & 1))
        continue;
      uint32_t v = uint32_t(value[lane]);
      sum += v;
      least = std::min<int64_t>(least, int32_t(v));
      most = std::max<int64_t>(most, int32_t(v));
      least_u = std::min(least_u, v);
      most_u = std::max(most_u, v);
      conj &= v;
      disj |= v;
      parity ^= v;
    }
    auto expect = [&](Op op, uint64_t wanted) {
      auto got = run(op, value, all_lanes(mask), all_lanes(0), mask);
      for (unsigned lane = 0; lane < 32; ++lane)
        if (mask >> lane & 1) {
          ASSERT_EQ(got[lane], uint64_t(int64_t(int32_t(wanted)))) << isa::mnemonic(op);
        }
    };
    expect(Op::ox_redux_add, uint64_t(sum));
    expect(Op::ox_redux_min, uint64_t(least));
    expect(Op::ox_redux_max, uint64_t(most));
    expect(Op::ox_redux_minu, least_u);
    expect(Op::ox_redux_maxu, most_u);
    expect(Op::ox_redux_and, conj);
    expect(Op::ox_redux_or, disj);
    expect(Op::ox_redux_xor, parity);
  }
}

// The pseudo-code of the PTX manual for shfl.sync.
uint64_t shuffled(Op op, const std::vector<uint64_t>& a, unsigned lane, uint32_t b_operand, uint32_t c) {
  uint32_t bval = b_operand & 0x1f, cval = c & 0x1f, segmask = c >> 8 & 0x1f;
  int max_lane = int((lane & segmask) | (cval & ~segmask)), min_lane = int(lane & segmask);
  int j = 0;
  bool p = false;
  if (op == Op::ox_shfl_up) {
    j = int(lane) - int(bval);
    p = j >= max_lane;
  }
  if (op == Op::ox_shfl_down) {
    j = int(lane) + int(bval);
    p = j <= max_lane;
  }
  if (op == Op::ox_shfl_bfly) {
    j = int(lane ^ bval);
    p = j <= max_lane;
  }
  if (op == Op::ox_shfl_idx) {
    j = min_lane | int(bval & ~segmask);
    p = j <= max_lane;
  }
  if (!p)
    j = int(lane);
  return uint64_t{p} << 32 | uint32_t(a[unsigned(j)]);
}

TEST_F(Collectives, ShufflesFollowThePtxManualForEveryModeWidthAndDelta) {
  // One program: all deltas for one mode and c at a time, results by delta and lane.
  auto* results = rig.array<uint64_t>(32 * 32);
  std::vector<uint64_t> value(32);
  for (unsigned lane = 0; lane < 32; ++lane)
    in1[lane] = value[lane] = 0xabcd000000000100 + lane;
  for (Op op : {Op::ox_shfl_idx, Op::ox_shfl_up, Op::ox_shfl_down, Op::ox_shfl_bfly}) {
    Code code;
    code.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, s4, 16, a0).csr(t0, 0xCD0);
    code.r(Op::sh3add, t1, t0, a1).load(Op::ld, s2, 0, t1).r(Op::sh3add, a2, t0, a2);
    code.i(Op::addi, s3, zero, 0).i(Op::addi, t2, zero, 32);
    auto loop = code.here();
    code.r(op, s5, s2, s3, s4).store(Op::sd, s5, 0, a2).i(Op::addi, a2, a2, 256).i(Op::addi, s3, s3, 1);
    code.branch(Op::bltu, s3, t2, loop);
    code.exit();
    auto program = rig.load(code);
    for (uint32_t segment = 0; segment < 32; ++segment) {
      for (uint32_t clamp = 0; clamp < 32; ++clamp) {
        uint32_t c = segment << 8 | clamp;
        auto result = rig.run(*program, {uint64_t(in1), uint64_t(results), uint64_t{c} << 32 | kAll});
        ASSERT_EQ(result.status, sim::Block::Status::kFinished);
        for (unsigned delta = 0; delta < 32; ++delta)
          for (unsigned lane = 0; lane < 32; ++lane)
            ASSERT_EQ(results[32 * delta + lane], shuffled(op, value, lane, delta, c))
                << isa::mnemonic(op) << " lane " << lane << " b " << delta << " c " << c;
      }
    }
  }
}

TEST_F(Collectives, ShuffleOperandsMayDifferByLane) {
  std::vector<uint64_t> value(32), b(32), c(32);
  for (int round = 0; round < 50; ++round) {
    for (unsigned lane = 0; lane < 32; ++lane) {
      value[lane] = random();
      b[lane] = random(); // bits above 4..0 do not count
      c[lane] = (random() & 0x1f1f) << 32 | kAll;
    }
    for (Op op : {Op::ox_shfl_idx, Op::ox_shfl_up, Op::ox_shfl_down, Op::ox_shfl_bfly}) {
      auto got = run(op, value, b, c);
      for (unsigned lane = 0; lane < 32; ++lane)
        ASSERT_EQ(got[lane], shuffled(op, value, lane, uint32_t(b[lane]), uint32_t(c[lane] >> 32)));
    }
  }
}

TEST_F(Collectives, TilesWithMasksOfTheirOwnShareAnInstruction) {
  std::vector<uint64_t> value(32), mask(32);
  for (unsigned lane = 0; lane < 32; ++lane) {
    value[lane] = lane + 1;
    mask[lane] = lane < 16 ? 0x0000ffff : lane < 24 ? 0x00ff0000 : 1u << lane;
  }
  auto got = run(Op::ox_redux_add, value, mask);
  for (unsigned lane = 0; lane < 32; ++lane) {
    uint64_t wanted = lane < 16 ? 136 : lane < 24 ? 17 + 18 + 19 + 20 + 21 + 22 + 23 + 24 : lane + 1;
    EXPECT_EQ(got[lane], wanted) << lane;
  }
}

TEST_F(Collectives, LanesMeetAtDifferentPcsAndRegisters) {
  // Even and odd lanes execute different ballots with the same mask.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, t2, zero, -1).i(Op::srli, s3, t2, 32);
  c.i(Op::addi, s6, s3, 0).i(Op::andi, t1, t0, 1).i(Op::sltiu, s2, t0, 10).i(Op::addi, s7, s2, 0);
  auto odd = c.branch_forward(Op::bne, t1, zero);
  c.r(Op::ox_ballot, s5, s2, s3);
  auto done = c.jump_forward();
  c.bind(odd);
  c.i(Op::addi, t4, zero, 5);
  c.r(Op::ox_ballot, s8, s7, s6);
  c.i(Op::addi, s5, s8, 0);
  c.bind(done);
  c.r(Op::sh3add, t1, t0, a1).store(Op::sd, s5, 0, t1).exit();
  for (bool ignore_hints : {false, true}) {
    std::fill_n(out, 32, 0);
    auto result = rig.run(c, {uint64_t(out)}, {.ignore_hints = ignore_hints});
    ASSERT_EQ(result.status, sim::Block::Status::kFinished);
    for (unsigned lane = 0; lane < 32; ++lane)
      EXPECT_EQ(out[lane], 0x3ffu) << lane;
  }
}

TEST_F(Collectives, LanesThatHaveEndedAreNotWaitedFor) {
  // Lanes 20 and up end late, after the others wait for a full mask.
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, t2, zero, 20).i(Op::addi, s3, zero, -1);
  auto stay = c.branch_forward(Op::bltu, t0, t2);
  c.i(Op::addi, t4, zero, 1).exit();
  c.bind(stay);
  c.r(Op::ox_ballot, s5, s3, s3).r(Op::sh3add, t1, t0, a1).store(Op::sd, s5, 0, t1).exit();
  auto result = rig.run(c, {uint64_t(out)});
  ASSERT_EQ(result.status, sim::Block::Status::kFinished);
  EXPECT_EQ(out[0], 0xfffffu);
  EXPECT_EQ(out[19], 0xfffffu);
}

TEST_F(Collectives, APartWarpHasOnlyTheLanesOfItsThreads) {
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, s3, zero, -1).r(Op::ox_ballot, s5, s3, s3);
  c.r(Op::sh3add, t1, t0, a1).store(Op::sd, s5, 0, t1).exit();
  auto result = rig.run(c, {uint64_t(out)}, {.block = {5, 1, 1}});
  ASSERT_EQ(result.status, sim::Block::Status::kFinished);
  EXPECT_EQ(out[4], 0x1fu);
}

TEST_F(Collectives, ALaneOutsideItsOwnMaskIsMisuse) {
  std::vector<uint64_t> mask(32, kAll);
  Code c;
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, s3, zero, 0xff).r(Op::ox_syncwarp, 0, s3).exit();
  auto result = rig.run(c, {uint64_t(out)});
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kBarrierMisuse);
  EXPECT_EQ(result.fault->thread, (Dim3{8, 0, 0}));
  EXPECT_EQ(result.fault->pc, kCodeOffset + 3 * 4);
  EXPECT_EQ(result.fault->detail, "lane 8 is not in the mask 0x000000ff that it names");
}

} // namespace
} // namespace ox::test
