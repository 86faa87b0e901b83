// See targets.h.
#include "ptx/targets.h"
#include <algorithm>
#include <charconv>

namespace ox::ptx {

namespace {
struct TargetRow {
  std::string_view name;
  unsigned ptx, family;
};
constexpr TargetRow kTargets[] = {
#define OX_PTX_TARGET(name, ptx, family) {name, ptx, family},
#include "ptx/targets.def"
};

// sm_101 and sm_110 are one machine.
bool is_same_machine(const Target& a, const Target& b) {
  return a.number == b.number || (a.family == b.family && a.family == 110);
}
} // namespace

std::optional<Target> target_named(std::string_view name) {
  for (std::string_view prefix : {"sm_", "compute_"})
    if (name.starts_with(prefix))
      name.remove_prefix(prefix.size());
  const auto* row = std::ranges::find(kTargets, name, &TargetRow::name);
  if (row == std::end(kTargets))
    return std::nullopt;
  Target target;
  target.family = row->family;
  target.ptx = row->ptx;
  const char* end = name.data() + name.size();
  const char* digits_end = std::from_chars(name.data(), end, target.number).ptr;
  if (digits_end != end)
    target.suffix = *digits_end;
  return target;
}

std::optional<TargetSet> TargetSet::of(std::string_view list) {
  TargetSet set;
  while (!list.empty()) {
    const size_t blank = std::min(list.find(' '), list.size());
    if (blank != 0) {
      const auto target = target_named(list.substr(0, blank));
      if (!target)
        return std::nullopt;
      set.members_.push_back(*target);
    }
    list.remove_prefix(std::min(blank + 1, list.size()));
  }
  return set;
}

bool TargetSet::includes(const Target& target) const {
  return std::ranges::any_of(members_, [&](const Target& member) {
    if (member.suffix == 0)
      return target.number >= member.number;
    if (member.suffix == 'a')
      return target.suffix == 'a' && is_same_machine(target, member);
    return target.suffix != 0 && target.family == member.family &&
           (target.number >= member.number || is_same_machine(target, member));
  });
}

std::string TargetSet::in_words() const {
  std::string text;
  for (size_t i = 0; i < members_.size(); ++i) {
    const Target& member = members_[i];
    text += i == 0 ? "" : i + 1 == members_.size() ? " or " : ", ";
    text += "sm_" + std::to_string(member.number);
    if (member.suffix != 0)
      text += member.suffix;
    if (member.suffix == 0)
      text += " or newer";
    if (member.suffix == 'f')
      text += " or newer of its family";
  }
  return text;
}

} // namespace ox::ptx
