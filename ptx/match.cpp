// See match.h.
#include "ptx/match.h"
#include "ptx/needs.h"
#include <algorithm>

namespace ox::ptx {

namespace {
constexpr size_t kMostWords = 24; // modifiers of one instruction

// The dotted words of an opcode, ".L2::cache_hint" being one.
std::vector<std::string_view> words_of(std::string_view opcode) {
  std::vector<std::string_view> words;
  size_t from = opcode.find('.');
  while (from != std::string_view::npos && words.size() < kMostWords + 1) {
    const size_t end = std::min(opcode.find('.', from + 1), opcode.size());
    words.push_back(opcode.substr(from, end - from));
    from = end == opcode.size() ? std::string_view::npos : end;
  }
  return words;
}

// How many of the words from `at` on are this member (".async.global" is two); 0 if it is another.
size_t words_in_member(std::string_view member, const std::vector<std::string_view>& words, size_t at) {
  size_t count = 0;
  while (!member.empty()) {
    if (at + count >= words.size() || !member.starts_with(words[at + count]))
      return 0;
    member.remove_prefix(words[at + count].size());
    ++count;
    if (!member.empty() && member[0] != '.')
      return 0;
  }
  return count;
}

// Gives each word a modifier of the form, the earliest that takes it, going back where that leaves a later word over.
// Types keep the form's order: cvt.rn.f32.s32 is no cvt.rn.s32.f32.
class ModifierMatch {
public:
  ModifierMatch(const Form& form, const std::vector<std::string_view>& words)
      : form_(form), words_(words), values_(form.modifiers.size()) {}

  bool run() { return place(0); }
  size_t furthest() const { return furthest_; } // words that found a place in the best attempt
  std::string_view missing() const { return missing_; }

  std::vector<Modifier> result() const {
    std::vector<Modifier> modifiers;
    for (size_t i = 0; i < values_.size(); ++i)
      if (!values_[i].empty())
        modifiers.push_back({form_.modifiers[i].name, values_[i]});
    return modifiers;
  }

private:
  bool place(size_t at) {
    furthest_ = std::max(furthest_, at);
    if (at == words_.size())
      return is_complete();
    const bool is_type = type_named(words_[at]) != Type::kNone;
    for (size_t i = is_type ? after_types() : 0; i < values_.size(); ++i) {
      if (!values_[i].empty())
        continue;
      const ModifierPattern& pattern = form_.modifiers[i];
      const std::string_view self[] = {pattern.name};
      for (std::string_view member : pattern.is_class ? std::span<const std::string_view>(pattern.members) : self) {
        const size_t count = words_in_member(member, words_, at);
        if (count == 0)
          continue;
        values_[i] = {words_[at].data(), member.size()};
        if (place(at + count))
          return true;
        values_[i] = {};
      }
    }
    return false;
  }
  size_t after_types() const {
    size_t i = values_.size();
    while (i > 0 && (values_[i - 1].empty() || type_named(values_[i - 1]) == Type::kNone))
      --i;
    return i;
  }
  bool is_complete() {
    for (size_t i = 0; i < values_.size(); ++i)
      if (values_[i].empty() && !form_.modifiers[i].is_optional) {
        missing_ = form_.modifiers[i].name;
        return false;
      }
    return true;
  }

  const Form& form_;
  const std::vector<std::string_view>& words_;
  std::vector<std::string_view> values_;
  size_t furthest_ = 0;
  std::string_view missing_;
};

class OperandMatch {
public:
  OperandMatch(const Form& form, const std::vector<Modifier>& modifiers) : form_(form), modifiers_(modifiers) {}

  bool run(const std::vector<Operand>& operands) { return list(form_.operands, 0, operands, 0, true); }
  // Fills `fitting` with the pattern of each operand.
  bool run(std::span<const OperandPattern> patterns, const std::vector<Operand>& operands,
           std::vector<const OperandPattern*>& fitting) {
    fitting_ = &fitting;
    fitting.resize(operands.size());
    return list(patterns, 0, operands, 0, true);
  }
  size_t furthest() const { return furthest_; } // the top-level operand that did not fit, or the count

private:
  using Shape = OperandPattern::Shape;
  using Kind = Operand::Kind;

  bool list(std::span<const OperandPattern> patterns, size_t p, const std::vector<Operand>& operands, size_t o,
            bool is_top) {
    if (is_top)
      furthest_ = std::max(furthest_, o);
    if (p == patterns.size())
      return o == operands.size();
    const OperandPattern& pattern = patterns[p];
    if (o < operands.size() && may_be_given(pattern) && one(pattern, operands[o]) &&
        list(patterns, p + 1, operands, o + 1, is_top)) {
      if (is_top && fitting_)
        (*fitting_)[o] = &pattern;
      return true;
    }
    return pattern.is_optional && !must_be_given(pattern) && list(patterns, p + 1, operands, o, is_top);
  }

  // A cache policy is there exactly when a cache hint says so.
  bool hints() const {
    return std::ranges::any_of(modifiers_, [](const Modifier& m) { return m.value == ".L2::cache_hint"; });
  }
  bool is_policy(const OperandPattern& pattern) const { return pattern.is_optional && pattern.name == "cache-policy"; }
  bool may_be_given(const OperandPattern& pattern) const { return !is_policy(pattern) || hints(); }
  bool must_be_given(const OperandPattern& pattern) const { return is_policy(pattern) && hints(); }

