// See variants.h.
#include "test/ptx/reference/variants.h"
#include "test/ptx/reference/kernel_text.h"
#include <cstdio>

namespace ox::test::reference {

namespace {
bool has_constants(const OperandType& type) {
  if (type.lanes != 1)
    return false;
  return (type.content == Content::kInteger && type.bits >= 16) || type.content == Content::kF32 ||
         type.content == Content::kF64;
}

std::string literal(uint64_t bits, const OperandType& type) {
  const char* prefix = type.content == Content::kF32 ? "0f" : type.content == Content::kF64 ? "0d" : "0x";
  char digits[32];
  std::snprintf(digits, sizeof digits, "%0*llx", type.bits / 4, static_cast<unsigned long long>(bits));
  return prefix + std::string(digits);
}

// The name where it stands alone; nothing if one does with a sign, a selector, or next to another of a vector or pair.
std::optional<std::string> replaced(std::string text, std::string_view name, const std::string& by) {
  for (size_t at = 0; (at = text.find(name, at)) != std::string::npos; at += by.size()) {
    const char before = text[at - 1], after = text[at + name.size()];
    if (before != ' ' || (after != ',' && after != ';'))
      return std::nullopt;
    text.replace(at, name.size(), by);
  }
  return text;
}
} // namespace

std::optional<Case> with_constant(const Case& a_case, size_t number) {
  if (a_case.inputs.size() < 2)
    return std::nullopt;
  for (size_t input = a_case.inputs.size(); input-- > 0;) {
    const Domain& domain = a_case.inputs[input];
    if (!has_constants(domain.type))
      continue;
    const std::vector<uint64_t> corners = corner_values(domain);
    const uint64_t value = corners[number % corners.size()];
    auto text = replaced(a_case.text, input_name(input), literal(value, domain.type));
    if (!text)
      continue;
    Case made = a_case;
    made.text = *text;
    made.inputs[input].values = {value};
    return made;
  }
  return std::nullopt;
}

} // namespace ox::test::reference
