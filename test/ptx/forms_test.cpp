// The table of forms: every row is well made, and every form that it describes parses, is recognised, and prints again
// as it was read.
#include "ptx/parser.h"
#include "ptx/print.h"
#include "test/ptx/instances.h"
#include <gtest/gtest.h>
#include <set>

namespace {
using namespace ox::ptx;

TEST(Forms, EveryRowIsWellMade) {
  ASSERT_GT(form_rows().size(), 500u);
  for (const FormRow& row : form_rows()) {
    Form form;
    EXPECT_EQ(compile_form(row, form), "") << row.syntax;
    EXPECT_FALSE(row.section.empty()) << row.syntax;
    EXPECT_TRUE(row.ptx >= 10 && row.ptx <= 90) << row.syntax;
    EXPECT_FALSE(row.sm.empty()) << row.syntax;
    for (const Form::Class& known : form.classes) {
      EXPECT_FALSE(known.members.empty()) << row.syntax << ": " << known.name;
      const bool is_used = row.syntax.contains(known.name);
      EXPECT_TRUE(is_used) << row.syntax << ": " << known.name << " is not used";
    }
  }
}

void expect_known_selectors(const Form& form, const std::vector<OperandPattern>& operands) {
  for (const OperandPattern& operand : operands) {
    if (operand.member != Presence::kNever && operand.member_class != ".unified")
      EXPECT_FALSE(form.members_of(operand.member_class).empty()) << form.row->syntax << ": " << operand.member_class;
    expect_known_selectors(form, operand.parts);
  }
}
TEST(Forms, EverySelectorHasItsClass) {
  for (const FormRow& row : form_rows()) {
    Form form;
    ASSERT_EQ(compile_form(row, form), "");
    expect_known_selectors(form, form.operands);
  }
}

// A class that a row forgot to define would pass for a fixed word.
TEST(Forms, AFixedWordIsAWordOfPtx) {
  const std::set<std::string_view> class_names = [] {
    std::set<std::string_view> names;
    for (const FormRow& row : form_rows()) {
      Form form;
      EXPECT_EQ(compile_form(row, form), "");
      for (const Form::Class& known : form.classes)
        names.insert(known.name);
    }
    // Words that are a class in some forms and themselves in others.
    for (std::string_view word : {".pack", ".level", ".mask"})
      names.erase(word);
    return names;
  }();
  for (const FormRow& row : form_rows()) {
    Form form;
    ASSERT_EQ(compile_form(row, form), "");
    for (const ModifierPattern& modifier : form.modifiers)
      if (!modifier.is_class)
        EXPECT_FALSE(class_names.contains(modifier.name)) << row.syntax << ": " << modifier.name;
  }
}

TEST(Forms, NoRowIsThereTwice) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const FormRow& row : form_rows())
    EXPECT_TRUE(seen.insert({row.syntax, row.classes}).second) << row.syntax;
}

const Instruction* only_instruction(const Module& module) {
  if (module.items.size() != 1)
    return nullptr;
  const auto* function = std::get_if<Function>(&module.items[0]);
  if (!function || function->body->statements.size() != 1)
    return nullptr;
  return std::get_if<Instruction>(&function->body->statements[0]);
}

TEST(Forms, EveryFormParsesAndPrintsAgain) {
  size_t count = 0;
  for (const FormRow& row : form_rows()) {
    Form form;
    ASSERT_EQ(compile_form(row, form), "");
    const auto instances = ox::test::instances_of(form);
    EXPECT_FALSE(instances.empty()) << row.syntax;
    for (const auto& [text, declarations] : instances) {
      Diagnostics diagnostics;
      auto module = parse_statements(text, diagnostics);
      ASSERT_TRUE(diagnostics.empty()) << text << "\n" << row.syntax << "\n" << format(diagnostics[0], "form");
      const Instruction* instruction = only_instruction(*module);
      ASSERT_TRUE(instruction && instruction->form) << text;
      // Every dotted word has found its place.
      size_t modifier_bytes = 0;
      for (const Modifier& modifier : instruction->modifiers)
        modifier_bytes += modifier.value.size();
      EXPECT_EQ(modifier_bytes,
                instruction->opcode.size() - std::min(instruction->opcode.find('.'), instruction->opcode.size()))
          << text;
      const std::string once = print(*instruction) + ";";
      auto again = parse_statements(once, diagnostics);
      ASSERT_TRUE(diagnostics.empty()) << once << "\n" << format(diagnostics[0], "printed");
      EXPECT_EQ(print(*only_instruction(*again)) + ";", once);
      ++count;
    }
  }
  std::printf("%zu forms, %zu instructions\n", form_rows().size(), count);
}
} // namespace
