// cp.async (PTX ISA 9.0, 9.7.9.25.3): the thread copies at once, so that its groups are always complete.
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

// [dst], [src], bytes {, bytes that are read, or a predicate that nothing is}: what is not read is zero
bool lower_copy(InstructionLowering& i) {
  const bool through_l1 = i.flag(".ca");
  i.ignore({".async", ".cg", ".state", ".global", ".level::cache_hint", ".level::prefetch_size"});
  const Operand& size = i.operand(2);
  const uint64_t bytes = size.constant.bits;
  if (size.kind != Operand::Kind::kConstant || (bytes != 4 && bytes != 8 && bytes != 16) ||
      (!through_l1 && bytes != 16))
    return i.fail_at(size, through_l1 ? "cp.async.ca copies 4, 8 or 16 bytes" : "cp.async.cg copies 16 bytes");
  llvm::Value *to = i.address(0, Space::kShared), *from = i.address(1, Space::kGlobal);
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

bool lower_kAsynchronous(InstructionLowering& i) {
  if (!i.source.has(".commit_group") && !i.source.has(".wait_group") && !i.source.has(".wait_all"))
    return lower_copy(i);
  i.ignore({".async", ".commit_group", ".wait_group", ".wait_all"});
  i.call("cp.async.wait.all", i.b.getVoidTy(), {}, Effect::kMemory);
  return true;
}

} // namespace ox::ptx
