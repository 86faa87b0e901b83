// An OxCore instruction as a value.  Op has one enumerator per row of oxcore.def, with '.' written '_'.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace ox::isa {

enum class Op : uint16_t {
#define OX_INSN(name, ...) name,
#include "isa/oxcore.def"
};

struct Instruction {
  Op op{};
  uint8_t rd = 0, rs1 = 0, rs2 = 0, rs3 = 0; // x or f registers, as the row's operands say
  uint8_t rm = 0;                            // rounding mode field, where the row has one
  int64_t imm = 0; // immediate, branch offset, shift amount, CSR number, lop3 table; aq and rl as bits 1 and 0
  bool operator==(const Instruction&) const = default;
};

// "fadd.s"
std::string_view mnemonic(Op op);

// Assembly text; branch targets are printed as absolute addresses from pc.
std::string disassemble(const Instruction& instruction, uint64_t pc);

// A Xox instruction as an `.insn` directive for LLVM inline asm, operands $0 (rd, if any), $1, $2, ... in the order of
// the row's syntax, e.g. ".insn r CUSTOM_0, 0, 3, $0, $1, $2".  Not for base instructions.
std::string insn_template(Op op);

} // namespace ox::isa
