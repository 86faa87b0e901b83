// See symbols.h.
#include "ptx/verify/symbols.h"
#include <charconv>

namespace ox::ptx {

namespace {
constexpr std::string_view kDigits = "0123456789";

// The number behind a prefix of this length, written as a range's members are; nullopt otherwise.
std::optional<uint64_t> number_behind(std::string_view name, size_t prefix_size) {
  const std::string_view digits = name.substr(prefix_size);
  if (digits.empty() || (digits.size() > 1 && digits[0] == '0'))
    return std::nullopt;
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size())
    return std::nullopt;
  return number;
}
} // namespace

Symbol symbol_of(const Variable& variable) {
  Symbol symbol;
  symbol.kind = variable.space == Space::kRegister ? Symbol::Kind::kRegister : Symbol::Kind::kVariable;
  symbol.type = variable.type;
  symbol.vector = variable.vector;
  symbol.space = variable.space;
  symbol.variable = &variable;
  symbol.at = variable.at;
  return symbol;
}

std::string_view in_words(Symbol::Kind kind) {
  switch (kind) {
  case Symbol::Kind::kRegister:
    return "a register";
  case Symbol::Kind::kVariable:
    return "a variable";
  case Symbol::Kind::kFunction:
    return "a function";
  case Symbol::Kind::kLabel:
    return "a label";
  case Symbol::Kind::kTargets:
    return "a list of targets";
  case Symbol::Kind::kPrototype:
    return "a prototype";
  case Symbol::Kind::kForeign:
    return "a name of the module";
  }
  return "";
}

const Symbol* Scope::declare(std::string_view name, const Symbol& symbol) {
  if (const Symbol* known = find(name))
    return known;
  names_.emplace(name, symbol);
  return nullptr;
}

const Symbol* Scope::declare_range(std::string_view prefix, uint64_t count, const Symbol& symbol) {
  const Symbol* before = nullptr;
  for (const auto& [name, known] : names_)
    if (name.size() > prefix.size() && name.starts_with(prefix))
      if (const auto number = number_behind(name, prefix.size()); number && *number < count)
        before = &known;
  const auto [entry, is_new] = ranges_.try_emplace(prefix, Range{count, symbol});
  return is_new ? before : &entry->second.symbol;
}

const Symbol* Scope::find(std::string_view name) {
  if (auto found = names_.find(name); found != names_.end())
    return &found->second;
  if (ranges_.empty())
    return nullptr;
  // %r12 may be the 12th of %r<100> or the 2nd of %r1<10>.
  const size_t last = name.find_last_not_of(kDigits);
  for (size_t size = name.size() - 1; size > 0 && size != std::string_view::npos && size > last; --size)
    if (auto found = ranges_.find(name.substr(0, size)); found != ranges_.end())
      if (const auto number = number_behind(name, size); number && *number < found->second.count)
        return &names_.emplace(name, found->second.symbol).first->second;
  return nullptr;
}

} // namespace ox::ptx
