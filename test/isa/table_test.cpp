// The table itself: no two rows share a word, every row is complete, and numbers that compiled programs contain stay.
#include "isa/encode.h"
#include "isa/row.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace ox::isa {
namespace {

TEST(Table, NoTwoRowsShareAWord) {
  for (const Row& a : rows()) {
    for (const Row& b : rows()) {
      if (a.op >= b.op)
        continue;
      const uint32_t both = a.mask & b.mask;
      const bool overlap = (a.match & both) == (b.match & both);
      // pause is fence w, 0 by definition of Zihintpause.
      EXPECT_EQ(overlap, a.op == Op::pause && b.op == Op::fence) << a.mnemonic << " and " << b.mnemonic;
    }
  }
}

TEST(Table, EnumeratorsAreTheSyntaxWithUnderscores) {
  const std::string_view names[] = {
#define OX_INSN(name, ...) #name,
#include "isa/oxcore.def"
  };
  for (const Row& row : rows()) {
    std::string expected(row.mnemonic);
    std::ranges::replace(expected, '.', '_');
    if (expected == "and" || expected == "or" || expected == "xor")
      expected += '_';
    EXPECT_EQ(names[static_cast<size_t>(row.op)], expected);
  }
}

TEST(Table, EverySyntaxIsThereOnce) {
  std::set<std::string_view> seen;
  for (const Row& row : rows())
    EXPECT_TRUE(seen.insert(row.mnemonic).second) << row.mnemonic;
}

TEST(Table, EveryFieldIsAnOperandAndEveryRowHasAMeaning) {
  for (const Row& row : rows()) {
    bool fields[5] = {}, immediate = false, rounding = false;
    for (const Operand& operand : row.operands()) {
      fields[static_cast<size_t>(operand.field)] = true;
      rounding |= operand.kind == OperandKind::kRounding || operand.kind == OperandKind::kExactRounding;
      immediate |= operand.kind != OperandKind::kRegister && operand.kind != OperandKind::kRounding &&
                   operand.kind != OperandKind::kExactRounding && operand.kind != OperandKind::kLiteral;
    }
    EXPECT_EQ(fields[static_cast<size_t>(Field::kRd)], row.has_rd) << row.mnemonic;
    EXPECT_EQ(fields[static_cast<size_t>(Field::kRs1)], row.has_rs1) << row.mnemonic;
    EXPECT_EQ(fields[static_cast<size_t>(Field::kRs2)], row.has_rs2) << row.mnemonic;
    EXPECT_EQ(fields[static_cast<size_t>(Field::kRs3)], row.has_rs3) << row.mnemonic;
    EXPECT_EQ(rounding, row.rounding != Rounding::kNone) << row.mnemonic;
    EXPECT_EQ(immediate, row.picture.find('i') != std::string_view::npos) << row.mnemonic;
    EXPECT_GT(row.meaning.size(), 8u) << row.mnemonic;
  }
}

TEST(Table, XoxAndNothingElseIsInTheCustomOpcodes) {
  for (const Row& row : rows()) {
    const uint32_t opcode = row.match & 0x7f;
    const bool custom = opcode == 0x0b || opcode == 0x2b || opcode == 0x5b || opcode == 0x7b;
    EXPECT_EQ(custom, row.is_xox()) << row.mnemonic;
  }
}

// One word per group, with operands a0, a1, a2, a3: compiled programs contain them, so a change here needs a new
// version of Xox.
TEST(Table, XoxWordsStayWhatTheyAre) {
  const auto word = [](Op op, int64_t imm = 0) {
    return encode({.op = op, .rd = 10, .rs1 = 11, .rs2 = 12, .rs3 = 13, .rm = 0, .imm = imm});
  };
  EXPECT_EQ(word(Op::ox_exit), 0x0000000bu);
  EXPECT_EQ(word(Op::ox_split), 0x0200050bu);
  EXPECT_EQ(word(Op::ox_join), 0x0405800bu);
  EXPECT_EQ(word(Op::ox_ballot), 0x00c5950bu);
  EXPECT_EQ(word(Op::ox_redux_xor), 0x0ec5a50bu);
  EXPECT_EQ(word(Op::ox_bar_sync), 0x00c5b00bu);
  EXPECT_EQ(word(Op::ox_shfl_bfly), 0x6ec5c50bu);
  EXPECT_EQ(word(Op::ox_tanh_s_ftz), 0x0e05952bu);
  EXPECT_EQ(word(Op::ox_dp4a_uu), 0x6ec5c52bu);
  EXPECT_EQ(word(Op::ox_amofadd_s, 3), 0x06c5a55bu);
  EXPECT_EQ(word(Op::ox_bfe_u_w), 0x6ac5857bu);
  EXPECT_EQ(word(Op::ox_lop3, 0x96), 0x2cc5f57bu);
  EXPECT_EQ(word(Op::ox_fns), 0x6ec5957bu);
  EXPECT_EQ(word(Op::ox_flush_h), 0x0205a52bu);
  EXPECT_EQ(word(Op::ox_fmadd_bf), 0x6ac5f52bu);
  EXPECT_EQ(word(Op::ox_cvt_h_e5m2), 0x0a05a52bu);
  EXPECT_EQ(word(Op::ox_simd2_avg_s), 0x0cc5d57bu);
  EXPECT_EQ(word(Op::ox_simd4_le_u), 0xbac5d57bu);
  EXPECT_EQ(word(Op::ox_simd2_sad_u), 0x6ec5f52bu);
  EXPECT_EQ(word(Op::ox_simd4_sad_s), 0x6cc5b57bu);
  EXPECT_EQ(word(Op::ox_amoswap_q, 2), 0x0cc5f55bu);
  EXPECT_EQ(word(Op::ox_mbar_init), 0x00c5f05bu);
  EXPECT_EQ(word(Op::ox_mbar_tryp, 2), 0x54c5f55bu);
  EXPECT_EQ(word(Op::ox_mbar_pending), 0x0405c57bu);
}

TEST(Table, ControlAndStatusRegistersAreReadOnlyByNumberAndDistinct) {
  std::set<uint32_t> numbers;
#define OX_CSR(name, number, bits, meaning)                                                                            \
  EXPECT_EQ((number) >> 10, 3u) << #name;                                                                              \
  EXPECT_TRUE(numbers.insert(number).second) << #name;                                                                 \
  EXPECT_EQ(csr_name(number), #name);
#include "isa/csrs.def"
  EXPECT_EQ(csr_name(0x300), "");
}

} // namespace
} // namespace ox::isa
