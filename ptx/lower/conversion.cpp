// cvt (PTX ISA 9.0, 9.7.9.21): what the modifiers say; which of them go together, the table knows.  The parts are
// conversions to and from integers (integer_conversion.cpp), between floating-point types (float_conversion.cpp), and
// to and from tf32 and the formats of 8 bits and less (small_conversion.cpp).
#include "ptx/lower/conversion.h"

namespace ox::ptx {

namespace {
constexpr std::string_view kRoundings[] = {".rn", ".rz", ".rm", ".rp", ".rni", ".rzi", ".rmi", ".rpi", ".rna", ".rs"};

// The first of the types among the modifiers is the destination's.
Conversion read_modifiers(InstructionLowering& i) {
  Conversion c;
  for (const Modifier& modifier : i.source.modifiers) {
    const std::string_view value = modifier.value;
    if (const Type type = type_named(value); type != Type::kNone)
      (c.to == Type::kNone ? c.to : c.from) = type;
    else if (llvm::is_contained(kRoundings, value))
      c.rounding = value;
    else if (value == ".ftz")
      c.flush = true;
    else if (value == ".sat")
      c.saturate = true;
    else if (value == ".relu")
      c.relu = true;
    else if (value == ".satfinite")
      c.finite = true;
    else
      continue;
    i.ignore({modifier.slot});
  }
  return c;
}

bool is_scalar_float(Type type) {
  return type == Type::f16 || type == Type::bf16 || type == Type::f32 || type == Type::f64;
}
} // namespace

bool is_integer(Type type) { return kind_of(type) == TypeKind::kSigned || kind_of(type) == TypeKind::kUnsigned; }

bool lower_kConversion(InstructionLowering& i) {
  if (i.source.has(".pack"))
    return lower_pack(i);
  const Conversion c = read_modifiers(i);
  if (c.rounding == ".rs")
    return i.fail_unsupported("'.rs' needs sm_100a, and targets up to sm_90 are supported");
  const bool is_pair = c.from == Type::f32 && (c.to == Type::f16x2 || c.to == Type::bf16x2);
  if (is_pair)
    return lower_float_conversion(i, c);
  const bool is_plain = (is_integer(c.to) || is_scalar_float(c.to)) && (is_integer(c.from) || is_scalar_float(c.from));
  if (!is_plain)
    return lower_small_conversion(i, c);
  return is_integer(c.to) || is_integer(c.from) ? lower_integer_conversion(i, c) : lower_float_conversion(i, c);
}

} // namespace ox::ptx
