// Data movement (PTX ISA 9.0, 9.7.9), but for conversions between numbers (conversion.cpp).
#include "ptx/lower/families.h"
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

// The state space that a modifier names; .shared::cluster addresses are offsets from the block's own shared memory, so
// they are like .shared ones.
Space space_of(std::string_view word) {
  if (word.starts_with(".shared"))
    return Space::kShared;
  if (word.starts_with(".param"))
    return Space::kParameter;
  if (word == ".global")
    return Space::kGlobal;
  if (word == ".const")
    return Space::kConstant;
  return word == ".local" ? Space::kLocal : Space::kGeneric;
}

void ignore_hints(InstructionLowering& i) { // caches are not there to be hinted at
  i.ignore({".cop", ".level::cache_hint", ".level::prefetch_size", ".level1::eviction_priority",
            ".level2::eviction_priority", ".weak", ".nc", ".sys"});
}

// volatile and mmio are relaxed at system scope (PTX ISA, 8.4).
llvm::AtomicOrdering ordering_of(InstructionLowering& i) {
  i.ignore({".scope"});
  if (i.flag(".acquire"))
    return llvm::AtomicOrdering::Acquire;
  if (i.flag(".release"))
    return llvm::AtomicOrdering::Release;
  const bool is_volatile = i.flag(".volatile"), is_mmio = i.flag(".mmio"), is_relaxed = i.flag(".relaxed");
  return is_volatile || is_mmio || is_relaxed ? llvm::AtomicOrdering::Monotonic : llvm::AtomicOrdering::NotAtomic;
}

struct Access {
  Space space;
  llvm::AtomicOrdering ordering;
  bool is_volatile;
  unsigned elements;
  Type type;
  llvm::Type* element; // an integer
};
Access access_of(InstructionLowering& i) {
  Access access;
  ignore_hints(i);
  access.is_volatile = i.source.has(".volatile") || i.source.has(".mmio");
  access.ordering = ordering_of(i);
  std::string_view space = i.take(".ss");
  if (i.flag(".global"))
    space = ".global";
  access.space = space_of(space);
  const std::string_view vector = i.take(".vec");
  access.elements = vector.empty() ? 1 : unsigned(vector[2] - '0');
  access.type = i.type();
  access.element = bits_type(i.b.getContext(), bits_of(access.type));
  return access;
}

bool lower_load(InstructionLowering& i) {
  const Access access = access_of(i);
  llvm::Value* from = i.address(1, access.space);
  if (!from)
    return false;
  const Operand& to = i.operand(0);
  if (access.elements != (to.kind == Operand::Kind::kVector ? to.parts.size() : 1))
    return i.fail_at(to, "the vector has not as many elements as the load");
  const unsigned bytes = bits_of(access.type) / 8;
  for (unsigned n = 0; n < access.elements; ++n) {
    llvm::Value* at = n == 0 ? from : i.b.CreateConstInBoundsGEP1_64(i.b.getInt8Ty(), from, n * bytes);
    llvm::LoadInst* load = i.b.CreateAlignedLoad(access.element, at, llvm::Align(bytes), access.is_volatile);
    if (access.ordering != llvm::AtomicOrdering::NotAtomic)
      load->setAtomic(access.ordering);
    llvm::Value* value = i.b.CreateBitCast(load, i.type_of(access.type));
    if (!i.write(access.elements == 1 && to.kind != Operand::Kind::kVector ? to : to.parts[n], value, access.type))
      return false;
  }
  return true;
}

bool lower_store(InstructionLowering& i) {
  const Access access = access_of(i);
  llvm::Value* to = i.address(0, access.space);
  if (!to)
    return false;
  const Operand& from = i.operand(1);
  if (access.elements != (from.kind == Operand::Kind::kVector ? from.parts.size() : 1))
    return i.fail_at(from, "the vector has not as many elements as the store");
  const unsigned bytes = bits_of(access.type) / 8;
  for (unsigned n = 0; n < access.elements; ++n) {
    const Operand& element = from.kind == Operand::Kind::kVector ? from.parts[n] : from;
    if (element.kind == Operand::Kind::kSink)
      continue;
    llvm::Value* value = i.read(element, access.type);
    if (!value)
      return false;
    llvm::Value* at = n == 0 ? to : i.b.CreateConstInBoundsGEP1_64(i.b.getInt8Ty(), to, n * bytes);
    llvm::StoreInst* store =
        i.b.CreateAlignedStore(i.b.CreateBitCast(value, access.element), at, llvm::Align(bytes), access.is_volatile);
    if (access.ordering != llvm::AtomicOrdering::NotAtomic)
      store->setAtomic(access.ordering);
  }
  return true;
}

