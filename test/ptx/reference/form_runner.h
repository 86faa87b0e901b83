// Runs cases on the simulated device and compares each result with the reference's.
#pragma once
#include "test/ptx/reference/cases.h"
#include <span>

namespace ox::test::reference {

struct CaseReport {
  uint64_t compared = 0, wrong = 0;
  std::string first_failures; // with the inputs, what came and what is wanted
};

struct Report {
  std::string error;             // what could not be compiled or launched; empty if all could
  std::vector<CaseReport> cases; // one for each, in their order
};

// opt_level: of LLVM's optimiser and of the code generator
Report run_cases(std::span<const Case* const> cases, unsigned opt_level);

} // namespace ox::test::reference
