// Parses the rows of oxcore.def at compile time.  An error in a row is an expression that is not constant, which the
// compiler reports with the function below that found it.
#include "isa/row.h"
#include <bit>
#include <utility>

namespace ox::isa {
namespace {

// Not constexpr on purpose: a call while the table is built is the compile error.
void malformed_row(const char*) {}

struct FieldPlace {
  char letter;
  uint32_t bits;
};

constexpr FieldPlace kRd{'d', 0x1fu << 7}, kRs1{'s', 0x1fu << 15}, kRs2{'t', 0x1fu << 20}, kRs3{'u', 0x1fu << 27};

constexpr uint32_t bits_of(std::string_view picture, char letter) {
  uint32_t bits = 0;
  for (unsigned i = 0; i < 32; ++i)
    if (picture[i] == letter)
      bits |= 1u << (31 - i);
  return bits;
}

// A register field stands where RISC-V has it; some of its bits may be fixed (register pairs).
constexpr bool has_field(std::string_view picture, FieldPlace place) {
  const uint32_t bits = bits_of(picture, place.letter);
  if (bits & ~place.bits)
    malformed_row("a register field is in the wrong place");
  return bits != 0;
}

// The i bits that each format expects.
constexpr uint32_t immediate_bits(Format format, std::string_view picture) {
  switch (format) {
  case Format::I:
  case Format::Csr:
    return 0xfff00000;
  case Format::Shift:
    return bits_of(picture, 'i') == 0x01f00000 ? 0x01f00000 : 0x03f00000;
  case Format::Fli:
    return 0x000f8000;
  case Format::Fence:
    return 0x0ff00000;
  case Format::S:
  case Format::B:
    return 0xfe000f80;
  case Format::U:
  case Format::J:
    return 0xfffff000;
  case Format::Lop3:
    return 0xfe001000;
  case Format::R:
  case Format::R4:
  case Format::Amo:
  case Format::Fixed:
    return 0;
  }
  return 0;
}

constexpr Operand parse_operand(std::string_view text, const Row& row) {
  Operand operand{.text = text};
  std::string_view name = text;
  if (name.starts_with('+')) {
    operand.read = true;
    name.remove_prefix(1);
  }
  if (name.size() == 2 && (name[0] == 'x' || name[0] == 'f')) {
    operand.kind = OperandKind::kRegister;
    operand.is_float = name[0] == 'f';
    switch (name[1]) {
    case 'd':
      operand.field = Field::kRd;
      break;
    case 's':
      operand.field = Field::kRs1;
      break;
    case 't':
      operand.field = Field::kRs2;
      break;
    case 'u':
      operand.field = Field::kRs3;
      break;
    default:
      malformed_row("a register operand names no field");
    }
    (operand.field == Field::kRd ? operand.written : operand.read) = true;
    const uint32_t bits = bits_of(row.picture, name[1]);
    if (bits == 0)
      malformed_row("an operand is not in the picture");
    operand.is_pair = std::popcount(bits) == 4;
    return operand;
  }
  operand.kind = OperandKind::kLiteral;
  if (name.size() == 1) {
    switch (name[0]) {
    case 'i':
      operand.kind = OperandKind::kSigned;
      break;
    case 'u':
      operand.kind = OperandKind::kUnsigned;
      break;
    case 'n':
      operand.kind = OperandKind::kTable;
      break;
    case 'k':
      operand.kind = OperandKind::kFliConstant;
      break;
    case 'b':
      operand.kind = OperandKind::kTarget;
      break;
    case 'c':
      operand.kind = OperandKind::kCsr;
      break;
    case 'p':
      operand.kind = OperandKind::kPredecessors;
      break;
    case 'q':
      operand.kind = OperandKind::kSuccessors;
      break;
    case 'm':
      operand.kind = OperandKind::kRounding;
      break;
    case 'r':
      operand.kind = OperandKind::kExactRounding;
      break;
    default:
      break;
    }
  }
  return operand;
}

constexpr bool separates(char c) { return c == ',' || c == ' ' || c == '(' || c == ')'; }

constexpr void parse_operands(Row& row) {
  std::string_view rest = row.operand_text;
  while (!rest.empty()) {
    if (separates(rest[0])) {
      rest.remove_prefix(1);
      continue;
    }
    size_t length = 1;
    while (length < rest.size() && !separates(rest[length]))
      ++length;
    if (row.operand_count == kMaxOperands)
      malformed_row("too many operands");
    row.operand_array[row.operand_count++] = parse_operand(rest.substr(0, length), row);
    rest.remove_prefix(length);
  }
}

constexpr Row make_row(Op op, std::string_view mnemonic, Format format, std::string_view picture,
                       std::string_view operands, std::string_view meaning) {
  if (picture.size() != 32)
    malformed_row("a picture has 32 characters");
  Row row{.op = op,
          .mnemonic = mnemonic,
          .picture = picture,
          .operand_text = operands,
          .meaning = meaning,
          .format = format};
  row.match = bits_of(picture, '1');
  row.mask = row.match | bits_of(picture, '0');
  if ((row.match & 3) != 3)
    malformed_row("a 32-bit instruction ends with 11");
  row.has_rd = has_field(picture, kRd);
  row.has_rs1 = has_field(picture, kRs1);
  row.has_rs2 = has_field(picture, kRs2);
  row.has_rs3 = has_field(picture, kRs3);
  if (bits_of(picture, 'i') != immediate_bits(format, picture))
    malformed_row("the i bits do not fit the format");
  if ((format == Format::Amo) != (bits_of(picture, 'a') == 1u << 26))
    malformed_row("aq is bit 26 of an Amo");
  if ((format == Format::Amo) != (bits_of(picture, 'l') == 1u << 25))
    malformed_row("rl is bit 25 of an Amo");
  const uint32_t standard = bits_of(picture, 'm'), flush = bits_of(picture, 'z'), rounding_bits = standard | flush;
  if (rounding_bits != 0 && rounding_bits != 0x7000)
    malformed_row("rm is bits 14..12");
  row.rounding = standard ? Rounding::kStandard : flush ? Rounding::kFlush : Rounding::kNone;
  uint32_t known = row.mask | rounding_bits;
  for (char letter : {'d', 's', 't', 'u', 'a', 'l', 'i'})
    known |= bits_of(picture, letter);
  if (~known != 0)
    malformed_row("unknown letter in a picture");
  parse_operands(row);
  return row;
}

constexpr auto kRows = std::to_array<Row>({
#define OX_INSN(name, mnemonic, format, picture, operands, meaning)                                                    \
  make_row(Op::name, mnemonic, Format::format, picture, operands, meaning),
#include "isa/oxcore.def"
});

constexpr std::array<std::string_view, 32> kFliConstants = {"-1.0",
                                                            "min",
                                                            "1.52587890625e-05",
                                                            "3.0517578125e-05",
                                                            "0.00390625",
                                                            "0.0078125",
                                                            "0.0625",
                                                            "0.125",
                                                            "0.25",
                                                            "0.3125",
                                                            "0.375",
                                                            "0.4375",
                                                            "0.5",
                                                            "0.625",
                                                            "0.75",
                                                            "0.875",
                                                            "1.0",
                                                            "1.25",
                                                            "1.5",
                                                            "1.75",
                                                            "2.0",
                                                            "2.5",
                                                            "3.0",
                                                            "4.0",
                                                            "8.0",
                                                            "16.0",
                                                            "128.0",
                                                            "256.0",
                                                            "32768.0",
                                                            "65536.0",
                                                            "inf",
                                                            "nan"};

constexpr std::array<std::string_view, 32> kIntegerNames = {
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0",  "a1",  "a2", "a3", "a4", "a5",
    "a6",   "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6"};

constexpr std::array<std::string_view, 32> kFloatNames = {
    "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0",  "fa1",  "fa2", "fa3", "fa4",  "fa5",
    "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9", "ft10", "ft11"};

} // namespace

std::span<const Row> rows() { return kRows; }

std::span<const std::string_view, 32> fli_constants() { return kFliConstants; }

std::string_view register_name(unsigned number, bool is_float) {
  return (is_float ? kFloatNames : kIntegerNames)[number & 31];
}

std::string_view csr_name(uint32_t number) {
  switch (number) {
#define OX_CSR(name, number, bits, meaning)                                                                            \
  case number:                                                                                                         \
    return #name;
#include "isa/csrs.def"
  default:
    return {};
  }
}

} // namespace ox::isa
