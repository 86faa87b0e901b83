// cvt to and from tf32 and pairs of numbers of 8, 6 and 4 bits (PTX ISA 9.0, 9.7.9.21).  Of two operands, and of the
// halves of a pair, the first and upper one is the upper number of the result.  Targets have numbers of less than 8
// bits from sm_100a on, which is no reason not to have them.
#include "ptx/lower/conversion.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

bool is_byte_pair(Type type) { return type == Type::e4m3x2 || type == Type::e5m2x2; }
bool is_tiny_pair(Type type) { return type == Type::e2m1x2 || type == Type::e2m3x2 || type == Type::e3m2x2; }
std::string name(Type type) { return text(name_of(type)); }
} // namespace

bool lower_small_conversion(InstructionLowering& i, const Conversion& c) {
  const std::string relu = c.relu ? ".relu" : "";
  std::vector<llvm::Value*> operands;
  for (size_t n = 1; n < i.count(); ++n)
    if (llvm::Value* value = i.read(n, c.from))
      operands.push_back(value);
    else
      return false;
  auto convert = [&](const std::string& words, Type type) {
    return i.write(0, i.call(words, i.type_of(type), operands, Effect::kNone), type);
  };
  if (c.to == Type::tf32)
    return convert("f2tf32" + c.words(), Type::b32);
  if (is_byte_pair(c.to)) // always .satfinite
    return convert((c.from == Type::f32 ? "ff" : name(c.from)) + ".to." + name(c.to) + ".rn" + relu, Type::b16);
  if (is_byte_pair(c.from))
    return convert(name(c.from) + ".to." + name(c.to) + ".rn" + relu, c.to);
  if (is_tiny_pair(c.to) && c.from == Type::f32) { // in 16 bits, of which e2m1x2 has 8
    llvm::Value* pair = i.call("ff.to." + name(c.to) + c.words(), i.b.getInt16Ty(), operands, Effect::kNone);
    return i.write(0, i.b.CreateTrunc(pair, i.type_of(c.to)), c.to);
  }
  if (is_tiny_pair(c.from)) {
    operands[0] = i.b.CreateZExt(operands[0], i.b.getInt16Ty());
    return convert(name(c.from) + ".to." + name(c.to) + ".rn" + relu, c.to);
  }
  return i.fail_unsupported("conversions to and from ." + name(bits_of(c.to) < bits_of(c.from) ? c.to : c.from) +
                            " need sm_100a, and targets up to sm_90 are supported");
}

} // namespace ox::ptx
