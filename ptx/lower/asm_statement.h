// One asm statement on its way to a function: its operands, its text with them filled in, the tree of that.
#pragma once
#include "ptx/lower/asm_names.h"
#include "ptx/lower/asm_template.h"
#include "ptx/lower/inline_asm.h"
#include "ptx/lower/module_lowering.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/InlineAsm.h"

namespace ox::ptx {

// The text that an operand of constraint "C" stands for: the content of a constant array of char, up to its end or its
// last zero.  Nothing if it is no such operand.
std::optional<std::string> text_operand(const llvm::Value& operand);

class AsmStatement {
public:
  // contract: PTX's mul and add without a rounding may become one rounding.
  AsmStatement(llvm::CallInst& call, unsigned number, bool contract = true)
      : call_(call), number_(number), contract_(contract) {}

  // Operands and text.  After errors, nothing else of the statement may be called.
  bool read();
  const AsmNames& names() const { return names_; }
  const Module& tree() const { return *module_; }
  llvm::CallInst& call() const { return call_; }

  // The register is the enclosing function's, and lives in this alloca; the variable is the module's.
  void share_register(std::string_view name, Type type, llvm::AllocaInst* storage);
  void share_variable(std::string_view name, llvm::GlobalVariable* variable) { variables_[name] = variable; }
  // What is declared outside braces under this name is not the statement's own.
  void give_up(std::string_view name) { given_up_.insert(name); }

  // Puts a call of a function in the statement's place.  Statements that are alike share one in `known`.
  bool lower(llvm::StringMap<llvm::Function*>& known);

  void fail(Location at, const std::string& message);
  std::vector<InlineAsmError> errors;

private:
  struct Operand {              // $0, $1, ... in the order of the constraints
    llvm::Type* type = nullptr; // null: another name of an operand before
    int argument = -1;          // of the call; none of what is only written
    bool is_output = false;
    std::string text = {}; // what stands for it: a register, or a constant
  };
  struct Register {
    std::string name;
    Type type{};
    llvm::AllocaInst* storage = nullptr;
  };

  const llvm::InlineAsm& code() const { return *llvm::cast<llvm::InlineAsm>(call_.getCalledOperand()); }
  Type type_of(const Operand& operand) const;
  bool fail(const std::string& message);
  bool clobbers_memory() const;
  bool read_operands();
  bool read_input(const llvm::InlineAsm::ConstraintInfo& constraint, unsigned argument);
  std::string key() const;
  void verify_body(Diagnostics& diagnostics);
  llvm::Function* make_function();
  bool lower_body(const Function& body, ModuleLowering& lowering, llvm::Function& function);
  void replace_by_call(llvm::Function& function);
  void replace_results(llvm::Value* results);

  llvm::CallInst& call_;
  const unsigned number_;
  const bool contract_;
  std::vector<Operand> operands_;
  FilledTemplate text_;
  std::unique_ptr<Module> module_;
  AsmNames names_;
  std::vector<Register> registers_; // shared
  std::map<std::string_view, llvm::GlobalVariable*> variables_;
  llvm::StringSet<> given_up_;
};

} // namespace ox::ptx
