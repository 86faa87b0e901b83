// See check_sources.h.
#include "ptx/compile/check_sources.h"
#include <algorithm>
#include <map>
#include <set>

namespace ox::ptx {

namespace {
// PTX for sm_80 runs on all later machines; for sm_90a on that one only.
bool runs_on(std::string_view wanted, std::string_view architecture) {
  const auto targets = TargetSet::of(wanted);
  const auto machine = target_named(architecture);
  return !targets || !machine || targets->includes(*machine); // unknown ones are the verifier's matter
}

void warn_about_doubles(const Block& block, Diagnostics& diagnostics) {
  for (const Statement& statement : block.statements) {
    if (const auto* inner = std::get_if<std::unique_ptr<Block>>(&statement))
      warn_about_doubles(**inner, diagnostics);
    const auto* instruction = std::get_if<Instruction>(&statement);
    if (instruction && std::ranges::any_of(instruction->modifiers, [](const Modifier& m) { return m.value == ".f64"; }))
      diagnostics.push_back(
          {Severity::kWarning, instruction->at, std::string(instruction->opcode) + " works on double precision"});
  }
}

// The name that other sources can see the item by, if it defines one.
std::string_view defined_name(const TopLevel& item, Location& at) {
  if (const auto* function = std::get_if<Function>(&item)) {
    at = function->at;
    const bool is_seen = function->is_entry || function->linkage == Linkage::kVisible;
    return function->body && is_seen ? function->name : std::string_view();
  }
  if (const auto* variable = std::get_if<Variable>(&item)) {
    at = variable->at;
    return variable->linkage == Linkage::kVisible ? variable->name : std::string_view();
  }
  return {};
}
} // namespace

void check_target(const Module& module, std::string_view architecture, Diagnostics& diagnostics) {
  for (std::string_view target : module.targets) {
    const size_t digits = target.starts_with("sm_") ? 3 : target.starts_with("compute_") ? 8 : 0;
    if (digits != 0 && !architecture.empty() && !runs_on(target.substr(digits), architecture))
      diagnostics.push_back({Severity::kError,
                             {1, 1},
                             "its .target " + std::string(target) + " cannot be compiled for sm_" +
                                 std::string(architecture) + "; give -arch=sm_" + std::string(target.substr(digits))});
  }
}

void warn_about_doubles(const Module& module, Diagnostics& diagnostics) {
  for (const TopLevel& item : module.items)
    if (const auto* function = std::get_if<Function>(&item); function && function->body)
      warn_about_doubles(*function->body, diagnostics);
}

std::set<std::string, std::less<>> exported_names(const Module& module) {
  std::set<std::string, std::less<>> names;
  Location at;
  for (const TopLevel& item : module.items)
    if (const std::string_view name = defined_name(item, at); !name.empty())
      names.emplace(name);
  return names;
}

std::vector<std::pair<std::string, Diagnostics>> check_together(std::span<const ParsedSource> sources,
                                                                std::span<const std::string> entries) {
  std::vector<std::pair<std::string, Diagnostics>> found;
  std::map<std::string_view, const ParsedSource*> definitions;
  std::set<std::string_view> kernels;
  for (const ParsedSource& source : sources)
    for (const TopLevel& item : source.module->items) {
      if (const auto* function = std::get_if<Function>(&item); function && function->is_entry)
        kernels.insert(function->name);
      Location at;
      const std::string_view name = defined_name(item, at);
      if (name.empty())
        continue;
      const auto [known, is_new] = definitions.try_emplace(name, &source);
      if (!is_new && known->second != &source)
        found.push_back(
            {source.name,
             {{Severity::kError, at, std::string(name) + " is defined in " + known->second->name + " as well"}}});
    }
  for (const std::string& entry : entries)
    if (!kernels.contains(entry))
      found.push_back({sources[0].name, {{Severity::kError, {1, 1}, "there is no kernel " + entry + " in the text"}}});
  return found;
}

} // namespace ox::ptx
