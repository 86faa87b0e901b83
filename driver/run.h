// Runs a plan: each job in order, until one fails; compile jobs several at a time with -t.
#pragma once
#include "driver/plan.h"

namespace ox::driver {

// The exit code of ox-nvcc.
int run_plan(const Plan& plan, const PlanContext& context);

// How long a step took; a line of the table of -time.
struct StepTime {
  std::string source, step, output, architecture;
  double milliseconds = 0;
};

// What came of a compilation.  It says nothing itself: others may run beside it, and what they say stays apart.
struct CompileResult {
  int exit_code = 0;    // nvcc's: 2 for errors in CUDA C++, 255 for those that ptxas would find, 1 for all others
  std::string messages; // for standard error
  std::vector<StepTime> times;
};
CompileResult run_compile_job(const CompileJob& job);

// Bodies of the other jobs; false when there were errors, which have been printed.
bool run_job(const DeviceLinkJob& job);
bool run_job(const LinkJob& job);
bool run_job(const ArchiveJob& job);
bool run_job(const ExecuteJob& job);

// "ox-nvcc: error: ...", one line for each line of the text.
std::string error_text(std::string_view text);
void print_error(std::string_view text); // on standard error

} // namespace ox::driver
