// The ranges are those of the RISC-V manual's formats, written down apart from the encoder's.
#include "random_instruction.h"

namespace ox::isa::test {
namespace {

int64_t between(int64_t low, int64_t high, std::mt19937& random) {
  const int64_t corner = std::uniform_int_distribution<int64_t>(0, 7)(random);
  if (corner == 0)
    return low;
  if (corner == 1)
    return high;
  return std::uniform_int_distribution<int64_t>(low, high)(random);
}

int64_t random_immediate(const Row& row, std::mt19937& random) {
  switch (row.format) {
  case Format::R:
  case Format::R4:
  case Format::Fixed:
    return 0;
  case Format::Amo:
    return between(0, 3, random);
  case Format::I:
  case Format::S:
    return between(-2048, 2047, random);
  case Format::Shift:
    return between(0, row.mnemonic.ends_with('w') ? 31 : 63, random); // slliw, srliw, sraiw, roriw; not slli.uw
  case Format::Csr:
    return std::array{0xC00, 0xC01, 0xC02, 0xCC0, 0xCC9, 0xCD0, 0xCDC, 0xCE2}[random() % 8];
  case Format::Fli:
    return between(0, 31, random);
  case Format::Fence: {
    const int64_t sets = between(0, 255, random);
    return sets == 0x10 ? 0x33 : sets; // fence w, 0 is pause
  }
  case Format::Lop3:
    return between(0, 255, random);
  case Format::B:
    return 2 * between(-2048, 2047, random);
  case Format::U:
    return 4096 * between(-524288, 524287, random);
  case Format::J:
    return 2 * between(-524288, 524287, random);
  }
  return 0;
}

} // namespace

Instruction random_instruction(const Row& row, std::mt19937& random) {
  bool pairs = false;
  for (const Operand& operand : row.operands())
    pairs |= operand.is_pair;
  const auto random_register = [&](bool present) -> uint8_t {
    return present ? static_cast<uint8_t>(random() % 32 & (pairs ? 30 : 31)) : 0;
  };
  Instruction instruction{.op = row.op};
  instruction.rd = random_register(row.has_rd);
  instruction.rs1 = row.has_rs1 ? static_cast<uint8_t>(random() % 32) : uint8_t{0};
  instruction.rs2 = random_register(row.has_rs2);
  instruction.rs3 = random_register(row.has_rs3);
  constexpr uint8_t kModes[8] = {0, 1, 2, 3, 4, 7, 5, 6};
  if (row.rounding != Rounding::kNone)
    instruction.rm = kModes[random() % (row.rounding == Rounding::kFlush ? 8 : 6)];
  instruction.imm = random_immediate(row, random);
  return instruction;
}

} // namespace ox::isa::test
