// See restrictions.h; the sections are those of PTX ISA 9.0.
#include "ptx/verify/restrictions.h"
#include "ptx/match.h"
#include <algorithm>
#include <bit>

namespace ox::ptx {

namespace {
// The operand that the form calls so; null if it is not given.
const Operand* operand_of(const Instruction& instruction, std::string_view role) {
  const auto fitting = patterns_of(instruction, instruction.form->operands, instruction.operands);
  for (size_t i = 0; i < fitting.size(); ++i)
    if (fitting[i]->name == role)
      return &instruction.operands[i];
  return nullptr;
}

// 9.7.9.25.3.1: no more is read than is copied.
std::optional<Objection> check_read_size(const Instruction& instruction) {
  const Operand* read = operand_of(instruction, "src-size");
  if (!read || read->kind != Operand::Kind::kConstant || instruction.operands.size() < 3)
    return std::nullopt;
  const uint64_t copied = instruction.operands[2].constant.bits;
  if (read->constant.bits <= copied)
    return std::nullopt;
  return Objection{read->at, quoted(instruction.opcode) + " copies " + std::to_string(copied) + " bytes and reads " +
                                 std::to_string(read->constant.bits)};
}

// 9.7.9.18: a fraction is above 0 and at most 1.
std::optional<Objection> check_fraction(const Instruction& instruction) {
  const Operand* fraction = operand_of(instruction, "fraction");
  if (!fraction || fraction->kind != Operand::Kind::kConstant)
    return std::nullopt;
  const Constant& constant = fraction->constant;
  const double value = constant.kind == Constant::Kind::kSingle ? double(std::bit_cast<float>(uint32_t(constant.bits)))
                                                                : std::bit_cast<double>(constant.bits);
  if (value > 0 && value <= 1)
    return std::nullopt;
  return Objection{fraction->at, "a fraction of accesses is above 0 and at most 1"};
}

struct Rule {
  std::string_view name;
  std::optional<Objection> (*check)(const Instruction& instruction);
};
constexpr Rule kRules[] = {{"cp", check_read_size}, {"createpolicy", check_fraction}};
} // namespace

// 9.7.16: all instructions of a kernel that name a group name the same.
std::optional<Objection> Restrictions::check_cta_group(const Instruction& instruction) {
  const std::string_view group = instruction.modifier(".cta_group");
  if (group.empty())
    return std::nullopt;
  if (cta_group_.empty()) {
    cta_group_ = group;
    cta_group_at_ = instruction.at;
  }
  if (group == cta_group_)
    return std::nullopt;
  return Objection{instruction.at, quoted(group) + " here, " + quoted(cta_group_) + " in line " +
                                       std::to_string(cta_group_at_.line) + ": all of a kernel's are the same"};
}

std::optional<Objection> Restrictions::check(const Instruction& instruction) {
  const std::string_view name = instruction.name();
  if (name == "tcgen05")
    return check_cta_group(instruction);
  const auto* const rule = std::ranges::find(kRules, name, &Rule::name);
  return rule == std::end(kRules) ? std::nullopt : rule->check(instruction);
}

} // namespace ox::ptx
