// In a register a shared pointer is a flat address, so that casts between shared and generic cost nothing.  As an
// integer it is the offset from tp, for PTX programs compute with offsets: ptrtoint subtracts tp, inttoptr adds it,
// and the constants null and inttoptr(N) are tp and tp + N.  In shared::cluster (address space 7) the offset is signed:
// another block's shared memory may lie below the own one.
#include "codegen/passes/lower_shared_offsets.h"
#include "codegen/compilation.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

constexpr unsigned kSharedSpace = 3, kClusterSpace = 7;

bool is_in(unsigned space, const llvm::Value* value) {
  return value->getType()->isPointerTy() && value->getType()->getPointerAddressSpace() == space;
}
bool is_shared(const llvm::Value* value) { return is_in(kSharedSpace, value) || is_in(kClusterSpace, value); }

// An offset of 64 bits.
llvm::Value* widen(llvm::IRBuilder<>& builder, llvm::Value* offset, const llvm::Value* pointer) {
  if (!is_in(kClusterSpace, pointer))
    return builder.CreateZExtOrTrunc(offset, builder.getInt64Ty());
  return builder.CreateSExt(builder.CreateZExtOrTrunc(offset, builder.getInt32Ty()), builder.getInt64Ty());
}

// Conversions within one function; tp is fetched once, at its start.
class Conversions {
public:
  explicit Conversions(llvm::Function& function) : function_(function) {}

  void lower() {
    std::vector<llvm::Instruction*> all;
    for (llvm::Instruction& instruction : llvm::instructions(function_))
      all.push_back(&instruction);
    for (llvm::Instruction* instruction : all) {
      for (llvm::Use& use : instruction->operands())
        if (auto* constant = llvm::dyn_cast<llvm::Constant>(use.get()); constant && is_shared(constant))
          lower_constant(use, *constant);
      if (auto* to_integer = llvm::dyn_cast<llvm::PtrToIntInst>(instruction);
          to_integer && is_shared(to_integer->getPointerOperand()))
        lower_to_integer(*to_integer);
      else if (instruction->getOpcode() == llvm::Instruction::IntToPtr && is_shared(instruction))
        lower_to_pointer(*instruction);
    }
  }

private:
  llvm::Instruction* thread_pointer() {
    if (!thread_pointer_) {
      llvm::BasicBlock& entry = function_.getEntryBlock();
      llvm::IRBuilder<> builder(&entry, entry.getFirstNonPHIOrDbgOrAlloca());
      thread_pointer_ = builder.CreateIntrinsic(llvm::Intrinsic::thread_pointer, {builder.getPtrTy()}, {});
    }
    return thread_pointer_;
  }

  void lower_constant(llvm::Use& use, llvm::Constant& constant) {
    auto* expression = llvm::dyn_cast<llvm::ConstantExpr>(&constant);
    bool from_integer = expression && expression->getOpcode() == llvm::Instruction::IntToPtr;
    if (!constant.isNullValue() && !from_integer)
      return;
    llvm::IRBuilder<> builder(thread_pointer()->getNextNode());
    llvm::Value* flat = thread_pointer();
    if (from_integer)
      flat = builder.CreatePtrAdd(flat, widen(builder, expression->getOperand(0), &constant));
    use.set(builder.CreateAddrSpaceCast(flat, constant.getType()));
  }

  void lower_to_integer(llvm::PtrToIntInst& conversion) {
    llvm::Value* base = thread_pointer();
    llvm::IRBuilder<> builder(&conversion);
    llvm::Value* flat = builder.CreateAddrSpaceCast(conversion.getPointerOperand(), builder.getPtrTy());
    llvm::Value* offset = builder.CreateSub(builder.CreatePtrToInt(flat, builder.getInt64Ty()),
                                            builder.CreatePtrToInt(base, builder.getInt64Ty()));
    replace(conversion, is_in(kClusterSpace, conversion.getPointerOperand())
                            ? builder.CreateSExtOrTrunc(offset, conversion.getType())
                            : builder.CreateZExtOrTrunc(offset, conversion.getType()));
  }

  void lower_to_pointer(llvm::Instruction& conversion) {
    llvm::Value* base = thread_pointer();
    llvm::IRBuilder<> builder(&conversion);
    llvm::Value* offset = widen(builder, conversion.getOperand(0), &conversion);
    replace(conversion, builder.CreateAddrSpaceCast(builder.CreatePtrAdd(base, offset), conversion.getType()));
  }

  static void replace(llvm::Instruction& old, llvm::Value* value) {
    old.replaceAllUsesWith(value);
    old.eraseFromParent();
  }

  llvm::Function& function_;
  llvm::Instruction* thread_pointer_ = nullptr;
};

} // namespace

void lower_shared_offsets(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    if (!function.isDeclaration())
      Conversions(function).lower();
}

} // namespace ox::codegen
