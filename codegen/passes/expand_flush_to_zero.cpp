// CUDA's -ftz=true is an attribute of functions in LLVM IR: denormal-fp-math-f32 = preserve-sign.  Each operation on
// float takes its flushing form; operations without one (comparisons, roundings) get their subnormal operands flushed,
// unless these come from a flushing operation anyway.
//
// What names a PTX instruction is left out, because its name says whether it flushes: the llvm.nvvm intrinsics, which
// this pass must therefore see before lower_intrinsics makes plain operations of them, and PTX in asm statements.
#include "codegen/passes/expand_flush_to_zero.h"
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "codegen/lower/float_arith.h"
#include "ptx/lower/flush_mode.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/Scalar/Scalarizer.h"

namespace ox::codegen {

namespace {

constexpr unsigned kFlushNearest = 5;

class Flusher {
public:
  void run(llvm::Function& function) {
    llvm::ReversePostOrderTraversal<llvm::Function*> order(&function);
    for (llvm::BasicBlock* block : order)
      for (llvm::Instruction& instruction : llvm::make_early_inc_range(*block))
        visit(instruction);
  }

private:
  void visit(llvm::Instruction& instruction) {
    llvm::IRBuilder<> builder(&instruction);
    if (auto* compare = llvm::dyn_cast<llvm::FCmpInst>(&instruction); compare && is_float(compare->getOperand(0))) {
      compare->setOperand(0, flushed(builder, compare->getOperand(0)));
      compare->setOperand(1, flushed(builder, compare->getOperand(1)));
      return;
    }
    if (instruction.getOpcode() == llvm::Instruction::FPExt && is_float(instruction.getOperand(0)))
      return instruction.setOperand(0, flushed(builder, instruction.getOperand(0)));
    if (!instruction.getType()->isFloatTy())
      return;
    if (llvm::Value* value = flushing_form(builder, instruction)) {
      clean_.insert(value);
      value->takeName(&instruction);
      instruction.replaceAllUsesWith(value);
      instruction.eraseFromParent();
    }
  }

  llvm::Value* flushing_form(llvm::IRBuilder<>& builder, llvm::Instruction& instruction) {
    auto flush = [&](FloatOp op) {
      llvm::SmallVector<llvm::Value*> operands;
      for (llvm::Value* operand : instruction.operands())
        operands.push_back(operand);
      if (llvm::isa<llvm::CallBase>(instruction))
        operands.pop_back(); // the callee
      return emit_float(builder, op, operands, Rounding::kNearest, true);
    };
    switch (instruction.getOpcode()) {
    case llvm::Instruction::FNeg:
      if (ptx::is_marked_negation(instruction) && !llvm::all_of(instruction.users(), ptx::flushes_operands))
        instruction.setOperand(0, flushed(builder, instruction.getOperand(0)));
      return nullptr;
    case llvm::Instruction::FAdd:
    case llvm::Instruction::FSub:
      if (llvm::Value* fused = fuse(builder, instruction))
        return fused;
      return flush(instruction.getOpcode() == llvm::Instruction::FAdd ? FloatOp::kAdd : FloatOp::kSub);
    case llvm::Instruction::FMul:
      return will_be_fused(instruction) ? nullptr : flush(FloatOp::kMul);
    case llvm::Instruction::FDiv:
      return flush(FloatOp::kDiv);
    case llvm::Instruction::FPTrunc:
      return instruction.getOperand(0)->getType()->isDoubleTy()
                 ? emit_flushing_truncation(builder, instruction.getOperand(0), Rounding::kNearest)
                 : nullptr;
    default:
      break;
    }
    auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
    const llvm::Intrinsic::ID id = intrinsic ? intrinsic->getIntrinsicID() : llvm::Intrinsic::not_intrinsic;
    if (id == llvm::Intrinsic::sqrt)
      return flush(FloatOp::kSqrt);
    if (id == llvm::Intrinsic::fma || id == llvm::Intrinsic::fmuladd)
      return flush(FloatOp::kFma);
    if (ptx::is_extremum_or_rounding(id))
      for (unsigned i = 0; i < intrinsic->arg_size(); ++i)
        intrinsic->setArgOperand(i, flushed(builder, intrinsic->getArgOperand(i)));
    return nullptr;
  }

  // a*b + c, a*b - c and c - a*b where both operations may contract and the product has no other use.
  llvm::Value* fuse(llvm::IRBuilder<>& builder, llvm::Instruction& sum) {
    bool is_add = sum.getOpcode() == llvm::Instruction::FAdd;
    for (unsigned side : {0u, 1u}) {
      auto* product = llvm::dyn_cast<llvm::Instruction>(sum.getOperand(side));
      if (!product || !is_product_for(sum, *product))
        continue;
      isa::Op op = is_add ? isa::Op::fmadd_s : side == 0 ? isa::Op::fmsub_s : isa::Op::fnmsub_s;
      llvm::Value* fused =
          emit_insn(builder, op, kFlushNearest, sum.getType(),
                    {product->getOperand(0), product->getOperand(1), sum.getOperand(1 - side)}, Effect::kNone);
      sum.setOperand(side, llvm::PoisonValue::get(sum.getType()));
      product->eraseFromParent();
      return fused;
    }
    return nullptr;
  }

  static bool is_product_for(const llvm::Instruction& sum, const llvm::Instruction& product) {
    return product.getOpcode() == llvm::Instruction::FMul && product.hasOneUse() && product.hasAllowContract() &&
           sum.hasAllowContract() && product.getParent() == sum.getParent() && product.getType()->isFloatTy();
  }

  static bool will_be_fused(const llvm::Instruction& product) {
    if (!product.hasOneUse())
      return false;
    auto* user = llvm::cast<llvm::Instruction>(*product.user_begin());
    bool is_sum = user->getOpcode() == llvm::Instruction::FAdd || user->getOpcode() == llvm::Instruction::FSub;
    if (!is_sum || !is_product_for(*user, product))
      return false;
    // of two products, the sum takes the first; the other must not wait for it
    return user->getOperand(0) == &product || !llvm::isa<llvm::Instruction>(user->getOperand(0)) ||
           !is_product_for(*user, *llvm::cast<llvm::Instruction>(user->getOperand(0)));
  }

  llvm::Value* flushed(llvm::IRBuilder<>& builder, llvm::Value* value) {
    if (clean_.contains(value) || llvm::isa<llvm::SIToFPInst, llvm::UIToFPInst>(value))
      return value;
    if (auto* constant = llvm::dyn_cast<llvm::ConstantFP>(value); constant && !constant->getValueAPF().isDenormal())
      return value;
    llvm::Value* result = emit_flush(builder, value);
    clean_.insert(result);
    return result;
  }

  static bool is_float(const llvm::Value* value) { return value->getType()->isFloatTy(); }

  llvm::DenseSet<llvm::Value*> clean_; // known to be no subnormal
};

} // namespace

void expand_flush_to_zero(llvm::Module& module, Compilation& compilation) {
  llvm::PassBuilder builder;
  llvm::FunctionAnalysisManager functions;
  builder.registerFunctionAnalyses(functions);
  for (llvm::Function& function : module)
    if (!function.isDeclaration() && ptx::flushes_subnormals(function)) {
      llvm::ScalarizerPass().run(function, functions); // there are no flushing forms of vectors
      Flusher().run(function);
    }
  ptx::inline_what_keeps_subnormals(module);
}

} // namespace ox::codegen
