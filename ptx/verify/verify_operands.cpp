// Operands against what the table says of them (PTX ISA 9.0, 6.4, 9.4, 9.4.1).
#include "ptx/match.h"
#include "ptx/verify/verifier.h"
#include <algorithm>

namespace ox::ptx {

namespace {
struct SpecialRegister {
  Type type{};
  unsigned components = 0;
  unsigned ptx = 0;
  TargetSet targets;
};

// "%tid", "%pm3_64"; null if there is no such register.
const SpecialRegister* special_register(std::string_view name) {
  static const std::map<std::string, SpecialRegister, std::less<>> known = [] {
    std::map<std::string, SpecialRegister, std::less<>> made;
#define OX_SPECIAL_REGISTER(name, type, components, words, ptx, sm)                                                    \
  made[name] = {Type::type, components, ptx, *TargetSet::of(sm)};
#define OX_TOOL_REGISTERS(prefix, suffix, count, type, ptx, sm)                                                        \
  for (unsigned n = 0; n < count; ++n)                                                                                 \
    made[prefix + std::to_string(n) + suffix] = {Type::type, 0, ptx, *TargetSet::of(sm)};
#include "ptx/special_registers.def"
    return made;
  }();
  const auto found = known.find(name);
  return found == known.end() ? nullptr : &found->second;
}

// .x .y .z .w, or as colours; -1 for anything else.
int component_of(std::string_view member) {
  constexpr std::string_view kNames[] = {".x", ".y", ".z", ".w", ".r", ".g", ".b", ".a"};
  const auto* found = std::ranges::find(kNames, member);
  return found == std::end(kNames) ? -1 : int((found - kNames) % 4);
}

std::string list(const std::vector<std::string>& words) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return text;
}

// An address is a value of integer and bit types.
bool is_address_type(const Expectation& expected) {
  return expected.takes_integers && !expected.takes_register(Type::pred);
}

std::string in_words(const Expectation& expected) {
  std::vector<std::string> words;
  for (Type type : expected.types)
    words.push_back("." + std::string(name_of(type)));
  if (expected.takes_base)
    words.push_back("an address");
  if (expected.takes_label)
    words.push_back("a label");
  if (expected.takes_function && (!expected.takes_address || is_address_type(expected)))
    words.push_back("a function");
  if (expected.takes_targets)
    words.push_back("a .branchtargets list");
  if (expected.takes_prototype)
    words.push_back("a .callprototype or .calltargets list");
  if (expected.takes_texture)
    words.push_back("a texture, sampler or surface");
  for (int64_t value : expected.values)
    words.push_back(std::to_string(value));
  if (expected.has_range)
    words.push_back("a constant from " + std::to_string(expected.least) + " to " + std::to_string(expected.most) +
                    (expected.step > 1 ? " in steps of " + std::to_string(expected.step) : ""));
  else if (expected.takes_integers && expected.registers == 0 && expected.values.empty())
    words.push_back("a constant");
  std::string text = list(words);
  if (expected.count > 1)
    text = "a vector of " + std::to_string(expected.count) + " " + text;
  return text;
}

// Those whose result is beside the point.
bool may_drop_result(std::string_view instruction) { return instruction == "atom" || instruction == "mbarrier"; }

// table[4], table[%r], table[%r+1]
const Expectation& index_of_array() {
  static const Expectation index = [] {
    Expectation made;
    made.registers = registers_for(Type::u32, false) | registers_for(Type::u64, false);
    made.takes_integers = made.takes_offset = true;
    made.types = {Type::u32, Type::u64};
    return made;
  }();
  return index;
}

// A register name as it is written, with its component.
std::string name_in_words(const Operand& operand) {
  return quoted(std::string(operand.name) + std::string(operand.member));
}
} // namespace

void OperandVerifier::refuse(const Operand& operand, const std::string& found, const Expectation& expected) {
  function_.fail(operand.at, found + "; " + quoted(instruction_.opcode) + " takes " + in_words(expected) + " here");
}

void OperandVerifier::run() {
  const Form& form = *instruction_.form;
  check_all(form.operands, instruction_.operands);
  if (!form.asks_operands || !signature_.wrong.empty())
    return;
  const Roles roles = roles_of(patterns_of(instruction_, form.operands, instruction_.operands), instruction_.operands);
  if (std::string lack = missing_version(instruction_, roles, true, function_.module_.environment()); !lack.empty())
    function_.fail(instruction_.at, std::move(lack));
}

void OperandVerifier::check_all(std::span<const OperandPattern> patterns, const std::vector<Operand>& operands) {
  if (patterns.size() == operands.size()) {
    for (size_t i = 0; i < operands.size(); ++i)
      check(patterns[i], operands[i]);
    return;
  }
  const auto fitting = patterns_of(instruction_, patterns, operands);
  for (size_t i = 0; i < fitting.size(); ++i)
    check(*fitting[i], operands[i]);
}