  bool one(const OperandPattern& pattern, const Operand& operand) {
    if ((operand.negated && !pattern.may_negate) || (operand.minus && !pattern.may_have_minus))
      return false;
    if (operand.pair.empty() ? pattern.pair == Presence::kRequired : pattern.pair == Presence::kNever)
      return false;
    switch (pattern.shape) {
    case Shape::kSink:
      return operand.kind == Kind::kSink;
    case Shape::kNumber:
      return operand.kind == Kind::kConstant && std::to_string(operand.constant.bits) == pattern.name;
    case Shape::kAddress:
      if (operand.kind == Kind::kIndexed)
        return pattern.parts.size() == 1;
      return operand.kind == Kind::kAddress && (!operand.unified || pattern.member_class == ".unified") &&
             list(pattern.parts, 0, operand.parts, 0, false);
    case Shape::kVector:
      return operand.kind == Kind::kVector &&
             (pattern.has_any_number() ? repeated(pattern.parts[0], operand.parts)
                                       : list(pattern.parts, 0, operand.parts, 0, false));
    case Shape::kList:
      return operand.kind == Kind::kList;
    case Shape::kValue:
      return operand.kind != Kind::kAddress && operand.kind != Kind::kList && member(pattern, operand);
    }
    return false;
  }

  bool repeated(const OperandPattern& pattern, const std::vector<Operand>& operands) {
    return std::ranges::all_of(operands, [&](const Operand& operand) { return one(pattern, operand); });
  }

  // A selector that the form knows; where it knows none, a component of a vector register may stand (%v.x).
  bool member(const OperandPattern& pattern, const Operand& operand) const {
    if (pattern.member == Presence::kNever)
      return true;
    if (operand.member.empty())
      return pattern.member == Presence::kOptional;
    return std::ranges::any_of(form_.members_of(pattern.member_class),
                               [&](std::string_view known) { return is_selector(operand.member, known); });
  }
  // [0-7] stands for a digit: the 4,096 selectors of vadd4.
  static bool is_selector(std::string_view text, std::string_view known) {
    constexpr std::string_view kDigit = "[0-7]";
    while (!known.empty() && !text.empty()) {
      const bool any_digit = known.starts_with(kDigit);
      if (any_digit ? text[0] < '0' || text[0] > '7' : text[0] != known[0])
        return false;
      known.remove_prefix(any_digit ? kDigit.size() : 1);
      text.remove_prefix(1);
    }
    return known.empty() && text.empty();
  }

  const Form& form_;
  const std::vector<Modifier>& modifiers_;
  size_t furthest_ = 0;
  std::vector<const OperandPattern*>* fitting_ = nullptr;
};
} // namespace

std::string_view Instruction::modifier(std::string_view slot) const {
  for (const Modifier& modifier : modifiers)
    if (modifier.slot == slot)
      return modifier.value;
  return {};
}

std::vector<const OperandPattern*> patterns_of(const Instruction& instruction, std::span<const OperandPattern> patterns,
                                               const std::vector<Operand>& operands) {
  std::vector<const OperandPattern*> fitting;
  if (!OperandMatch(*instruction.form, instruction.modifiers).run(patterns, operands, fitting))
    fitting.clear();
  return fitting;
}

namespace {
std::string company_of(const Instruction& instruction) {
  const Form& form = *instruction.form;
  Roles roles;
  if (form.asks_operands)
    roles = roles_of(patterns_of(instruction, form.operands, instruction.operands), instruction.operands);
  return bad_company(form, instruction.modifiers, roles);
}
} // namespace

std::string match_form(Instruction& instruction, Location& at) {
  const std::string_view opcode = instruction.opcode;
  const std::string_view name = instruction.name();
  const auto forms = forms_named(name);
  at = instruction.at;
  if (forms.empty())
    return "there is no instruction " + quoted(name) + " in PTX 9.0";
  const auto words = words_of(opcode);
  if (words.size() > kMostWords)
    return quoted(name) + " has more modifiers than any instruction of PTX";
  const Form* by_modifiers = nullptr; // the form whose operands fit best
  size_t most_words = 0, most_operands = 0;
  std::string_view missing;
  std::string bad; // a form fits but for words and operands that do not go together
  const Form* nearest = forms[0];
  for (const Form* form : forms) {
    ModifierMatch match(*form, words);
    if (!match.run()) {
      const bool lacks_one = missing.empty() && !match.missing().empty();
      if (match.furthest() > most_words || (match.furthest() == most_words && lacks_one)) {
        most_words = match.furthest();
        missing = match.missing();
        nearest = form;
      }
      continue;
    }
    auto modifiers = match.result();
    OperandMatch operands(*form, modifiers);
    if (operands.run(instruction.operands)) {
      instruction.form = form;
      instruction.modifiers = std::move(modifiers);
      std::string wrong = form->asks_company ? company_of(instruction) : "";
      if (wrong.empty())
        return {};
      if (bad.empty())
        bad = std::move(wrong);
      instruction.form = nullptr;
      continue;
    }
    if (!by_modifiers || operands.furthest() > most_operands) {
      by_modifiers = form;
      most_operands = operands.furthest();
    }
  }
  if (!bad.empty())
    return bad + " in " + quoted(opcode);
  const std::string_view syntax = (by_modifiers ? by_modifiers : nearest)->row->syntax;
  const std::string expected = "; the manual has: " + std::string(syntax);
  if (by_modifiers) {
    if (most_operands < instruction.operands.size()) {
      at = instruction.operands[most_operands].at;
      return "operand " + std::to_string(most_operands + 1) + " does not fit " + quoted(opcode) + expected;
    }
    return quoted(opcode) + " needs more operands" + expected;
  }
  if (most_words < words.size()) {
    at.column += uint32_t(words[most_words].data() - opcode.data());
    return quoted(words[most_words]) + " does not go with " +
           quoted(opcode.substr(0, size_t(words[most_words].data() - opcode.data()))) + expected;
  }
  return quoted(opcode) + " lacks " + quoted(missing) + expected;
}

} // namespace ox::ptx
