// Runs a plan: each job in order, until one fails.
#pragma once
#include "driver/plan.h"

namespace ox::driver {

// The exit code of ox-nvcc.  Jobs report their errors themselves, on standard error.
int run_plan(const Plan& plan, const PlanContext& context);

// Bodies of the jobs; false when there were errors, which have been printed.
bool run_job(const CompileJob& job);
bool run_job(const DeviceLinkJob& job);
bool run_job(const LinkJob& job);
bool run_job(const ArchiveJob& job);
bool run_job(const ExecuteJob& job);

// "ox-nvcc: error: ..." on standard error, one line for each line of the text.
void print_error(std::string_view text);

} // namespace ox::driver
