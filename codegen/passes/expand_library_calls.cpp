#include "codegen/passes/expand_library_calls.h"
#include "codegen/compilation.h"
#include "codegen/lower/wide_conversions.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/IntegerDivision.h"

namespace ox::codegen {

namespace {

// The back end makes this many loads and stores of a copy of known size before it calls memcpy.
constexpr uint64_t kMaxInlineStores = 8;

bool stays_inline(const llvm::MemIntrinsic& memory, uint64_t unit_bytes) {
  auto* length = llvm::dyn_cast<llvm::ConstantInt>(memory.getLength());
  return length && length->getZExtValue() <= kMaxInlineStores / 2 * unit_bytes;
}

uint64_t unit_of(const llvm::MemIntrinsic& memory) {
  uint64_t alignment = memory.getDestAlign().valueOrOne().value();
  if (auto* transfer = llvm::dyn_cast<llvm::MemTransferInst>(&memory))
    alignment = std::min(alignment, transfer->getSourceAlign().valueOrOne().value());
  return std::min<uint64_t>(alignment, 8);
}

// for (i = begin; i != end; i += step) body(i), in front of an instruction.  Unsigned; begin == end is fine.
// Downwards, i runs over end - step ... begin.
template <class Body>
void emit_loop(llvm::Instruction* before, llvm::Value* begin, llvm::Value* end, uint64_t step, bool downwards,
               Body body) {
  llvm::BasicBlock* head = before->getParent();
  llvm::BasicBlock* tail = llvm::SplitBlock(head, before);
  llvm::LLVMContext& context = head->getContext();
  llvm::BasicBlock* loop = llvm::BasicBlock::Create(context, "bytes", head->getParent(), tail);
  llvm::IRBuilder<> builder(head->getTerminator());
  builder.SetCurrentDebugLocation(before->getDebugLoc());
  llvm::Value* first = downwards ? end : begin;
  llvm::Value* last = downwards ? begin : end;
  builder.CreateCondBr(builder.CreateICmpEQ(begin, end), tail, loop);
  head->getTerminator()->eraseFromParent();

  builder.SetInsertPoint(loop);
  llvm::PHINode* index = builder.CreatePHI(begin->getType(), 2);
  index->addIncoming(first, head);
  llvm::Value* stride = llvm::ConstantInt::get(begin->getType(), step);
  llvm::Value* next = downwards ? builder.CreateSub(index, stride) : builder.CreateAdd(index, stride);
  body(builder, downwards ? next : index);
  index->addIncoming(next, loop);
  builder.CreateCondBr(builder.CreateICmpEQ(next, last), tail, loop);
}

struct Plan {
  llvm::Value *length, *in_units; // bytes; bytes that whole units cover
  uint64_t unit_bytes;
};

Plan plan(llvm::MemIntrinsic& memory) {
  llvm::IRBuilder<> builder(&memory);
  uint64_t unit = unit_of(memory);
  llvm::Value* length = builder.CreateZExtOrTrunc(memory.getLength(), builder.getInt64Ty());
  return {length, builder.CreateAnd(length, ~(unit - 1)), unit};
}

void copy_unit(llvm::IRBuilder<>& builder, llvm::MemTransferInst& copy, llvm::Value* at, uint64_t bytes) {
  auto* type = builder.getIntNTy(unsigned(bytes * 8));
  llvm::Value* from = builder.CreatePtrAdd(copy.getRawSource(), at);
  llvm::Value* to = builder.CreatePtrAdd(copy.getRawDest(), at);
  llvm::Value* value = builder.CreateAlignedLoad(type, from, llvm::Align(bytes), copy.isVolatile());
  builder.CreateAlignedStore(value, to, llvm::Align(bytes), copy.isVolatile());
}

void expand_copy(llvm::MemTransferInst& copy, bool downwards) {
  Plan how = plan(copy);
  llvm::Value* zero = llvm::ConstantInt::get(how.length->getType(), 0);
  auto units = [&](auto& builder, llvm::Value* at) { copy_unit(builder, copy, at, how.unit_bytes); };
  auto bytes = [&](auto& builder, llvm::Value* at) { copy_unit(builder, copy, at, 1); };
  if (downwards && how.unit_bytes > 1)
    emit_loop(&copy, how.in_units, how.length, 1, true, bytes);
  emit_loop(&copy, zero, how.in_units, how.unit_bytes, downwards, units);
  if (!downwards && how.unit_bytes > 1)
    emit_loop(&copy, how.in_units, how.length, 1, false, bytes);
  copy.eraseFromParent();
}

// Forwards or backwards, by which of the two starts first.
void expand_move(llvm::MemMoveInst& move) {
  llvm::IRBuilder<> builder(&move);
  llvm::Value* backwards = builder.CreateICmpULT(move.getRawSource(), move.getRawDest());
  llvm::Instruction *then, *otherwise;
  llvm::SplitBlockAndInsertIfThenElse(backwards, &move, &then, &otherwise);
  auto* down = llvm::cast<llvm::MemTransferInst>(move.clone());
  auto* up = llvm::cast<llvm::MemTransferInst>(move.clone());
  down->insertBefore(then->getIterator());
  up->insertBefore(otherwise->getIterator());
  move.eraseFromParent();
  expand_copy(*down, true);
  expand_copy(*up, false);
}

void expand_set(llvm::MemSetInst& set) {
  Plan how = plan(set);
  llvm::IRBuilder<> builder(&set);
  auto* type = builder.getIntNTy(unsigned(how.unit_bytes * 8));
  uint64_t ones = 0x0101010101010101 & (~uint64_t{0} >> (64 - how.unit_bytes * 8));
  llvm::Value* pattern =
      builder.CreateMul(builder.CreateZExt(set.getValue(), type), llvm::ConstantInt::get(type, ones));
  llvm::Value* zero = llvm::ConstantInt::get(how.length->getType(), 0);
  emit_loop(&set, zero, how.in_units, how.unit_bytes, false, [&](llvm::IRBuilder<>& at, llvm::Value* offset) {
    at.CreateAlignedStore(pattern, at.CreatePtrAdd(set.getRawDest(), offset), llvm::Align(how.unit_bytes));
  });
  if (how.unit_bytes > 1)
    emit_loop(&set, how.in_units, how.length, 1, false, [&](llvm::IRBuilder<>& at, llvm::Value* offset) {
      at.CreateAlignedStore(set.getValue(), at.CreatePtrAdd(set.getRawDest(), offset), llvm::Align(1));
    });
  set.eraseFromParent();
}

void expand_memory(llvm::MemIntrinsic& memory) {
  if (stays_inline(memory, unit_of(memory)))
    return;
  if (auto* move = llvm::dyn_cast<llvm::MemMoveInst>(&memory))
    expand_move(*move);
  else if (auto* copy = llvm::dyn_cast<llvm::MemTransferInst>(&memory))
    expand_copy(*copy, false);
  else if (auto* set = llvm::dyn_cast<llvm::MemSetInst>(&memory))
    expand_set(*set);
}

bool is_wide_division(const llvm::Instruction& instruction) {
  switch (instruction.getOpcode()) {
  case llvm::Instruction::UDiv:
  case llvm::Instruction::SDiv:
  case llvm::Instruction::URem:
  case llvm::Instruction::SRem:
    return instruction.getType()->isIntegerTy() && instruction.getType()->getIntegerBitWidth() > 64;
  default:
    return false;
  }
}

} // namespace

void expand_library_calls(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module) {
    std::vector<llvm::MemIntrinsic*> memory;
    std::vector<llvm::BinaryOperator*> divisions;
    std::vector<llvm::Instruction*> conversions;
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (auto* intrinsic = llvm::dyn_cast<llvm::MemIntrinsic>(&instruction))
        memory.push_back(intrinsic);
      else if (is_wide_division(instruction))
        divisions.push_back(llvm::cast<llvm::BinaryOperator>(&instruction));
      else if (is_wide_conversion(instruction))
        conversions.push_back(&instruction);
    }
    for (llvm::MemIntrinsic* intrinsic : memory)
      expand_memory(*intrinsic);
    for (llvm::Instruction* conversion : conversions)
      expand_wide_conversion(*conversion);
    for (llvm::BinaryOperator* division : divisions) {
      bool is_remainder =
          division->getOpcode() == llvm::Instruction::URem || division->getOpcode() == llvm::Instruction::SRem;
      is_remainder ? llvm::expandRemainder(division) : llvm::expandDivision(division);
    }
  }
}

} // namespace ox::codegen
