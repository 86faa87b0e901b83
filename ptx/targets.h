// The targets of PTX (".target sm_90a"), and sets of them as the table of forms writes them ("80", "100f 110f").
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ox::ptx {

struct Target {
  unsigned number = 0; // 90
  char suffix = 0;     // 'a', 'f' or none
  unsigned family = 0; // number of its family's oldest member
  unsigned ptx = 0;    // first PTX version that knows it, times ten
};
// "90a", "sm_90a" or "compute_90a"; nullopt if there is no such target in PTX 9.0.
std::optional<Target> target_named(std::string_view name);

// Targets that have a feature: "80" (that one and all later), "90a" (that one with its a), "100f" (those of its family
// from there on, with f or a).
class TargetSet {
public:
  // Space-separated; nullopt if one is no target.
  static std::optional<TargetSet> of(std::string_view list);
  bool includes(const Target& target) const;
  std::string in_words() const; // "sm_80 or newer"; "sm_100a or sm_110a"
  const std::vector<Target>& members() const { return members_; }

private:
  std::vector<Target> members_;
};

} // namespace ox::ptx