// mov d, a; a vector of registers on one side is packed or unpacked, the first element lowest
bool lower_move(InstructionLowering& i) {
  const Type type = i.type();
  const Operand &to = i.operand(0), &from = i.operand(1);
  auto element_type = [&](const Operand& vector) {
    const unsigned bits = bits_of(type) / unsigned(std::max<size_t>(vector.parts.size(), 1));
    for (Type known : {Type::b8, Type::b16, Type::b32, Type::b64})
      if (bits_of(known) == bits)
        return known;
    return Type::kNone;
  };
  llvm::Value* value = nullptr;
  auto* whole = bits_type(i.b.getContext(), bits_of(type));
  if (from.kind == Operand::Kind::kVector) {
    const Type element = element_type(from);
    if (element == Type::kNone)
      return i.fail_at(from, "the elements do not make up ." + text(name_of(type)));
    value = llvm::ConstantInt::get(whole, 0);
    for (size_t n = 0; n < from.parts.size(); ++n) {
      llvm::Value* part = i.read(from.parts[n], element);
      if (!part)
        return false;
      part = i.b.CreateShl(i.b.CreateZExt(part, whole), n * bits_of(element));
      value = i.b.CreateOr(value, part);
    }
    value = i.b.CreateBitCast(value, i.type_of(type));
  } else if (!(value = i.read(from, type))) {
    return false;
  }
  if (to.kind != Operand::Kind::kVector)
    return i.write(to, value, type);
  const Type element = element_type(to);
  if (element == Type::kNone)
    return i.fail_at(to, "the elements do not make up ." + text(name_of(type)));
  value = i.b.CreateBitCast(value, whole);
  for (size_t n = 0; n < to.parts.size(); ++n) {
    llvm::Value* part = i.b.CreateTrunc(i.b.CreateLShr(value, n * bits_of(element)), i.type_of(element));
    if (!i.write(to.parts[n], part, element))
      return false;
  }
  return true;
}

// cvta{.to}.space.size: between an address of a space and the generic one
bool lower_address_conversion(InstructionLowering& i) {
  const bool to_space = i.flag(".to");
  const Space space = space_of(i.take(".space"));
  const Type type = i.type(".size");
  llvm::Value* value = i.read(1, type);
  if (!value)
    return false;
  llvm::IRBuilder<>& b = i.b;
  auto* special = llvm::PointerType::get(b.getContext(), address_space(space));
  llvm::Type *from = to_space ? (llvm::Type*)b.getPtrTy() : special,
             *to = to_space ? special : (llvm::Type*)b.getPtrTy();
  llvm::Value* pointer = b.CreateIntToPtr(b.CreateZExt(value, b.getInt64Ty()), from);
  if (from != to)
    pointer = b.CreateAddrSpaceCast(pointer, to);
  return i.write(0, b.CreatePtrToInt(pointer, i.type_of(type)), type);
}

bool lower_space_question(InstructionLowering& i) {
  std::string_view space = i.take(".space");
  llvm::Value* address = i.read(1, Type::b64);
  if (!address)
    return false;
  std::string words = "isspacep" + text(space);
  if (space == ".shared::cluster")
    words = "isspacep.shared.cluster";
  else if (space.starts_with(".shared"))
    words = "isspacep.shared";
  else if (space.starts_with(".param")) // parameters are copies in the thread's own memory, or in constant memory
    words = "isspacep.const";
  return i.write(0, i.call(words, i.b.getInt1Ty(), {i.b.CreateIntToPtr(address, i.b.getPtrTy())}, Effect::kNone),
                 Type::pred);
}

