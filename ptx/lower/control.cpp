// Control flow, and what has no result (PTX ISA 9.0, 9.7.12, 9.7.19).
#include "ptx/lower/bit_values.h"
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;
using Kind = LocalSymbol::Kind;

llvm::BasicBlock* block_named(InstructionLowering& i, const Operand& operand, std::string_view name) {
  const LocalSymbol* symbol = i.function.find(name);
  if (symbol && symbol->kind == Kind::kLabel)
    return symbol->block;
  i.fail_at(operand, text(name) + " is no label");
  return nullptr;
}

// The guard is the branch's condition; .uni says that the warp goes one way, which needs no telling here.
bool lower_branch(InstructionLowering& i) {
  i.ignore({".uni"});
  llvm::BasicBlock* target = block_named(i, i.operand(0), i.operand(0).name);
  if (!target)
    return false;
  if (i.source.guard.empty()) {
    i.b.CreateBr(target);
    return true;
  }
  const LocalSymbol* guard = i.function.find(i.source.guard);
  if (!guard || guard->kind != Kind::kRegister || guard->type != Type::pred)
    return i.fail(text(i.source.guard) + " is no predicate");
  llvm::Value* condition = i.function.read_register(*guard, 0);
  llvm::BasicBlock* next = i.function.new_block("");
  i.b.CreateCondBr(condition, i.source.guard_negated ? next : target, i.source.guard_negated ? target : next);
  i.b.SetInsertPoint(next);
  return true;
}

// An index beyond the list has no meaning in PTX: a fault here, rather than anything at all.
bool lower_indexed_branch(InstructionLowering& i) {
  i.ignore({".idx", ".uni"});
  llvm::Value* index = i.read(0, Type::u32);
  const LocalSymbol* list = i.function.find(i.operand(1).name);
  if (!index)
    return false;
  if (!list || list->kind != Kind::kTargets || list->targets->directive != ".branchtargets")
    return i.fail_at(i.operand(1), text(i.operand(1).name) + " is no list of branch targets");
  llvm::BasicBlock* nowhere = i.function.new_block("");
  llvm::SwitchInst* jump = i.b.CreateSwitch(index, nowhere, unsigned(list->targets->names.size()));
  i.b.SetInsertPoint(nowhere);
  i.b.CreateIntrinsic(i.b.getVoidTy(), llvm::Intrinsic::trap, {});
  i.b.CreateUnreachable();
  uint32_t number = 0;
  return for_each_target(*list->targets, [&](std::string_view name) {
    llvm::BasicBlock* target = block_named(i, i.operand(1), name);
    if (target)
      jump->addCase(i.b.getInt32(number++), target);
    return target != nullptr;
  });
}

// What a call passes for a parameter of this type: a .param variable's contents, a register, a constant.
llvm::Value* argument(InstructionLowering& i, const Operand& operand, llvm::Type* type) {
  const LocalSymbol* symbol = operand.kind == Operand::Kind::kName ? i.function.find(operand.name) : nullptr;
  const bool is_vector = symbol && symbol->kind == Kind::kRegister && symbol->vector > 1 && operand.member.empty();
  if (type->isPointerTy() && (is_vector || (symbol && symbol->kind == Kind::kMemory)))
    return symbol->storage;
  if (symbol && symbol->kind == Kind::kMemory)
    return i.b.CreateAlignedLoad(type, symbol->storage, i.function.pointer_alignment(symbol->storage));
  if (type->isPointerTy()) {
    i.fail_at(operand, text(operand.name) + " is no .param variable, which this parameter needs");
    return nullptr;
  }
  for (Type known : {Type::b8, Type::b16, Type::b32, Type::b64, Type::b128, Type::pred})
    if (bits_of(known) == type->getIntegerBitWidth())
      return i.read(operand, known);
  return nullptr;
}

bool store_result(InstructionLowering& i, const Operand& operand, llvm::Value* value) {
  if (operand.kind == Operand::Kind::kSink)
    return true;
  const LocalSymbol* symbol = i.function.find(operand.name);
  const bool is_vector = symbol && symbol->kind == Kind::kRegister && symbol->vector > 1 && operand.member.empty();
  if (symbol && (symbol->kind == Kind::kMemory || (is_vector && value->getType()->isArrayTy()))) {
    i.b.CreateAlignedStore(value, symbol->storage, i.function.pointer_alignment(symbol->storage));
    return true;
  }
  if (symbol && symbol->kind == Kind::kRegister && value->getType()->isIntegerTy(bits_of(symbol->type))) {
    i.function.write_register(*symbol, 0, value);
    return true;
  }
  return i.fail_at(operand, text(operand.name) + " cannot take the result of the call");
}

// The first function whose address is in an initial value.
llvm::Function* function_in(llvm::Constant& value) {
  if (auto* function = llvm::dyn_cast<llvm::Function>(&value))
    return function;
  for (llvm::Value* operand : value.operands())
    if (llvm::Function* function = function_in(*llvm::cast<llvm::Constant>(operand)))
      return function;
  return nullptr;
}

