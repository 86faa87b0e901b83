// atom, red and multimem.red (PTX ISA 9.0, 9.7.13.5, 9.7.13.6, 9.7.9.14).  Every scope is the system's: OxCore's
// atomics know no other.
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
  llvm::StringSwitch<Rmw::BinOp> known(op);
  known.Case(".exch", Rmw::Xchg);
  if (is_floating(type))
    return known.Case(".add", Rmw::FAdd).Case(".min", Rmw::FMin).Case(".max", Rmw::FMax).Default(Rmw::BAD_BINOP);
  return known.Case(".and", Rmw::And)
      .Case(".or", Rmw::Or)
      .Case(".xor", Rmw::Xor)
      .Case(".add", Rmw::Add)
      .Case(".inc", Rmw::UIncWrap)
      .Case(".dec", Rmw::UDecWrap)
      .Case(".min", is_signed(type) ? Rmw::Min : Rmw::UMin)
      .Case(".max", is_signed(type) ? Rmw::Max : Rmw::UMax)
      .Default(Rmw::BAD_BINOP);
}

// The first of these slots that is there: classes, or words that a form has fixed.
std::string_view take_any(InstructionLowering& i, std::initializer_list<std::string_view> slots) {
  for (std::string_view slot : slots)
    if (const std::string_view word = i.take(slot); !word.empty())
      return word;
  return {};
}

struct Atomic {
  llvm::Value* address = nullptr;
  llvm::AtomicOrdering ordering{};
  std::string_view op, vector;
  Type type{};
  bool has_result = false;
  llvm::Align alignment() const { return llvm::Align(bits_of(type) / 8); }
  size_t value() const { return has_result ? 2 : 1; } // which operand it is
};

// Volatile, as all accesses that are not weak: none is merged or dropped.
llvm::Value* modify(InstructionLowering& i, const Atomic& atomic, llvm::Value* address, llvm::Value* value) {
  llvm::AtomicRMWInst* made =
      i.b.CreateAtomicRMW(operation(atomic.op, atomic.type), address, value, atomic.alignment(), atomic.ordering);
  made->setVolatile(true);
  return made;
}

bool lower_compare_and_swap(InstructionLowering& i, const Atomic& atomic) {
  Type bits = Type::kNone;
  for (Type known : {Type::b16, Type::b32, Type::b64, Type::b128})
    if (bits_of(known) == bits_of(atomic.type))
      bits = known;
  llvm::Value *expected = i.read(2, bits), *desired = i.read(3, bits);
  if (!expected || !desired)
    return false;
  llvm::AtomicCmpXchgInst* both =
      i.b.CreateAtomicCmpXchg(atomic.address, expected, desired, atomic.alignment(), atomic.ordering,
                              llvm::AtomicCmpXchgInst::getStrongestFailureOrdering(atomic.ordering));
  both->setVolatile(true);
  return i.write(0, i.b.CreateExtractValue(both, 0), bits);
}

// A vector is its elements, one after the other: each is an atomic, the whole is not (PTX ISA, 9.7.13.5).
bool lower_vector(InstructionLowering& i, const Atomic& atomic) {
  const Operand& values = i.operand(atomic.value());
  const size_t count = size_t(atomic.vector[2] - '0');
  const bool wants_results = atomic.has_result && i.operand(0).kind != Operand::Kind::kSink;
  if (values.kind != Operand::Kind::kVector || values.parts.size() != count ||
      (wants_results && i.operand(0).parts.size() != count))
    return i.fail_at(values, "the vector has not as many elements as the atomic");
  for (size_t n = 0; n < count; ++n) {
    llvm::Value* value = i.read(values.parts[n], atomic.type);
    if (!value)
      return false;
    llvm::Value* at = i.b.CreateConstInBoundsGEP1_64(i.b.getInt8Ty(), atomic.address, n * atomic.alignment().value());
    llvm::Value* old = modify(i, atomic, at, value);
    if (wants_results && !i.write(i.operand(0).parts[n], old, atomic.type))
      return false;
  }
  return true;
}
} // namespace

bool lower_atomic(InstructionLowering& i, bool is_reduction) {
  Atomic atomic;
  atomic.has_result = !is_reduction;
  atomic.ordering = ordering_of(take_any(i, {".sem", ".redsem"}));
  i.ignore({".scope", ".level::cache_hint", ".noftz"});
  const std::string_view space = take_any(i, {".space", ".ss", ".global"});
  atomic.op = take_any(i, {".op", ".redop", ".add", ".cas", ".exch"});
  atomic.vector = take_any(i, {".vec", ".vec_32_bit", ".vec_16_bit"});
  atomic.type = type_named(take_any(i, {".type", ".redtype", ".half_word_type", ".packed_type", ".b16", ".b128", ".f16",
                                        ".f16x2", ".bf16", ".bf16x2", ".f32"}));
  atomic.address = i.address(is_reduction ? 0 : 1, space);
  if (!atomic.address)
    return false;
  if (atomic.op != ".cas" && operation(atomic.op, atomic.type) == Rmw::BAD_BINOP)
    return i.fail("'" + text(atomic.op) + "' has no form for ." + text(name_of(atomic.type)));
  if (atomic.op == ".cas")
    return lower_compare_and_swap(i, atomic);
  if (!atomic.vector.empty())
    return lower_vector(i, atomic);
  llvm::Value* value = i.read(atomic.value(), atomic.type);
  if (!value)
    return false;
  llvm::Value* old = modify(i, atomic, atomic.address, value);
  return is_reduction || i.write(0, old, atomic.type);
}

} // namespace ox::ptx
