// How often each function of a module uses each instruction form.
#pragma once
#include "ptx/ast.h"
#include <map>

namespace ox::ptx {

struct FunctionStats {
  std::string_view name;
  bool is_kernel = false, is_broken = false;
  std::map<const FormRow*, size_t> forms; // uses
};

// Of the functions that have a body, in the order of the text.
std::vector<FunctionStats> stats_of(const Module& module);

// Lines "file <tab> kernel or function <tab> name <tab> uses <tab> section <tab> form", the most used first.
std::string as_table(const std::vector<FunctionStats>& stats, std::string_view file);
inline constexpr std::string_view kTableHead = "file\tkind\tname\tuses\tsection\tform\n";

// The same as JSON, with what is wrong in the text: one object.
std::string as_json(const Module& module, const std::vector<FunctionStats>& stats, std::string_view file,
                    const Diagnostics& diagnostics);

} // namespace ox::ptx