bool lower_shuffle(InstructionLowering& i) {
  const bool sync = i.flag(".sync");
  const std::string mode = text(i.take(".mode"));
  i.ignore({".b32"});
  llvm::Value *value = i.read(1, Type::b32), *lane = i.read(2, Type::b32), *clamp = i.read(3, Type::b32);
  llvm::Value* mask = sync ? i.read(4, Type::b32) : nullptr;
  if (!value || !lane || !clamp || (sync && !mask))
    return false;
  std::vector<llvm::Value*> operands = {value, lane, clamp};
  if (sync)
    operands.insert(operands.begin(), mask);
  auto* pair = llvm::StructType::get(i.b.getInt32Ty(), i.b.getInt1Ty());
  llvm::Value* both =
      i.call("shfl" + std::string(sync ? ".sync" : "") + mode + ".i32p", pair, operands, Effect::kConvergent);
  return i.write(0, i.b.CreateExtractValue(both, 0), Type::b32) &&
         i.write_pair(i.operand(0), i.b.CreateExtractValue(both, 1), Type::pred);
}

bool lower_permute(InstructionLowering& i) {
  const std::string mode = text(i.take(".mode"));
  i.ignore({".b32"});
  llvm::Value *x = i.read(1, Type::b32), *y = i.read(2, Type::b32), *selector = i.read(3, Type::b32);
  if (!x || !y || !selector)
    return false;
  const bool one_source = mode == ".rc8" || mode == ".ecl" || mode == ".ecr" || mode == ".rc16";
  std::vector<llvm::Value*> operands = {x, y, selector};
  if (one_source)
    operands = {x, selector};
  return i.write(0, i.call("prmt" + mode, i.b.getInt32Ty(), operands, Effect::kNone), Type::b32);
}

// Advice to caches: there is nothing to do, and the address need not be valid.
bool lower_advice(InstructionLowering& i, std::string_view name) {
  i.ignore({".space", ".level", ".global", ".level::eviction_priority", ".L1", ".tensormap_space", ".tensormap"});
  if (name != "createpolicy")
    return true;
  i.ignore({".range", ".fractional", ".cvt", ".L2", ".level::primary_priority", ".level::secondary_priority", ".b64"});
  return i.write(0, i.b.getInt64(0), Type::b64);
}

// mapa and getctarank: shared addresses of another block of the cluster
bool lower_cluster_address(InstructionLowering& i, bool maps) {
  const bool is_shared = !i.take(".space").empty() || i.flag(".shared::cluster");
  const Type type = i.type();
  llvm::IRBuilder<>& b = i.b;
  llvm::Value* address = i.read(1, maps ? type : is_shared ? Type::b32 : Type::b64);
  if (!address)
    return false;
  auto* pointer = llvm::PointerType::get(b.getContext(), is_shared ? 3 : 0);
  address = b.CreateIntToPtr(b.CreateZExt(address, b.getInt64Ty()), pointer);
  if (!maps)
    return i.write(
        0, i.call(is_shared ? "getctarank.shared.cluster" : "getctarank", b.getInt32Ty(), {address}, Effect::kNone),
        Type::u32);
  llvm::Value* rank = i.read(2, Type::u32);
  if (!rank)
    return false;
  auto* result = is_shared ? llvm::PointerType::get(b.getContext(), 7) : pointer;
  llvm::Value* there = i.call(is_shared ? "mapa.shared.cluster" : "mapa", result, {address, rank}, Effect::kNone);
  return i.write(0, b.CreatePtrToInt(there, i.type_of(type)), type);
}
} // namespace

bool lower_kMovement(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  if (i.source.opcode.starts_with("st.async") || i.source.opcode.starts_with("st.bulk") || name == "multimem")
    return false;
  if (name == "ld" || name == "ldu")
    return lower_load(i);
  if (name == "st")
    return lower_store(i);
  if (name == "mov")
    return lower_move(i);
  if (name == "cvt")
    return lower_conversion(i);
  if (name == "cvta")
    return lower_address_conversion(i);
  if (name == "isspacep")
    return lower_space_question(i);
  if (name == "shfl")
    return lower_shuffle(i);
  if (name == "prmt")
    return lower_permute(i);
  if (name == "mapa" || name == "getctarank")
    return lower_cluster_address(i, name == "mapa");
  return lower_advice(i, name);
}

} // namespace ox::ptx
