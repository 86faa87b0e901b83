// cp.async (PTX ISA 9.0, 9.7.9.25.3), st.async (9.7.9.12), red.async (9.7.13.7): the thread does all at once, so that
// groups of copies are always complete, and an mbarrier hears of the bytes right behind them.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

// [dst], [src], bytes {, bytes that are read, or a predicate that nothing is}: what is not read is zero
bool lower_copy(InstructionLowering& i) {
  const bool through_l1 = i.flag(".ca");
  const std::string_view state = i.take(".state");
  i.ignore({".async", ".cg", ".global", ".level::cache_hint", ".level::prefetch_size"});
  const Operand& size = i.operand(2);
  const uint64_t bytes = size.constant.bits;
  if (size.kind != Operand::Kind::kConstant || (bytes != 4 && bytes != 8 && bytes != 16) ||
      (!through_l1 && bytes != 16))
    return i.fail_at(size, through_l1 ? "cp.async.ca copies 4, 8 or 16 bytes" : "cp.async.cg copies 16 bytes");
  llvm::Value *to = i.address(0, state), *from = i.address(1, ".global");
  if (!to || !from)
    return false;
  std::vector<llvm::Value*> operands{to, from};
  const bool has_hint = i.source.has(".level::cache_hint");
  if (i.count() > (has_hint ? 4u : 3u)) {
    const Operand& limit = i.operand(3);
    const LocalSymbol* symbol = limit.kind == Operand::Kind::kName ? i.function.find(limit.name) : nullptr;
    llvm::Value* read = nullptr;
    if (symbol && symbol->type == Type::pred) {
      llvm::Value* ignores = i.read(limit, Type::pred);
      read = ignores ? i.b.CreateSelect(ignores, i.b.getInt32(0), i.b.getInt32(uint32_t(bytes))) : nullptr;
    } else {
      read = i.read(limit, Type::u32);
    }
    if (!read)
      return false;
    operands.push_back(read);
  }
  const std::string words = std::string("cp.async.") + (through_l1 ? "ca" : "cg") + ".shared.global." +
                            std::to_string(bytes) + (operands.size() == 3 ? ".s" : "");
  i.call(words, i.b.getVoidTy(), operands, Effect::kMemory);
  return true;
}

} // namespace

void complete_bytes(InstructionLowering& i, llvm::Value* barrier, llvm::Value* bytes) {
  barrier = i.b.CreateAddrSpaceCast(barrier, i.b.getPtrTy());
  i.call("mbarrier.complete.tx.release", i.b.getVoidTy(), {barrier, bytes}, Effect::kMemory);
}

bool complete_bytes(InstructionLowering& i, size_t operand, std::string_view space, llvm::Value* bytes) {
  llvm::Value* barrier = i.address(operand, space);
  if (barrier)
    complete_bytes(i, barrier, bytes);
  return barrier != nullptr;
}

// Without a state space the addresses are generic.
bool lower_asynchronous_store(InstructionLowering& i) {
  i.ignore({".async", ".mmio", ".scope", ".completion_mechanism"});
  const bool releases = i.take(".sem") == ".release";
  const std::string_view space = i.take(".ss"), vector = i.take(".vec");
  const Type type = i.type();
  llvm::Value* to = i.address(0, space);
  if (!to)
    return false;
  const Operand& from = i.operand(1);
  const size_t elements = vector.empty() ? 1 : size_t(vector[2] - '0');
  if (elements != (from.kind == Operand::Kind::kVector ? from.parts.size() : 1))
    return i.fail_at(from, "the vector has not as many elements as the store");
  const uint64_t bytes = bits_of(type) / 8;
  for (size_t n = 0; n < elements; ++n) {
    llvm::Value* value = i.read(from.kind == Operand::Kind::kVector ? from.parts[n] : from, type);
    if (!value)
      return false;
    llvm::Value* at = i.b.CreateConstInBoundsGEP1_64(i.b.getInt8Ty(), to, n * bytes);
    value = i.b.CreateBitCast(value, bits_type(i.b.getContext(), bits_of(type)));
    llvm::StoreInst* store = i.b.CreateAlignedStore(value, at, llvm::Align(bytes), true);
    store->setAtomic(releases ? llvm::AtomicOrdering::Release : llvm::AtomicOrdering::Monotonic);
  }
  return i.count() == 2 || complete_bytes(i, 2, space, i.b.getInt32(uint32_t(elements * bytes)));
}

bool lower_asynchronous_reduction(InstructionLowering& i) {
  i.ignore({".async", ".mmio", ".completion_mechanism"});
  const std::string_view space = i.source.modifier(".ss");
  const uint64_t bytes = bits_of(type_named(i.source.modifier(".type"))) / 8;
  return lower_atomic(i, true) && (i.count() == 2 || complete_bytes(i, 2, space, i.b.getInt32(uint32_t(bytes))));
}

bool lower_kAsynchronous(InstructionLowering& i) {
  if (!i.source.has(".commit_group") && !i.source.has(".wait_group") && !i.source.has(".wait_all"))
    return lower_copy(i);
  i.ignore({".async", ".commit_group", ".wait_group", ".wait_all"});
  i.call("cp.async.wait.all", i.b.getVoidTy(), {}, Effect::kMemory);
  return true;
}

} // namespace ox::ptx
