// See instruction_class.h.
//
// The opcode of a word says most of it, and funct3 how many bytes it touches.  Xox packs different units into an
// opcode, so there the name decides.
#include "isa/instruction_class.h"

namespace ox::isa {
namespace {

// Not constexpr on purpose: a call while the table is built is the compile error.
void row_without_class(std::string_view) {}

struct Traits {
  InstructionClass instruction_class;
  MemoryAccess access;
};

// Bits of the picture that the class depends on, so they must be fixed there.
consteval unsigned fixed_bits(std::string_view picture, unsigned high, unsigned low) {
  unsigned value = 0;
  for (unsigned bit = high + 1; bit-- != low;) {
    const char c = picture[31 - bit];
    if (c != '0' && c != '1')
      row_without_class(picture);
    value = value << 1 | unsigned(c == '1');
  }
  return value;
}

consteval InstructionClass class_of_format(unsigned fmt) {
  switch (fmt) {
  case 0:
    return InstructionClass::kSingle;
  case 1:
    return InstructionClass::kDouble;
  default:
    return InstructionClass::kHalf;
  }
}

struct NameRule {
  std::string_view prefix;
  InstructionClass instruction_class;
};
constexpr NameRule kNameRules[] = {
    {"ox.exit", InstructionClass::kControl},     {"ox.split", InstructionClass::kControl},
    {"ox.join", InstructionClass::kControl},     {"ox.nanosleep", InstructionClass::kControl},
    {"ox.activemask", InstructionClass::kWarp},  {"ox.syncwarp", InstructionClass::kWarp},
    {"ox.ballot", InstructionClass::kWarp},      {"ox.vote.", InstructionClass::kWarp},
    {"ox.match.", InstructionClass::kWarp},      {"ox.elect", InstructionClass::kWarp},
    {"ox.redux.", InstructionClass::kWarp},      {"ox.shfl.", InstructionClass::kWarp},
    {"ox.bar.", InstructionClass::kBarrier},     {"ox.mbar.", InstructionClass::kBarrier},
    {"ox.cluster.", InstructionClass::kBarrier}, {"ox.mapa", InstructionClass::kInteger},
    {"ox.ctarank", InstructionClass::kInteger},  {"ox.rcp.", InstructionClass::kSpecial},
    {"ox.rsqrt.", InstructionClass::kSpecial},   {"ox.sqrt.", InstructionClass::kSpecial},
    {"ox.ex2.", InstructionClass::kSpecial},     {"ox.lg2.", InstructionClass::kSpecial},
    {"ox.sin.", InstructionClass::kSpecial},     {"ox.cos.", InstructionClass::kSpecial},
    {"ox.tanh.", InstructionClass::kSpecial},    {"ox.dp4a.", InstructionClass::kInteger},
    {"ox.dp2a.", InstructionClass::kInteger},    {"ox.fsel", InstructionClass::kInteger},
    {"ox.fmadd.bf", InstructionClass::kHalf},    {"ox.cvt.", InstructionClass::kConversion},
    {"ox.flush.s", InstructionClass::kSingle},   {"ox.flush.h", InstructionClass::kHalf},
    {"ox.simd", InstructionClass::kInteger},     {"ox.fns", InstructionClass::kInteger},
    {"ox.amo", InstructionClass::kAtomic},       {"ox.bfe.", InstructionClass::kInteger},
    {"ox.bfi.", InstructionClass::kInteger},     {"ox.prmt", InstructionClass::kInteger},
    {"ox.shf.", InstructionClass::kInteger},     {"ox.sad.", InstructionClass::kInteger},
    {"ox.brev.", InstructionClass::kInteger},    {"ox.lop3", InstructionClass::kInteger},
};

consteval InstructionClass class_of_name(std::string_view name) {
  for (const NameRule& rule : kNameRules)
    if (name.starts_with(rule.prefix))
      return rule.instruction_class;
  row_without_class(name);
  return {};
}

// The width of a Xox atomic is in its name.
consteval uint8_t bytes_of_suffix(std::string_view name) {
  const std::string_view suffix = name.substr(name.rfind('.') + 1);
  if (suffix == "h" || suffix == "bf")
    return 2;
  if (suffix == "s" || suffix == "w" || suffix == "h2" || suffix == "bf2")
    return 4;
  if (suffix == "d")
    return 8;
  if (suffix == "q")
    return 16;
  row_without_class(name);
  return 0;
}

consteval Traits traits_of_xox(std::string_view name) {
  using Kind = MemoryAccess::Kind;
  const InstructionClass instruction_class = class_of_name(name);
  if (instruction_class == InstructionClass::kAtomic)
    return {instruction_class, {Kind::kAtomic, bytes_of_suffix(name), false}};
  // A barrier object is a 64-bit word; .pending looks at a token instead.
  if (!name.starts_with("ox.mbar.") || name == "ox.mbar.pending")
    return {instruction_class, {}};
  const bool reads_only = name.starts_with("ox.mbar.t"); // test and try
  return {instruction_class, {reads_only ? Kind::kLoad : Kind::kAtomic, 8, false}};
}

consteval Traits traits_of(std::string_view name, std::string_view picture) {
  using Kind = MemoryAccess::Kind;
  if (name.starts_with("ox."))
    return traits_of_xox(name);
  if (name.starts_with("fcvt"))
    return {InstructionClass::kConversion, {}};
  if (name == "pause")
    return {InstructionClass::kControl, {}};
  switch (fixed_bits(picture, 6, 0)) {
  case 0x03: // LOAD: bit 2 of funct3 says unsigned
  case 0x07: // LOAD-FP
    return {InstructionClass::kLoad, {Kind::kLoad, uint8_t(1u << fixed_bits(picture, 13, 12)), true}};
  case 0x23: // STORE
  case 0x27: // STORE-FP
    return {InstructionClass::kStore, {Kind::kStore, uint8_t(1u << fixed_bits(picture, 13, 12)), true}};
  case 0x2f: // AMO
    return {InstructionClass::kAtomic, {Kind::kAtomic, uint8_t(1u << fixed_bits(picture, 14, 12)), false}};
  case 0x13: // OP-IMM
  case 0x1b:
  case 0x33: // OP
  case 0x3b:
  case 0x37: // LUI
  case 0x17: // AUIPC
    return {InstructionClass::kInteger, {}};
  case 0x63: // BRANCH
  case 0x67: // JALR
  case 0x6f: // JAL
    return {InstructionClass::kControl, {}};
  case 0x43: // the four forms of FMADD
  case 0x47:
  case 0x4b:
  case 0x4f:
  case 0x53: // OP-FP
    return {class_of_format(fixed_bits(picture, 26, 25)), {}};
  case 0x0f: // MISC-MEM
    return {InstructionClass::kFence, {}};
  case 0x73: // SYSTEM
    return {InstructionClass::kSystem, {}};
  default:
    row_without_class(name);
    return {};
  }
}

constexpr Traits kTraits[] = {
#define OX_INSN(name, syntax, format, picture, ...) traits_of(syntax, picture),
#include "isa/oxcore.def"
};

} // namespace

InstructionClass class_of(Op op) { return kTraits[size_t(op)].instruction_class; }
MemoryAccess memory_access_of(Op op) { return kTraits[size_t(op)].access; }

} // namespace ox::isa
