// Variables, parameters and functions (PTX ISA 9.0, 5.4, 7.1, 11.4).
#include "ptx/parser_state.h"
#include <algorithm>
#include <array>

namespace ox::ptx {

namespace {
struct SpaceName {
  std::string_view word;
  Space space;
};
constexpr SpaceName kSpaces[] = {{".reg", Space::kRegister}, {".const", Space::kConstant},  {".global", Space::kGlobal},
                                 {".local", Space::kLocal},  {".param", Space::kParameter}, {".shared", Space::kShared},
                                 {".tex", Space::kTexture}};

// Directives between a function's head and its body, and how many numbers each takes.
struct PerformanceDirective {
  std::string_view word;
  unsigned least, most;
};
constexpr std::array<PerformanceDirective, 12> kPerformanceDirectives = {{{".maxnreg", 1, 1},
                                                                          {".maxntid", 1, 3},
                                                                          {".reqntid", 1, 3},
                                                                          {".minnctapersm", 1, 1},
                                                                          {".maxnctapersm", 1, 1},
                                                                          {".explicitcluster", 0, 0},
                                                                          {".reqnctapercluster", 1, 3},
                                                                          {".maxclusterrank", 1, 1},
                                                                          {".blocksareclusters", 0, 0},
                                                                          {".abi_preserve", 1, 1},
                                                                          {".abi_preserve_control", 1, 1},
                                                                          {".local_maxnreg", 1, 1}}};
} // namespace

Space space_named(std::string_view word) {
  for (const SpaceName& known : kSpaces)
    if (known.word == word)
      return known.space;
  return Space::kGeneric;
}

// .space, or what may stand before it: .align 4 .global, .attribute(.managed) .global
bool Parser::at_variable() const {
  return peek().kind == TokenKind::kDotted &&
         (space_named(peek().text) != Space::kGeneric || at_dotted(".align") || at_dotted(".attribute"));
}

bool Parser::attributes(std::vector<Attribute>& to) {
  while (accept_dotted(".attribute")) {
    if (!expect("(", "behind .attribute"))
      return false;
    do {
      if (peek().kind != TokenKind::kDotted)
        return fail("expected an attribute such as .managed, found " + found());
      Attribute attribute;
      attribute.name = take().text;
      if (attribute.name != ".managed" && attribute.name != ".unified")
        return fail("there is no attribute '" + std::string(attribute.name) + "'; there are .managed and .unified");
      if (accept("(")) {
        do {
          if (!constant(attribute.values.emplace_back()))
            return false;
        } while (accept(","));
        if (!expect(")", "behind the attribute's values"))
          return false;
      }
      to.push_back(std::move(attribute));
    } while (accept(","));
    if (!expect(")", "behind the attributes"))
      return false;
  }
  return true;
}

// .align, the vector width, the type and a pointer's attributes, in any order that producers write them.
bool Parser::type_and_vector(Variable& to) {
  while (peek().kind == TokenKind::kDotted) {
    const std::string_view word = peek().text;
    if (word == ".align") {
      take();
      if (!alignment(to.alignment))
        return false;
    } else if (word == ".v2" || word == ".v4" || word == ".v8") {
      take();
      to.vector = unsigned(word[2] - '0');
    } else if (word == ".attribute") {
      if (!attributes(to.attributes))
        return false;
    } else if (word == ".ptr") {
      take();
      to.is_pointer = true;
      if (Space space = space_named(peek().text); peek().kind == TokenKind::kDotted && space != Space::kGeneric) {
        take();
        to.pointer_space = space;
      }
      if (accept_dotted(".align") && !alignment(to.pointer_alignment))
        return false;
    } else if (Type type = type_named(word); type != Type::kNone && to.type == Type::kNone) {
      take();
      to.type = type;
    } else {
      return fail(to.type == Type::kNone ? "there is no type " + found()
                                         : "expected a name behind the type, found " + found());
    }
  }
  return to.type != Type::kNone || fail("expected a type, found " + found());
}

bool Parser::alignment(uint64_t& to) {
  const Location where = peek().at;
  if (!integer(to, "an alignment"))
    return false;
  if (to == 0 || (to & (to - 1)) != 0)
    return fail_at(where, "an alignment is a power of two");
  return to <= kMostAlignment || fail_at(where, "an alignment is at most " + std::to_string(kMostAlignment));
}

bool Parser::range(std::optional<uint64_t>& to, std::string_view what, uint64_t most) {
  if (!accept("<"))
    return true;
  const Location where = peek().at;
  if (peek().kind != TokenKind::kInteger) // not an expression: '>' would be an operator of it
    return fail("expected the number of " + std::string(what) + ", found " + found());
  Constant count;
  if (!unary(count, 0) || !expect(">", "behind the number of " + std::string(what)))
    return false;
  if (count.bits > most)
    return fail_at(where, "a range has at most " + std::to_string(most) + " " + std::string(what));
  to = count.bits;
  return true;
}

// [4][2], of which the first may be []
bool Parser::dimensions(Variable& to, bool may_lack_the_first) {
  const Location where = peek().at;
  uint64_t bytes = std::max(bits_of(to.type) / 8, 1u) * to.vector;
  while (accept("[")) {
    std::optional<uint64_t>& dim = to.dims.emplace_back();
    if (to.dims.size() == 1 && may_lack_the_first && accept("]"))
      continue;
    uint64_t size = 0;
    if (!integer(size, "the size of an array") || !expect("]", "behind the array's size"))
      return false;
    if (__builtin_mul_overflow(bytes, size, &bytes) || bytes > kMostBytes)
      return fail_at(where, "an array has at most " + std::to_string(kMostBytes) + " bytes");
    dim = size;
  }
  return true;
}

// name, name<8>, name[4][2], name[2] = {...}
bool Parser::declarator(Variable& to) {
  to.at = peek().at;
  if (!expect_name(to.name, "the name of a variable"))
    return false;
  const bool is_register = to.space == Space::kRegister;
  if (!range(to.count, is_register ? "registers" : "variables", is_register ? kMostNames : kMostVariables) ||
      !dimensions(to, true))
    return false;
  if (accept("="))
    return initialiser(to.initialiser.emplace(), 0);
  return true;
}

bool Parser::initialiser(Initialiser& to, unsigned depth) {
  to.at = peek().at;
  if (depth > kMostDepth)
    return fail("an initialiser is nested deeper than " + std::to_string(kMostDepth));
  if (!accept("{"))
    return initialiser_value(to);
  auto& values = to.value.emplace<std::vector<Initialiser>>();
  while (!accept("}")) {
    if (!initialiser(values.emplace_back(), depth + 1))
      return false;
    if (!at("}") && !expect(",", "between the values of an initialiser"))
      return false;
  }
  return true;
}

// 5, 1.5, name, name+4, generic(name)+4, 0xff00(name); of samplers: filter_mode = linear
bool Parser::initialiser_value(Initialiser& to) {
  Constant& value = to.value.emplace<Constant>();
  if (peek().kind == TokenKind::kInteger && peek(1).is("(")) {
    Constant mask;
    if (!unary(mask, 0))
      return false;
    to.mask = mask.bits;
    take();
    return initialiser_value(to) && expect(")", "behind the masked address");
  }
  if (peek().kind != TokenKind::kIdentifier || peek().text == "WARP_SZ")
    return constant(value);
  to.symbol = take().text;
  if (to.symbol == "generic" && accept("(")) {
    to.is_generic = true;
    if (!expect_name(to.symbol, "the name of a variable in generic()") || !expect(")", "behind generic()'s name"))
      return false;
  }
  if (accept("=")) { // a field of a sampler
    to.field = to.symbol;
    to.symbol = peek().kind == TokenKind::kIdentifier ? take().text : std::string_view{};
    return !to.symbol.empty() || constant(value);
  }
  if (at("+") || at("-")) {
    const bool negative = take().is("-");
    if (!unary(value, 0))
      return false;
    if (value.is_real())
      return fail_at(to.at, "the offset of an address is a whole number");
    if (negative)
      value.bits = 0 - value.bits;
    value.kind = Constant::Kind::kSigned;
  }
  return true;
}

bool Parser::variables(Linkage linkage, std::vector<Variable>& to) {
  Variable head;
  head.linkage = linkage;
  while (at_dotted(".align") || at_dotted(".attribute"))
    if (!(at_dotted(".attribute") ? attributes(head.attributes) : take().text == ".align" && alignment(head.alignment)))
      return false;
  if (!at_variable())
    return fail("expected a state space, found " + found());
  head.space = space_named(take().text);
  if (accept("[") &&
      (!integer(head.bank.emplace(), "the number of a bank") || !expect("]", "behind the number of the bank")))
    return false;
  if (!type_and_vector(head))
    return false;
  do {
    Variable& variable = to.emplace_back(head);
    if (!declarator(variable)) {
      to.pop_back();
      return false;
    }
  } while (accept(","));
  return expect(";", "behind the declaration of " + std::string(to.back().name));
}

bool Parser::parameter(Variable& to, bool has_name) {
  to.at = peek().at;
  const Space space = peek().kind == TokenKind::kDotted ? space_named(peek().text) : Space::kGeneric;
  if (space != Space::kParameter && space != Space::kRegister)
    return fail("expected a parameter, .param or .reg, found " + found());
  take();
  to.space = space;
  if (!type_and_vector(to))
    return false;
  if (has_name || peek().kind == TokenKind::kIdentifier)
    return declarator(to);
  return dimensions(to, true);
}

// (parameters); the parenthesis is the current token.
bool Parser::parameters(std::vector<Variable>& to, bool have_names) {
  take();
  if (accept(")"))
    return true;
  do {
    if (!parameter(to.emplace_back(), have_names))
      return false;
  } while (accept(","));
  return expect(")", "behind the parameters");
}

bool Parser::pragma(Directive& to) {
  to.at = peek().at;
  to.name = take().text;
  do {
    if (peek().kind != TokenKind::kString)
      return fail("expected a string behind .pragma, found " + found());
    to.strings.push_back(take().text);
  } while (accept(","));
  return expect(";", "behind .pragma");
}

bool Parser::performance_directive(std::vector<Directive>& to, bool& noreturn) {
  if (accept_dotted(".noreturn")) {
    noreturn = true;
    return true;
  }
  if (at_dotted(".pragma"))
    return pragma(to.emplace_back());
  const auto* known = std::ranges::find(kPerformanceDirectives, peek().text, &PerformanceDirective::word);
  if (known == kPerformanceDirectives.end())
    return fail("there is no directive " + found() + " of a function");
  Directive& directive = to.emplace_back();
  directive.at = peek().at;
  directive.name = take().text;
  if (known->least == 0)
    return true;
  do {
    if (!constant(directive.values.emplace_back()))
      return false;
  } while (accept(","));
  if (directive.values.size() > known->most)
    return fail_at(directive.at,
                   std::string(known->word) + " takes at most " + std::to_string(known->most) + " numbers");
  return true;
}

// PTX 1.0 to 1.3 declare a kernel's parameters in its body.
void Parser::move_parameters(Function& function) {
  std::vector<Statement> rest;
  for (Statement& statement : function.body->statements)
    if (auto* variable = std::get_if<Variable>(&statement); variable && variable->space == Space::kParameter)
      function.parameters.push_back(std::move(*variable));
    else
      rest.push_back(std::move(statement));
  function.body->statements = std::move(rest);
}

bool Parser::function(Linkage linkage) {
  Function function;
  function.linkage = linkage;
  function.is_entry = take().text == ".entry";
  const size_t before = errors_;
  bool good = attributes(function.attributes);
  if (good && !function.is_entry && at("("))
    good = parameters(function.returns, true);
  function.at = peek().at;
  if (!good || !expect_name(function.name, "the name of a function"))
    return false;
  if (at("("))
    good = parameters(function.parameters, true);
  while (good && peek().kind == TokenKind::kDotted)
    good = performance_directive(function.directives, function.noreturn);
  if (!good) { // the body is still read, so that one bad parameter costs one function
    while (!at_end() && !at("{") && !at(";") && !at_module_directive())
      take();
  }
  if (at("{")) {
    function.body = std::make_unique<Block>();
    block(*function.body, 0);
    if (function.is_entry && module_.has_parameters_in_bodies())
      move_parameters(function);
  } else if (!accept(";") && good) {
    fail("expected '{' or ';' behind the head of " + std::string(function.name) + ", found " + found());
  }
  function.is_broken = errors_ != before;
  module_.items.push_back(std::move(function));
  return true;
}

} // namespace ox::ptx
