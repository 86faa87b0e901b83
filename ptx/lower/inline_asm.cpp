// See inline_asm.h.
#include "ptx/lower/inline_asm.h"
#include "ptx/lower/asm_statement.h"
#include "llvm/IR/InstIterator.h"

namespace ox::ptx {

namespace {
using Statements = std::vector<std::unique_ptr<AsmStatement>>;

std::vector<llvm::CallInst*> asm_calls(llvm::Function& function) {
  std::vector<llvm::CallInst*> calls;
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction))
      if (auto* code = llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand()); code && !code->getAsmString().empty())
        calls.push_back(call);
  return calls;
}

void replace_text(llvm::CallInst& call, const std::string& text) {
  auto& code = *llvm::cast<llvm::InlineAsm>(call.getCalledOperand());
  call.setCalledOperand(llvm::InlineAsm::get(code.getFunctionType(), text, code.getConstraintString(),
                                             code.hasSideEffects(), code.isAlignStack()));
}

bool declares_names(const AsmStatement& statement) {
  return !statement.names().variables.empty() || !statement.names().labels.empty();
}

// The asm statements of one function, and what they declare for one another.
class AsmFunction {
public:
  AsmFunction(llvm::Function& function, Statements& statements) : function_(function), statements_(statements) {
    if (llvm::any_of(statements_, [](const auto& statement) { return declares_names(*statement); }))
      for (size_t n = 0; n < statements_.size(); ++n)
        for (const AsmNames::Use& use : statements_[n]->names().uses)
          resolve(n, use);
  }

  // Something that the statement declares is named by another.
  bool is_shared(const AsmStatement& statement) const {
    return llvm::any_of(shared_, [&](const auto& entry) { return entry.second == &statement; });
  }

  void share_names() {
    for (auto& [variable, owner] : shared_)
      share(*variable, *owner);
  }

private:
  static const Variable* declared(const AsmStatement& statement, std::string_view name) {
    for (const Variable* variable : statement.names().variables)
      if (declares(*variable, name))
        return variable;
    return nullptr;
  }

  // The statement before that declares it last; one behind, where a loop may lead, if there is none.
  void resolve(size_t user, const AsmNames::Use& use) {
    AsmStatement& statement = *statements_[user];
    if (declared(statement, use.name) || llvm::is_contained(statement.names().labels, use.name))
      return;
    std::vector<size_t> order;
    for (size_t n = user; n-- > 0;)
      order.push_back(n);
    for (size_t n = user + 1; n < statements_.size(); ++n)
      order.push_back(n);
    for (size_t n : order) {
      if (use.is_branch && llvm::is_contained(statements_[n]->names().labels, use.name))
        return statement.fail(use.at, std::string(use.name) +
                                          " is a label of another asm statement; none can be left by a branch");
      if (const Variable* variable = declared(*statements_[n], use.name)) {
        shared_[variable] = statements_[n].get();
        borrowed_[{user, use.name}] = variable;
        return;
      }
    }
  }

  // To all that name it, its owner included.
  void share(const Variable& variable, AsmStatement& owner) {
    const std::string name(variable.name);
    if (variable.space == Space::kLocal || variable.space == Space::kParameter || variable.vector > 1)
      return owner.fail(variable.at, name +
                                         " is used by another asm statement; only registers that are no vectors, and "
                                         "variables in .shared, .global and .const memory, can be");
    owner.give_up(variable.name);
    llvm::GlobalVariable* global = nullptr;
    Diagnostics diagnostics;
    if (variable.space != Space::kRegister)
      global = ModuleLowering(owner.tree(), *function_.getParent(), {}, diagnostics)
                   .add_static(variable, function_.getName().str() + "$" + name);
    for (const Diagnostic& diagnostic : diagnostics)
      owner.fail(diagnostic.at, diagnostic.message);
    llvm::StringMap<llvm::AllocaInst*> registers;
    for (size_t n = 0; n < statements_.size(); ++n)
      for (const AsmNames::Use& use : statements_[n]->names().uses) {
        auto borrowed = borrowed_.find({n, use.name});
        const Variable* meant = borrowed != borrowed_.end() ? borrowed->second : declared(*statements_[n], use.name);
        if (meant != &variable)
          continue;
        if (global) {
          statements_[n]->share_variable(use.name, global);
          continue;
        }
        llvm::AllocaInst*& storage = registers[use.name];
        if (!storage)
          storage = make_register(use.name, variable.type);
        statements_[n]->share_register(use.name, variable.type, storage);
      }
  }

