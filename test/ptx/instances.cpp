// See instances.h.
#include "test/ptx/instances.h"
#include "ptx/needs.h"
#include "ptx/verify/signature.h"
#include <algorithm>
#include <set>
#include <stdexcept>

namespace ox::test {

namespace {
using ptx::Form;
using ptx::ModifierPattern;
using ptx::OperandPattern;
using ptx::Presence;
using Shape = OperandPattern::Shape;

// What one instance has: a member for each modifier (empty: none), and the optional parts of operands.
struct Choice {
  std::vector<std::string_view> members; // beside Form::modifiers
  std::set<std::string_view> options;    // roles of operands that may be left out, and ".unified"
};

class Maker {
public:
  Maker(const Form& form, const Choice& choice, unsigned round) : form_(form), choice_(choice), round_(round) {
    instruction_.form = &form;
    text_ = form.names[round % form.names.size()];
    for (size_t i = 0; i < form.modifiers.size(); ++i)
      if (!choice.members[i].empty()) {
        instruction_.modifiers.push_back({form.modifiers[i].name, choice.members[i]});
        text_ += choice.members[i];
      }
    instruction_.opcode = text_;
    signature_ = signature_of(instruction_, {});
  }

  Instance make() {
    const std::string operands = list(form_.operands);
    return {text_ + (operands.empty() ? "" : " " + operands) + ";", declarations_};
  }

private:
  std::string list(const std::vector<OperandPattern>& patterns) {
    std::string text;
    for (const OperandPattern& pattern : patterns)
      if (!pattern.is_optional || choice_.options.contains(pattern.name))
        text += (text.empty() ? "" : ", ") + operand(pattern);
    return text;
  }

  std::string operand(const OperandPattern& pattern) {
    std::string text;
    if (pattern.may_negate && round_ % 2)
      text += "!";
    if (pattern.may_have_minus && round_ % 2)
      text += "-";
    switch (pattern.shape) {
    case Shape::kAddress:
      text += "[" + list(pattern.parts) + "]";
      break;
    case Shape::kVector: {
      const std::string elements =
          pattern.has_any_number() ? value(signature_.operands[pattern.parts[0].number]) : list(pattern.parts);
      text += elements.starts_with("{") ? elements : "{" + elements + "}";
      break;
    }
    case Shape::kList: // of call: the functions of module_with have one parameter and one result
      text += "(" + make_register(ptx::Type::b32) + ")";
      break;
    case Shape::kSink:
    case Shape::kNumber:
      text += pattern.name;
      break;
    case Shape::kValue:
      text += value(signature_.operands[pattern.number]);
      break;
    }
    if (pattern.member == Presence::kRequired ||
        (pattern.member == Presence::kOptional && choice_.options.contains(pattern.member_class)))
      text += selector(pattern.member_class);
    if (pattern.pair == Presence::kRequired ||
        (pattern.pair == Presence::kOptional && choice_.options.contains(pattern.pair_name)))
      text += "|" + value(signature_.pairs[pattern.number]);
    return text;
  }

  std::string selector(std::string_view class_name) const {
    const auto members = form_.members_of(class_name);
    if (members.empty())
      return std::string(class_name); // .unified
    std::string text(members[round_ % members.size()]);
    for (size_t at; (at = text.find("[0-7]")) != std::string::npos;)
      text.replace(at, 5, std::to_string(round_ % 8));
    return text;
  }

  std::string make_register(ptx::Type type) {
    const std::string name = "%x" + std::to_string(registers_++);
    declarations_ += ".reg ." + std::string(name_of(type)) + " " + name + "; ";
    return name;
  }

  // The type itself if registers have it, else the first that agrees.  Of several widths 64 bits: those are an address
  // in any space.
  static ptx::Type register_type(const ptx::Expectation& expected) {
    for (unsigned least_bits : {64u, 0u})
      for (ptx::Type type : expected.types)
        if (bits_of(type) >= least_bits && expected.takes_register(type))
          return type;
    for (ptx::Type type : {ptx::Type::b64, ptx::Type::b32, ptx::Type::b16, ptx::Type::b8, ptx::Type::b128})
      if (expected.takes_register(type))
        return type;
    return ptx::Type::b32;
  }

  std::string value(const ptx::Expectation& expected) {
    if (expected.is_untold)
      throw std::runtime_error("no type for an operand of " + std::string(form_.row->syntax));
    if (expected.takes_label)
      return "target";
    if (expected.takes_function && expected.registers == 0)
      return form_.operands[0].shape == Shape::kList ? "twice" : form_.operands.size() > 1 ? "take" : "plain";
    if (expected.takes_targets)
      return "list";
    if (expected.takes_prototype)
      return form_.operands[0].shape == Shape::kList ? "of_twice" : form_.operands.size() > 2 ? "of_take" : "of_plain";
    if (expected.takes_base)
      return make_register(ptx::Type::b64);
    if (expected.registers == 0)
      return std::to_string(!expected.values.empty() ? expected.values[round_ % expected.values.size()]
                            : round_ % 2             ? expected.least
                                                     : expected.most);
    const ptx::Type type = register_type(expected);
    if (expected.has_parts && round_ % 2 && kind_of(type) == ptx::TypeKind::kBits) {
      const ptx::Type part = bits_of(type) == 16   ? ptx::Type::b8
                             : bits_of(type) == 32 ? ptx::Type::b16
                             : bits_of(type) == 64 ? ptx::Type::b32
                                                   : ptx::Type::b64;
      return "{" + make_register(part) + ", " + make_register(part) + "}";
    }
    if (expected.count == 1)
      return make_register(type);
    std::string text;
    for (unsigned i = 0; i < expected.count; ++i)
      text += (i == 0 ? "{" : ", ") + make_register(type);
    return text + "}";
  }

