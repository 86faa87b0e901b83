// See needs.h.
#include "ptx/needs.h"
#include <algorithm>

namespace ox::ptx {

namespace {
const Modifier* find(const Word& word, std::span<const Modifier> modifiers) {
  const auto found = std::ranges::find_if(modifiers, [&](const Modifier& modifier) {
    return (word.slot.empty() || word.slot == modifier.slot) &&
           (word.values.empty() || std::ranges::find(word.values, modifier.value) != word.values.end());
  });
  return found == modifiers.end() ? nullptr : &*found;
}

// The words as the table has them: ".b32 or .u32".
std::string listed(const std::vector<Words>& alternatives) {
  std::vector<std::string> texts;
  for (const Words& words : alternatives) {
    std::vector<std::string> ways = {""}; // of several values each
    for (const Word& word : words) {
      std::vector<std::string_view> values = word.values;
      if (values.empty())
        values.push_back(word.role.empty() ? word.slot : word.role);
      std::vector<std::string> longer;
      for (const std::string& way : ways)
        for (std::string_view value : values)
          longer.push_back(way + std::string(value));
      ways = std::move(longer);
    }
    std::ranges::copy(ways, std::back_inserter(texts));
  }
  std::string text;
  for (size_t i = 0; i < texts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == texts.size() ? " or " : ", ") + texts[i];
  return text;
}
} // namespace

Roles roles_of(std::span<const OperandPattern* const> fitting, const std::vector<Operand>& operands) {
  Roles roles;
  for (size_t i = 0; i < fitting.size(); ++i) {
    const OperandPattern& pattern = *fitting[i];
    roles.push_back(pattern.name);
    if (!operands[i].pair.empty())
      roles.push_back(pattern.pair_name);
    if (operands[i].unified)
      roles.push_back(".unified");
    if (pattern.parts.size() <= operands[i].parts.size())
      for (const OperandPattern& part : pattern.parts)
        roles.push_back(part.name);
  }
  return roles;
}

bool holds(const Words& words, std::span<const Modifier> modifiers, const Roles& roles) {
  return std::ranges::all_of(words, [&](const Word& word) {
    return word.role.empty() ? find(word, modifiers) != nullptr : std::ranges::find(roles, word.role) != roles.end();
  });
}

std::string in_words(const Words& words, std::span<const Modifier> modifiers) {
  std::string text;
  for (const Word& word : words)
    if (const Modifier* modifier = word.role.empty() ? find(word, modifiers) : nullptr)
      text += modifier->value;
    else
      text += word.role;
  return text;
}

std::string bad_company(const Form& form, std::span<const Modifier> modifiers, const Roles& roles) {
  auto hold = [&](const Words& words) { return holds(words, modifiers, roles); };
  for (const Need& need : form.needs) {
    if (need.kind != Need::Kind::kWith && need.kind != Need::Kind::kWithout)
      continue;
    const auto there = std::ranges::find_if(need.words, hold);
    if (there == need.words.end())
      continue;
    const auto other = std::ranges::find_if(need.others, hold);
    const std::string what = "'" + in_words(*there, modifiers) + "'";
    if (need.kind == Need::Kind::kWith && other == need.others.end())
      return what + " needs " + listed(need.others);
    if (need.kind == Need::Kind::kWithout && other != need.others.end())
      return what + " does not go with '" + in_words(*other, modifiers) + "'";
  }
  return {};
}

} // namespace ox::ptx
