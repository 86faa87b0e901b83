// A row of oxcore.def in the form that tools work with: the fixed bits as mask and match, the operands as a list.
// Built at compile time, so that a malformed row does not compile.
#pragma once
#include "isa/instruction.h"
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace ox::isa {

// Where the i bits of a picture go in the immediate.  R, R4, Amo and Fixed have none; Amo keeps aq and rl in imm.
enum class Format : uint8_t { R, R4, Amo, Fixed, I, Shift, Csr, Fli, Fence, S, B, U, J, Lop3 };

// Which values of the rm field are legal: the row has none; 0..4 and 7; all, with 5 and 6 flushing to zero.
enum class Rounding : uint8_t { kNone, kStandard, kFlush };

enum class OperandKind : uint8_t {
  kRegister,
  kSigned,
  kUnsigned,
  kTable,       // of lop3
  kFliConstant, // index into fli_constants()
  kTarget,      // offset from the instruction
  kCsr,
  kPredecessors, // fence sets: i o r w as bits 3..0
  kSuccessors,
  kRounding,
  kExactRounding, // of a conversion that is always exact: not written in assembly when it is 0
  kLiteral,       // stands for itself, encodes nothing
};

enum class Field : uint8_t { kNone, kRd, kRs1, kRs2, kRs3 };

struct Operand {
  OperandKind kind{};
  Field field{};         // registers: which one
  bool is_float = false; // registers: f or x
  bool is_pair = false;  // an even register and the next: 128 bits
  bool read = false, written = false;
  std::string_view text; // as in the row
};

inline constexpr unsigned kMaxOperands = 5;

struct Row {
  Op op{};
  std::string_view mnemonic, picture, operand_text, meaning;
  Format format{};
  Rounding rounding{};
  uint32_t mask = 0, match = 0; // a word w is this instruction if (w & mask) == match and its rm is legal
  bool has_rd = false, has_rs1 = false, has_rs2 = false, has_rs3 = false;
  std::array<Operand, kMaxOperands> operand_array{};
  unsigned operand_count = 0;

  std::span<const Operand> operands() const { return {operand_array.data(), operand_count}; }
  bool is_xox() const { return mnemonic.starts_with("ox."); }
};

// All rows, in the order of the table, and so indexed by Op.
std::span<const Row> rows();
inline const Row& row(Op op) { return rows()[static_cast<size_t>(op)]; }

// The 32 constants of Zfa's fli, as assembly writes them ("0.5", "min", "inf").
std::span<const std::string_view, 32> fli_constants();

// "a0", "fa0": the ABI name of a register.
std::string_view register_name(unsigned number, bool is_float);

// "tid_x"; empty for a number that csrs.def does not have.
std::string_view csr_name(uint32_t number);

} // namespace ox::isa
