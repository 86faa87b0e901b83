// CUDA's functions on packed integers (__vadd2, __vabsdiffu4, ...) are arithmetic on <2 x i16> and <4 x i8>, so that
// the optimiser knows them and PTX text stays free of OxCore's names.  Here each operation that is a row of ox.simd2 or
// ox.simd4 becomes that; the RISC-V back end, which has no vectors, would take the others apart.
//
// Users come before what they use, so that a pattern is seen whole.
#include "codegen/passes/pack_small_integers.h"
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Utils/Local.h"

namespace ox::codegen {

namespace {

using namespace llvm::PatternMatch;
using isa::Op;
using llvm::Value;

// The row for halves and the row for bytes.
struct Rows {
  Op halves, bytes;
};
#define OX_ROWS(name)                                                                                                  \
  Rows { Op::ox_simd2_##name, Op::ox_simd4_##name }

bool is_packed(const llvm::Type* type) {
  auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type);
  return vector && ((vector->getNumElements() == 2 && vector->getElementType()->isIntegerTy(16)) ||
                    (vector->getNumElements() == 4 && vector->getElementType()->isIntegerTy(8)));
}
bool is_bytes(const llvm::Type* type) { return type->getScalarType()->isIntegerTy(8); }

class Packer {
public:
  explicit Packer(llvm::Function& function) : function_(function) {}

  void run() {
    for (llvm::BasicBlock* block : llvm::post_order(&function_))
      for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::reverse(*block)))
        if (llvm::isInstructionTriviallyDead(&instruction))
          instruction.eraseFromParent();
        else
          visit(instruction);
    // Patterns leave their inner parts without users, in blocks that may have been visited before.
    for (llvm::BasicBlock& block : function_)
      for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::reverse(block)))
        if (llvm::isInstructionTriviallyDead(&instruction))
          instruction.eraseFromParent();
  }

