// cp.async.bulk (PTX ISA 9.0, 9.7.9.25.4): the thread that asks copies all of it at once, and the mbarrier hears of the
// bytes right behind them; so groups of copies are always complete.  Tensors are kLater.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {

using Effect = InstructionLowering::Effect;

// Addresses and size are multiples of 16.
void copy(InstructionLowering& i, llvm::Value* to, llvm::Value* from, llvm::Value* bytes) {
  i.b.CreateMemCpy(to, llvm::Align(16), from, llvm::Align(16), i.b.CreateZExt(bytes, i.b.getInt64Ty()));
}

// .multicast::cluster: to the same place in the shared memory of each block whose bit is set, and its own mbarrier
// there hears of it.
void copy_to_blocks(InstructionLowering& i, llvm::Value* mask, llvm::Value* to, llvm::Value* from, llvm::Value* bytes,
                    llvm::Value* barrier) {
  llvm::IRBuilder<>& b = i.b;
  llvm::BasicBlock *before = b.GetInsertBlock(), *head = i.function.new_block(""), *body = i.function.new_block(""),
                   *after = i.function.new_block("");
  b.CreateBr(head);
  b.SetInsertPoint(head);
  llvm::PHINode* left = b.CreatePHI(b.getInt32Ty(), 2);
  left->addIncoming(mask, before);
  b.CreateCondBr(b.CreateIsNull(left), after, body);

  b.SetInsertPoint(body);
  llvm::Value* rank = b.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, left, b.getTrue());
  auto there = [&](llvm::Value* address) { return i.call("mapa", address->getType(), {address, rank}, Effect::kNone); };
  copy(i, there(to), from, bytes);
  complete_bytes(i, there(barrier), bytes);
  left->addIncoming(b.CreateAnd(left, b.CreateSub(left, b.getInt32(1))), b.GetInsertBlock());
  b.CreateBr(head);
  b.SetInsertPoint(after);
}

bool lower_copy(InstructionLowering& i) {
  if (i.source.has(".cp_mask"))
    return lower_kLater(i);
  const std::string_view to_space = i.take(".dst"), from_space = i.take(".src");
  i.ignore({".async", ".bulk", ".level::cache_hint"});
  const bool has_barrier = i.take(".completion_mechanism") != ".bulk_group", to_blocks = !i.take(".multicast").empty();
  llvm::Value *to = i.address(0, to_space), *from = i.address(1, from_space), *bytes = i.read(2, Type::u32);
  llvm::Value* barrier = has_barrier ? i.address(3, to_space) : nullptr;
  llvm::Value* mask = to_blocks ? i.read(4, Type::u16) : nullptr;
  if (!to || !from || !bytes || (has_barrier && !barrier) || (to_blocks && !mask))
    return false;
  if (to_blocks) {
    copy_to_blocks(i, i.b.CreateZExt(mask, i.b.getInt32Ty()), to, from, bytes, barrier);
    return true;
  }
  copy(i, to, from, bytes);
  if (barrier)
    complete_bytes(i, barrier, bytes);
  return true;
}

} // namespace

bool lower_kBulkCopy(InstructionLowering& i) {
  if (!i.source.has(".commit_group") && !i.source.has(".wait_group") && !i.source.has(".prefetch"))
    return lower_copy(i);
  i.ignore(
      {".async", ".bulk", ".commit_group", ".wait_group", ".read", ".prefetch", ".L2", ".src", ".level::cache_hint"});
  return true;
}

} // namespace ox::ptx
