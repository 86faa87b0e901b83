// See stats.h.
#include "ptx/ox_ptx/stats.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace ox::ptx {

namespace {
void count(const Block& block, FunctionStats& stats) {
  for (const Statement& statement : block.statements) {
    if (const auto* instruction = std::get_if<Instruction>(&statement); instruction && instruction->form)
      ++stats.forms[instruction->form->row];
    if (const auto* inner = std::get_if<std::unique_ptr<Block>>(&statement))
      count(**inner, stats);
  }
}

using Uses = std::pair<const FormRow*, size_t>;

// The most used first; of those used as often, the first in the manual.
std::vector<Uses> by_use(const FunctionStats& stats) {
  std::vector<Uses> uses(stats.forms.begin(), stats.forms.end());
  std::ranges::sort(uses, [](const Uses& a, const Uses& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return uses;
}

std::string_view kind_of(const FunctionStats& stats) { return stats.is_kernel ? "kernel" : "function"; }
} // namespace

std::vector<FunctionStats> stats_of(const Module& module) {
  std::vector<FunctionStats> all;
  for (const TopLevel& item : module.items)
    if (const auto* function = std::get_if<Function>(&item); function && function->body) {
      all.push_back({function->name, function->is_entry, function->is_broken, {}});
      count(*function->body, all.back());
    }
  return all;
}

std::string as_table(const std::vector<FunctionStats>& stats, std::string_view file) {
  std::string text;
  for (const FunctionStats& function : stats)
    for (const auto& [row, uses] : by_use(function)) {
      for (std::string_view cell : {file, kind_of(function), function.name})
        (text += cell) += '\t';
      text += std::to_string(uses) + '\t' + std::string(row->section) + '\t' + std::string(row->syntax) + '\n';
    }
  return text;
}

std::string as_json(const Module& module, const std::vector<FunctionStats>& stats, std::string_view file,
                    const Diagnostics& diagnostics) {
  using Json = nlohmann::ordered_json;
  Json result = {{"file", file}, {"version", module.version / 10.0}, {"targets", module.targets}};
  result["functions"] = Json::array();
  for (const FunctionStats& function : stats) {
    Json forms = Json::array();
    for (const auto& [row, uses] : by_use(function))
      forms.push_back({{"form", row->syntax}, {"section", row->section}, {"uses", uses}});
    result["functions"].push_back(
        {{"name", function.name}, {"kind", kind_of(function)}, {"broken", function.is_broken}, {"forms", forms}});
  }
  result["diagnostics"] = Json::array();
  for (const Diagnostic& diagnostic : diagnostics)
    result["diagnostics"].push_back({{"severity", diagnostic.severity == Severity::kError ? "error" : "warning"},
                                     {"line", diagnostic.at.line},
                                     {"column", diagnostic.at.column},
                                     {"message", diagnostic.message}});
  return result.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace ox::ptx
