// The instructions in the manual: what kinds there are, the table of each group, and the operations of Xox.
#include "isa/generate/kind.h"
#include "isa/generate/tables.h"

namespace ox::isa {
namespace {

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

std::string row_line(const Row& row) {
  return "| `" + cell(syntax_of(row)) + "` | `" + spaced_picture(row.picture) + "` | " +
         std::string(describe(kind_of(row)).title) + " | " + cell(row.meaning) + " |\n";
}

std::string group_heading(std::string_view title, std::string_view note) {
  std::string text = "\n### " + std::string(title) + "\n\n";
  if (!note.empty())
    text += std::string(note) + "\n\n";
  return text + "| syntax | bits 31..0 | kind | meaning |\n|---|---|---|---|\n";
}

// "`ox.rcp.s`, `ox.rcp.s.ftz`" of names with spaces between them.
std::string names(std::string_view spaced) {
  std::string text = "`";
  for (char c : spaced)
    text += c == ' ' ? std::string("`, `") : std::string(1, c);
  return text + '`';
}

} // namespace

std::string cell(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '|')
      escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string kinds_table() {
  std::string text = "| kind | may fault with | memory order | lanes |\n|---|---|---|---|\n";
#define OX_KIND(name, title, faults, order, lanes) text += "| " title " | " faults " | " order " | " lanes " |\n";
#include "isa/kinds.def"
  return text;
}

std::string instruction_tables() {
  std::string text;
#define OX_GROUP(title, note) text += group_heading(title, note);
#define OX_INSN(name, ...) text += row_line(row(Op::name));
#include "isa/oxcore.def"
  return text;
}

std::string operations_list() {
  std::string text;
#define OX_OPERATION(mnemonics, operation) text += names(mnemonics) + "\n\n```\n" operation "\n```\n\n";
#include "isa/oxcore_operation.def"
  return text;
}

std::string ptx_tables() {
  std::string text;
  std::string head = "| PTX | OxCore | |\n|---|---|---|\n";
#define OX_PTX_GROUP(title) text += "\n### " title "\n\n" + head;
#define OX_PTX(instruction, rows, how)                                                                                 \
  text += "| " + names(instruction) + " | " + (sizeof rows > 1 ? names(rows) : std::string()) + " | " + cell(how) +    \
          " |\n";
#define OX_PTX_ELSEWHERE(instruction, why) text += "| " + names(instruction) + " | | " why " |\n";
#include "isa/ptx_coverage.def"
  return text;
}

std::string ptx_register_table() {
  std::string text = "| PTX | CSR | |\n|---|---|---|\n";
#define OX_PTX_REGISTER(name, csrs, how)                                                                               \
  text += "| " + names(name) + " | " + (sizeof csrs > 1 ? names(csrs) : std::string()) + " | " how " |\n";
#include "isa/ptx_registers.def"
  return text;
}

} // namespace ox::isa
