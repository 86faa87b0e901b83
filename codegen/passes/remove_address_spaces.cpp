// OxCore has one flat space, so pointers of all spaces become `ptr`, in place: values change their type, globals and
// functions whose type changes are made anew.  Casts between spaces were already free of cost and vanish; see
// lower_shared_offsets for the one space whose integers differ from its addresses.
#include "codegen/passes/remove_address_spaces.h"
#include "codegen/compilation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

constexpr unsigned kConstantSpace = 4; // of NVPTX: __constant__

class Flattener {
public:
  Flattener(llvm::Module& module, Compilation& compilation)
      : module_(module), compilation_(compilation), context_(module.getContext()) {}

  void run() {
    std::vector<llvm::GlobalVariable*> old_variables;
    for (llvm::GlobalVariable& variable : module_.globals())
      old_variables.push_back(&variable);
    std::vector<llvm::Function*> old_functions;
    for (llvm::Function& function : module_)
      old_functions.push_back(&function);

    for (llvm::GlobalVariable* variable : old_variables)
      declare_flat(*variable);
    for (llvm::Function* function : old_functions)
      declare_flat(*function);
    for (llvm::GlobalVariable* variable : old_variables)
      if (variable->hasInitializer())
        llvm::cast<llvm::GlobalVariable>(globals_[variable])->setInitializer(flat(variable->getInitializer()));
    for (llvm::Function* function : old_functions)
      flatten_body(*llvm::cast<llvm::Function>(globals_[function]));
    drop_old(old_variables, old_functions);
  }

private:
  llvm::Type* flat(llvm::Type* type) {
    auto [known, added] = types_.try_emplace(type, type);
    if (!added)
      return known->second;
    llvm::Type* result = flat_uncached(type);
    return types_[type] = result;
  }

  llvm::Type* flat_uncached(llvm::Type* type) {
    if (type->isPointerTy())
      return llvm::PointerType::get(context_, 0);
    if (auto* vector = llvm::dyn_cast<llvm::VectorType>(type))
      return llvm::VectorType::get(flat(vector->getElementType()), vector->getElementCount());
    if (auto* array = llvm::dyn_cast<llvm::ArrayType>(type))
      return llvm::ArrayType::get(flat(array->getElementType()), array->getNumElements());
    if (auto* function = llvm::dyn_cast<llvm::FunctionType>(type)) {
      llvm::SmallVector<llvm::Type*> parameters;
      for (llvm::Type* parameter : function->params())
        parameters.push_back(flat(parameter));
      return llvm::FunctionType::get(flat(function->getReturnType()), parameters, function->isVarArg());
    }
    auto* structure = llvm::dyn_cast<llvm::StructType>(type);
    if (!structure || structure->isOpaque())
      return type;
    llvm::SmallVector<llvm::Type*> elements;
    for (llvm::Type* element : structure->elements())
      elements.push_back(flat(element));
    if (elements == structure->elements())
      return type;
    return llvm::StructType::get(context_, elements, structure->isPacked());
  }

  void declare_flat(llvm::GlobalVariable& old) {
    llvm::Type* type = flat(old.getValueType());
    if (old.getAddressSpace() == 0 && type == old.getValueType()) {
      globals_[&old] = &old;
      return;
    }
    // A __constant__ variable is constant for kernels, so it goes where a stray write of theirs is a fault.  The host
    // writes to it: it stays externally initialized, so that nobody believes in its value, and has an address of its
    // own, so that the linker doesn't merge it with another that begins with the same.
    bool is_constant_memory = old.getAddressSpace() == kConstantSpace;
    bool constant = is_constant_memory || (old.isConstant() && !old.isExternallyInitialized());
    auto* variable = new llvm::GlobalVariable(module_, type, constant, old.getLinkage(), nullptr, "", nullptr,
                                              llvm::GlobalValue::NotThreadLocal, 0,
                                              is_constant_memory || old.isExternallyInitialized());
    variable->takeName(&old);
    variable->setAlignment(old.getAlign());
    variable->setVisibility(old.getVisibility());
    if (!is_constant_memory)
      variable->setUnnamedAddr(old.getUnnamedAddr());
    variable->setDSOLocal(true);
    variable->setSection(old.getSection());
    globals_[&old] = variable;
  }

  void declare_flat(llvm::Function& old) {
    auto* type = llvm::cast<llvm::FunctionType>(flat(old.getFunctionType()));
    if (type == old.getFunctionType()) {
      globals_[&old] = &old;
      return;
    }
    if (old.isIntrinsic()) { // its name tells its types
      llvm::SmallVector<llvm::Type*> overloads;
      llvm::Intrinsic::getIntrinsicSignature(old.getIntrinsicID(), type, overloads);
      globals_[&old] = llvm::Intrinsic::getOrInsertDeclaration(&module_, old.getIntrinsicID(), overloads);
      return;
    }
    llvm::Function* function = llvm::Function::Create(type, old.getLinkage(), 0u);
    module_.getFunctionList().insert(old.getIterator(), function);
    function->takeName(&old);
    function->copyAttributesFrom(&old);
    function->copyMetadata(&old, 0);
    globals_[&old] = function;
    if (!old.isDeclaration()) {
      function->splice(function->begin(), &old);
      for (auto [from, to] : llvm::zip(old.args(), function->args())) {
        to.takeName(&from);
        from.mutateType(to.getType());
        from.replaceAllUsesWith(&to);
      }
    }
  }

