#include "codegen/lower/emit_asm.h"
#include "llvm/IR/InlineAsm.h"
#include <cctype>

namespace ox::codegen {

namespace {

llvm::MemoryEffects memory_of(Effect effect) {
  switch (effect) {
  case Effect::kNone:
    return llvm::MemoryEffects::none();
  case Effect::kState:
  case Effect::kWarp:
    return llvm::MemoryEffects::inaccessibleMemOnly();
  case Effect::kBarrier:
  case Effect::kMemory:
    break;
  }
  return llvm::MemoryEffects::unknown();
}

// A zero operand is register x0 instead of a register that holds 0: "$1" becomes "${1:z}" for integer inputs.
std::string allow_zero_register(const std::string& text, llvm::ArrayRef<bool> is_integer_input) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] != '$' || i + 1 == text.size() || !std::isdigit(text[i + 1]))
      continue;
    unsigned number = unsigned(text[++i] - '0');
    bool zero_allowed = number < is_integer_input.size() && is_integer_input[number];
    result += zero_allowed ? "{" + std::to_string(number) + ":z}" : std::to_string(number);
  }
  return result;
}

} // namespace

llvm::CallInst* emit_asm(llvm::IRBuilder<>& builder, llvm::StringRef text, llvm::StringRef constraints,
                         llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands, Effect effect) {
  llvm::SmallVector<llvm::Type*> types;
  for (llvm::Value* operand : operands)
    types.push_back(operand->getType());
  // The back end goes by the clobber: without it MachineSink moves loads across a barrier.
  std::string all_constraints = constraints.str();
  if (effect == Effect::kBarrier || effect == Effect::kMemory)
    all_constraints += all_constraints.empty() ? "~{memory}" : ",~{memory}";
  auto* type = llvm::FunctionType::get(result, types, false);
  auto* code = llvm::InlineAsm::get(type, text, all_constraints, effect != Effect::kNone);
  llvm::CallInst* call = builder.CreateCall(type, code, operands);
  call->setDoesNotThrow();
  if (effect == Effect::kNone)
    call->addFnAttr(llvm::Attribute::WillReturn);
  if (effect != Effect::kBarrier && effect != Effect::kMemory)
    call->setMemoryEffects(memory_of(effect));
  if (effect == Effect::kWarp || effect == Effect::kBarrier)
    call->setConvergent();
  return call;
}

llvm::Value* emit_insn(llvm::IRBuilder<>& builder, isa::Op op, unsigned modifier, llvm::Type* result,
                       llvm::ArrayRef<llvm::Value*> operands, Effect effect) {
  std::string constraints;
  llvm::SmallVector<bool> is_integer_input;
  if (!result->isVoidTy()) {
    constraints = result->isFloatingPointTy() ? "=f" : result->isIntegerTy(128) ? "=R" : "=r";
    is_integer_input.push_back(false);
  }
  for (llvm::Value* operand : operands) {
    bool is_float = operand->getType()->isFloatingPointTy(), is_pair = operand->getType()->isIntegerTy(128);
    constraints += (constraints.empty() ? "" : ",") + std::string(is_float ? "f" : is_pair ? "R" : "rJ");
    is_integer_input.push_back(!is_float && !is_pair);
  }
  return emit_asm(builder, allow_zero_register(isa::insn_template(op, modifier), is_integer_input), constraints, result,
                  operands, effect);
}

llvm::Value* emit_xox64(llvm::IRBuilder<>& builder, isa::Op op, llvm::ArrayRef<llvm::Value*> operands, Effect effect) {
  return emit_insn(builder, op, 0, builder.getInt64Ty(), operands, effect);
}

llvm::Value* emit_xox(llvm::IRBuilder<>& builder, isa::Op op, llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands,
                      Effect effect) {
  if (!result->isIntegerTy() || result->isIntegerTy(64))
    return emit_insn(builder, op, 0, result, operands, effect);
  llvm::Value* wide = emit_xox64(builder, op, operands, effect);
  return builder.CreateTrunc(wide, result, "", false, result->isIntegerTy(32));
}

unsigned order_bits(llvm::AtomicOrdering order) {
  return (llvm::isAcquireOrStronger(order) ? 2 : 0) | (llvm::isReleaseOrStronger(order) ? 1 : 0);
}

llvm::Value* emit_csr_read(llvm::IRBuilder<>& builder, unsigned number, Effect effect) {
  return emit_asm(builder, "csrr $0, " + std::to_string(number), "=r", builder.getInt64Ty(), {}, effect);
}

void emit_exit(llvm::IRBuilder<>& builder) {
  emit_insn(builder, isa::Op::ox_exit, 0, builder.getVoidTy(), {}, Effect::kBarrier);
}

void emit_trap(llvm::IRBuilder<>& builder) {
  emit_asm(builder, "ebreak", "", builder.getVoidTy(), {}, Effect::kBarrier);
}

} // namespace ox::codegen