  const Form& form_;
  const Choice& choice_;
  const unsigned round_;
  ptx::Instruction instruction_;
  ptx::Signature signature_;
  std::string text_, declarations_;
  unsigned registers_ = 0;
};

void collect_options(const std::vector<OperandPattern>& patterns, std::set<std::string_view>& to) {
  for (const OperandPattern& pattern : patterns) {
    if (pattern.is_optional)
      to.insert(pattern.name);
    if (pattern.pair == Presence::kOptional)
      to.insert(pattern.pair_name);
    if (pattern.member == Presence::kOptional)
      to.insert(pattern.member_class);
    collect_options(pattern.parts, to);
  }
}
void collect_roles(const std::vector<OperandPattern>& patterns, const Choice& choice, ptx::Roles& to) {
  for (const OperandPattern& pattern : patterns) {
    if (pattern.is_optional && !choice.options.contains(pattern.name))
      continue;
    to.push_back(pattern.name);
    for (std::string_view extra : {pattern.pair_name, pattern.member_class})
      if (choice.options.contains(extra))
        to.push_back(extra);
    collect_roles(pattern.parts, choice, to);
  }
}

// Choices for one form, by a small generator of numbers that is the same in every run.
class Chooser {
public:
  explicit Chooser(const Form& form) : form_(form) { collect_options(form.operands, options_); }

  // With this member of this modifier (empty: without it) if there is one that the table allows.
  std::optional<Choice> find(size_t modifier, std::string_view member) {
    constexpr int kAttempts = 400;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      Choice choice;
      for (size_t i = 0; i < form_.modifiers.size(); ++i)
        choice.members.push_back(i == modifier ? member : any_member(form_.modifiers[i], attempt));
      bool hints = false;
      for (std::string_view chosen : choice.members)
        hints |= chosen == ".L2::cache_hint";
      for (std::string_view option : options_)
        if (option == "cache-policy" ? hints : attempt == 0 || next() % 2)
          choice.options.insert(option);
      if (is_allowed(choice))
        return choice;
    }
    return std::nullopt;
  }

private:
  unsigned next() {
    state_ = state_ * 1664525 + 1013904223;
    return state_ >> 16;
  }
  std::string_view any_member(const ModifierPattern& pattern, int attempt) {
    if (pattern.is_optional && (attempt == 1 || next() % 3 == 0))
      return {};
    return pattern.is_class ? pattern.members[next() % pattern.members.size()] : pattern.name;
  }
  bool is_allowed(const Choice& choice) const {
    std::vector<ptx::Modifier> modifiers;
    for (size_t i = 0; i < form_.modifiers.size(); ++i)
      if (!choice.members[i].empty())
        modifiers.push_back({form_.modifiers[i].name, choice.members[i]});
    ptx::Roles roles;
    collect_roles(form_.operands, choice, roles);
    return bad_company(form_, modifiers, roles).empty();
  }

  const Form& form_;
  std::set<std::string_view> options_;
  unsigned state_ = 1;
};
} // namespace

std::vector<Instance> instances_of(const Form& form) {
  Chooser chooser(form);
  std::vector<Instance> instances;
  std::set<std::string> seen;
  auto add = [&](const std::optional<Choice>& choice) {
    if (!choice)
      return;
    Instance made = Maker(form, *choice, unsigned(instances.size())).make();
    if (seen.insert(made.text).second)
      instances.push_back(std::move(made));
  };
  for (size_t i = 0; i < form.modifiers.size(); ++i) {
    const ModifierPattern& modifier = form.modifiers[i];
    if (modifier.is_optional)
      add(chooser.find(i, {}));
    if (!modifier.is_class)
      add(chooser.find(i, modifier.name));
    for (std::string_view member : modifier.members)
      add(chooser.find(i, member));
  }
  // Selectors of operands, names, and forms without modifiers.
  size_t rounds = std::max<size_t>(2, form.names.size());
  for (const Form::Class& known : form.classes)
    rounds = std::max(rounds, known.members.size());
  while (instances.size() < rounds) {
    const size_t before = instances.size();
    for (int attempt = 0; attempt < 4 && instances.size() == before; ++attempt)
      add(chooser.find(form.modifiers.size(), {}));
    if (instances.size() == before)
      break;
  }
  return instances;
}

std::string module_with(const Instance& instance, unsigned version, std::string_view target) {
  std::string text = ".version " + std::to_string(version / 10) + "." + std::to_string(version % 10) + "\n.target " +
                     std::string(target) +
                     "\n.address_size 64\n"
                     ".func (.param .b32 r) twice(.param .b32 x) { ret; }\n"
                     ".func take(.param .b32 x) { ret; }\n"
                     ".func plain { ret; }\n"
                     ".entry kernel()\n{\n" +
                     instance.declarations + "\n";
  if (instance.text.contains("list"))
    text += "list: .branchtargets target;\n";
  if (instance.text.contains("of_"))
    text += "of_twice: .callprototype (.param .b32 _) _ (.param .b32 _);\n"
            "of_take: .callprototype _ (.param .b32 _);\n"
            "of_plain: .callprototype _ ();\n";
  return text + instance.text + "\ntarget:\nret;\n}\n";
}

} // namespace ox::test
