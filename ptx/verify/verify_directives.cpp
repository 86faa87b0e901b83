// Directives between a function's head and its body (PTX ISA 9.0, 11.4, 11.7).
#include "ptx/verify/verifier.h"
#include <algorithm>

namespace ox::ptx {

namespace {
enum class Place : uint8_t { kKernel, kFunction, kBoth };
struct DirectiveRow {
  std::string_view name;
  unsigned ptx;
  std::string_view targets;
  Place place;
};
constexpr DirectiveRow kDirectives[] = {{".maxnreg", 13, "10", Place::kKernel},
                                        {".maxntid", 13, "10", Place::kKernel},
                                        {".reqntid", 21, "10", Place::kKernel},
                                        {".minnctapersm", 20, "10", Place::kKernel},
                                        {".maxnctapersm", 13, "10", Place::kKernel},
                                        {".explicitcluster", 78, "90", Place::kKernel},
                                        {".reqnctapercluster", 78, "90", Place::kKernel},
                                        {".maxclusterrank", 78, "90", Place::kKernel},
                                        {".blocksareclusters", 90, "90", Place::kKernel},
                                        {".abi_preserve", 90, "80", Place::kFunction},
                                        {".abi_preserve_control", 90, "80", Place::kFunction},
                                        {".local_maxnreg", 90, "80", Place::kBoth}};
constexpr std::pair<std::string_view, std::string_view> kConflicts[] = {{".maxntid", ".reqntid"},
                                                                        {".maxclusterrank", ".reqnctapercluster"}};
} // namespace

void ModuleVerifier::check_directives(const Function& function) {
  auto has = [&](std::string_view name) {
    return std::ranges::find(function.directives, name, &Directive::name) != function.directives.end();
  };
  for (const Directive& directive : function.directives) {
    const auto* known = std::ranges::find(kDirectives, directive.name, &DirectiveRow::name);
    if (known == std::end(kDirectives)) // .pragma
      continue;
    needs(directive.at, directive.name, known->ptx, known->targets);
    if (known->place != Place::kBoth && (known->place == Place::kKernel) != function.is_entry)
      fail(directive.at, quoted(directive.name) + " is for " + (function.is_entry ? "functions; " : "kernels; ") +
                             quoted(function.name) + (function.is_entry ? " is a kernel" : " is a .func"));
    if (directive.name == ".maxnctapersm" && environment_.version >= 21)
      fail(directive.at, "'.maxnctapersm' is gone since PTX 2.1; there is '.minnctapersm'");
    if (directive.name == ".blocksareclusters" && (!has(".reqntid") || !has(".reqnctapercluster")))
      fail(directive.at, "'.blocksareclusters' needs '.reqntid' and '.reqnctapercluster'");
    for (const auto& [one, other] : kConflicts)
      if (directive.name == one && has(other))
        fail(directive.at, quoted(one) + " does not go with " + quoted(other));
    const bool is_zero = std::ranges::any_of(directive.values, [](const Constant& value) { return value.bits == 0; });
    if (is_zero && known->place == Place::kKernel)
      fail(directive.at, quoted(directive.name) + " is 0; it is at least 1");
  }
  if (function.noreturn) {
    needs(function.at, ".noreturn", 64, "30");
    if (function.is_entry)
      fail(function.at, "'.noreturn' is for functions; " + quoted(function.name) + " is a kernel");
  }
}

} // namespace ox::ptx
