// Text of instructions where LLVM is no judge: Xox, names of OxCore's registers, targets; and the templates for inline
// assembly.
#include "isa/decode.h"
#include "isa/instruction.h"
#include <gtest/gtest.h>

namespace ox::isa {
namespace {

std::string text_of(uint32_t word, uint64_t pc = 0) { return disassemble(decode(word).value(), pc); }

TEST(Disassemble, WritesXoxInItsSyntax) {
  EXPECT_EQ(text_of(0x0000000b), "ox.exit");
  EXPECT_EQ(text_of(0x00c5950b), "ox.ballot a0, a1, a2");
  EXPECT_EQ(text_of(0x2cc5f57b), "ox.lop3 a0, a1, a2, 0x96");
  EXPECT_EQ(text_of(0x06c5a55b), "ox.amofadd.s.aqrl fa0, fa2, (a1)");
}

TEST(Disassemble, WritesFlushToZeroAsASuffix) {
  EXPECT_EQ(text_of(0x00c5d553), "fadd.s.ftz fa0, fa1, fa2");
  EXPECT_EQ(text_of(0x00c5e553), "fadd.s.rtz.ftz fa0, fa1, fa2");
  EXPECT_EQ(text_of(0x00c5f553), "fadd.s fa0, fa1, fa2, dyn");
}

TEST(Disassemble, NamesTheRegistersOfALane) { EXPECT_EQ(text_of(0xcc002573), "csrrs a0, tid_x, zero"); }

TEST(Disassemble, WritesTargetsAsAddresses) {
  EXPECT_EQ(text_of(0x00b50863, 0x1000), "beq a0, a1, 0x1010");
  EXPECT_EQ(text_of(0xffdff0ef, 0x1000), "jal ra, 0xffc");
}

TEST(InsnTemplate, NumbersOperandsInTheOrderOfTheSyntax) {
  EXPECT_EQ(insn_template(Op::ox_ballot), ".insn r CUSTOM_0, 1, 0, $0, $1, $2");
  EXPECT_EQ(insn_template(Op::ox_syncwarp), ".insn r CUSTOM_0, 0, 4, x0, $0, x0");
  EXPECT_EQ(insn_template(Op::ox_exit), ".insn r CUSTOM_0, 0, 0, x0, x0, x0");
  EXPECT_EQ(insn_template(Op::ox_shfl_down), ".insn r4 CUSTOM_0, 4, 2, $0, $1, $2, $3");
  EXPECT_EQ(insn_template(Op::ox_amoinc_w), ".insn r CUSTOM_2, 6, 12, $0, $2, $1"); // rd, rs2, (rs1)
}

TEST(InsnTemplate, TakesAModifier) {
  EXPECT_EQ(insn_template(Op::ox_amoinc_w, 3), ".insn r CUSTOM_2, 6, 15, $0, $2, $1");
  EXPECT_EQ(insn_template(Op::ox_lop3, 0x96), ".insn r CUSTOM_3, 7, 22, $0, $1, $2");
  EXPECT_EQ(insn_template(Op::fadd_s, 5), ".insn r 0x53, 5, 0, $0, $1, $2");
  EXPECT_EQ(insn_template(Op::fmadd_s, 5), ".insn r4 0x43, 5, 0, $0, $1, $2, $3");
  EXPECT_EQ(insn_template(Op::fcvt_wu_s, 6), ".insn r 0x53, 6, 96, $0, $1, x1");
}

} // namespace
} // namespace ox::isa
