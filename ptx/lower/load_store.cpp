// ld, ldu, st (PTX ISA 9.0, 9.7.9.8 to 9.7.9.11), and multimem (9.7.9.14).  docs/memory-model.md says what the orders
// and scopes become.
#include "ptx/lower/families.h"
#include <algorithm>

namespace ox::ptx {

namespace {
using llvm::AtomicOrdering;

struct Access {
  std::string_view space;
  AtomicOrdering ordering = AtomicOrdering::NotAtomic;
  unsigned elements = 1;
  unsigned elements_at_once = 1; // by one access to memory
  Type type{};
  llvm::Type* element = nullptr; // an integer

  unsigned bytes() const { return bits_of(type) / 8; }
  // A program sees each access that is not weak, so LLVM must neither merge nor drop one, which it may with atomics.
  bool is_strong() const { return ordering != AtomicOrdering::NotAtomic; }
};

// Every scope is the system's.  volatile and mmio are relaxed at system scope (PTX ISA, 8.4).
AtomicOrdering ordering_of(InstructionLowering& i) {
  i.ignore({".scope", ".sys"});
  AtomicOrdering ordering = AtomicOrdering::NotAtomic;
  for (std::string_view slot : {".volatile", ".mmio", ".relaxed"})
    if (i.flag(slot))
      ordering = AtomicOrdering::Monotonic;
  for (std::string_view slot : {".acquire", ".release", ".ldsem", ".stsem"})
    if (const std::string_view word = i.take(slot); !word.empty())
      ordering = word == ".acquire"   ? AtomicOrdering::Acquire
                 : word == ".release" ? AtomicOrdering::Release
                                      : AtomicOrdering::Monotonic;
  return ordering;
}

// PTX makes a vector several accesses, in no order (PTX ISA, 8.2.2).  Where they are strong they are one here, up to
// the 16 bytes that the machine's atomics reach: programs publish a value and its flag in one vector (CUB's scans do),
// because the hardware moves it as a whole.
unsigned elements_at_once(const Access& access) {
  return access.is_strong() ? std::min(access.elements, 16 / access.bytes()) : 1;
}

Access access_of(InstructionLowering& i) {
  i.ignore({".cop", ".level::cache_hint", ".level::prefetch_size", ".level1::eviction_priority",
            ".level2::eviction_priority", ".weak", ".nc"}); // there are no caches to be told
  Access access;
  access.ordering = ordering_of(i);
  access.space = i.take(".ss");
  if (i.flag(".global"))
    access.space = ".global";
  const std::string_view vector = i.take(".vec");
  access.elements = vector.empty() ? 1 : unsigned(vector[2] - '0');
  access.type = i.type();
  access.element = bits_type(i.b.getContext(), bits_of(access.type));
  access.elements_at_once = elements_at_once(access);
  return access;
}

llvm::Value* element_address(InstructionLowering& i, const Access& access, llvm::Value* base, unsigned number) {
  return number == 0 ? base : i.b.CreateConstInBoundsGEP1_64(i.b.getInt8Ty(), base, uint64_t{number} * access.bytes());
}

bool has_all_elements(InstructionLowering& i, const Access& access, const Operand& registers) {
  return access.elements == (registers.kind == Operand::Kind::kVector ? registers.parts.size() : 1) ||
         i.fail_at(registers, "the vector has not as many elements as the access");
}

// The elements from `first` on that one access takes, as one integer.
llvm::IntegerType* group_type(InstructionLowering& i, const Access& access) {
  return i.b.getIntNTy(access.elements_at_once * access.bytes() * 8);
}

const Operand& element_of(const Operand& operand, unsigned number) {
  return operand.kind == Operand::Kind::kVector ? operand.parts[number] : operand;
}

bool lower_load(InstructionLowering& i) {
  const Access access = access_of(i);
  llvm::Value* from = i.address(1, access.space);
  const Operand& to = i.operand(0);
  if (!from || !has_all_elements(i, access, to))
    return false;
  llvm::IntegerType* group = group_type(i, access);
  for (unsigned first = 0; first < access.elements; first += access.elements_at_once) {
    llvm::LoadInst* load = i.b.CreateAlignedLoad(group, element_address(i, access, from, first),
                                                 llvm::Align(group->getBitWidth() / 8), access.is_strong());
    load->setAtomic(access.ordering);
    for (unsigned n = 0; n < access.elements_at_once; ++n) {
      llvm::Value* bits = i.b.CreateTrunc(i.b.CreateLShr(load, n * access.bytes() * 8), access.element);
      if (!i.write(element_of(to, first + n), i.b.CreateBitCast(bits, i.type_of(access.type)), access.type))
        return false;
    }
  }
  return true;
}

// The elements from `first` on that one access takes; null after an error.
llvm::Value* read_group(InstructionLowering& i, const Access& access, const Operand& from, unsigned first) {
  llvm::IntegerType* group = group_type(i, access);
  llvm::Value* bits = nullptr;
  for (unsigned n = 0; n < access.elements_at_once; ++n) {
    llvm::Value* value = i.read(element_of(from, first + n), access.type);
    if (!value)
      return nullptr;
    value = i.b.CreateZExt(i.b.CreateBitCast(value, access.element), group);
    bits = bits ? i.b.CreateOr(bits, i.b.CreateShl(value, n * access.bytes() * 8)) : value;
  }
  return bits;
}

bool lower_store(InstructionLowering& i) {
  Access access = access_of(i);
  llvm::Value* to = i.address(0, access.space);
  const Operand& from = i.operand(1);
  if (!to || !has_all_elements(i, access, from))
    return false;
  if (std::ranges::any_of(from.parts, [](const Operand& part) { return part.kind == Operand::Kind::kSink; }))
    access.elements_at_once = 1;
  for (unsigned first = 0; first < access.elements; first += access.elements_at_once) {
    if (element_of(from, first).kind == Operand::Kind::kSink)
      continue;
    llvm::Value* value = read_group(i, access, from, first);
    if (!value)
      return false;
    llvm::StoreInst* store =
        i.b.CreateAlignedStore(value, element_address(i, access, to, first),
                               llvm::Align(value->getType()->getIntegerBitWidth() / 8), access.is_strong());
    store->setAtomic(access.ordering);
  }
  return true;
}
} // namespace

bool lower_access(InstructionLowering& i) { return i.source.name() == "st" ? lower_store(i) : lower_load(i); }

// st.bulk [a], size, 0: zeros, at addresses and of sizes that are multiples of 8
bool lower_bulk_store(InstructionLowering& i) {
  i.ignore({".bulk", ".weak"});
  llvm::Value *to = i.address(0, i.take(".shared::cta")), *bytes = i.read(1, Type::u64);
  if (!to || !bytes)
    return false;
  if (i.operand(2).kind != Operand::Kind::kConstant || i.operand(2).constant.bits != 0)
    return i.fail_at(i.operand(2), "the value of st.bulk is 0");
  i.b.CreateMemSet(to, i.b.getInt8(0), bytes, llvm::Align(8));
  return true;
}

// A multimem address stands for one location on each device of a group.  The only group that one device can make is
// that of itself: the reduction of one value is the value, and a broadcast to one location is a store.
bool lower_multimem(InstructionLowering& i) {
  if (i.flag(".red"))
    return lower_atomic(i, true);
  if (i.flag(".st"))
    return lower_store(i);
  i.ignore({".ld_reduce", ".op", ".acc_prec"});
  return lower_load(i);
}

} // namespace ox::ptx