void OperandVerifier::check(const OperandPattern& pattern, const Operand& operand) {
  using Shape = OperandPattern::Shape;
  switch (pattern.shape) {
  case Shape::kValue:
    check_value(operand, signature_.operands[pattern.number], !operand.pair.empty());
    check_pair(pattern, operand);
    break;
  case Shape::kAddress:
    if (operand.kind == Operand::Kind::kIndexed)
      check_value(operand, signature_.operands[pattern.parts[0].number], false);
    else
      check_all(pattern.parts, operand.parts);
    break;
  case Shape::kVector:
    if (pattern.has_any_number())
      check_vector(operand, signature_.operands[pattern.parts[0].number]);
    else
      check_all(pattern.parts, operand.parts);
    break;
  case Shape::kList: // of call
  case Shape::kSink:
  case Shape::kNumber:
    break;
  }
}

void OperandVerifier::check_pair(const OperandPattern& pattern, const Operand& operand) {
  if (operand.pair.empty() || operand.pair == "_")
    return;
  Operand second;
  second.kind = Operand::Kind::kName;
  second.at = operand.at;
  if (!operand.name.empty())
    second.at.column += uint32_t(operand.pair.data() - operand.name.data());
  second.name = operand.pair;
  check_value(second, signature_.pairs[pattern.number], false);
}

void OperandVerifier::check_value(const Operand& operand, const Expectation& expected, bool is_pair) {
  using Kind = Operand::Kind;
  switch (operand.kind) {
  case Kind::kConstant:
    check_constant(operand, expected);
    break;
  case Kind::kName:
    check_name(operand, expected);
    break;
  case Kind::kIndexed:
    check_name(operand, expected);
    check_value(operand.parts[0], index_of_array(), false);
    break;
  case Kind::kVector:
    if (expected.has_parts)
      check_parts(operand, expected);
    else
      check_vector(operand, expected);
    break;
  case Kind::kSink:
    if (!expected.is_untold && !(expected.is_written && (is_pair || may_drop_result(instruction_.name()))))
      refuse(operand, "'_' stands for no value", expected);
    break;
  case Kind::kAddress:
  case Kind::kList:
    break;
  }
}

// Its elements have the type each.
void OperandVerifier::check_vector(const Operand& operand, const Expectation& expected) {
  if (!expected.is_untold && !expected.takes_count(operand.parts.size()))
    return refuse(operand, "a vector of " + std::to_string(operand.parts.size()), expected);
  Expectation element = expected;
  element.count = 1;
  // Results may be dropped; a store of 256 bits may leave elements out.
  const bool has_sinks = expected.is_written || (instruction_.name() == "st" && !expected.types.empty() &&
                                                 operand.parts.size() * bits_of(expected.types[0]) == 256);
  for (const Operand& part : operand.parts)
    if (part.kind != Operand::Kind::kSink || !has_sinks)
      check_value(part, element, false);
  check_sizes(operand);
}

// Its registers may be wider than the type, but all the same.
void OperandVerifier::check_sizes(const Operand& vector) {
  unsigned bits = 0;
  for (const Operand& part : vector.parts) {
    const Symbol* symbol = part.kind == Operand::Kind::kName ? function_.find(part.name) : nullptr;
    if (!symbol || symbol->kind != Symbol::Kind::kRegister || symbol->type == Type::pred)
      continue;
    const unsigned have = bits_of(symbol->type);
    if (bits != 0 && have != bits)
      return function_.fail(part.at, name_in_words(part) + " has " + std::to_string(have) +
                                         " bits, the registers before it in the vector have " + std::to_string(bits));
    bits = have;
  }
}

// mov.b64 {a, b}, c: the elements share the type's bits.
void OperandVerifier::check_parts(const Operand& operand, const Expectation& expected) {
  const size_t count = operand.parts.size();
  const unsigned bits = expected.types.empty() ? 0 : bits_of(expected.types[0]);
  Type type = Type::kNone;
  for (Type candidate : {Type::b8, Type::b16, Type::b32, Type::b64, Type::b128})
    if (bits_of(candidate) * count == bits)
      type = candidate;
  if (type == Type::kNone || count > 4 || kind_of(expected.types[0]) != TypeKind::kBits)
    return refuse(operand, "a vector of " + std::to_string(count), expected);
  Expectation element;
  element.registers = registers_for(type, false);
  element.types = {type};
  element.is_written = expected.is_written;
  element.takes_integers = element.takes_singles = element.takes_doubles = !expected.is_written;
  for (const Operand& part : operand.parts)
    if (part.kind != Operand::Kind::kSink || !expected.is_written)
      check_value(part, element, false);
}

