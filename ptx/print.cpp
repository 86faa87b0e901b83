// See print.h.
#include "ptx/print.h"
#include <cstdio>

namespace ox::ptx {

namespace {
std::string hex(uint64_t value, int digits) {
  char text[24];
  std::snprintf(text, sizeof text, "%0*llx", digits, static_cast<unsigned long long>(value));
  return text;
}

std::string print(const Constant& value) {
  switch (value.kind) {
  case Constant::Kind::kSingle:
    return "0f" + hex(value.bits, 8);
  case Constant::Kind::kDouble:
    return "0d" + hex(value.bits, 16);
  case Constant::Kind::kUnsigned:
    return std::to_string(value.bits) + "U";
  case Constant::Kind::kSigned:
    return std::to_string(int64_t(value.bits));
  }
  return {};
}

// "+8", "+-8" (PTX has no minus there of its own)
std::string offset(const Constant& value) { return "+" + std::to_string(int64_t(value.bits)); }

// "<8>"
std::string range(const std::optional<uint64_t>& count) { return count ? "<" + std::to_string(*count) + ">" : ""; }

template <class Range, class F> std::string joined(const Range& range, F text) {
  std::string result;
  for (const auto& item : range)
    result += (result.empty() ? "" : ", ") + text(item);
  return result;
}

std::string_view word_of(Space space) {
  switch (space) {
  case Space::kRegister:
    return ".reg";
  case Space::kConstant:
    return ".const";
  case Space::kGlobal:
    return ".global";
  case Space::kLocal:
    return ".local";
  case Space::kParameter:
    return ".param";
  case Space::kShared:
    return ".shared";
  case Space::kTexture:
    return ".tex";
  case Space::kGeneric:
    break;
  }
  return "";
}

std::string_view word_of(Linkage linkage) {
  switch (linkage) {
  case Linkage::kExtern:
    return ".extern ";
  case Linkage::kVisible:
    return ".visible ";
  case Linkage::kWeak:
    return ".weak ";
  case Linkage::kCommon:
    return ".common ";
  case Linkage::kNone:
    break;
  }
  return "";
}

std::string print(const Initialiser& value) {
  if (const auto* values = std::get_if<std::vector<Initialiser>>(&value.value))
    return "{" + joined(*values, [](const Initialiser& v) { return print(v); }) + "}";
  const Constant& constant = std::get<Constant>(value.value);
  if (!value.field.empty())
    return std::string(value.field) + " = " + (value.symbol.empty() ? print(constant) : std::string(value.symbol));
  if (value.symbol.empty())
    return (value.mask ? "0x" + hex(*value.mask, 1) + "(" : "") + print(constant) + (value.mask ? ")" : "");
  std::string text = value.is_generic ? "generic(" + std::string(value.symbol) + ")" : std::string(value.symbol);
  if (constant.bits != 0)
    text += offset(constant);
  return value.mask ? "0x" + hex(*value.mask, 1) + "(" + text + ")" : text;
}

std::string print(const Attribute& attribute) {
  std::string text(attribute.name);
  if (!attribute.values.empty())
    text += "(" + joined(attribute.values, [](const Constant& v) { return print(v); }) + ")";
  return text;
}
std::string print(const std::vector<Attribute>& attributes) {
  if (attributes.empty())
    return {};
  return " .attribute(" + joined(attributes, [](const Attribute& a) { return print(a); }) + ")";
}

// Without the semicolon.
std::string print(const Variable& variable) {
  std::string text = std::string(word_of(variable.linkage)) + std::string(word_of(variable.space));
  if (variable.bank)
    text += "[" + std::to_string(*variable.bank) + "]";
  text += print(variable.attributes);
  if (variable.alignment != 0)
    text += " .align " + std::to_string(variable.alignment);
  if (variable.vector != 1)
    text += " .v" + std::to_string(variable.vector);
  text += " ." + std::string(name_of(variable.type));
  if (variable.is_pointer) {
    text += " .ptr";
    if (variable.pointer_space != Space::kGeneric)
      text += " " + std::string(word_of(variable.pointer_space));
    if (variable.pointer_alignment != 0)
      text += " .align " + std::to_string(variable.pointer_alignment);
  }
  if (!variable.name.empty())
    text += " " + std::string(variable.name);
  else if (!variable.dims.empty())
    text += " ";
  text += range(variable.count);
  for (const auto& dim : variable.dims)
    text += dim ? "[" + std::to_string(*dim) + "]" : "[]";
  if (variable.initialiser)
    text += " = " + print(*variable.initialiser);
  return text;
}

std::string print(const std::vector<Variable>& parameters) {
  return "(" + joined(parameters, [](const Variable& v) { return print(v); }) + ")";
}

std::string print(const Directive& directive) {
  std::string text(directive.name);
  if (!directive.values.empty())
    text += " " + joined(directive.values, [](const Constant& v) { return print(v); });
  if (!directive.strings.empty())
    text += " " + joined(directive.strings, [](std::string_view s) { return '"' + std::string(s) + '"'; }) + ";";
  return text;
}

std::string place(const uint64_t (&numbers)[3]) {
  return std::to_string(numbers[0]) + " " + std::to_string(numbers[1]) + " " + std::to_string(numbers[2]);
}

struct StatementPrinter {
  std::string& text;
  std::string indent;

