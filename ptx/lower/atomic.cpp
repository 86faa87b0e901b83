// atom and red (PTX ISA 9.0, 9.7.13.5 and 9.7.13.6).  Every scope is the system's: OxCore's atomics know no other.
#include "ptx/lower/families.h"
#include "llvm/ADT/StringSwitch.h"

namespace ox::ptx {

namespace {
using Rmw = llvm::AtomicRMWInst;

llvm::AtomicOrdering ordering_of(std::string_view word) {
  return llvm::StringSwitch<llvm::AtomicOrdering>(word)
      .Case(".acquire", llvm::AtomicOrdering::Acquire)
      .Case(".release", llvm::AtomicOrdering::Release)
      .Case(".acq_rel", llvm::AtomicOrdering::AcquireRelease)
      .Default(llvm::AtomicOrdering::Monotonic);
}

Rmw::BinOp operation(std::string_view op, Type type) {
  const bool has_sign = is_signed(type), floats = is_floating(type);
  return llvm::StringSwitch<Rmw::BinOp>(op)
      .Case(".and", Rmw::And)
      .Case(".or", Rmw::Or)
      .Case(".xor", Rmw::Xor)
      .Case(".exch", Rmw::Xchg)
      .Case(".add", floats ? Rmw::FAdd : Rmw::Add)
      .Case(".inc", Rmw::UIncWrap)
      .Case(".dec", Rmw::UDecWrap)
      .Case(".min", floats     ? Rmw::FMin
                    : has_sign ? Rmw::Min
                               : Rmw::UMin)
      .Case(".max", floats     ? Rmw::FMax
                    : has_sign ? Rmw::Max
                               : Rmw::UMax)
      .Default(Rmw::BAD_BINOP);
}

// The type: a class, or the fixed word of a form.
Type operand_type(InstructionLowering& i) {
  for (std::string_view slot :
       {".type", ".half_word_type", ".packed_type", ".b16", ".b128", ".f16", ".f16x2", ".bf16", ".bf16x2", ".f32"})
    if (i.source.has(slot))
      return i.type(slot);
  return Type::kNone;
}
} // namespace

bool lower_atomic(InstructionLowering& i, bool is_reduction) {
  const llvm::AtomicOrdering ordering = ordering_of(i.take(".sem"));
  i.ignore({".scope", ".level::cache_hint", ".noftz"});
  std::string_view space = i.take(".space");
  if (i.flag(".global"))
    space = ".global";
  std::string_view op = i.take(".op");
  for (std::string_view fixed : {".add", ".cas", ".exch"})
    if (i.flag(fixed))
      op = fixed;
  std::string_view vector;
  for (std::string_view slot : {".vec_32_bit", ".vec_16_bit"})
    if (i.source.has(slot))
      vector = i.take(slot);
  const Type type = operand_type(i);
  const Space where = space == ".global"             ? Space::kGlobal
                      : space.starts_with(".shared") ? Space::kShared
                                                     : Space::kGeneric;
  const size_t first = is_reduction ? 0 : 1;
  llvm::Value* address = i.address(first, where);
  if (!address)
    return false;
  llvm::IRBuilder<>& b = i.b;
  const llvm::Align alignment(bits_of(type) / 8);
  if (op == ".cas") {
    const Type bits = bits_of(type) == 16   ? Type::b16
                      : bits_of(type) == 32 ? Type::b32
                      : bits_of(type) == 64 ? Type::b64
                                            : Type::b128;
    llvm::Value *expected = i.read(2, bits), *desired = i.read(3, bits);
    if (!expected || !desired)
      return false;
    const auto failure = llvm::AtomicCmpXchgInst::getStrongestFailureOrdering(ordering);
    llvm::Value* both = b.CreateAtomicCmpXchg(address, expected, desired, alignment, ordering, failure);
    return i.write(0, b.CreateExtractValue(both, 0), bits);
  }
  const Rmw::BinOp operation_id = operation(op, type);
  if (operation_id == Rmw::BAD_BINOP)
    return i.fail("'" + std::string(op) + "' is not supported yet");
  if (vector.empty()) {
    llvm::Value* value = i.read(first + 1, type);
    if (!value)
      return false;
    llvm::Value* old = b.CreateAtomicRMW(operation_id, address, value, alignment, ordering);
    return is_reduction || i.write(0, old, type);
  }
  // A vector is its elements, one after the other: the whole need not be one atomic (PTX ISA, atom, "Vector").
  const Operand& values = i.operand(first + 1);
  if (values.kind != Operand::Kind::kVector || values.parts.size() != size_t(vector[2] - '0'))
    return i.fail_at(values, "the vector has not as many elements as the atomic");
  for (size_t n = 0; n < values.parts.size(); ++n) {
    llvm::Value* value = i.read(values.parts[n], type);
    if (!value)
      return false;
    llvm::Value* at = b.CreateConstInBoundsGEP1_64(b.getInt8Ty(), address, n * alignment.value());
    llvm::Value* old = b.CreateAtomicRMW(operation_id, at, value, alignment, ordering);
    if (!is_reduction && !i.write(i.operand(0).parts[n], old, type))
      return false;
  }
  return true;
}

} // namespace ox::ptx
