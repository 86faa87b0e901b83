// See asm_names.h.
#include "ptx/lower/asm_names.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace ox::ptx {

namespace {
class NameFinder {
public:
  AsmNames names;

  void walk(const Block& block, bool is_outermost) {
    if (!is_outermost)
      blocks_.push_back(&block);
    for (const Statement& statement : block.statements) {
      if (const auto* instruction = std::get_if<Instruction>(&statement)) {
        walk(*instruction);
      } else if (const auto* inner = std::get_if<std::unique_ptr<Block>>(&statement)) {
        walk(**inner, false);
      } else if (const auto* targets = std::get_if<Targets>(&statement)) {
        for (const Targets::Name& target : targets->names)
          use(target.name, target.at, true);
      } else if (const auto* variable = std::get_if<Variable>(&statement); variable && is_outermost) {
        names.variables.push_back(variable);
      } else if (const auto* label = std::get_if<Label>(&statement); label && is_outermost) {
        names.labels.push_back(label->name);
      }
    }
    if (!is_outermost)
      blocks_.pop_back();
  }

private:
  void walk(const Instruction& instruction) {
    if (!instruction.guard.empty())
      use(instruction.guard, instruction.at, false);
    if (instruction.name() == "ret")
      names.returns.push_back(instruction.at);
    const bool is_branch = instruction.name() == "bra" || instruction.name() == "brx";
    for (const Operand& operand : instruction.operands)
      walk(operand, is_branch);
  }

  void walk(const Operand& operand, bool is_branch) {
    if (!operand.name.empty())
      use(operand.name, operand.at, is_branch);
    if (!operand.pair.empty())
      use(operand.pair, operand.at, false);
    for (const Operand& part : operand.parts)
      walk(part, is_branch);
  }

  void use(std::string_view name, Location at, bool is_branch) {
    if (llvm::none_of(blocks_, [&](const Block* block) { return declares_in(*block, name); }))
      names.uses.push_back({name, at, is_branch});
  }

  static bool declares_in(const Block& block, std::string_view name) {
    return llvm::any_of(block.statements, [&](const Statement& statement) {
      if (const auto* variable = std::get_if<Variable>(&statement))
        return declares(*variable, name);
      if (const auto* label = std::get_if<Label>(&statement))
        return label->name == name;
      if (const auto* targets = std::get_if<Targets>(&statement))
        return targets->label == name;
      if (const auto* prototype = std::get_if<Prototype>(&statement))
        return prototype->label == name;
      return false;
    });
  }

  std::vector<const Block*> blocks_; // in braces, around the place
};
} // namespace

AsmNames names_of(const Function& body) {
  NameFinder finder;
  finder.walk(*body.body, true);
  return std::move(finder.names);
}

bool declares(const Variable& variable, std::string_view name) {
  if (!variable.count)
    return variable.name == name;
  llvm::StringRef digits = name;
  uint64_t number = 0;
  return digits.consume_front(variable.name) && !digits.empty() && (digits.size() == 1 || digits[0] != '0') &&
         !digits.getAsInteger(10, number) && number < *variable.count;
}

} // namespace ox::ptx