  llvm::Constant* flat(llvm::Constant* constant) {
    if (auto* global = llvm::dyn_cast<llvm::GlobalValue>(constant)) {
      auto known = globals_.find(global);
      return known == globals_.end() ? global : known->second;
    }
    llvm::Type* type = flat(constant->getType());
    if (llvm::isa<llvm::ConstantPointerNull>(constant))
      return llvm::Constant::getNullValue(type);
    if (llvm::isa<llvm::PoisonValue>(constant))
      return llvm::PoisonValue::get(type);
    if (llvm::isa<llvm::UndefValue>(constant))
      return llvm::UndefValue::get(type);
    if (llvm::isa<llvm::ConstantAggregateZero>(constant))
      return llvm::ConstantAggregateZero::get(type);
    llvm::SmallVector<llvm::Constant*> operands;
    bool changed = type != constant->getType();
    for (llvm::Use& use : constant->operands()) {
      auto* operand = llvm::dyn_cast<llvm::Constant>(use.get());
      if (!operand)
        return constant; // a block address
      operands.push_back(flat(operand));
      changed |= operands.back() != operand;
    }
    auto* expression = llvm::dyn_cast<llvm::ConstantExpr>(constant);
    if (expression && expression->getOpcode() == llvm::Instruction::AddrSpaceCast)
      return operands[0];
    if (!changed)
      return constant;
    if (expression) {
      auto* address = llvm::dyn_cast<llvm::GEPOperator>(expression);
      return expression->getWithOperands(operands, type, false,
                                         address ? flat(address->getSourceElementType()) : nullptr);
    }
    if (auto* array = llvm::dyn_cast<llvm::ArrayType>(type))
      return llvm::ConstantArray::get(array, operands);
    if (auto* structure = llvm::dyn_cast<llvm::StructType>(type))
      return llvm::ConstantStruct::get(structure, operands);
    return llvm::ConstantVector::get(operands);
  }

  void flatten_body(llvm::Function& function) {
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function)))
      flatten(instruction);
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function)))
      if (instruction.getOpcode() == llvm::Instruction::AddrSpaceCast) {
        instruction.replaceAllUsesWith(instruction.getOperand(0));
        instruction.eraseFromParent();
      }
  }

  void flatten(llvm::Instruction& instruction) {
    auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
    for (llvm::Use& use : instruction.operands())
      if (auto* constant = llvm::dyn_cast<llvm::Constant>(use.get()); constant && !(call && call->isCallee(&use)))
        use.set(flat(constant));
    instruction.mutateType(flat(instruction.getType()));
    if (call)
      flatten_callee(*call);
    if (auto* address = llvm::dyn_cast<llvm::GetElementPtrInst>(&instruction)) {
      address->setSourceElementType(flat(address->getSourceElementType()));
      address->setResultElementType(flat(address->getResultElementType()));
    }
    if (auto* local = llvm::dyn_cast<llvm::AllocaInst>(&instruction))
      local->setAllocatedType(flat(local->getAllocatedType()));
  }

  void flatten_callee(llvm::CallBase& call) {
    auto* type = llvm::cast<llvm::FunctionType>(flat(call.getFunctionType()));
    if (auto* code = llvm::dyn_cast<llvm::InlineAsm>(call.getCalledOperand())) {
      if (type != code->getFunctionType())
        call.setCalledFunction(type, llvm::InlineAsm::get(type, code->getAsmString(), code->getConstraintString(),
                                                          code->hasSideEffects(), code->isAlignStack()));
      return;
    }
    llvm::Value* callee = call.getCalledOperand();
    if (auto* constant = llvm::dyn_cast<llvm::Constant>(callee))
      callee = flat(constant);
    call.setCalledFunction(type, callee);
  }

  void drop_old(const std::vector<llvm::GlobalVariable*>& variables, const std::vector<llvm::Function*>& functions) {
    auto drop = [&](llvm::GlobalValue* old) {
      if (globals_[old] == old)
        return;
      old->removeDeadConstantUsers();
      if (!old->use_empty())
        compilation_.error("internal error of Ox: " + old->getName().str() + " still has an address space");
      else
        old->eraseFromParent();
    };
    for (llvm::GlobalVariable* old : variables)
      if (globals_[old] != old && old->hasInitializer())
        old->setInitializer(nullptr);
    for (llvm::GlobalVariable* old : variables)
      drop(old);
    for (llvm::Function* old : functions)
      drop(old);
  }

  llvm::Module& module_;
  Compilation& compilation_;
  llvm::LLVMContext& context_;
  llvm::DenseMap<llvm::Type*, llvm::Type*> types_;
  llvm::DenseMap<llvm::GlobalValue*, llvm::GlobalValue*> globals_;
};

} // namespace

void remove_address_spaces(llvm::Module& module, Compilation& compilation) { Flattener(module, compilation).run(); }

} // namespace ox::codegen