// The type of an indirect call: by its prototype, or that of a function in its list, which may be a table of functions.
llvm::FunctionType* indirect_type(InstructionLowering& i, const Operand& operand) {
  const LocalSymbol* symbol = i.function.find(operand.name);
  ModuleLowering& module = i.function.module();
  if (symbol && symbol->kind == Kind::kPrototype)
    return module.function_type(symbol->prototype->returns, symbol->prototype->parameters, false);
  if (symbol && symbol->kind == Kind::kTargets)
    for (const Targets::Name& target : symbol->targets->names)
      if (auto* function = llvm::dyn_cast_or_null<llvm::Function>(module.find_symbol(target.name)))
        return function->getFunctionType();
  if (auto* table = llvm::dyn_cast_or_null<llvm::GlobalVariable>(module.find_symbol(operand.name));
      table && table->hasInitializer())
    if (llvm::Function* function = function_in(*table->getInitializer()))
      return function->getFunctionType();
  i.fail_at(operand, text(operand.name) + " is neither a prototype nor a list of call targets");
  return nullptr;
}

bool is_array(InstructionLowering& i, const Operand& operand) {
  const LocalSymbol* symbol = operand.kind == Operand::Kind::kName ? i.function.find(operand.name) : nullptr;
  return symbol && symbol->kind == Kind::kMemory && symbol->bytes != bits_of(symbol->type) / 8;
}

// call (results), function or pointer, (arguments), prototype or targets
bool lower_call(InstructionLowering& i) {
  i.ignore({".uni"});
  const auto& operands = i.source.operands;
  using OperandKind = Operand::Kind;
  size_t at = 0;
  const Operand* results = operands[0].kind == OperandKind::kList ? &operands[at++] : nullptr;
  const Operand& target = operands[at++];
  const Operand* arguments =
      at < operands.size() && operands[at].kind == OperandKind::kList ? &operands[at++] : nullptr;
  const Operand* how = at < operands.size() ? &operands[at] : nullptr;
  llvm::Value* callee = nullptr;
  llvm::FunctionType* type = nullptr;
  llvm::GlobalValue* symbol = i.function.module().find_symbol(target.name);
  if (auto* known = llvm::dyn_cast_or_null<llvm::Function>(symbol); known && !how) {
    callee = known;
    type = known->getFunctionType();
  } else if (auto* alias = llvm::dyn_cast_or_null<llvm::GlobalAlias>(symbol); alias && !how) {
    callee = alias;
    type = llvm::cast<llvm::FunctionType>(alias->getValueType());
  } else if (how) {
    llvm::Value* pointer = i.read(target, Type::b64);
    type = indirect_type(i, *how);
    if (!pointer || !type)
      return false;
    callee = i.b.CreateIntToPtr(pointer, i.b.getPtrTy());
  } else {
    return i.fail_at(target, "there is no function " + text(target.name));
  }
  const size_t given = arguments ? arguments->parts.size() : 0;
  if (given != type->getNumParams())
    return i.fail("the call passes " + std::to_string(given) + " arguments, the function takes " +
                  std::to_string(type->getNumParams()));
  // Functions of the CUDA program around inline asm take numbers and pointers; those of PTX take bits.
  auto* known = llvm::dyn_cast<llvm::Function>(callee);
  const llvm::DataLayout& layout = i.function.module().module().getDataLayout();
  std::vector<llvm::Value*> values;
  for (unsigned n = 0; n < given; ++n) {
    llvm::Type* wanted = type->getParamType(n);
    const bool is_copy = wanted->isPointerTy() && (!known || known->hasParamAttribute(n, llvm::Attribute::ByVal) ||
                                                   is_array(i, arguments->parts[n])); // of variable arguments
    llvm::Value* value = argument(i, arguments->parts[n], is_copy ? wanted : bits_type_of(wanted, layout));
    if (!value)
      return false;
    values.push_back(is_copy ? value : from_bits(i.b, value, wanted));
  }
  llvm::CallInst* call = i.b.CreateCall(type, callee, values);
  if (known)
    call->setAttributes(known->getAttributes());
  call->addFnAttr(llvm::Attribute::Convergent);
  const size_t wanted = results ? results->parts.size() : 0;
  if (wanted > 1) {
    for (size_t n = 0; n < wanted; ++n)
      if (!store_result(i, results->parts[n], i.b.CreateExtractValue(call, unsigned(n))))
        return false;
    return true;
  }
  return wanted == 0 || (type->getReturnType()->isVoidTy() ? i.fail("the function returns nothing")
                                                           : store_result(i, results->parts[0], to_bits(i.b, call)));
}
} // namespace

bool lower_kControl(InstructionLowering& i) {
  llvm::IRBuilder<>& b = i.b;
  const std::string_view name = i.source.name();
  if (name == "bra")
    return lower_branch(i);
  if (name == "brx")
    return lower_indexed_branch(i);
  if (name == "call")
    return lower_call(i);
  if (name == "ret") {
    i.ignore({".uni"});
    i.function.emit_return();
    return true;
  }
  if (name == "exit") {
    i.call("exit", b.getVoidTy(), {}, Effect::kMemory);
    b.CreateUnreachable();
    return true;
  }
  if (name == "trap" || name == "brkpt") { // no debugger listens, so a breakpoint ends the launch as a trap does
    b.CreateIntrinsic(b.getVoidTy(), llvm::Intrinsic::trap, {});
    return true;
  }
  if (name == "nanosleep") {
    i.ignore({".u32"});
    llvm::Value* time = i.read(0, Type::u32);
    if (time)
      i.call("nanosleep", b.getVoidTy(), {time}, Effect::kMemory);
    return time != nullptr;
  }
  if (name == "pmevent" || name == "griddepcontrol" || name == "setmaxnreg") {
    i.ignore({".mask", ".action", ".sync", ".aligned", ".u32"}); // nobody listens; grids start one after the other
    return true;
  }
  return lower_stack(i);
}

} // namespace ox::ptx
