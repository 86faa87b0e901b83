// Assembler macros that make `.insn` directives of Xox's own syntax, so that `llvm-mc -triple=riscv64` reads
// `ox.ballot a0, a1, a2` after an `.include`.
//
// An atomic's address is written "(a2)", which `.insn r` does not take.  `.insn i` does, and an I-type word is an
// R-type one whose funct7 and rs2 are the immediate; so those macros compute the immediate from the number of the
// register, for which the file defines a local symbol per register name.
#include "isa/generate/generate.h"
#include "isa/row.h"
#include <array>

namespace ox::isa {
namespace {

std::string_view parameter_name(const Operand& operand) {
  switch (operand.field) {
  case Field::kRd:
    return "rd";
  case Field::kRs1:
    return "rs1";
  case Field::kRs2:
    return "rs2";
  case Field::kRs3:
    return "rs3";
  case Field::kNone:
    return operand.kind == OperandKind::kTable ? "table" : "";
  }
  return "";
}

bool is_parameter(const Operand& operand) { return !parameter_name(operand).empty(); }

// ".macro ox.ballot rd, rs1, rs2"
std::string macro_head(const Row& row, std::string_view suffix) {
  std::string text = ".macro " + std::string(row.mnemonic) + std::string(suffix);
  std::string separator = " ";
  for (const Operand& operand : row.operands()) {
    if (!is_parameter(operand))
      continue;
    text += separator + std::string(parameter_name(operand));
    separator = ", ";
  }
  return text + '\n';
}

// The template of the inline assembler with macro parameters for $0, $1, ...
std::string macro_body(const Row& row, unsigned modifier) {
  const std::string insn = insn_template(row.op, modifier);
  std::string text;
  for (size_t i = 0; i < insn.size(); ++i) {
    if (insn[i] != '$') {
      text += insn[i];
      continue;
    }
    unsigned index = static_cast<unsigned>(insn[++i] - '0');
    for (const Operand& operand : row.operands())
      if (operand.kind == OperandKind::kRegister && index-- == 0)
        text += '\\' + std::string(parameter_name(operand));
  }
  return text;
}

std::string macro(const Row& row, std::string_view suffix, const std::string& body) {
  return macro_head(row, suffix) + "  " + body + "\n.endm\n";
}

std::string atomic_macros(const Row& row) {
  constexpr std::array<std::string_view, 4> kOrders = {"", ".rl", ".aq", ".aqrl"};
  const std::string rd = row.has_rd ? "\\rd" : "x0", rs2 = row.has_rs2 ? "+.Lox.number.\\rs2" : "";
  std::string text;
  for (unsigned order = 0; order < kOrders.size(); ++order) {
    const uint32_t word = row.match | order << 25;
    text += macro(row, kOrders[order],
                  ".insn i " + std::to_string(word & 0x7f) + ", " + std::to_string((word >> 12) & 7) + ", " + rd +
                      ", " + std::to_string((word >> 25) << 5) + rs2 + "\\()\\rs1");
  }
  return text;
}

// The operand of ox.lop3 that is not a register is split over two fields.
std::string lop3_macro(const Row& row) {
  return macro(row, "",
               ".insn r " + std::to_string(row.match & 0x7f) + ", " + std::to_string((row.match >> 12) & 7) +
                   "+((\\table)>>7), (\\table)&127, \\rd, \\rs1, \\rs2");
}

std::string register_numbers() {
  std::string text;
  const auto define = [&](const std::string& name, unsigned number) {
    text += ".set .Lox.number." + name + ", " + std::to_string(number) + '\n';
  };
  for (unsigned number = 0; number < 32; ++number) {
    for (bool is_float : {false, true}) {
      define(std::string(register_name(number, is_float)), number);
      define((is_float ? "f" : "x") + std::to_string(number), number);
    }
  }
  define("fp", 8);
  return text;
}

} // namespace

std::string generate_macros() {
  std::string text =
      "# The instructions of OxCore that assemblers do not know, as macros.  Generated from isa/oxcore.def.\n";
  text += register_numbers();
  for (const Row& row : rows()) {
    if (row.rounding == Rounding::kFlush) {
      text += macro(row, ".ftz", macro_body(row, 5));
      text += macro(row, ".rtz.ftz", macro_body(row, 6));
    }
    if (!row.is_xox())
      continue;
    if (row.format == Format::Amo)
      text += atomic_macros(row);
    else if (row.format == Format::Lop3)
      text += lop3_macro(row);
    else
      text += macro(row, "", macro_body(row, 0));
  }
  return text;
}

} // namespace ox::isa
