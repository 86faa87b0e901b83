// See instances.h.
#include "test/ptx/instances.h"
#include <algorithm>

namespace ox::test {

namespace {
using ptx::Form;
using ptx::ModifierPattern;
using ptx::OperandPattern;
using ptx::Presence;
using Shape = OperandPattern::Shape;

std::string selector(const Form& form, std::string_view class_name, unsigned round) {
  const auto members = form.members_of(class_name);
  if (members.empty())
    return std::string(class_name); // .unified
  std::string text(members[round % members.size()]);
  for (size_t at; (at = text.find("[0-7]")) != std::string::npos;)
    text.replace(at, 5, std::to_string(round % 8));
  return text;
}

std::string list(const Form& form, const std::vector<OperandPattern>& patterns, unsigned round, bool with_options,
                 bool with_hint);

std::string operand(const Form& form, const OperandPattern& pattern, unsigned round, bool with_options) {
  std::string text;
  if (pattern.may_negate && round % 2)
    text += "!";
  if (pattern.may_have_minus && round % 2)
    text += "-";
  switch (pattern.shape) {
  case Shape::kAddress:
    text += "[" + list(form, pattern.parts, round, with_options, false) + "]";
    break;
  case Shape::kVector:
    text += "{" + list(form, pattern.parts, round, with_options, false) + "}";
    break;
  case Shape::kList:
    text += "(%r1, %r2)";
    break;
  case Shape::kSink:
  case Shape::kNumber:
    text += pattern.name;
    break;
  case Shape::kValue:
    text += "%r" + std::to_string(1 + round);
    break;
  }
  if (pattern.member == Presence::kRequired || (pattern.member == Presence::kOptional && with_options))
    text += selector(form, pattern.member_class, round);
  if (pattern.pair == Presence::kRequired || (pattern.pair == Presence::kOptional && with_options))
    text += "|%p2";
  return text;
}

std::string list(const Form& form, const std::vector<OperandPattern>& patterns, unsigned round, bool with_options,
                 bool with_hint) {
  std::string text;
  for (const OperandPattern& pattern : patterns) {
    if (pattern.is_optional && (pattern.name == "cache-policy" ? !with_hint : !with_options))
      continue;
    text += (text.empty() ? "" : ", ") + operand(form, pattern, round, with_options);
  }
  return text;
}
} // namespace

std::vector<std::string> instances_of(const Form& form) {
  size_t rounds = 2;
  for (const ModifierPattern& modifier : form.modifiers)
    rounds = std::max(rounds, modifier.members.size() + 1);
  for (const Form::Class& known : form.classes)
    rounds = std::max(rounds, known.members.size());
  std::vector<std::string> instances;
  for (unsigned round = 0; round < rounds; ++round) {
    const bool with_options = round != 0;
    std::string text(form.names[round % form.names.size()]);
    bool with_hint = false;
    for (const ModifierPattern& modifier : form.modifiers) {
      if (modifier.is_optional && !with_options)
        continue;
      const std::string_view word =
          modifier.is_class ? modifier.members[round % modifier.members.size()] : modifier.name;
      with_hint |= word == ".L2::cache_hint";
      text += word;
    }
    const std::string operands = list(form, form.operands, round, with_options, with_hint);
    instances.push_back(text + (operands.empty() ? "" : " " + operands) + ";");
  }
  return instances;
}

} // namespace ox::test
