// Random programs with nested branches, loops, calls and misplaced hints: 32 lanes together must compute what each lane
// computes when it is alone, under every schedule.
#include "test/simulator/exec/rig.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace ox::test {
namespace {

using Status = sim::Block::Status;
constexpr uint8_t kFirst = 18, kVariables = 8; // s2..s9 and f18..f25
constexpr unsigned kResults = 2 * kVariables;

// parameters: results (kResults words a lane), number of the first lane
class RandomProgram {
public:
  explicit RandomProgram(uint64_t seed) : random_(seed) {
    code_.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).csr(t0, 0xCC0).r(Op::add, t0, t0, a2);
    for (uint8_t i = 0; i < kVariables; ++i) {
      code_.li(t1, random_() >> 40).r(Op::mul, t1, t1, t0).i(Op::addi, uint8_t(kFirst + i), t1, int64_t(i));
      code_.r(Op::fcvt_s_l, uint8_t(kFirst + i), t1);
    }
    auto start = code_.jump_forward();
    function_ = code_.here();
    statements(3, 1);
    code_.i(Op::jalr, zero, ra, 0);
    code_.bind(start);
    can_call_ = true;
    statements(6, 3);
    code_.i(Op::slli, t1, t0, 7).r(Op::add, t1, t1, a1);
    for (uint8_t i = 0; i < kVariables; ++i)
      code_.store(Op::sd, uint8_t(kFirst + i), 16 * i, t1).store(Op::fsd, uint8_t(kFirst + i), 16 * i + 8, t1);
    code_.exit();
  }
  const Code& code() const { return code_; }

private:
  uint8_t variable() { return uint8_t(kFirst + random_() % kVariables); }

  void statements(int count, int depth) {
    for (int i = 0; i < count; ++i)
      statement(depth);
  }
  void statement(int depth) {
    switch (random_() % (depth > 0 ? 12 : 7)) {
    case 0:
      code_.r(Op::add, variable(), variable(), variable());
      break;
    case 1:
      code_.r(Op::xor_, variable(), variable(), variable());
      break;
    case 2:
      code_.r(Op::fadd_s, variable(), variable(), variable());
      break;
    case 3:
      code_.r(Op::fmadd_s, variable(), variable(), variable(), variable());
      break;
    case 4:
      code_.i(Op::srli, variable(), variable(), 3).r(Op::fmv_w_x, variable(), variable());
      break;
    case 5: { // through the lane's own stack, as a double or a single
      int64_t offset = -8 * int64_t(1 + random_() % 8);
      code_.store(Op::fsd, variable(), offset, sp).load(Op::fld, variable(), offset, sp);
      code_.store(Op::sw, variable(), offset, sp).load(Op::lw, variable(), offset, sp);
      break;
    }
    case 6: // hints where they make no sense
      if (random_() % 2)
        code_.r(Op::ox_split, s10);
      else
        code_.r(Op::ox_join, 0, random_() % 2 ? s10 : variable());
      break;
    case 7:
    case 8:
      conditional(depth - 1);
      break;
    case 9:
    case 10:
      loop(depth - 1);
      break;
    case 11:
      if (can_call_)
        code_.add({.op = Op::jal, .rd = ra, .imm = 4 * (int64_t(function_.index) - int64_t(code_.size()))});
      break;
    }
  }
  void conditional(int depth) {
    code_.i(Op::andi, t1, variable(), int64_t(1 + random_() % 7));
    if (random_() % 2)
      code_.r(Op::ox_split, s10);
    auto otherwise = code_.branch_forward(random_() % 2 ? Op::beq : Op::bne, t1, zero);
    statements(2, depth);
    auto end = code_.jump_forward();
    code_.bind(otherwise);
    statements(int(random_() % 3), depth);
    code_.bind(end);
    if (random_() % 2)
      code_.r(Op::ox_join, 0, s10);
  }
  void loop(int depth) { // its counter lives on the stack: loops nest, and functions have loops
    const int64_t counter = -512 - 8 * int64_t(loops_++ % 32);
    code_.i(Op::andi, t1, variable(), 15).store(Op::sd, t1, counter, sp);
    auto head = code_.here();
    code_.load(Op::ld, t1, counter, sp);
    auto end = code_.branch_forward(Op::beq, t1, zero);
    code_.i(Op::addi, t1, t1, -1).store(Op::sd, t1, counter, sp);
    statements(2, depth);
    code_.jump(head);
    code_.bind(end);
  }

  std::mt19937_64 random_;
  Code code_;
  Code::Label function_;
  bool can_call_ = false;
  unsigned loops_ = 0;
};

TEST(Divergence, LanesTogetherComputeWhatTheyComputeAlone) {
  Rig rig;
  auto* together = rig.array<uint64_t>(64 * kResults);
  auto* alone = rig.array<uint64_t>(64 * kResults);
  for (uint64_t seed = 1; seed <= 150; ++seed) {
    RandomProgram random(seed);
    auto program = rig.load(random.code());
    for (uint64_t lane = 0; lane < 48; ++lane) {
      auto result = rig.run(*program, {uint64_t(alone), lane}, {.block = {1, 1, 1}});
      ASSERT_EQ(result.status, Status::kFinished) << seed;
    }
    for (uint64_t schedule = 0; schedule < 6; ++schedule) {
      std::fill_n(together, 64 * kResults, 0);
      auto result = rig.run(*program, {uint64_t(together), 0},
                            {.block = {48, 1, 1}, .seed = schedule / 2, .ignore_hints = schedule % 2 == 1});
      ASSERT_EQ(result.status, Status::kFinished) << seed;
      for (unsigned i = 0; i < 48 * kResults; ++i)
        ASSERT_EQ(together[i], alone[i]) << "program " << seed << " lane " << i / kResults << " result "
                                         << i % kResults;
    }
  }
}

} // namespace
} // namespace ox::test
