// Words to instructions and back.
#include "isa/decode.h"
#include "isa/encode.h"
#include "random_instruction.h"
#include <gtest/gtest.h>

namespace ox::isa {
namespace {

// What a word is, found the slow way.
const Row* row_of(uint32_t word) {
  for (const Row& row : rows()) {
    if ((word & row.mask) != row.match)
      continue;
    const uint32_t rm = word >> 12 & 7;
    const bool flush = rm == 5 || rm == 6;
    return row.rounding == Rounding::kStandard && flush ? nullptr : &row;
  }
  return nullptr;
}

TEST(Decode, GivesBackWhatWasEncoded) {
  std::mt19937 random(1);
  for (const Row& row : rows()) {
    for (int i = 0; i < 1000; ++i) {
      const Instruction instruction = test::random_instruction(row, random);
      const uint32_t word = encode(instruction);
      const std::optional<Instruction> decoded = decode(word);
      ASSERT_TRUE(decoded) << row.mnemonic << ' ' << std::hex << word;
      ASSERT_EQ(*decoded, instruction) << row.mnemonic << ' ' << std::hex << word;
    }
  }
}

TEST(Decode, AcceptsOnlyWordsThatEncodeToThemselves) {
  std::mt19937 random(2);
  uint32_t accepted = 0;
  for (int i = 0; i < 5'000'000; ++i) {
    const Row& row = rows()[random() % rows().size()];
    // Anything at all, and words that are at most a few bits off an instruction.
    const uint32_t noise = random(), flips = random() & random() & random() & random();
    for (const uint32_t word : {noise, row.match ^ (noise & ~row.mask) ^ flips}) {
      const std::optional<Instruction> instruction = decode(word);
      if (!instruction)
        continue;
      ++accepted;
      ASSERT_EQ(encode(*instruction), word) << mnemonic(instruction->op);
    }
  }
  EXPECT_GT(accepted, 1'000'000u); // or the test tests little
}

TEST(Decode, FindsTheRowThatASearchOfTheTableFinds) {
  std::mt19937 random(3);
  for (int i = 0; i < 400'000; ++i) {
    const Row& near = rows()[random() % rows().size()];
    const uint32_t noise = random(), flips = random() & random() & random() & random();
    const uint32_t word = i % 4 == 0 ? noise : near.match ^ (noise & ~near.mask) ^ flips;
    const std::optional<Instruction> instruction = decode(word);
    const Row* expected = row_of(word);
    ASSERT_EQ(instruction.has_value(), expected != nullptr) << std::hex << word;
    if (expected != nullptr) {
      ASSERT_EQ(instruction->op, expected->op) << std::hex << word;
    }
  }
}

TEST(Decode, RefusesWhatIsNotInTheSet) {
  EXPECT_FALSE(decode(0x00000000));            // illegal by definition
  EXPECT_FALSE(decode(0xffffffff));            // illegal by definition
  EXPECT_FALSE(decode(0xc0001073));            // unimp: csrrw zero, cycle, zero
  EXPECT_FALSE(decode(0x00009002));            // c.ebreak
  EXPECT_FALSE(decode(0x1005a52f));            // lr.w a0, (a1)
  EXPECT_FALSE(decode(0x18c5a52f));            // sc.w a0, a2, (a1)
  EXPECT_FALSE(decode(0x00059573));            // csrrw a0, ustatus, a1
  EXPECT_FALSE(decode(0xc005a573));            // csrrs a0, cycle, a1: a write of a read-only register
  EXPECT_FALSE(decode(0x02059593 | 1u << 31)); // slli with a reserved bit
  EXPECT_FALSE(decode(0x02c5d553));            // fadd.d with the reserved rounding mode 5
  EXPECT_FALSE(decode(0x4445e553));            // fround.h with the reserved rounding mode 6
  EXPECT_FALSE(decode(0x28c745af));            // amocas.q with an odd rd
  EXPECT_FALSE(decode(0x08d5f55b));            // ox.amoswap.q with an odd rs2
  EXPECT_FALSE(decode(0x0005f55b));            // ox.mbar.init with an rd
  EXPECT_FALSE(decode(0x00c5950b | 1u << 31)); // ox.ballot with a reserved bit
}

TEST(Decode, TakesFlushToZeroFormsOfSinglePrecision) {
  const std::optional<Instruction> add = decode(0x00c5d553); // fadd.s fa0, fa1, fa2 with rm = 5
  ASSERT_TRUE(add);
  EXPECT_EQ(*add, (Instruction{.op = Op::fadd_s, .rd = 10, .rs1 = 11, .rs2 = 12, .rs3 = 0, .rm = 5, .imm = 0}));
}

TEST(Decode, TakesFlushToZeroFormsOfHalfArithmetic) {
  const std::optional<Instruction> add = decode(0x04c5d553); // fadd.h fa0, fa1, fa2 with rm = 5
  ASSERT_TRUE(add);
  EXPECT_EQ(*add, (Instruction{.op = Op::fadd_h, .rd = 10, .rs1 = 11, .rs2 = 12, .rs3 = 0, .rm = 5, .imm = 0}));
}

TEST(Decode, KnowsTheFences) {
  EXPECT_EQ(decode(0x0100000f)->op, Op::pause);
  EXPECT_EQ(decode(0x8330000f)->op, Op::fence_tso);
  EXPECT_EQ(decode(0x0330000f)->op, Op::fence);
  EXPECT_EQ(decode(0x0330000f)->imm, 0x33);
  EXPECT_EQ(decode(0x0000100f)->op, Op::fence_i);
}

TEST(Encode, RefusesFieldsThatDoNotFit) {
  EXPECT_FALSE(try_encode({.op = Op::addi, .imm = 2048}));
  EXPECT_FALSE(try_encode({.op = Op::addi, .imm = -2049}));
  EXPECT_FALSE(try_encode({.op = Op::addi, .rd = 32}));
  EXPECT_FALSE(try_encode({.op = Op::slliw, .imm = 32}));
  EXPECT_FALSE(try_encode({.op = Op::slli, .imm = 64}));
  EXPECT_FALSE(try_encode({.op = Op::beq, .imm = 3}));
  EXPECT_FALSE(try_encode({.op = Op::beq, .imm = 4096}));
  EXPECT_FALSE(try_encode({.op = Op::lui, .imm = 1}));
  EXPECT_FALSE(try_encode({.op = Op::fadd_d, .rm = 5}));
  EXPECT_FALSE(try_encode({.op = Op::fadd_s, .rm = 8}));
  EXPECT_FALSE(try_encode({.op = Op::amocas_q, .rd = 1}));
  EXPECT_FALSE(try_encode({.op = Op::ox_lop3, .imm = 256}));
}

} // namespace
} // namespace ox::isa
