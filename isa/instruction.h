// An OxCore instruction as a value.  Op has one enumerator per row of oxcore.def, with '.' written '_'.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace ox::isa {

// and, or and xor are words of C++: they are Op::and_, or_ and xor_.
enum class Op : uint16_t {
#define OX_INSN(name, ...) name,
#include "isa/oxcore.def"
};

// imm is what the instruction works with: byte offsets from the pc for branches and jumps, the value already shifted
// left by 12 for lui and auipc, (predecessors << 4) | successors for fence, the index of the constant for fli.
// Fields that the row does not have are 0.
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

// The same with a modifier: the table of ox.lop3 (rd is also its third source: tie an input to $0), aq << 1 | rl of an
// atomic, or, of a base instruction that has one, the rounding mode: insn_template(Op::fadd_s, 5) is the flush-to-zero
// addition, which no assembler has a name for.
std::string insn_template(Op op, unsigned modifier);

} // namespace ox::isa
