// PTX of cases: a kernel for a few that have the same inputs, in which thread i loads element i of each input, executes
// each case, and stores element i of each output.
#pragma once
#include "test/ptx/reference/cases.h"
#include <span>

namespace ox::test::reference {

// Elements that the arrays of a kernel have room for; input k lies k * kArrayBytes behind the kernel's first parameter,
// output k, counted over the cases, as far behind the second.
inline constexpr size_t kBatch = 1 << 16;
inline constexpr size_t kArrayBytes = kBatch * 8;
inline constexpr size_t kThreadsPerBlock = 256;

std::string_view input_name(size_t number); // "%a"
std::string module_header();
std::string kernel_text(const std::string& name, std::span<const Case* const> cases);
// The statements of one case with its registers, in braces.
std::string case_text(const Case& a_case);

} // namespace ox::test::reference
