// See signature.h.
#include "ptx/verify/signature.h"
#include <algorithm>

namespace ox::ptx {

namespace {
// Types that registers are declared with; f16x2 is one of 32 bits.
constexpr Type kRegisterTypes[] = {Type::b8,  Type::b16, Type::b32, Type::b64, Type::b128, Type::u8,
                                   Type::u16, Type::u32, Type::u64, Type::s8,  Type::s16,  Type::s32,
                                   Type::s64, Type::f16, Type::f32, Type::f64, Type::pred, Type::f16x2};

bool is_bits(Type type) { return kind_of(type) == TypeKind::kBits || type == Type::f16x2; }
bool is_whole(Type type) {
  const TypeKind kind = kind_of(type);
  return kind == TypeKind::kBits || kind == TypeKind::kUnsigned || kind == TypeKind::kSigned || type == Type::f16x2;
}

// The same width: bits agree with everything, integers with integers of either sign, the others with bits and
// themselves.
bool agrees(Type wanted, Type have) {
  if (bits_of(wanted) != bits_of(have) || (kind_of(wanted) == TypeKind::kPredicate) != (have == Type::pred))
    return false;
  if (wanted == have || kind_of(wanted) == TypeKind::kBits)
    return true;
  if (kind_of(wanted) == TypeKind::kUnsigned || kind_of(wanted) == TypeKind::kSigned)
    return is_whole(have);
  if (wanted == Type::u16x2 || wanted == Type::s16x2)
    return is_bits(have);
  return kind_of(have) == TypeKind::kBits;
}

bool agrees_wider(Type wanted, Type have) {
  if (bits_of(have) <= bits_of(wanted) || have == Type::pred || kind_of(wanted) == TypeKind::kPredicate)
    return false;
  if (kind_of(wanted) == TypeKind::kBits)
    return true;
  if (kind_of(wanted) == TypeKind::kUnsigned || kind_of(wanted) == TypeKind::kSigned)
    return is_whole(have);
  return kind_of(have) == TypeKind::kBits;
}

Type doubled(Type type) {
  constexpr std::pair<Type, Type> kDoubles[] = {
      {Type::u8, Type::u16},  {Type::s8, Type::s16},   {Type::b8, Type::b16},  {Type::u16, Type::u32},
      {Type::s16, Type::s32}, {Type::b16, Type::b32},  {Type::u32, Type::u64}, {Type::s32, Type::s64},
      {Type::b32, Type::b64}, {Type::b64, Type::b128}, {Type::f16, Type::f32}, {Type::f32, Type::f64}};
  for (auto [from, to] : kDoubles)
    if (from == type)
      return to;
  return type;
}

void add_constants(Expectation& to, Type type) {
  const TypeKind kind = kind_of(type);
  const bool is_small_float = kind == TypeKind::kPacked && bits_of(type) <= 32 && !is_floating(type) &&
                              type != Type::u16x2 && type != Type::s16x2; // e4m3x4 and its like: only moved
  to.takes_integers |= (is_whole(type) && type != Type::f16x2) || kind == TypeKind::kPredicate || is_small_float;
  to.takes_singles |= type == Type::b32 || type == Type::f32 || type == Type::f64;
  to.takes_doubles |= type == Type::b64 || type == Type::f32 || type == Type::f64;
}

void add_type(Expectation& to, Type type, bool may_be_wider) {
  if (std::ranges::find(to.types, type) == to.types.end())
    to.types.push_back(type);
  to.registers |= registers_for(type, may_be_wider);
  if (!to.is_written)
    add_constants(to, type);
}

void add_term(Expectation& to, const TypeTerm& term, const Instruction& instruction) {
  using Kind = TypeTerm::Kind;
  switch (term.kind) {
  case Kind::kType:
  case Kind::kClass: {
    Type type = term.kind == Kind::kType ? term.type : type_named(instruction.modifier(term.slot));
    if (type != Type::kNone)
      add_type(to, term.is_doubled ? doubled(type) : type, term.may_be_wider);
    break;
  }
  case Kind::kImmediate:
    to.takes_integers = true;
    to.has_range = term.has_range;
    to.least = term.least;
    to.most = term.most;
    to.step = term.step;
    to.values = term.values;
    break;
  case Kind::kAddress:
    to.takes_address = true;
    break;
  case Kind::kBase:
    to.takes_base = to.takes_integers = true;
    to.registers |=
        (registers_for(Type::u32, false) | registers_for(Type::u64, false)) & ~(uint64_t{1} << unsigned(Type::f16x2));
    break;
  case Kind::kTexture:
    to.takes_texture = true;
    to.registers |= registers_for(Type::u64, false);
    break;
  case Kind::kLabel:
    to.takes_label = true;
    break;
  case Kind::kFunction:
    to.takes_function = true;
    break;
  case Kind::kTargets:
    to.takes_targets = true;
    break;
  case Kind::kPrototype:
    to.takes_prototype = true;
    break;
  case Kind::kAny:
    to.takes_any = true;
    break;
  }
}

// ".v4", ".x16": the number in a modifier.
unsigned number_in(std::string_view modifier) {
  unsigned number = 0;
  for (char c : modifier)
    if (c >= '0' && c <= '9')
      number = number * 10 + unsigned(c - '0');
  return number;
}

unsigned count_of(const VectorRule& rule, const Instruction& instruction) {
  switch (rule.kind) {
  case VectorRule::Kind::kOne:
  case VectorRule::Kind::kParts:
    return 1;
  case VectorRule::Kind::kCount:
    return rule.count;
  case VectorRule::Kind::kClass: {
    const std::string_view value = instruction.modifier(rule.slot);
    return value.empty() ? 1 : rule.count * number_in(value);
  }
  case VectorRule::Kind::kColumns: {
    const std::string_view shape = instruction.modifier(rule.slot);
    const size_t n = shape.find('n'), k = shape.find('k');
    return n == std::string_view::npos || k < n ? 1 : number_in(shape.substr(n, k - n)) / rule.count;
  }
  }
  return 1;
}

Expectation expect(const std::vector<TypeEntry>& entries, bool is_written, const Instruction& instruction) {
  Expectation made;
  made.is_written = is_written;
  for (const TypeEntry& entry : entries) {
    if (!holds(entry.condition, instruction.modifiers, {}))
      continue;
    for (const TypeTerm& term : entry.terms)
      add_term(made, term, instruction);
    made.count = count_of(entry.vector, instruction);
    made.other_counts = entry.vector.others;
    made.has_parts = entry.vector.kind == VectorRule::Kind::kParts;
    return made;
  }
  made.is_untold = true;
  return made;
}

void collect(const std::vector<OperandPattern>& patterns, const Instruction& instruction, Signature& to) {
  for (const OperandPattern& pattern : patterns) {
    if (pattern.shape == OperandPattern::Shape::kValue)
      to.operands[pattern.number] = expect(pattern.types, pattern.is_written, instruction);
    if (pattern.pair != Presence::kNever)
      to.pairs[pattern.number] = expect(pattern.pair_types, pattern.is_written, instruction);
    collect(pattern.parts, instruction, to);
  }
}

Space space_of(std::string_view modifier) {
  constexpr std::pair<std::string_view, Space> kSpaces[] = {
      {".const", Space::kConstant},  {".global", Space::kGlobal},          {".local", Space::kLocal},
      {".param", Space::kParameter}, {".param::entry", Space::kParameter}, {".param::func", Space::kParameter},
      {".shared", Space::kShared},   {".shared::cta", Space::kShared},     {".shared::cluster", Space::kShared}};
  for (auto [word, space] : kSpaces)
    if (word == modifier)
      return space;
  return Space::kGeneric;
}

bool has_one(const std::vector<Need::Version>& versions, const Environment& environment) {
  return std::ranges::any_of(
      versions, [&](const Need::Version& version) { return environment.has(version.ptx, version.targets); });
}

} // namespace

uint64_t registers_for(Type type, bool may_be_wider) {
  uint64_t mask = 0;
  for (Type have : kRegisterTypes)
    if (agrees(type, have) || (may_be_wider && agrees_wider(type, have)))
      mask |= uint64_t{1} << unsigned(have);
  return mask;
}

std::string version_text(unsigned version) { return std::to_string(version / 10) + "." + std::to_string(version % 10); }

std::string missing(unsigned ptx, const TargetSet& targets, const Environment& environment) {
  if (environment.version < ptx)
    return "needs PTX " + version_text(ptx) + " or newer; the text has .version " + version_text(environment.version);
  if (environment.target && !targets.includes(*environment.target))
    return "needs " + targets.in_words() + "; the target is " + environment.target_name;
  return {};
}

std::string missing_form(const Instruction& instruction, const Environment& environment) {
  const Form& form = *instruction.form;
  if (std::string lack = missing(form.row->ptx, form.targets, environment); !lack.empty())
    return quoted(instruction.opcode) + " " + lack;
  for (const Need& need : form.needs)
    if (need.kind == Need::Kind::kUntil && environment.target && has_one(need.versions, environment)) {
      const Need::Version& end = need.versions[0];
      const bool for_all = end.targets.members()[0].number <= 10;
      return quoted(instruction.opcode) + " is gone since PTX " + version_text(end.ptx) +
             (for_all ? "" : " for " + end.targets.in_words());
    }
  return {};
}

// Doubles keep their precision here.
static std::string mapped_double(const Instruction& instruction, const Environment& environment) {
  const bool has_doubles = std::ranges::any_of(instruction.modifiers, [](auto& m) { return m.value == ".f64"; });
  if (!environment.maps_doubles || !has_doubles)
    return {};
  return quoted(instruction.opcode) +
         " under .target map_f64_to_f32 is not supported: doubles keep their precision here";
}

std::string missing_version(const Instruction& instruction, const Roles& roles, bool asks_operands,
                            const Environment& environment) {
  for (const Need& need : instruction.form->needs) {
    if (need.kind != Need::Kind::kVersions || need.asks_operands != asks_operands)
      continue;
    const auto there = std::ranges::find_if(
        need.words, [&](const Words& words) { return holds(words, instruction.modifiers, roles); });
    if (there == need.words.end() || has_one(need.versions, environment))
      continue;
    const std::string what =
        quoted(in_words(*there, instruction.modifiers)) + " of " + quoted(instruction.opcode) + " ";
    // Of several ways the one that the target could go.
    for (const Need::Version& version : need.versions)
      if (!environment.target || version.targets.includes(*environment.target))
        return what + missing(version.ptx, version.targets, environment);
    return what + missing(need.versions.back().ptx, need.versions.back().targets, environment);
  }
  return {};
}

Signature signature_of(const Instruction& instruction, const Environment& environment) {
  Signature made;
  const Form& form = *instruction.form;
  made.operands.resize(form.operand_count);
  made.pairs.resize(form.operand_count);
  collect(form.operands, instruction, made);
  made.wrong = missing_form(instruction, environment);
  if (made.wrong.empty())
    made.wrong = missing_version(instruction, {}, false, environment);
  if (made.wrong.empty())
    made.wrong = mapped_double(instruction, environment);
  for (const Modifier& modifier : instruction.modifiers)
    if (const Space space = space_of(modifier.value); space != Space::kGeneric)
      made.spaces.push_back(space);
  const std::string_view name = instruction.name();
  made.reads_special_registers = name == "mov" || name == "cvt";
  return made;
}

} // namespace ox::ptx
