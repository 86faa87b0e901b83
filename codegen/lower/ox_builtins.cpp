#include "codegen/lower/ox_builtins.h"
#include "codegen/lower/emit_asm.h"
#include "isa/row.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Instructions.h"

namespace ox::codegen {

namespace {

const isa::Row* find_row(llvm::StringRef name) {
  static const llvm::StringMap<const isa::Row*> by_name = [] {
    llvm::StringMap<const isa::Row*> map;
    for (const isa::Row& row : isa::rows())
      if (row.is_xox()) {
        std::string key(row.mnemonic.substr(3));
        std::replace(key.begin(), key.end(), '.', '_');
        map[key] = &row;
      }
    return map;
  }();
  return by_name.lookup(name);
}

// By major opcode: custom-0 is control and warp engine, custom-2 atomics, the others compute.
Effect effect_of(const isa::Row& row) {
  switch (row.match & 0x7f) {
  case 0x0b:
    return Effect::kBarrier;
  case 0x5b:
    return Effect::kMemory;
  default:
    return Effect::kNone;
  }
}

bool fits(llvm::Type* type, const isa::Operand& operand) {
  if (operand.is_float)
    return type->isFloatingPointTy();
  if (operand.is_pair)
    return type->isIntegerTy(128);
  return type->isPointerTy() || (type->isIntegerTy() && type->getIntegerBitWidth() <= 64);
}

bool operands_fit(const llvm::CallInst& call, const isa::Row& row) {
  unsigned next = 0;
  for (const isa::Operand& operand : row.operands()) {
    if (operand.kind != isa::OperandKind::kRegister)
      continue;
    if (operand.written) {
      if (!fits(call.getType(), operand))
        return false;
    } else if (operand.read) {
      if (next == call.arg_size())
        return false;
      if (!fits(call.getArgOperand(next++)->getType(), operand))
        return false;
    }
  }
  return next == call.arg_size() && row.has_rd == !call.getType()->isVoidTy();
}

// ox.lop3 reads its third source from the destination register.
bool lower_lop3(llvm::CallInst& call) {
  auto* table = call.arg_size() == 4 ? llvm::dyn_cast<llvm::ConstantInt>(call.getArgOperand(3)) : nullptr;
  if (!table || table->getZExtValue() > 255 || !call.getType()->isIntegerTy(32))
    return false;
  llvm::IRBuilder<> builder(&call);
  std::string text = isa::insn_template(isa::Op::ox_lop3, unsigned(table->getZExtValue()));
  llvm::Value* wide = emit_asm(
      builder, text, "=r,r,r,0", builder.getInt64Ty(),
      {call.getArgOperand(0), call.getArgOperand(1), builder.CreateZExt(call.getArgOperand(2), builder.getInt64Ty())},
      Effect::kNone);
  call.replaceAllUsesWith(builder.CreateTrunc(wide, call.getType(), "", false, true));
  call.eraseFromParent();
  return true;
}

} // namespace

bool lower_ox_builtin(llvm::CallInst& call, llvm::StringRef name) {
  if (name == "lop3")
    return lower_lop3(call);
  const isa::Row* row = find_row(name);
  if (!row || !operands_fit(call, *row))
    return false;
  llvm::IRBuilder<> builder(&call);
  llvm::SmallVector<llvm::Value*> operands(call.args());
  llvm::Type* type = call.getType();
  const bool in_one_register = (type->isIntegerTy() && !type->isIntegerTy(128)) || type->isPointerTy();
  llvm::Type* in_register = in_one_register ? builder.getInt64Ty() : type;
  llvm::Value* value = emit_insn(builder, row->op, 0, in_register, operands, effect_of(*row));
  if (type->isIntegerTy() && in_one_register)
    value = builder.CreateTrunc(value, type);
  else if (type->isPointerTy())
    value = builder.CreateIntToPtr(value, type);
  if (!type->isVoidTy())
    call.replaceAllUsesWith(value);
  call.eraseFromParent();
  return true;
}

} // namespace ox::codegen
