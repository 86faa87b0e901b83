// See coverage.h.
#include "test/ptx/reference/coverage.h"
#include "ptx/parser.h"
#include "test/ptx/reference/kernel_text.h"
#include <algorithm>
#include <charconv>

namespace ox::test::reference {

namespace {
std::string in_words(const ptx::Diagnostics& diagnostics) {
  std::string text;
  for (const ptx::Diagnostic& diagnostic : diagnostics)
    if (diagnostic.severity == ptx::Severity::kError)
      text += ptx::format(diagnostic, "case") + "\n";
  return text;
}

// A member of a class as an operand has it: ".b[0-7][0-7][0-7][0-7]" is all of them.
std::string_view member_like(const ptx::Form& form, std::string_view class_name, std::string_view member) {
  for (std::string_view known : form.members_of(class_name))
    if (known == member || known.contains('['))
      return known;
  return member;
}

void add_members(const ptx::Form& form, const ptx::Operand& operand, const ptx::OperandPattern& pattern,
                 FormCoverage& coverage) {
  if (pattern.member != ptx::Presence::kNever && !operand.member.empty())
    coverage.members[std::string(pattern.member_class)].emplace(
        member_like(form, pattern.member_class, operand.member));
  for (size_t i = 0; i < std::min(operand.parts.size(), pattern.parts.size()); ++i)
    add_members(form, operand.parts[i], pattern.parts[i], coverage);
}

// Members that only a later target has: ".a .b: 86 100; ..." of the row's needs.
bool needs_later_target(const ptx::FormRow& row, std::string_view member) {
  std::string_view rest = row.needs;
  while (!rest.empty()) {
    const std::string_view entry = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), entry.size() + 1));
    const size_t colon = entry.find(": ");
    if (colon == std::string_view::npos)
      continue;
    const std::string words = " " + std::string(entry.substr(0, colon)) + " ";
    const std::string_view what = entry.substr(colon + 2);
    const size_t space = what.find(' ');
    const bool names_targets = what[0] >= '0' && what[0] <= '9' && space != std::string_view::npos;
    if (names_targets && words.contains(" " + std::string(member) + " ") && !is_for_sm_90(what.substr(space + 1)))
      return true;
  }
  return false;
}

void require(const ptx::FormRow& row, const FormCoverage& coverage, std::string_view name,
             std::span<const std::string_view> members, std::string& missing) {
  const auto found = coverage.members.find(std::string(name));
  for (std::string_view member : members)
    if (!needs_later_target(row, member) &&
        (found == coverage.members.end() || !found->second.contains(std::string(member))))
      missing += " " + std::string(member) + (member == name ? "" : " of " + std::string(name)) + ";";
}

void require_operands(const ptx::Form& form, const FormCoverage& coverage,
                      std::span<const ptx::OperandPattern> patterns, std::string& missing) {
  for (const ptx::OperandPattern& pattern : patterns) {
    if (pattern.member != ptx::Presence::kNever)
      require(*form.row, coverage, pattern.member_class, form.members_of(pattern.member_class), missing);
    require_operands(form, coverage, pattern.parts, missing);
  }
}
} // namespace

bool is_for_sm_90(std::string_view sm) {
  unsigned first = 0;
  std::from_chars(sm.data(), sm.data() + sm.size(), first);
  return first <= 90;
}

bool is_gone(const ptx::FormRow& row) { return row.needs.contains("until: "); }

std::string Coverage::add(const Case& a_case) {
  ptx::Diagnostics diagnostics;
  const auto module = ptx::parse_statements(case_text(a_case), diagnostics);
  add(*module);
  return in_words(diagnostics);
}

std::string Coverage::add_module(std::string text) {
  ptx::Diagnostics diagnostics;
  const auto module = ptx::parse(std::move(text), diagnostics);
  add(*module);
  return in_words(diagnostics);
}

void Coverage::add(const ptx::Module& module) {
  for (const ptx::TopLevel& item : module.items)
    if (const auto* function = std::get_if<ptx::Function>(&item); function && function->body) {
      prototypes_.clear();
      predicates_.clear();
      add(*function->body);
    }
}

void Coverage::add(const ptx::Block& block) {
  for (const ptx::Statement& statement : block.statements)
    if (const auto* instruction = std::get_if<ptx::Instruction>(&statement))
      add(*instruction);
    else if (const auto* inner = std::get_if<std::unique_ptr<ptx::Block>>(&statement))
      add(**inner);
    else if (const auto* prototype = std::get_if<ptx::Prototype>(&statement))
      prototypes_.insert(prototype->label);
    else if (const auto* variable = std::get_if<ptx::Variable>(&statement);
             variable && variable->type == ptx::Type::pred)
      predicates_.insert(variable->name);
}

// A call by a list of functions and one by a prototype have the same operands, and so have copies with a size and with
// a predicate: the first of the two rows is what the parser finds.
std::string_view Coverage::row_of(const ptx::Instruction& instruction) const {
  const std::string_view syntax = instruction.form->row->syntax;
  auto twin = [&](std::string_view from, std::string_view to) {
    std::string name(syntax);
    const size_t at = name.find(from);
    name.replace(at, from.size(), to);
    const auto rows = ptx::form_rows();
    const auto found = std::ranges::find(rows, std::string_view(name), &ptx::FormRow::syntax);
    return found == rows.end() ? syntax : found->syntax;
  };
  if (syntax.contains("flist") && prototypes_.contains(instruction.operands.back().name))
    return twin("flist", "fproto");
  const auto& operands = instruction.operands;
  if (syntax.contains("{, src-size}") && operands.size() > 3 && operands[3].kind == ptx::Operand::Kind::kName) {
    const std::string_view name = operands[3].name;
    if (predicates_.contains(name) || predicates_.contains(name.substr(0, name.find_last_not_of("0123456789") + 1)))
      return twin("src-size", "ignore-src");
  }
  return syntax;
}

void Coverage::add(const ptx::Instruction& instruction) {
  if (!instruction.form)
    return;
  const ptx::Form& form = *instruction.form;
  FormCoverage& coverage = forms_[row_of(instruction)];
  coverage.opcodes.emplace(instruction.opcode);
  coverage.names.emplace(instruction.name());
  for (const ptx::Modifier& modifier : instruction.modifiers)
    coverage.members[std::string(modifier.slot)].emplace(modifier.value);
  for (size_t i = 0; i < std::min(instruction.operands.size(), form.operands.size()); ++i)
    add_members(form, instruction.operands[i], form.operands[i], coverage);
}

std::string Coverage::missing(const ptx::FormRow& row) const {
  const auto found = forms_.find(row.syntax);
  if (found == forms_.end())
    return " all of it;";
  const FormCoverage& coverage = found->second;
  ptx::Form form;
  std::string missing = ptx::compile_form(row, form);
  for (std::string_view name : form.names)
    if (!coverage.names.contains(std::string(name)))
      missing += " " + std::string(name) + ";";
  for (const ptx::ModifierPattern& modifier : form.modifiers)
    if (modifier.is_class)
      require(row, coverage, modifier.name, modifier.members, missing);
    else
      require(row, coverage, modifier.name, std::span(&modifier.name, 1), missing);
  require_operands(form, coverage, form.operands, missing);
  return missing;
}

} // namespace ox::test::reference
