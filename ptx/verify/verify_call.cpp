// Calls against the declaration of what they call (PTX ISA 9.0, 7.1, 9.7.12.5).
#include "ptx/verify/verifier.h"
#include <algorithm>

namespace ox::ptx {

namespace {
bool is_open(const Variable& variable) { return !variable.dims.empty() && !variable.dims.back(); }

std::string in_words(const Variable& variable) {
  std::string text = "." + std::string(name_of(variable.type));
  if (variable.vector > 1)
    text = ".v" + std::to_string(variable.vector) + " " + text;
  for (const auto& dim : variable.dims)
    text += "[" + (dim ? std::to_string(*dim) : "") + "]";
  if (!is_scalar(variable))
    text += " aligned to " + std::to_string(alignment_of(variable));
  return text;
}

// Scalars agree as operands of an instruction do, all else by size and alignment; [] takes any size.
bool agree(const Variable& formal, const Variable& actual) {
  if (is_scalar(formal) && is_scalar(actual))
    return registers_for(formal.type, false) >> unsigned(actual.type) & 1;
  return (is_open(formal) || bytes_of(formal) == bytes_of(actual)) && alignment_of(formal) == alignment_of(actual);
}

// Of b types any constant, of the others one of their kind.
bool agrees(const Variable& formal, const Constant& actual) {
  const TypeKind kind = kind_of(formal.type);
  return is_scalar(formal) && (kind == TypeKind::kBits || (kind == TypeKind::kFloat) == actual.is_real());
}

std::string listed(size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}
} // namespace

void FunctionVerifier::check_argument(const Operand& actual, const Variable& formal, const std::string& wanted,
                                      bool is_result) {
  if (actual.kind == Operand::Kind::kSink && is_result)
    return;
  if (actual.kind == Operand::Kind::kConstant && !is_result) {
    if (!agrees(formal, actual.constant))
      fail(actual.at,
           std::string(actual.constant.is_real() ? "a floating-point" : "an integer") + " constant" + wanted);
    return;
  }
  if (actual.kind != Operand::Kind::kName)
    return fail(actual.at, "a call passes registers, constants and .param variables" + wanted);
  const Symbol* symbol = find(actual.name);
  if (!symbol) {
    if (!was_broken_)
      fail(actual.at, quoted(actual.name) + " is not declared");
    return;
  }
  if (symbol->kind == Symbol::Kind::kForeign)
    return;
  const bool is_register = symbol->kind == Symbol::Kind::kRegister;
  if (!is_register && (symbol->kind != Symbol::Kind::kVariable || symbol->space != Space::kParameter))
    fail(actual.at, quoted(actual.name) + " is " + std::string(ptx::in_words(symbol->kind)) +
                        "; a call passes registers, constants and .param variables");
  else if (symbol->is_input && !is_register)
    fail(actual.at, quoted(actual.name) + " is a parameter that the function is given; a call needs a copy of it");
  else if (!agree(formal, *symbol->variable))
    fail(actual.at, quoted(actual.name) + " is " + in_words(*symbol->variable) + wanted);
}

void FunctionVerifier::check_arguments(const Instruction& call, const Operand* list,
                                       const std::vector<Variable>& formals, std::string_view callee,
                                       bool are_results) {
  const size_t count = list ? list->parts.size() : 0;
  const std::string what = are_results ? "result" : "argument";
  const bool may_lack_last = !are_results && !formals.empty() && is_open(formals.back());
  if (count != formals.size() && !(may_lack_last && count + 1 == formals.size()))
    return fail(list ? list->at : call.at, "the call has " + listed(count, what) + "; " + quoted(callee) + " has " +
                                               std::to_string(formals.size()));
  for (size_t i = 0; i < count; ++i)
    check_argument(list->parts[i], formals[i],
                   "; " + what + " " + std::to_string(i + 1) + " of " + quoted(callee) + " is " + in_words(formals[i]),
                   are_results);
}

void FunctionVerifier::check_call(const Instruction& call) {
  const auto& operands = call.operands;
  const bool has_results = operands[0].kind == Operand::Kind::kList;
  const size_t at = has_results ? 1 : 0;
  const Operand* results = has_results ? &operands[0] : nullptr;
  const Operand* arguments =
      operands.size() > at + 1 && operands[at + 1].kind == Operand::Kind::kList ? &operands[at + 1] : nullptr;
  const Operand& callee = operands[at];
  const Symbol* symbol = callee.kind == Operand::Kind::kName ? find(callee.name) : nullptr;
  const Operand& last = operands.back();
  const bool is_indirect = &last != &callee && last.kind == Operand::Kind::kName;
  if (is_indirect) {
    const Symbol* list = find(last.name);
    if (!list)
      return;
    if (list->kind == Symbol::Kind::kPrototype) {
      check_arguments(call, results, list->prototype->returns, last.name, true);
      return check_arguments(call, arguments, list->prototype->parameters, last.name, false);
    }
    symbol = list->kind == Symbol::Kind::kTargets && !list->targets->names.empty() ? find(list->targets->names[0].name)
                                                                                   : nullptr;
  }
  if (!symbol || symbol->kind != Symbol::Kind::kFunction)
    return; // said already
  const Function& function = *symbol->function;
  if (function.is_entry)
    return fail(callee.at, quoted(function.name) + " is a kernel, which cannot be called");
  check_arguments(call, results, function.returns, function.name, true);
  check_arguments(call, arguments, function.parameters, function.name, false);
}

} // namespace ox::ptx
