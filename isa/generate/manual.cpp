// The ISA manual: what a person needs to read or write OxCore code, from the same tables that the tools are made of.
#include "isa/generate/generate.h"
#include "isa/hex.h"
#include "isa/kernel_abi.h"
#include "isa/row.h"

namespace ox::isa {
namespace {

// '|' separates the cells of a table.
std::string cell(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '|')
      escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// "0000000 ttttt sssss 000 ddddd 0110011": a space wherever the fields of an R-type word meet.
std::string spaced_picture(std::string_view picture) {
  std::string text;
  for (unsigned i = 0; i < 32; ++i) {
    if (i == 7 || i == 12 || i == 17 || i == 20 || i == 25)
      text += ' ';
    text += picture[i];
  }
  return text;
}

// The operand column of the table with the names of the fields: "rd, rs1, (rs2)"; f registers keep their f.
std::string syntax_of(const Row& row) {
  std::string text(row.mnemonic);
  if (row.format == Format::Amo)
    text += "[.aq][.rl]";
  std::string_view rest = row.operand_text;
  std::string operands;
  for (const Operand& operand : row.operands()) {
    const size_t at = rest.find(operand.text);
    operands += rest.substr(0, at);
    rest.remove_prefix(at + operand.text.size());
    const std::string register_class = operand.is_float ? "f" : "r";
    switch (operand.kind) {
    case OperandKind::kRegister:
      operands += register_class + (operand.field == Field::kRd    ? "d"
                                    : operand.field == Field::kRs1 ? "s1"
                                    : operand.field == Field::kRs2 ? "s2"
                                                                   : "s3");
      break;
    case OperandKind::kSigned:
    case OperandKind::kUnsigned:
      operands += "imm";
      break;
    case OperandKind::kTable:
      operands += "table";
      break;
    case OperandKind::kFliConstant:
      operands += "constant";
      break;
    case OperandKind::kTarget:
      operands += "target";
      break;
    case OperandKind::kCsr:
      operands += "csr";
      break;
    case OperandKind::kPredecessors:
      operands += "pred";
      break;
    case OperandKind::kSuccessors:
      operands += "succ";
      break;
    case OperandKind::kRounding:
    case OperandKind::kExactRounding:
      operands += "rm";
      break;
    case OperandKind::kLiteral:
      operands += operand.text;
      break;
    }
  }
  operands += rest;
  return operands.empty() ? text : text + ' ' + operands;
}

std::string group_heading(std::string_view title, std::string_view note) {
  std::string text = "\n### " + std::string(title) + "\n\n";
  if (!note.empty())
    text += std::string(note) + "\n\n";
  return text + "| syntax | bits 31..0 | meaning |\n|---|---|---|\n";
}

std::string row_line(const Row& row) {
  return "| `" + cell(syntax_of(row)) + "` | `" + spaced_picture(row.picture) + "` | " + cell(row.meaning) + " |\n";
}

std::string instructions() {
  std::string text = "\n## Instructions\n\n"
                     "Fields: d s t u = rd rs1 rs2 rs3, a l = aq rl, i = immediate, m = rounding mode (0 to nearest "
                     "even, 1 towards zero, 2 down, 3 up, 4 to nearest away from zero, 7 = 0), z = the same, or 5 and "
                     "6: to nearest even and towards zero with subnormal inputs and results flushed to zero, written "
                     "as the suffixes .ftz and .rtz.ftz of the mnemonic.\n";
#define OX_GROUP(title, note) text += group_heading(title, note);
#define OX_INSN(name, ...) text += row_line(row(Op::name));
#include "isa/oxcore.def"
  return text;
}

std::string fli_table() {
  std::string text = "\n### Constants of fli\n\n| constant | value |\n|---|---|\n";
  for (unsigned i = 0; i < 32; ++i)
    text += "| " + std::to_string(i) + " | " + std::string(fli_constants()[i]) + " |\n";
  return text;
}

std::string csrs() {
  std::string text = "\n## Control and status registers\n\n"
                     "All are read-only: `csrrs rd, csr, zero`.\n\n"
                     "| name | number | bits | what it holds |\n|---|---|---|---|\n";
#define OX_CSR(name, number, bits, meaning)                                                                            \
  text += "| " #name " | " + hex(number) + " | " + std::to_string(bits) + " | " + cell(meaning) + " |\n";
#include "isa/csrs.def"
  return text;
}

std::string system_calls() {
  std::string text = "\n## System calls\n\n"
                     "`ecall` with the number in a7; the result comes in a0.\n\n"
                     "| name | a7 | arguments | result |\n|---|---|---|---|\n";
#define OX_SYSTEM_CALL(name, number, arguments, result)                                                                \
  text += "| " + std::string(#name).substr(1) + " | " + std::to_string(number) + " | " + cell(arguments) + " | " +     \
          cell(result) + " |\n";
#include "isa/system_calls.def"
  return text;
}

std::string constants() {
  return "\n## Numbers of this version\n\n| | |\n|---|---|\n| Xox version | " + std::to_string(kXoxMajor) + "." +
         std::to_string(kXoxMinor) + " |\n| lanes of a warp | " + std::to_string(kWarpLanes) +
         " |\n| barriers of a block | " + std::to_string(kNamedBarriers) + " |\n| local window starts at | " +
         hex(kLocalWindowBase) + " |\n| instructions | " + std::to_string(rows().size()) + " |\n";
}

} // namespace

std::string generate_manual(std::string_view introduction) {
  return std::string(introduction) + constants() + instructions() + fli_table() + csrs() + system_calls();
}

} // namespace ox::isa
