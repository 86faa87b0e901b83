// What the process's kernels did, counted: OX_STATS=FILE writes it as JSON when the process ends, OX_STATS=- prints it
// to stderr.  Off, nothing is counted and nothing is kept.
#pragma once
#include "runtime/launch_counters.h"
#include <string>

namespace ox::runtime {

bool statistics_wanted();

// A launch has been queued; one has ended, with what it counted.  Any thread.
void expect_statistics();
void add_statistics(const std::string& symbol, const LaunchCounters& counters);

// At the end of the process: no launch ends any more.
void write_statistics();

} // namespace ox::runtime