  void line(std::string_view content) { text += indent + std::string(content) + "\n"; }
  void operator()(const Instruction& instruction) {
    std::string guard;
    if (!instruction.guard.empty())
      guard = (instruction.guard_negated ? "@!" : "@") + std::string(instruction.guard) + " ";
    line(guard + ptx::print(instruction) + ";");
  }
  void operator()(const Label& label) { text += std::string(label.name) + ":\n"; }
  void operator()(const Variable& variable) { line(print(variable) + ";"); }
  void operator()(const Loc& loc) {
    std::string content = ".loc " + place(loc.place);
    if (!loc.function.empty())
      content +=
          ", function_name " + std::string(loc.function) + (loc.function_offset ? offset(*loc.function_offset) : "");
    if (loc.inlined_at)
      content += ", inlined_at " + place(loc.inlined_at->place);
    line(content);
  }
  void operator()(const Directive& directive) { line(print(directive)); }
  void operator()(const Prototype& prototype) {
    std::string content = std::string(prototype.label) + ": .callprototype ";
    if (!prototype.returns.empty())
      content += print(prototype.returns) + " ";
    content += "_ " + print(prototype.parameters);
    if (prototype.noreturn)
      content += " .noreturn";
    for (const Directive& directive : prototype.directives)
      content += " " + print(directive);
    line(content + ";");
  }
  void operator()(const Targets& targets) {
    line(std::string(targets.label) + ": " + std::string(targets.directive) + " " +
         joined(targets.names,
                [](const Targets::Name& target) { return std::string(target.name) + range(target.count); }) +
         ";");
  }
  void operator()(const std::unique_ptr<Block>& block) {
    line("{");
    body(*block);
    line("}");
  }
  void body(const Block& block) {
    StatementPrinter inner{text, indent + "  "};
    for (const Statement& statement : block.statements)
      std::visit(inner, statement);
  }
};

struct ItemPrinter {
  std::string& text;
  bool has_parameters_in_bodies;

  void operator()(const Variable& variable) { text += print(variable) + ";\n"; }
  void operator()(const Alias& alias) {
    text += ".alias " + std::string(alias.name) + ", " + std::string(alias.of) + ";\n";
  }
  void operator()(const FileEntry& file) {
    text += ".file " + std::to_string(file.number) + " \"" + std::string(file.name) + "\"";
    if (file.time)
      text += ", " + std::to_string(*file.time) + ", " + std::to_string(*file.bytes);
    text += "\n";
  }
  void operator()(const Section& section) {
    text += ".section " + std::string(section.name) + " " + std::string(section.text) + "\n";
  }
  void operator()(const Directive& directive) { text += print(directive) + "\n"; }
  void operator()(const Function& function) {
    if (function.is_entry || !function.name.empty())
      text += std::string(word_of(function.linkage)) + (function.is_entry ? ".entry" : ".func") +
              print(function.attributes) + " ";
    if (!function.returns.empty())
      text += print(function.returns) + " ";
    const bool in_body = has_parameters_in_bodies && function.is_entry;
    if (!function.name.empty())
      text += std::string(function.name) + (in_body ? "" : print(function.parameters));
    if (function.noreturn)
      text += " .noreturn";
    for (const Directive& directive : function.directives)
      text += "\n" + print(directive);
    if (!function.body) {
      text += ";\n";
      return;
    }
    if (!function.name.empty())
      text += "\n{\n";
    if (in_body)
      for (const Variable& parameter : function.parameters)
        text += "  " + print(parameter) + ";\n";
    StatementPrinter{text, ""}.body(*function.body);
    if (!function.name.empty())
      text += "}\n";
  }
};
} // namespace

std::string print(const Operand& operand) {
  std::string text = operand.negated ? "!" : operand.minus ? "-" : "";
  auto parts = [&] { return joined(operand.parts, [](const Operand& part) { return print(part); }); };
  switch (operand.kind) {
  case Operand::Kind::kName:
  case Operand::Kind::kSink:
    text += std::string(operand.name) + std::string(operand.member);
    if (!operand.pair.empty())
      text += "|" + std::string(operand.pair);
    if (operand.has_offset)
      text += offset(operand.constant);
    return text;
  case Operand::Kind::kConstant:
    return text + print(operand.constant);
  case Operand::Kind::kAddress:
    return text + "[" + parts() + "]" + (operand.unified ? ".unified" : "");
  case Operand::Kind::kVector:
    return text + "{" + parts() + "}" + (operand.pair.empty() ? "" : "|" + std::string(operand.pair));
  case Operand::Kind::kList:
    return text + "(" + parts() + ")";
  case Operand::Kind::kIndexed:
    return text + std::string(operand.name) + std::string(operand.member) + "[" + parts() + "]";
  }
  return text;
}

// The modifiers stand in the form's order, whatever order they came in.
std::string print(const Instruction& instruction) {
  std::string text(instruction.name());
  for (const Modifier& modifier : instruction.modifiers)
    text += modifier.value;
  const std::string operands = joined(instruction.operands, [](const Operand& operand) { return print(operand); });
  return operands.empty() ? text : text + " " + operands;
}

std::string print(const Module& module) {
  std::string text;
  if (module.version != 0)
    text += ".version " + std::to_string(module.version / 10) + "." + std::to_string(module.version % 10) + "\n";
  if (!module.targets.empty())
    text += ".target " + joined(module.targets, [](std::string_view name) { return std::string(name); }) + "\n";
  if (module.has_address_size)
    text += ".address_size " + std::to_string(module.address_bits) + "\n";
  for (const TopLevel& item : module.items)
    std::visit(ItemPrinter{text, module.has_parameters_in_bodies()}, item);
  return text;
}

} // namespace ox::ptx