  llvm::AllocaInst* make_register(std::string_view name, Type type) {
    llvm::BasicBlock& entry = function_.getEntryBlock();
    llvm::IRBuilder<> builder(&entry, entry.begin());
    return builder.CreateAlloca(bits_type(builder.getContext(), bits_of(type)), nullptr, llvm::StringRef(name));
  }

  llvm::Function& function_;
  Statements& statements_;
  llvm::MapVector<const Variable*, AsmStatement*> shared_;
  std::map<std::pair<size_t, std::string_view>, const Variable*> borrowed_; // by statement and name
};

void take_errors(AsmStatement& statement, std::vector<InlineAsmError>& errors) {
  errors.insert(errors.end(), statement.errors.begin(), statement.errors.end());
  statement.errors.clear();
}

// Those of a function that can be read, with the number of each in the module.
Statements read_statements(llvm::Function& function, unsigned& number, std::vector<InlineAsmError>& errors,
                           bool contract = true) {
  Statements statements;
  for (llvm::CallInst* call : asm_calls(function)) {
    auto statement = std::make_unique<AsmStatement>(*call, number++, contract);
    if (statement->read())
      statements.push_back(std::move(statement));
    else
      take_errors(*statement, errors);
  }
  return statements;
}

void paste_texts(llvm::CallInst& call) {
  auto& code = *llvm::cast<llvm::InlineAsm>(call.getCalledOperand());
  std::map<unsigned, std::string> texts;
  unsigned number = 0, argument = 0;
  for (const llvm::InlineAsm::ConstraintInfo& constraint : code.ParseConstraints()) {
    if (constraint.Type == llvm::InlineAsm::isInput || constraint.isIndirect) {
      llvm::Value* value = call.getArgOperand(argument);
      if (auto text = text_operand(*value); text && llvm::is_contained(constraint.Codes, "i")) {
        texts[number] = *text;
        call.setArgOperand(argument, llvm::Constant::getNullValue(value->getType()));
      }
      ++argument;
    }
    ++number;
  }
  if (!texts.empty())
    replace_text(call, paste_operands(code.getAsmString(), [&](unsigned operand) {
                   auto text = texts.find(operand);
                   return text == texts.end() ? std::nullopt : std::optional(text->second);
                 }));
}
} // namespace

std::vector<InlineAsmError> lower_inline_asm(llvm::Module& module, bool contract) {
  std::vector<InlineAsmError> errors;
  llvm::StringMap<llvm::Function*> known;
  unsigned number = 0;
  std::vector<llvm::Function*> functions; // lowering adds to the module's
  for (llvm::Function& function : module)
    functions.push_back(&function);
  for (llvm::Function* function : functions) {
    Statements statements = read_statements(*function, number, errors, contract);
    AsmFunction(*function, statements).share_names();
    for (auto& statement : statements) {
      if (statement->errors.empty())
        statement->lower(known);
      take_errors(*statement, errors);
    }
  }
  return errors;
}

void prepare_asm_texts(llvm::Module& module) {
  unsigned number = 0;
  std::vector<InlineAsmError> errors; // for whoever reads the PTX
  for (llvm::Function& function : module) {
    Statements statements = read_statements(function, number, errors);
    const AsmFunction all(function, statements);
    for (const auto& statement : statements)
      if (declares_names(*statement) && !all.is_shared(*statement)) {
        auto& code = *llvm::cast<llvm::InlineAsm>(statement->call().getCalledOperand());
        replace_text(statement->call(), "{\n" + code.getAsmString().str() + "\n}");
      }
    for (llvm::CallInst* call : asm_calls(function))
      paste_texts(*call);
  }
}

} // namespace ox::ptx
