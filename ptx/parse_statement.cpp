// The body of a function: instructions, labels, declarations and the directives among them.
#include "ptx/match.h"
#include "ptx/parser_state.h"
#include <algorithm>

namespace ox::ptx {

bool Parser::block(Block& to, unsigned depth) {
  to.at = peek().at;
  if (depth > kMostDepth) {
    fail("blocks are nested deeper than " + std::to_string(kMostDepth));
    return skip_braces();
  }
  take(); // {
  const unsigned braces = braces_;
  while (!at("}")) {
    if (at_end() || at_module_directive())
      return no_end(to.at);
    if (!statement(to, depth))
      skip_statement(braces);
  }
  to.end = take().at;
  return true;
}

bool Parser::statement(Block& to, unsigned depth) {
  if (accept(";"))
    return true;
  if (at("{")) {
    auto inner = std::make_unique<Block>();
    block(*inner, depth + 1); // has gone on behind its own errors
    to.statements.push_back(std::move(inner));
    return true;
  }
  if (peek().kind == TokenKind::kIdentifier && peek(1).is(":"))
    return label_or_list(to);
  if (peek().kind == TokenKind::kIdentifier || at("@"))
    return instruction(to);
  if (peek().kind != TokenKind::kDotted)
    return fail("expected a statement, found " + found());
  if (at_dotted(".loc"))
    return loc(to);
  if (at_dotted(".pragma")) {
    Directive directive;
    if (!pragma(directive))
      return false;
    to.statements.push_back(std::move(directive));
    return true;
  }
  if (!at_variable())
    return fail("there is no directive " + found() + " in a function");
  std::vector<Variable> declared;
  const bool good = variables(Linkage::kNone, declared);
  for (Variable& variable : declared)
    to.statements.push_back(std::move(variable));
  return good;
}

bool Parser::instruction(Block& to) {
  Instruction instruction;
  instruction.at = peek().at;
  if (accept("@")) {
    instruction.guard_negated = accept("!");
    if (!expect_name(instruction.guard, "a predicate behind '@'"))
      return false;
    instruction.at = peek().at;
    if (peek().kind != TokenKind::kIdentifier)
      return fail("expected an instruction behind the predicate, found " + found());
  }
  instruction.opcode = opcode();
  const bool lists = instruction.opcode.starts_with("call");
  const auto forms = forms_named(instruction.name());
  const bool has_operands = std::ranges::any_of(forms, [](const Form* form) { return !form->operands.empty(); });
  if (!at(";") && (has_operands || forms.empty()))
    do {
      if (!operand(instruction.operands.emplace_back(), lists, 0))
        return false;
    } while (accept(","));
  if (!at(";"))
    return fail("expected ';' behind " + std::string(instruction.opcode.substr(0, 40)) + ", found " + found());
  Location where;
  if (std::string wrong = match_form(instruction, where); !wrong.empty())
    return fail_at(where, std::move(wrong)); // recovery skips the ';'
  take();
  to.statements.push_back(std::move(instruction));
  return true;
}

// The words of an opcode, which may have blanks between them; on the next line something else begins.  A bank of
// constants (PTX 1.x: ld.const[2].u32) is left out: they are all in one place.
std::string_view Parser::opcode() {
  const uint32_t line = peek().at.line;
  const char* from = take().text.data();
  while (peek().kind == TokenKind::kDotted && !peek().after_blank)
    take();
  std::string_view words = {from, size_t(behind_ - from)};
  auto at_bank = [&](std::string_view before) {
    return at("[") && before.ends_with(".const") && peek(1).kind == TokenKind::kInteger;
  };
  auto at_word = [&] { return peek().kind == TokenKind::kDotted && peek().at.line == line && !at_module_directive(); };
  if (!at_word() && !at_bank(words))
    return words;
  std::string joined(words);
  while (at_word() || at_bank(joined))
    if (at_word())
      joined += take().text;
    else
      take(), take(), accept("]");
  return module_.opcodes.emplace_back(std::move(joined));
}

// A, B, L<8>;
bool Parser::target_names(Targets& to) {
  do {
    Targets::Name& target = to.names.emplace_back();
    target.at = peek().at;
    if (!expect_name(target.name, "a name in the list of targets") || !range(target.count, "labels", kMostNames))
      return false;
  } while (accept(","));
  return expect(";", "behind the list of targets");
}

// name: alone, or before .branchtargets, .calltargets, .callprototype
bool Parser::label_or_list(Block& to) {
  Label label{peek().at, take().text};
  take();
  if (at_dotted(".branchtargets") || at_dotted(".calltargets")) {
    Targets targets{label.at, label.name, take().text, {}};
    if (!target_names(targets))
      return false;
    to.statements.push_back(std::move(targets));
    return true;
  }
  if (accept_dotted(".callprototype")) {
    Prototype made;
    made.at = label.at;
    made.label = label.name;
    if (!prototype(made))
      return false;
    to.statements.push_back(std::move(made));
    return expect(";", "behind the prototype");
  }
  to.statements.push_back(label);
  return true;
}

// (ret) _ (params) .noreturn .abi_preserve 10
bool Parser::prototype(Prototype& to) {
  if (at("(") && !parameters(to.returns, false))
    return false;
  std::string_view name;
  if (!expect_name(name, "'_' in the place of the function's name"))
    return false;
  if (at("(") && !parameters(to.parameters, false))
    return false;
  while (peek().kind == TokenKind::kDotted)
    if (!performance_directive(to.directives, to.noreturn))
      return false;
  return true;
}

// .loc file line column, function_name label+4, inlined_at file line column
bool Parser::loc(Block& to) {
  Loc loc;
  loc.at = take().at;
  auto place = [&](uint64_t (&numbers)[3]) {
    return integer(numbers[0], "the number of a file") && integer(numbers[1], "a line") &&
           integer(numbers[2], "a column");
  };
  if (!place(loc.place))
    return false;
  while (accept(",")) {
    std::string_view word;
    if (!expect_name(word, "function_name or inlined_at"))
      return false;
    if (word == "inlined_at") {
      if (!place(loc.inlined_at.emplace().place))
        return false;
    } else if (word == "function_name") {
      if (!expect_name(loc.function, "a label of .debug_str"))
        return false;
      if (accept("+") && !unary(loc.function_offset.emplace(), 0))
        return false;
    } else {
      return fail_at(loc.at, "expected function_name or inlined_at in .loc, found '" + std::string(word) + "'");
    }
  }
  accept(";");
  to.statements.push_back(loc);
  return true;
}

} // namespace ox::ptx