private:
  void visit(llvm::Instruction& instruction) {
    llvm::IRBuilder<> builder(&instruction);
    Value* result = is_packed(instruction.getType()) ? packed(builder, instruction) : scalar(builder, instruction);
    if (!result)
      return;
    result->takeName(&instruction);
    instruction.replaceAllUsesWith(result);
    instruction.eraseFromParent();
  }

  // The 32 bits of a packed value.
  static Value* bits(llvm::IRBuilder<>& builder, Value* value) {
    return builder.CreateBitCast(value, builder.getInt32Ty());
  }

  static Value* emit(llvm::IRBuilder<>& builder, Rows rows, llvm::Type* type, llvm::ArrayRef<Value*> operands) {
    llvm::SmallVector<Value*, 2> words;
    for (Value* operand : operands)
      words.push_back(bits(builder, operand));
    Value* word =
        emit_xox(builder, is_bytes(type) ? rows.bytes : rows.halves, builder.getInt32Ty(), words, Effect::kNone);
    return builder.CreateBitCast(word, type);
  }

  static Value* packed(llvm::IRBuilder<>& builder, llvm::Instruction& instruction) {
    llvm::Type* type = instruction.getType();
    if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction); load && load->getAlign() >= 4 && load->isSimple()) {
      auto* word = builder.CreateAlignedLoad(builder.getInt32Ty(), load->getPointerOperand(), load->getAlign());
      word->copyMetadata(*load, {llvm::LLVMContext::MD_tbaa, llvm::LLVMContext::MD_invariant_load});
      return builder.CreateBitCast(word, type);
    }
    if (instruction.isBitwiseLogicOp()) {
      Value *a = bits(builder, instruction.getOperand(0)), *b = bits(builder, instruction.getOperand(1));
      return builder.CreateBitCast(builder.CreateBinOp(llvm::cast<llvm::BinaryOperator>(instruction).getOpcode(), a, b),
                                   type);
    }
    if (Value* mask = comparison(builder, instruction))
      return mask;
    Value *a = nullptr, *b = nullptr;
    if (auto rows = binary_row(&instruction, a, b))
      return emit(builder, *rows, type, {a, b});
    if (match(&instruction, m_Intrinsic<llvm::Intrinsic::abs>(m_Value(a))))
      return emit(builder, OX_ROWS(abs), type, {a});
    if (match(&instruction, m_c_SMax(m_Value(a), m_Intrinsic<llvm::Intrinsic::ssub_sat>(m_Zero(), m_Deferred(a)))))
      return emit(builder, OX_ROWS(abssat), type, {a});
    return simple(builder, instruction);
  }

  // What several operations mean together; a and b are the operands then.
  static std::optional<Rows> binary_row(Value* value, Value*& a, Value*& b) {
    unsigned element_bits = value->getType()->getScalarSizeInBits();
    if (match(value, m_Sub(m_SMax(m_Value(a), m_Value(b)), m_c_SMin(m_Deferred(a), m_Deferred(b)))))
      return OX_ROWS(absdiff_s);
    if (match(value, m_Sub(m_UMax(m_Value(a), m_Value(b)), m_c_UMin(m_Deferred(a), m_Deferred(b)))))
      return OX_ROWS(absdiff_u);
    if (match(value,
              m_Sub(m_Or(m_Value(a), m_Value(b)), m_LShr(m_c_Xor(m_Deferred(a), m_Deferred(b)), m_SpecificInt(1)))))
      return OX_ROWS(avg_u);
    if (match(value,
              m_c_Add(m_LShr(m_Xor(m_Value(a), m_Value(b)), m_SpecificInt(1)), m_c_And(m_Deferred(a), m_Deferred(b)))))
      return OX_ROWS(avgdown_u);
    // (sum + (sum >= 0)) / 2 in wider elements; of the shifted sum only the lower part is used
    Value* sum = nullptr;
    if (match(value, m_Trunc(m_Shr(m_c_Add(m_ZExt(m_SpecificICmp(llvm::ICmpInst::ICMP_SGT, m_Value(sum), m_AllOnes())),
                                           m_Deferred(sum)),
                                   m_SpecificInt(1)))) &&
        match(sum, m_Add(m_SExt(m_Value(a)), m_SExt(m_Value(b)))) && a->getType() == value->getType() &&
        b->getType() == value->getType() && sum->getType()->getScalarSizeInBits() > element_bits + 1)
      return OX_ROWS(avg_s);
    return std::nullopt;
  }

  static Value* simple(llvm::IRBuilder<>& builder, llvm::Instruction& instruction) {
    auto rows = [&]() -> std::optional<Rows> {
      switch (instruction.getOpcode()) {
      case llvm::Instruction::Add:
        return OX_ROWS(add);
      case llvm::Instruction::Sub:
        return OX_ROWS(sub);
      default:
        break;
      }
      auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
      switch (intrinsic ? intrinsic->getIntrinsicID() : llvm::Intrinsic::not_intrinsic) {
      case llvm::Intrinsic::sadd_sat:
        return OX_ROWS(addsat_s);
      case llvm::Intrinsic::uadd_sat:
        return OX_ROWS(addsat_u);
      case llvm::Intrinsic::ssub_sat:
        return OX_ROWS(subsat_s);
      case llvm::Intrinsic::usub_sat:
        return OX_ROWS(subsat_u);
      case llvm::Intrinsic::smin:
        return OX_ROWS(min_s);
      case llvm::Intrinsic::umin:
        return OX_ROWS(min_u);
      case llvm::Intrinsic::smax:
        return OX_ROWS(max_s);
      case llvm::Intrinsic::umax:
        return OX_ROWS(max_u);
      default:
        return std::nullopt;
      }
    }();
    if (!rows)
      return nullptr;
    return emit(builder, *rows, instruction.getType(), {instruction.getOperand(0), instruction.getOperand(1)});
  }

  // A comparison as elements of all ones (sext) or of one (zext).
  static Value* comparison(llvm::IRBuilder<>& builder, llvm::Instruction& extension) {
    Value *a = nullptr, *b = nullptr;
    llvm::CmpPredicate predicate;
    if (!match(&extension, m_ZExtOrSExt(m_ICmp(predicate, m_Value(a), m_Value(b)))) ||
        a->getType() != extension.getType())
      return nullptr;
    auto rows = [&] {
      switch (predicate) {
      case llvm::ICmpInst::ICMP_EQ:
        return OX_ROWS(eq);
      case llvm::ICmpInst::ICMP_NE:
        return OX_ROWS(ne);
      case llvm::ICmpInst::ICMP_SGT:
      case llvm::ICmpInst::ICMP_SLT:
        return OX_ROWS(lt_s);
      case llvm::ICmpInst::ICMP_UGT:
      case llvm::ICmpInst::ICMP_ULT:
        return OX_ROWS(lt_u);
      case llvm::ICmpInst::ICMP_SGE:
      case llvm::ICmpInst::ICMP_SLE:
        return OX_ROWS(le_s);
      default:
        return OX_ROWS(le_u);
      }
    }();
    if (llvm::ICmpInst::isGT(predicate) || llvm::ICmpInst::isGE(predicate))
      std::swap(a, b);
    Value* mask = emit(builder, rows, extension.getType(), {a, b});
    if (llvm::isa<llvm::SExtInst>(extension))
      return mask;
    uint32_t ones = is_bytes(extension.getType()) ? 0x01010101 : 0x00010001;
    return builder.CreateBitCast(builder.CreateAnd(bits(builder, mask), ones), extension.getType());
  }

  static Value* scalar(llvm::IRBuilder<>& builder, llvm::Instruction& instruction) {
    if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction);
        store && is_packed(store->getValueOperand()->getType()) && store->getAlign() >= 4 && store->isSimple()) {
      store->setOperand(0, bits(builder, store->getValueOperand()));
      return nullptr;
    }
    if (Value* sum = sum_of_differences(builder, instruction))
      return sum;
    Value* vector = nullptr;
    uint64_t index = 0;
    if (match(&instruction, m_ExtractElt(m_Value(vector), m_ConstantInt(index))) && is_packed(vector->getType())) {
      Value* shifted = builder.CreateLShr(bits(builder, vector), index * vector->getType()->getScalarSizeInBits());
      return builder.CreateTrunc(shifted, instruction.getType());
    }
    return nullptr;
  }

  // Among the summands of a tree of additions: all the elements of |a - b|, extended.
  static Value* sum_of_differences(llvm::IRBuilder<>& builder, llvm::Instruction& root) {
    if (root.getOpcode() != llvm::Instruction::Add || !root.getType()->isIntegerTy(32))
      return nullptr;
    if (root.hasOneUse() && match(*root.user_begin(), m_Add(m_Value(), m_Value())))
      return nullptr; // not the root
    llvm::SmallVector<Value*> open{&root}, leaves;
    while (!open.empty()) {
      Value *value = open.pop_back_val(), *a = nullptr, *b = nullptr;
      if (match(value, m_Add(m_Value(a), m_Value(b))) && (value == &root || value->hasOneUse()))
        open.append({a, b});
      else
        leaves.push_back(value);
    }
    auto vector_of = [](Value* leaf, uint64_t& index) {
      Value* vector = nullptr;
      return match(leaf, m_ZExt(m_ExtractElt(m_Value(vector), m_ConstantInt(index)))) && is_packed(vector->getType())
                 ? vector
                 : nullptr;
    };
    for (Value* leaf : leaves) {
      uint64_t index;
      Value *vector = vector_of(leaf, index), *a = nullptr, *b = nullptr;
      auto rows = vector ? binary_row(vector, a, b) : std::nullopt;
      bool is_signed = rows && rows->halves == Op::ox_simd2_absdiff_s;
      if (!is_signed && (!rows || rows->halves != Op::ox_simd2_absdiff_u))
        continue;
      unsigned found = 0;
      llvm::SmallVector<Value*> rest;
      for (Value* other : leaves)
        if (vector_of(other, index) == vector && !(found >> index & 1))
          found |= 1u << index;
        else
          rest.push_back(other);
      if (found != (is_bytes(vector->getType()) ? 0xfu : 3u))
        continue;
      Value* accumulator = builder.getInt32(0);
      for (Value* other : rest)
        accumulator = builder.CreateAdd(accumulator, other);
      Rows sad = is_signed ? OX_ROWS(sad_s) : OX_ROWS(sad_u);
      return emit_xox(builder, is_bytes(vector->getType()) ? sad.bytes : sad.halves, builder.getInt32Ty(),
                      {bits(builder, a), bits(builder, b), accumulator}, Effect::kNone);
    }
    return nullptr;
  }

  llvm::Function& function_;
};
#undef OX_ROWS

} // namespace

void pack_small_integers(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    if (!function.isDeclaration())
      Packer(function).run();
}

} // namespace ox::codegen
