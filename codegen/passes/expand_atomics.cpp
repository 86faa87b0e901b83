// What stays: integer add, and, or, xor, min, max, exchange (Zaamo, Zabha) and compare-and-swap (Zacas, Zabha), which
// LLVM selects directly, and the rarer integer operations, which it expands to loops of amocas.  LLVM would expand
// floating-point operations to such loops too; OxCore does them in memory.  128 bits: lower/wide_atomics.h.
#include "codegen/passes/expand_atomics.h"
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "codegen/lower/wide_atomics.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

using isa::Op;
using Rmw = llvm::AtomicRMWInst;

enum class Format { kHalf, kBfloat, kSingle, kDouble, kHalf2, kBfloat2, kOther };

Format format_of(llvm::Type* type) {
  if (auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type); vector && vector->getNumElements() == 2)
    return vector->getElementType()->isHalfTy()     ? Format::kHalf2
           : vector->getElementType()->isBFloatTy() ? Format::kBfloat2
                                                    : Format::kOther;
  return type->isHalfTy()     ? Format::kHalf
         : type->isBFloatTy() ? Format::kBfloat
         : type->isFloatTy()  ? Format::kSingle
         : type->isDoubleTy() ? Format::kDouble
                              : Format::kOther;
}

// One row per operation, in the order of Format.
std::optional<Op> float_row(Rmw::BinOp operation, Format format) {
  constexpr Op kAdd[] = {Op::ox_amofadd_h, Op::ox_amofadd_bf, Op::ox_amofadd_s,
                         Op::ox_amofadd_d, Op::ox_amofadd_h2, Op::ox_amofadd_bf2};
  constexpr Op kMin[] = {Op::ox_amofmin_h, Op::ox_amofmin_bf, Op::ox_amofmin_s,
                         Op::ox_amofmin_d, Op::ox_amofmin_h2, Op::ox_amofmin_bf2};
  constexpr Op kMax[] = {Op::ox_amofmax_h, Op::ox_amofmax_bf, Op::ox_amofmax_s,
                         Op::ox_amofmax_d, Op::ox_amofmax_h2, Op::ox_amofmax_bf2};
  if (format == Format::kOther)
    return std::nullopt;
  switch (operation) {
  case Rmw::FAdd:
  case Rmw::FSub:
    return kAdd[size_t(format)];
  case Rmw::FMin:
    return kMin[size_t(format)];
  case Rmw::FMax:
    return kMax[size_t(format)];
  default:
    return std::nullopt;
  }
}

void expand_float(Rmw& atomic, Op op, Format format) {
  llvm::IRBuilder<> builder(&atomic);
  llvm::Value* value = atomic.getValOperand();
  if (atomic.getOperation() == Rmw::FSub)
    value = builder.CreateFNeg(value);
  bool packed = format == Format::kHalf2 || format == Format::kBfloat2;
  if (packed)
    value = builder.CreateBitCast(value, builder.getInt32Ty());
  else if (format == Format::kBfloat) // in a register it looks like a half; LLVM's assembly knows only that one
    value = builder.CreateBitCast(value, builder.getHalfTy());
  llvm::Value* old =
      emit_insn(builder, op, order_bits(atomic.getOrdering()), packed ? builder.getInt64Ty() : value->getType(),
                {value, atomic.getPointerOperand()}, Effect::kMemory);
  if (packed)
    old = builder.CreateTrunc(old, builder.getInt32Ty());
  if (old->getType() != atomic.getType())
    old = builder.CreateBitCast(old, atomic.getType());
  atomic.replaceAllUsesWith(old);
  atomic.eraseFromParent();
}

void expand_wrapping(Rmw& atomic, Op op) {
  llvm::IRBuilder<> builder(&atomic);
  llvm::Value* old = emit_insn(builder, op, order_bits(atomic.getOrdering()), builder.getInt64Ty(),
                               {atomic.getValOperand(), atomic.getPointerOperand()}, Effect::kMemory);
  atomic.replaceAllUsesWith(builder.CreateTrunc(old, atomic.getType(), "", false, true));
  atomic.eraseFromParent();
}

// A vector of two halves other than add, min, max, exchanged as its bits.
void exchange_as_integer(Rmw& atomic) {
  llvm::IRBuilder<> builder(&atomic);
  auto* integer = builder.getIntNTy(unsigned(atomic.getType()->getPrimitiveSizeInBits()));
  llvm::Value* old = builder.CreateAtomicRMW(Rmw::Xchg, atomic.getPointerOperand(),
                                             builder.CreateBitCast(atomic.getValOperand(), integer), atomic.getAlign(),
                                             atomic.getOrdering(), atomic.getSyncScopeID());
  atomic.replaceAllUsesWith(builder.CreateBitCast(old, atomic.getType()));
  atomic.eraseFromParent();
}

void expand(Rmw& atomic, Compilation& compilation) {
  Format format = format_of(atomic.getType());
  if (auto row = float_row(atomic.getOperation(), format))
    return expand_float(atomic, *row, format);
  bool is_word = atomic.getType()->isIntegerTy(32);
  if (atomic.getOperation() == Rmw::UIncWrap && is_word)
    return expand_wrapping(atomic, Op::ox_amoinc_w);
  if (atomic.getOperation() == Rmw::UDecWrap && is_word)
    return expand_wrapping(atomic, Op::ox_amodec_w);
  if (atomic.getOperation() == Rmw::Xchg && atomic.getType()->isVectorTy())
    return exchange_as_integer(atomic);
  if (atomic.getType()->getPrimitiveSizeInBits() > 64)
    compilation.error_at(atomic, "uses an atomic operation on " +
                                     std::to_string(atomic.getType()->getPrimitiveSizeInBits()) +
                                     " bits that is not one of __int128; use that type, or a lock");
}

} // namespace

void expand_atomics(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module) {
    std::vector<llvm::Instruction*> atomics; // beforehand, because loops split blocks
    for (llvm::Instruction& instruction : llvm::instructions(function))
      if (instruction.isAtomic() && !llvm::isa<llvm::FenceInst>(instruction))
        atomics.push_back(&instruction);
    for (llvm::Instruction* instruction : atomics)
      if (is_wide_atomic(*instruction))
        expand_wide_atomic(*instruction);
      else if (auto* atomic = llvm::dyn_cast<Rmw>(instruction))
        expand(*atomic, compilation);
  }
}

} // namespace ox::codegen
