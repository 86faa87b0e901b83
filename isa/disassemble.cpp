// Instructions as text, the way LLVM prints them without aliases, so that the two can be compared.
#include "isa/hex.h"
#include "isa/row.h"

namespace ox::isa {
namespace {

// 5 and 6 are printed as a suffix of the mnemonic, as the assembler macros have them.
constexpr std::string_view kRoundingNames[8] = {"rne", "rtz", "rdn", "rup", "rmm", "", "", "dyn"};

std::string fence_set(int64_t bits) {
  std::string text;
  for (unsigned i = 0; i < 4; ++i)
    if (bits >> (3 - i) & 1)
      text += "iorw"[i];
  return text.empty() ? "0" : text;
}

unsigned register_in(const Instruction& instruction, Field field) {
  switch (field) {
  case Field::kRd:
    return instruction.rd;
  case Field::kRs1:
    return instruction.rs1;
  case Field::kRs2:
    return instruction.rs2;
  case Field::kRs3:
    return instruction.rs3;
  case Field::kNone:
    break;
  }
  return 0;
}

std::string operand_text(const Row& row, const Operand& operand, const Instruction& instruction, uint64_t pc) {
  const int64_t imm = instruction.imm;
  switch (operand.kind) {
  case OperandKind::kRegister:
    return std::string(register_name(register_in(instruction, operand.field), operand.is_float));
  case OperandKind::kSigned:
    return row.format == Format::U ? std::to_string((imm >> 12) & 0xfffff) : std::to_string(imm);
  case OperandKind::kUnsigned:
    return std::to_string(imm);
  case OperandKind::kTable:
    return hex(static_cast<uint64_t>(imm), 2);
  case OperandKind::kFliConstant:
    return std::string(fli_constants()[imm & 31]);
  case OperandKind::kTarget:
    return hex(pc + static_cast<uint64_t>(imm));
  case OperandKind::kCsr: {
    const std::string_view name = csr_name(static_cast<uint32_t>(imm));
    return name.empty() ? std::to_string(imm) : std::string(name);
  }
  case OperandKind::kPredecessors:
    return fence_set(imm >> 4);
  case OperandKind::kSuccessors:
    return fence_set(imm);
  case OperandKind::kRounding:
  case OperandKind::kExactRounding:
    return std::string(kRoundingNames[instruction.rm & 7]);
  case OperandKind::kLiteral:
    break;
  }
  return std::string(operand.text);
}

} // namespace

std::string disassemble(const Instruction& instruction, uint64_t pc) {
  const Row& row = isa::row(instruction.op);
  std::string text(row.mnemonic);
  if (row.format == Format::Amo && (instruction.imm & 3)) {
    text += '.';
    if (instruction.imm & 2)
      text += "aq";
    if (instruction.imm & 1)
      text += "rl";
  }
  const bool flushes = instruction.rm == 5 || instruction.rm == 6;
  if (flushes)
    text += instruction.rm == 5 ? ".ftz" : ".rtz.ftz";
  std::string_view rest = row.operand_text;
  std::string operands, separator;
  for (const Operand& operand : row.operands()) {
    const size_t at = rest.find(operand.text);
    separator += rest.substr(0, at);
    rest.remove_prefix(at + operand.text.size());
    const bool rounding = operand.kind == OperandKind::kRounding || operand.kind == OperandKind::kExactRounding;
    if (rounding && (flushes || (operand.kind == OperandKind::kExactRounding && instruction.rm == 0)))
      continue;
    operands += separator + operand_text(row, operand, instruction, pc);
    separator.clear();
  }
  operands += rest;
  return operands.empty() ? text : text + ' ' + operands;
}

} // namespace ox::isa
