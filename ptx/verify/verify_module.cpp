// See verify.h.  This file: the module's head, its names, and what the others ask of it.
#include "ptx/parser_state.h"
#include "ptx/verify/verifier.h"
#include <algorithm>
#include <tuple>

namespace ox::ptx {

void ModuleVerifier::fail(Location at, std::string message) {
  ++errors_;
  if (diagnostics_.size() < kMostDiagnostics)
    diagnostics_.push_back({Severity::kError, at, std::move(message)});
}

Location ModuleVerifier::place_of(std::string_view word) const {
  const std::string_view before(module_.source.data(), size_t(word.data() - module_.source.data()));
  const size_t line_start = before.rfind('\n') + 1; // npos + 1 is 0
  return {uint32_t(std::ranges::count(before, '\n')) + 1, uint32_t(before.size() - line_start) + 1};
}

const Symbol* ModuleVerifier::find(std::string_view name) {
  if (const Symbol* found = scope_.find(name))
    return found;
  if (!is_foreign_ || !is_foreign_(name))
    return nullptr;
  Symbol symbol;
  symbol.kind = Symbol::Kind::kForeign;
  return &foreign_.try_emplace(name, symbol).first->second;
}

const Signature& ModuleVerifier::signature(const Instruction& instruction) {
  auto found = signatures_.find(instruction.opcode);
  if (found == signatures_.end())
    found =
        signatures_.emplace(instruction.opcode, std::pair(instruction.form, signature_of(instruction, environment_)))
            .first;
  if (found->second.first == instruction.form)
    return found->second.second;
  auto other = other_signatures_.find({instruction.opcode, instruction.form});
  if (other == other_signatures_.end())
    other = other_signatures_
                .emplace(std::pair(instruction.opcode, instruction.form), signature_of(instruction, environment_))
                .first;
  return other->second;
}

void ModuleVerifier::needs(Location at, std::string_view what, unsigned ptx, std::string_view targets) {
  if (const std::string lack = missing(ptx, *TargetSet::of(targets), environment_); !lack.empty())
    fail(at, quoted(what) + " " + lack);
}

// The machine among the words of .target, and words that do not go with each other.
void ModuleVerifier::find_target() {
  environment_.version = module_.version;
  std::string_view texture_mode;
  for (std::string_view word : module_.targets) {
    const Location at = module_.target_at;
    if (word == "texmode_unified" || word == "texmode_independent") {
      if (!texture_mode.empty() && texture_mode != word)
        fail(at, quoted(word) + " does not go with " + quoted(texture_mode));
      texture_mode = word;
      needs(at, word, 15, "10");
    } else if (word == "debug") {
      needs(at, word, 30, "10");
    } else if (word == "map_f64_to_f32") {
      environment_.maps_doubles = true;
    } else if (environment_.target) {
      fail(at, "a second target, " + quoted(word) + "; the first is " + environment_.target_name);
    } else if (auto target = target_named(word)) {
      environment_.target = target;
      environment_.target_name = word;
      if (module_.version < target->ptx)
        fail(at, std::string(word) + " needs PTX " + version_text(target->ptx) + " or newer; the text has .version " +
                     version_text(module_.version));
    } else {
      fail(at, "there is no target " + quoted(word) + " in PTX 9.0");
    }
  }
  if (module_.targets.empty())
    fail({1, 1}, "the text has no .target");
}

void ModuleVerifier::declare(const Variable& variable) {
  check_variable(variable, true);
  const Symbol symbol = symbol_of(variable);
  const Symbol* before = variable.count ? scope_.declare_range(variable.name, *variable.count, symbol)
                                        : scope_.declare(variable.name, symbol);
  if (!before)
    return;
  const bool is_again = before->kind == Symbol::Kind::kVariable &&
                        (before->variable->linkage == Linkage::kExtern || variable.linkage == Linkage::kExtern ||
                         variable.linkage == Linkage::kCommon || variable.linkage == Linkage::kWeak);
  if (!is_again)
    return fail(variable.at, quoted(variable.name) + " is declared twice; it is " +
                                 std::string(in_words(before->kind)) + " of line " + std::to_string(before->at.line));
  if (before->type != variable.type || before->space != variable.space)
    fail(variable.at,
         quoted(variable.name) + " was declared with another type or space in line " + std::to_string(before->at.line));
  else if (before->variable->linkage == Linkage::kExtern)
    scope_.replace(variable.name, symbol);
}

void ModuleVerifier::declare(const Function& function) {
  Symbol symbol;
  symbol.kind = Symbol::Kind::kFunction;
  symbol.function = &function;
  symbol.at = function.at;
  const Symbol* before = scope_.declare(function.name, symbol);
  if (!before)
    return;
  if (before->kind != Symbol::Kind::kFunction || (before->function->body && function.body))
    return fail(function.at, quoted(function.name) + " is declared twice; it is " +
                                 std::string(in_words(before->kind)) + " of line " + std::to_string(before->at.line));
  const Function& known = *before->function;
  if (known.is_entry != function.is_entry || known.parameters.size() != function.parameters.size() ||
      known.returns.size() != function.returns.size())
    fail(function.at,
         quoted(function.name) + " was declared with other parameters in line " + std::to_string(known.at.line));
  else if (function.body)
    scope_.replace(function.name, symbol);
}

void ModuleVerifier::check(Function& function) {
  const size_t before = errors_;
  check_parameters(function);
  check_directives(function);
  FunctionVerifier(*this, function).run();
  function.is_broken |= errors_ != before;
}

void ModuleVerifier::run() {
  find_target();
  for (TopLevel& item : module_.items) {
    if (const auto* variable = std::get_if<Variable>(&item)) {
      declare(*variable);
    } else if (auto* function = std::get_if<Function>(&item)) {
      declare(*function);
      check(*function);
    } else if (const auto* alias = std::get_if<Alias>(&item)) {
      needs(alias->at, ".alias", 63, "30");
      const Symbol* of = find(alias->of);
      if (!of || of->kind != Symbol::Kind::kFunction)
        fail(alias->at, quoted(alias->of) + " is no function that was declared before");
    }
  }
}

void ModuleVerifier::run_statements(std::string_view target, const std::function<bool(std::string_view)>& is_foreign) {
  is_foreign_ = is_foreign;
  environment_.version = module_.version;
  environment_.target = target_named(target);
  environment_.target_name = target;
  FunctionVerifier(*this, std::get<Function>(module_.items[0])).run();
}

void verify(Module& module, Diagnostics& diagnostics) {
  if (module.version == 0)
    return; // no PTX, and the parser has said so
  ModuleVerifier(module, diagnostics).run();
  std::ranges::sort(diagnostics, [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.at.line, a.at.column, a.message) < std::tie(b.at.line, b.at.column, b.message);
  });
}

void verify_statements(Module& module, std::string_view target, const std::function<bool(std::string_view)>& is_foreign,
                       Diagnostics& diagnostics) {
  ModuleVerifier(module, diagnostics).run_statements(target, is_foreign);
}

} // namespace ox::ptx
