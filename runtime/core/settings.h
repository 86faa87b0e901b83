// What the environment sets.  Read once, at the first use.
#pragma once
#include <cstdint>
#include <string>

namespace ox::runtime {

struct Settings {
  int devices = 1;                        // OX_DEVICES
  std::string configuration = "ox-small"; // OX_CONFIG: a name or a .json file
  uint64_t instruction_limit = 0;         // OX_INSTRUCTION_LIMIT: per warp; a kernel beyond it is ended; 0 = none
  std::string statistics;                 // OX_STATS: where counters of all kernels go when the process ends
  bool trace = false;                     // OX_TRACE=1: every call with its arguments and result
  bool verbose = false;                   // OX_VERBOSE=1: why a call failed
};

const Settings& settings();

} // namespace ox::runtime
