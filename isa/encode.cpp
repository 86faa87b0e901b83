// Puts the fields of an instruction into the fixed bits of its row.
#include "isa/encode.h"
#include "isa/row.h"
#include <cassert>

namespace ox::isa {
namespace {

// Bits high..low of value, moved to start at bit `at`.
constexpr uint32_t place(uint64_t value, unsigned high, unsigned low, unsigned at) {
  return static_cast<uint32_t>((value >> low) & ((uint64_t{1} << (high - low + 1)) - 1)) << at;
}

constexpr bool fits_signed(int64_t value, unsigned bits) {
  return value >= -(int64_t{1} << (bits - 1)) && value < (int64_t{1} << (bits - 1));
}

constexpr bool fits_unsigned(int64_t value, unsigned bits) { return value >= 0 && value < (int64_t{1} << bits); }

bool immediate_fits(const Row& row, int64_t imm) {
  switch (row.format) {
  case Format::R:
  case Format::R4:
  case Format::Fixed:
    return true;
  case Format::Amo:
    return fits_unsigned(imm, 2);
  case Format::I:
  case Format::S:
    return fits_signed(imm, 12);
  case Format::Shift:
    return fits_unsigned(imm, row.mask & (1u << 25) ? 5 : 6);
  case Format::Csr:
    return fits_unsigned(imm, 12);
  case Format::Fli:
    return fits_unsigned(imm, 5);
  case Format::Fence:
  case Format::Lop3:
    return fits_unsigned(imm, 8);
  case Format::B:
    return fits_signed(imm, 13) && imm % 2 == 0;
  case Format::U:
    return fits_signed(imm, 32) && imm % 4096 == 0;
  case Format::J:
    return fits_signed(imm, 21) && imm % 2 == 0;
  }
  return false;
}

uint32_t immediate_bits(Format format, uint64_t imm) {
  switch (format) {
  case Format::R:
  case Format::R4:
  case Format::Fixed:
    return 0;
  case Format::Amo:
    return place(imm, 1, 0, 25);
  case Format::I:
  case Format::Csr:
    return place(imm, 11, 0, 20);
  case Format::Shift:
    return place(imm, 5, 0, 20);
  case Format::Fli:
    return place(imm, 4, 0, 15);
  case Format::Fence:
    return place(imm, 7, 0, 20);
  case Format::S:
    return place(imm, 11, 5, 25) | place(imm, 4, 0, 7);
  case Format::B:
    return place(imm, 12, 12, 31) | place(imm, 10, 5, 25) | place(imm, 4, 1, 8) | place(imm, 11, 11, 7);
  case Format::U:
    return place(imm, 31, 12, 12);
  case Format::J:
    return place(imm, 20, 20, 31) | place(imm, 10, 1, 21) | place(imm, 11, 11, 20) | place(imm, 19, 12, 12);
  case Format::Lop3:
    return place(imm, 6, 0, 25) | place(imm, 7, 7, 12);
  }
  return 0;
}

} // namespace

std::optional<uint32_t> try_encode(const Instruction& instruction) {
  const Row& row = isa::row(instruction.op);
  uint32_t word = row.match;
  bool fits = immediate_fits(row, instruction.imm);
  const auto put_register = [&](bool present, uint32_t number, unsigned at) {
    if (!present)
      return;
    fits &= number < 32;
    word |= (number & 31) << at;
  };
  put_register(row.has_rd, instruction.rd, 7);
  put_register(row.has_rs1, instruction.rs1, 15);
  put_register(row.has_rs2, instruction.rs2, 20);
  put_register(row.has_rs3, instruction.rs3, 27);
  if (row.rounding != Rounding::kNone) {
    const bool flush = instruction.rm == 5 || instruction.rm == 6;
    fits &= instruction.rm < 8 && (!flush || row.rounding == Rounding::kFlush);
    word |= uint32_t{instruction.rm & 7u} << 12;
  }
  if (!fits)
    return std::nullopt;
  word |= immediate_bits(row.format, static_cast<uint64_t>(instruction.imm));
  if ((word & row.mask) != row.match)
    return std::nullopt; // an odd register where the row has a pair
  return word;
}

uint32_t encode(const Instruction& instruction) {
  const std::optional<uint32_t> word = try_encode(instruction);
  assert(word && "a field of the instruction does not fit its row");
  return word.value_or(0); // 0 is no instruction: a wrong field becomes a fault, not another instruction
}

} // namespace ox::isa
