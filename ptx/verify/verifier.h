// What the files of the verifier share.
#pragma once
#include "ptx/verify.h"
#include "ptx/verify/restrictions.h"
#include "ptx/verify/signature.h"
#include "ptx/verify/symbols.h"
#include <map>

namespace ox::ptx {

// A module while it is verified: its names, its target, the opcodes that were met.
class ModuleVerifier {
public:
  ModuleVerifier(Module& module, Diagnostics& diagnostics) : module_(module), diagnostics_(diagnostics) {}

  void run();
  void run_statements(std::string_view target, const std::function<bool(std::string_view)>& is_foreign);

  const Environment& environment() const { return environment_; }
  const Symbol* find(std::string_view name);
  const Signature& signature(const Instruction& instruction);
  void fail(Location at, std::string message);
  Location place_of(std::string_view word) const; // of the text
  size_t errors() const { return errors_; }
  // verify_variables.cpp: a variable wherever it stands
  void check_variable(const Variable& variable, bool is_global);
  void check_parameters(const Function& function);
  // verify_directives.cpp: those between a function's head and its body
  void check_directives(const Function& function);

private:
  void find_target();
  void declare(const Variable& variable);
  void declare(const Function& function);
  void check(Function& function);
  void check_register(const Variable& variable);
  void needs(Location at, std::string_view what, unsigned ptx, std::string_view targets);

  Module& module_;
  Diagnostics& diagnostics_;
  Environment environment_;
  Scope scope_;
  std::unordered_map<std::string_view, std::pair<const Form*, Signature>> signatures_; // by opcode
  std::map<std::pair<std::string_view, const Form*>, Signature> other_signatures_;     // opcodes of several forms
  std::function<bool(std::string_view)> is_foreign_;
  std::map<std::string_view, Symbol> foreign_;
  size_t errors_ = 0;
};

// One function: its statements in order.
class FunctionVerifier {
public:
  FunctionVerifier(ModuleVerifier& module, Function& function) : module_(module), function_(function) {}
  void run();

private:
  friend class OperandVerifier;
  const Symbol* find(std::string_view name);
  void fail(Location at, std::string message);
  void declare(std::string_view name, const Symbol& symbol);
  void declare(const Variable& variable);
  void check(const Block& block);
  void check(const Statement& statement);
  void check(const Instruction& instruction);
  void check_guard(const Instruction& instruction);
  void check_target(Location at, std::string_view name, std::string_view directive);
  void check_targets(const Targets& targets);
  void check_spaces(const Instruction& instruction, const Signature& signature);
  // verify_call.cpp
  void check_call(const Instruction& instruction);
  void check_argument(const Operand& actual, const Variable& formal, const std::string& wanted, bool is_result);
  void check_arguments(const Instruction& call, const Operand* list, const std::vector<Variable>& formals,
                       std::string_view callee, bool are_results);

  ModuleVerifier& module_;
  Function& function_;
  std::vector<Scope> scopes_;
  Restrictions restrictions_;
  std::deque<std::string> made_names_; // of ranges of labels; scopes know names by views
  bool was_broken_ = false;            // declarations may be missing
};

// The operands of one instruction against its signature (verify_operands.cpp).
class OperandVerifier {
public:
  OperandVerifier(FunctionVerifier& function, const Instruction& instruction, const Signature& signature)
      : function_(function), instruction_(instruction), signature_(signature) {}
  void run();

private:
  void check_all(std::span<const OperandPattern> patterns, const std::vector<Operand>& operands);
  void check(const OperandPattern& pattern, const Operand& operand);
  void check_pair(const OperandPattern& pattern, const Operand& operand);
  void check_value(const Operand& operand, const Expectation& expected, bool is_discarded_by_pair);
  void check_vector(const Operand& operand, const Expectation& expected);
  void check_sizes(const Operand& vector);
  void check_parts(const Operand& operand, const Expectation& expected);
  void check_constant(const Operand& operand, const Expectation& expected);
  void check_name(const Operand& operand, const Expectation& expected);
  void check_register(const Operand& operand, const Symbol& symbol, const Expectation& expected);
  void check_variable(const Operand& operand, const Symbol& symbol, const Expectation& expected);
  bool check_special_register(const Operand& operand, const Expectation& expected);
  void refuse(const Operand& operand, const std::string& found, const Expectation& expected);

  FunctionVerifier& function_;
  const Instruction& instruction_;
  const Signature& signature_;
};

} // namespace ox::ptx
