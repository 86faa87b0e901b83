#include "codegen/lower/wide_atomics.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/CodeGen/AtomicExpandUtils.h"
#include "llvm/IR/Instructions.h"

namespace ox::codegen {

namespace {

using isa::Op;

// The assembler text of an atomic, with its order.
std::string text_of(Op op, llvm::AtomicOrdering order) { return isa::insn_template(op, order_bits(order)); }

llvm::Value* emit_swap(llvm::IRBuilder<>& builder, llvm::Value* address, llvm::Value* value,
                       llvm::AtomicOrdering order) {
  return emit_asm(builder, text_of(Op::ox_amoswap_q, order), "=R,R,r", value->getType(), {value, address},
                  Effect::kMemory);
}

// The destination's pair holds what is expected beforehand.
llvm::Value* emit_compare_and_swap(llvm::IRBuilder<>& builder, llvm::Value* address, llvm::Value* expected,
                                   llvm::Value* desired, llvm::AtomicOrdering order) {
  return emit_asm(builder, text_of(Op::amocas_q, order), "=R,R,r,0", expected->getType(), {desired, address, expected},
                  Effect::kMemory);
}

void replace(llvm::Instruction& instruction, llvm::Value* value) {
  instruction.replaceAllUsesWith(value);
  instruction.eraseFromParent();
}

void expand(llvm::AtomicCmpXchgInst& swap) {
  llvm::IRBuilder<> builder(&swap);
  llvm::Value* expected = swap.getCompareOperand();
  llvm::Value* old = emit_compare_and_swap(builder, swap.getPointerOperand(), expected, swap.getNewValOperand(),
                                           swap.getMergedOrdering());
  llvm::Value* pair = builder.CreateInsertValue(llvm::PoisonValue::get(swap.getType()), old, 0);
  replace(swap, builder.CreateInsertValue(pair, builder.CreateICmpEQ(old, expected), 1));
}

void expand(llvm::AtomicRMWInst& atomic) {
  if (atomic.getOperation() == llvm::AtomicRMWInst::Xchg) {
    llvm::IRBuilder<> builder(&atomic);
    return replace(atomic,
                   emit_swap(builder, atomic.getPointerOperand(), atomic.getValOperand(), atomic.getOrdering()));
  }
  llvm::expandAtomicRMWToCmpXchg(&atomic,
                                 [](llvm::IRBuilderBase& base, llvm::Value* address, llvm::Value* loaded,
                                    llvm::Value* desired, llvm::Align, llvm::AtomicOrdering order, llvm::SyncScope::ID,
                                    llvm::Value*& success, llvm::Value*& old, llvm::Instruction*) {
                                   llvm::IRBuilder<> builder(base.GetInsertBlock(), base.GetInsertPoint());
                                   old = emit_compare_and_swap(builder, address, loaded, desired, order);
                                   success = builder.CreateICmpEQ(old, loaded);
                                 });
}

// A swap of zero for zero.
void expand(llvm::LoadInst& load) {
  llvm::IRBuilder<> builder(&load);
  llvm::Value* zero = llvm::ConstantInt::get(load.getType(), 0);
  replace(load, emit_compare_and_swap(builder, load.getPointerOperand(), zero, zero, load.getOrdering()));
}

void expand(llvm::StoreInst& store) {
  llvm::IRBuilder<> builder(&store);
  emit_swap(builder, store.getPointerOperand(), store.getValueOperand(), store.getOrdering());
  store.eraseFromParent();
}

} // namespace

bool is_wide_atomic(const llvm::Instruction& instruction) {
  auto is_wide = [](const llvm::Type* type) { return type->isIntegerTy(128); };
  if (auto* swap = llvm::dyn_cast<llvm::AtomicCmpXchgInst>(&instruction))
    return is_wide(swap->getCompareOperand()->getType());
  if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction))
    return store->isAtomic() && is_wide(store->getValueOperand()->getType());
  return instruction.isAtomic() && is_wide(instruction.getType());
}

void expand_wide_atomic(llvm::Instruction& instruction) {
  if (auto* swap = llvm::dyn_cast<llvm::AtomicCmpXchgInst>(&instruction))
    expand(*swap);
  else if (auto* atomic = llvm::dyn_cast<llvm::AtomicRMWInst>(&instruction))
    expand(*atomic);
  else if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction))
    expand(*load);
  else
    expand(llvm::cast<llvm::StoreInst>(instruction));
}

} // namespace ox::codegen
