// The verifier over the whole table: what each form takes passes at the first version and target that have it, and
// nothing else does.
#include "ptx/match.h"
#include "ptx/parser.h"
#include "ptx/verify.h"
#include "ptx/verify/signature.h"
#include "test/ptx/instances.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace {
using namespace ox::ptx;
using ox::test::Instance;
using ox::test::instances_of;

constexpr unsigned kVersions[] = {10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 30, 31, 32, 40, 41,
                                  42, 43, 50, 51, 60, 61, 62, 63, 64, 65, 70, 71, 72, 73, 74,
                                  75, 76, 77, 78, 80, 81, 82, 83, 84, 85, 86, 87, 88, 90};
constexpr const char* kTargets[] = {"10",   "11",   "12",  "13",   "20",   "21",   "30",   "32",  "35",   "37",   "50",
                                    "52",   "53",   "60",  "61",   "62",   "70",   "72",   "75",  "80",   "86",   "87",
                                    "88",   "89",   "90",  "90a",  "100",  "100f", "100a", "103", "103f", "103a", "110",
                                    "110f", "110a", "120", "120f", "120a", "121",  "121f", "121a"};

struct Place {
  unsigned version = 0;
  std::string target;
};

std::string module_with(const Instance& instance, const Place& place) {
  return ox::test::module_with(instance, place.version, "sm_" + place.target);
}

std::string messages(const std::string& text) {
  Diagnostics diagnostics;
  auto module = parse(text, diagnostics);
  verify(*module, diagnostics);
  return format(diagnostics, "t");
}

// Whether a form and all that its modifiers ask for are there.
bool has(const Instruction& instruction, const Place& place) {
  Environment environment;
  environment.version = place.version;
  environment.target = target_named(place.target);
  if (environment.target->ptx > place.version || !missing_form(instruction, environment).empty() ||
      !missing_version(instruction, {}, false, environment).empty())
    return false;
  if (!instruction.form->asks_operands)
    return true;
  const Roles roles =
      roles_of(patterns_of(instruction, instruction.form->operands, instruction.operands), instruction.operands);
  return missing_version(instruction, roles, true, environment).empty();
}

std::optional<Place> first_place(const Instruction& instruction) {
  for (unsigned version : kVersions)
    for (const char* target : kTargets)
      if (version >= instruction.form->row->ptx && has(instruction, {version, target}))
        return Place{version, target};
  return std::nullopt;
}

// Calls `run` with each instance of each row, parsed.
template <class Run> void for_each_instance(Run run) {
  for (const FormRow& row : form_rows()) {
    Form form;
    ASSERT_EQ(compile_form(row, form), "");
    for (const Instance& instance : instances_of(form)) {
      Diagnostics diagnostics;
      auto module = parse_statements(instance.text, diagnostics);
      ASSERT_TRUE(diagnostics.empty()) << instance.text << format(diagnostics[0], "form");
      run(form, instance, std::get<Instruction>(std::get<Function>(module->items[0]).body->statements[0]));
    }
  }
}

TEST(VerifyForms, EachPassesWhereItIsFirst) {
  size_t count = 0;
  for_each_instance([&](const Form&, const Instance& instance, const Instruction& instruction) {
    const auto place = first_place(instruction);
    ASSERT_TRUE(place) << instance.text << " is nowhere";
    const std::string text = module_with(instance, *place);
    EXPECT_EQ(messages(text), "") << text;
    ++count;
  });
  std::printf("%zu instructions\n", count);
}

TEST(VerifyForms, EveryOperandIsTold) {
  for_each_instance([&](const Form& form, const Instance& instance, const Instruction& instruction) {
    const Signature signature = signature_of(instruction, {});
    auto check = [&](auto&& self, const std::vector<OperandPattern>& patterns) -> void {
      for (const OperandPattern& pattern : patterns) {
        const bool is_value = pattern.shape == OperandPattern::Shape::kValue;
        const bool is_told = !is_value || !signature.operands[pattern.number].is_untold;
        EXPECT_TRUE(is_told) << pattern.name << " of " << instance.text << "\n" << form.row->syntax;
        self(self, pattern.parts);
      }
    };
    check(check, form.operands);
  });
}

// A predicate in the place of everything else, a double in the place of a predicate.
TEST(VerifyForms, EachOperandOfAnotherTypeIsRefused) {
  for_each_instance([&](const Form&, const Instance& instance, const Instruction& instruction) {
    const auto place = first_place(instruction);
    ASSERT_TRUE(place) << instance.text;
    const bool takes_anything = std::string_view(instruction.form->row->types).contains("pred") ||
                                std::string_view(instruction.form->row->types).contains("any");
    constexpr std::string_view kReg = ".reg .";
    for (size_t at = 0; (at = instance.declarations.find(kReg, at)) != std::string::npos; at += kReg.size()) {
      const size_t type = at + kReg.size(), end = instance.declarations.find(' ', type);
      const bool is_predicate = instance.declarations.compare(type, end - type, "pred") == 0;
      Instance wrong = instance;
      wrong.declarations.replace(type, end - type, is_predicate ? "f64" : "pred");
      const std::string name = instance.declarations.substr(end + 1, instance.declarations.find(';', end) - end - 1);
      const std::string found = messages(module_with(wrong, *place));
      if (!takes_anything)
        EXPECT_TRUE(found.contains("'" + name))
            << name << " of " << instance.text << " as " << wrong.declarations << "\n"
            << found;
    }
  });
}

// One version or target below, where the module itself may still have it.
TEST(VerifyForms, EachIsRefusedByNameBefore) {
  for_each_instance([&](const Form&, const Instance& instance, const Instruction& instruction) {
    const auto first = first_place(instruction);
    ASSERT_TRUE(first) << instance.text;
    std::vector<Place> before;
    const auto* version = std::ranges::find(kVersions, first->version);
    if (version != kVersions)
      before.push_back({*(version - 1), first->target});
    const auto* target = std::ranges::find(kTargets, first->target);
    if (target != kTargets)
      before.push_back({first->version, *(target - 1)});
    for (const Place& place : before) {
      if (target_named(place.target)->ptx > place.version || has(instruction, place))
        continue;
      const std::string found = messages(module_with(instance, place));
      EXPECT_TRUE(found.contains("error: '") && found.contains(instruction.opcode) && found.contains(" needs ") &&
                  std::ranges::count(found, '\n') == 1)
          << place.version << " sm_" << place.target << "\n"
          << instance.text << "\n"
          << found;
    }
  });
}
} // namespace
