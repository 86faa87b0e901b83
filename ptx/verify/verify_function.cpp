// A function's statements in order: names and scopes (PTX ISA 9.0, 4.4, 5.4), guards, branches, state spaces.
#include "ptx/verify/verifier.h"
#include <algorithm>

namespace ox::ptx {

const Symbol* FunctionVerifier::find(std::string_view name) {
  for (size_t i = scopes_.size(); i-- > 0;)
    if (const Symbol* found = scopes_[i].find(name))
      return found;
  return module_.find(name);
}

void FunctionVerifier::fail(Location at, std::string message) {
  function_.is_broken = true;
  module_.fail(at, std::move(message));
}

void FunctionVerifier::declare(std::string_view name, const Symbol& symbol) {
  if (const Symbol* before = scopes_.back().declare(name, symbol))
    fail(symbol.at, quoted(name) + " is declared twice; it is " + std::string(in_words(before->kind)) + " of line " +
                        std::to_string(before->at.line));
}

void FunctionVerifier::declare(const Variable& variable) {
  const Symbol symbol = symbol_of(variable);
  if (!variable.count)
    return declare(variable.name, symbol);
  if (const Symbol* before = scopes_.back().declare_range(variable.name, *variable.count, symbol))
    fail(variable.at, "one of " + quoted(std::string(variable.name) + "<" + std::to_string(*variable.count) + ">") +
                          " is declared twice; it is " + std::string(in_words(before->kind)) + " of line " +
                          std::to_string(before->at.line));
}

void FunctionVerifier::run() {
  if (!function_.body)
    return;
  was_broken_ = function_.is_broken;
  scopes_.emplace_back();
  for (const Variable& value : function_.returns)
    declare(value);
  const bool is_asm = function_.name.empty(); // its "+r" operands are returns and parameters at once
  for (const Variable& parameter : function_.parameters) {
    if (is_asm && scopes_.back().find(parameter.name))
      continue;
    Symbol symbol = symbol_of(parameter);
    symbol.is_input = !is_asm;
    declare(parameter.name, symbol);
  }
  check(*function_.body);
}

void FunctionVerifier::check(const Block& block) {
  if (&block != function_.body.get()) // the body shares a scope with the parameters
    scopes_.emplace_back();
  // A branch may stand before its label; all else is declared before it is used.
  for (const Statement& statement : block.statements)
    if (const auto* label = std::get_if<Label>(&statement)) {
      Symbol symbol;
      symbol.kind = Symbol::Kind::kLabel;
      symbol.at = label->at;
      declare(label->name, symbol);
    }
  for (const Statement& statement : block.statements)
    check(statement);
  scopes_.pop_back();
}

void FunctionVerifier::check(const Statement& statement) {
  if (const auto* instruction = std::get_if<Instruction>(&statement)) {
    check(*instruction);
  } else if (const auto* variable = std::get_if<Variable>(&statement)) {
    const size_t before = module_.errors();
    module_.check_variable(*variable, false);
    function_.is_broken |= module_.errors() != before;
    declare(*variable);
  } else if (const auto* targets = std::get_if<Targets>(&statement)) {
    check_targets(*targets);
  } else if (const auto* prototype = std::get_if<Prototype>(&statement)) {
    Symbol symbol;
    symbol.kind = Symbol::Kind::kPrototype;
    symbol.prototype = prototype;
    symbol.at = prototype->at;
    declare(prototype->label, symbol);
  } else if (const auto* block = std::get_if<std::unique_ptr<Block>>(&statement)) {
    check(**block);
  }
}

void FunctionVerifier::check_target(Location at, std::string_view name, std::string_view directive) {
  const bool is_label = directive == ".branchtargets";
  const Symbol* symbol = find(name);
  const Symbol::Kind wanted = is_label ? Symbol::Kind::kLabel : Symbol::Kind::kFunction;
  if (!symbol)
    fail(at, quoted(name) + " is not declared");
  else if (symbol->kind != wanted && symbol->kind != Symbol::Kind::kForeign)
    fail(at, quoted(name) + " is " + std::string(in_words(symbol->kind)) + "; " + std::string(directive) + " lists " +
                 (is_label ? "labels" : "functions"));
}

// .branchtargets has labels of the function, .calltargets functions.
void FunctionVerifier::check_targets(const Targets& targets) {
  for (const auto& [at, name, count] : targets.names) {
    if (!count)
      check_target(at, name, targets.directive);
    for (uint64_t n = 0; count && n < *count; ++n)
      check_target(at, made_names_.emplace_back(std::string(name) + std::to_string(n)), targets.directive);
  }
  Symbol symbol;
  symbol.kind = Symbol::Kind::kTargets;
  symbol.targets = &targets;
  symbol.at = targets.at;
  declare(targets.label, symbol);
}

void FunctionVerifier::check_guard(const Instruction& instruction) {
  const Location at = module_.place_of(instruction.guard);
  const Symbol* symbol = find(instruction.guard);
  if (!symbol) {
    if (!was_broken_)
      fail(at, quoted(instruction.guard) + " is not declared");
    return;
  }
  if (symbol->kind == Symbol::Kind::kForeign)
    return;
  if (symbol->kind != Symbol::Kind::kRegister)
    fail(at,
         quoted(instruction.guard) + " is " + std::string(in_words(symbol->kind)) + "; a guard is a .pred register");
  else if (symbol->type != Type::pred)
    fail(at, quoted(instruction.guard) + " is a ." + std::string(name_of(symbol->type)) +
                 " register; a guard is a .pred register");
}

namespace {
std::string_view in_words(Space space) {
  constexpr std::string_view kNames[] = {"generic", ".reg", ".const", ".global", ".local", ".param", ".shared", ".tex"};
  return kNames[size_t(space)];
}
} // namespace

// The variable in an address is where the instruction looks.
void FunctionVerifier::check_spaces(const Instruction& instruction, const Signature& signature) {
  const std::string_view name = instruction.name();
  const bool is_plain = name == "ld" || name == "st";
  if (signature.spaces.empty() && !is_plain)
    return;
  size_t number = 0;
  const size_t addresses = size_t(std::ranges::count_if(instruction.operands, [](const Operand& operand) {
    return operand.kind == Operand::Kind::kAddress || operand.kind == Operand::Kind::kIndexed;
  }));
  if (addresses != std::max<size_t>(signature.spaces.size(), 1))
    return;
  for (const Operand& operand : instruction.operands) {
    const bool is_address = operand.kind == Operand::Kind::kAddress && !operand.parts.empty();
    if (!is_address && operand.kind != Operand::Kind::kIndexed)
      continue;
    const Operand& base = is_address ? operand.parts[0] : operand;
    const Space wanted = signature.spaces.empty() ? Space::kGeneric : signature.spaces[number++];
    const Symbol* symbol =
        base.kind == Operand::Kind::kName || base.kind == Operand::Kind::kIndexed ? find(base.name) : nullptr;
    if (!symbol || symbol->kind != Symbol::Kind::kVariable)
      continue;
    const bool has_no_generic_address = symbol->space == Space::kParameter || symbol->space == Space::kConstant;
    if (wanted == Space::kGeneric ? has_no_generic_address : symbol->space != wanted)
      fail(base.at, quoted(base.name) + " is a variable in " + std::string(in_words(symbol->space)) + "; " +
                        quoted(instruction.opcode) +
                        (wanted == Space::kGeneric ? " takes a generic address"
                                                   : " takes one in " + std::string(in_words(wanted))));
    else if (name == "st" && symbol->is_input)
      fail(base.at, quoted(base.name) + " is a parameter that the function is given, which it cannot write");
  }
}

void FunctionVerifier::check(const Instruction& instruction) {
  const Signature& signature = module_.signature(instruction);
  if (!instruction.guard.empty())
    check_guard(instruction);
  if (!signature.wrong.empty())
    fail(instruction.at, signature.wrong);
  OperandVerifier(*this, instruction, signature).run();
  check_spaces(instruction, signature);
  if (const auto objection = restrictions_.check(instruction))
    fail(objection->at, objection->message);
  if (instruction.name() == "call")
    check_call(instruction);
}

} // namespace ox::ptx
