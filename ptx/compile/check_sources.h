// What can be wrong with PTX texts that are each right by themselves: for the machine that is asked for, and together.
#pragma once
#include "ptx/ast.h"
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <utility>

namespace ox::ptx {

struct ParsedSource {
  std::string name;
  std::unique_ptr<Module> module;
};

// `architecture` as in "sm_90a", without "sm_"; empty: every target is right.
void check_target(const Module& module, std::string_view architecture, Diagnostics& diagnostics);

// A warning at each instruction that works on double precision.
void warn_about_doubles(const Module& module, Diagnostics& diagnostics);

// Functions and variables that two sources define, and entries that none has; by the source's name.
std::vector<std::pair<std::string, Diagnostics>> check_together(std::span<const ParsedSource> sources,
                                                                std::span<const std::string> entries);

// What other sources can see of this one.
std::set<std::string, std::less<>> exported_names(const Module& module);

} // namespace ox::ptx
