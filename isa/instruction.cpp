// The assembler's view of single instructions: names, and the `.insn` directives that carry Xox through an assembler
// which has never heard of it.
#include "isa/instruction.h"
#include "isa/hex.h"
#include "isa/row.h"
#include <cassert>

namespace ox::isa {
namespace {

// "$2" for the register operand in that field, counted in the order of the syntax; the fixed register where the row
// has none.
std::string operand_of(const Row& row, Field field, unsigned fixed) {
  unsigned index = 0;
  for (const Operand& operand : row.operands()) {
    if (operand.kind != OperandKind::kRegister)
      continue;
    if (operand.field == field)
      return "$" + std::to_string(index);
    ++index;
  }
  return "x" + std::to_string(fixed);
}

std::string opcode_name(uint32_t word) {
  switch (word & 0x7f) {
  case 0x0b:
    return "CUSTOM_0";
  case 0x2b:
    return "CUSTOM_1";
  case 0x5b:
    return "CUSTOM_2";
  case 0x7b:
    return "CUSTOM_3";
  default:
    return hex(word & 0x7f);
  }
}

} // namespace

std::string_view mnemonic(Op op) { return row(op).mnemonic; }

std::string insn_template(Op op, unsigned modifier) {
  const Row& row = isa::row(op);
  uint32_t word = row.match;
  switch (row.format) {
  case Format::Amo:
    assert(modifier < 4 && "aq and rl are two bits");
    word |= modifier << 25;
    break;
  case Format::Lop3:
    assert(modifier < 256 && "a lop3 table has 8 bits");
    word |= (modifier & 0x7f) << 25 | (modifier >> 7) << 12;
    break;
  case Format::R:
  case Format::R4:
  case Format::Fixed:
    assert(modifier < (row.rounding == Rounding::kNone ? 1u : 8u) && "no modifier, or a rounding mode");
    word |= modifier << 12;
    break;
  default:
    assert(false && "instructions with an immediate have names in every assembler");
    return {};
  }
  const std::string rd = operand_of(row, Field::kRd, (word >> 7) & 31);
  const std::string rs1 = operand_of(row, Field::kRs1, (word >> 15) & 31);
  const std::string rs2 = operand_of(row, Field::kRs2, (word >> 20) & 31);
  const std::string funct3 = std::to_string((word >> 12) & 7), registers = rd + ", " + rs1 + ", " + rs2;
  const std::string opcode = opcode_name(word);
  if (row.format == Format::R4)
    return ".insn r4 " + opcode + ", " + funct3 + ", " + std::to_string((word >> 25) & 3) + ", " + registers + ", " +
           operand_of(row, Field::kRs3, 0);
  return ".insn r " + opcode + ", " + funct3 + ", " + std::to_string(word >> 25) + ", " + registers;
}

std::string insn_template(Op op) { return insn_template(op, 0); }

} // namespace ox::isa