void OperandVerifier::check_constant(const Operand& operand, const Expectation& expected) {
  if (expected.is_untold || expected.takes_any)
    return;
  const Constant& constant = operand.constant;
  const bool fits = constant.kind == Constant::Kind::kSingle   ? expected.takes_singles
                    : constant.kind == Constant::Kind::kDouble ? expected.takes_doubles
                                                               : expected.takes_integers;
  if (!fits || expected.count > 1)
    return refuse(operand, constant.is_real() ? "a floating-point constant" : "an integer constant", expected);
  if (constant.is_real() || (!expected.has_range && expected.values.empty()))
    return;
  const auto value = int64_t(constant.bits);
  const bool is_huge = constant.kind == Constant::Kind::kUnsigned && value < 0;
  const bool is_in_range = expected.has_range ? value >= expected.least && value <= expected.most &&
                                                    (value - expected.least) % expected.step == 0
                                              : std::ranges::find(expected.values, value) != expected.values.end();
  if (is_huge || !is_in_range)
    refuse(operand, is_huge ? std::to_string(constant.bits) : std::to_string(value), expected);
}

void OperandVerifier::check_name(const Operand& operand, const Expectation& expected) {
  const Symbol* symbol = function_.find(operand.name);
  if (!symbol) {
    if (!check_special_register(operand, expected) && !function_.was_broken_)
      function_.fail(operand.at, quoted(operand.name) + " is not declared");
    return;
  }
  if (expected.is_untold || expected.takes_any)
    return;
  switch (symbol->kind) {
  case Symbol::Kind::kRegister:
    return check_register(operand, *symbol, expected);
  case Symbol::Kind::kVariable:
    return check_variable(operand, *symbol, expected);
  case Symbol::Kind::kFunction:
    if (expected.takes_function && (!expected.takes_address || is_address_type(expected)))
      return;
    break;
  case Symbol::Kind::kLabel:
    if (expected.takes_label)
      return;
    break;
  case Symbol::Kind::kTargets:
    if (symbol->targets->directive == ".branchtargets" ? expected.takes_targets : expected.takes_prototype)
      return;
    break;
  case Symbol::Kind::kPrototype:
    if (expected.takes_prototype)
      return;
    break;
  case Symbol::Kind::kForeign:
    return;
  }
  refuse(operand, quoted(operand.name) + " is " + std::string(ptx::in_words(symbol->kind)), expected);
}

void OperandVerifier::check_register(const Operand& operand, const Symbol& symbol, const Expectation& expected) {
  const std::string name = quoted(operand.name);
  unsigned have = symbol.vector;
  if (have > 1 && !operand.member.empty()) {
    const int component = component_of(operand.member);
    if (component < 0 || unsigned(component) >= have)
      return function_.fail(operand.at, name + " has no component " + quoted(operand.member));
    have = 1;
  } else if (!operand.member.empty() && component_of(operand.member) >= 0 && !operand.member.starts_with(".b")) {
    return function_.fail(operand.at, name + " is no vector and has no component " + quoted(operand.member));
  }
  const std::string type = "." + std::string(name_of(symbol.type));
  const bool fits = expected.takes_register(symbol.type) && expected.takes_count(have);
  if (!fits)
    return refuse(operand,
                  name_in_words(operand) + (have > 1 ? " is a register of " + std::to_string(have) + " " + type
                                                     : " is a " + type + " register"),
                  expected);
  if (operand.has_offset && !expected.takes_base && !expected.takes_offset)
    refuse(operand, name + " has an offset, as only addresses have", expected);
}

void OperandVerifier::check_variable(const Operand& operand, const Symbol& symbol, const Expectation& expected) {
  const bool is_opaque = kind_of(symbol.type) == TypeKind::kOpaque;
  if (expected.takes_base || expected.takes_prototype || (expected.takes_texture && is_opaque) ||
      (expected.takes_address && is_address_type(expected)))
    return;
  refuse(operand, quoted(operand.name) + " is a variable", expected);
}

// Whether the name is that of a special register.
bool OperandVerifier::check_special_register(const Operand& operand, const Expectation& expected) {
  const SpecialRegister* known = special_register(operand.name);
  if (!known)
    return false;
  const std::string name = name_in_words(operand);
  if (std::string lack = missing(known->ptx, known->targets, function_.module_.environment()); !lack.empty())
    function_.fail(operand.at, quoted(operand.name) + " " + lack);
  else if (expected.is_written)
    function_.fail(operand.at, name + " is a special register, which no instruction writes");
  else if (!signature_.reads_special_registers)
    function_.fail(operand.at, name + " is a special register, which only mov and cvt read");
  else if (known->components != 0 && component_of(operand.member) < 0)
    function_.fail(operand.at, name + " is read by component: .x, .y or .z");
  else if (known->components == 0 && !operand.member.empty())
    function_.fail(operand.at, quoted(operand.name) + " has no component " + quoted(operand.member));
  else if (!expected.is_untold && !expected.takes_any) {
    // %gridid had 32 bits and %tid 16 once: a shorter type reads the low bits of those.
    const bool was_shorter = known->type == Type::u32 ? expected.takes_register(Type::u16)
                                                      : operand.name == "%gridid" && expected.takes_register(Type::u32);
    const Type type = known->type == Type::pred ? Type::pred : known->type;
    if (!expected.takes_register(type) && !was_shorter)
      refuse(operand, name + " is a ." + std::string(name_of(known->type)) + " special register", expected);
  }
  return true;
}

} // namespace ox::ptx
