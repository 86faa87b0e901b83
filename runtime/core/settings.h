// What the environment sets.  Read once, at the first use.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ox::runtime {

struct Settings {
  // OX_DEVICES and CUDA_VISIBLE_DEVICES: the places in the machine of the devices that the program sees, in its order.
  std::vector<int> devices;
  std::string configuration = "ox-small"; // OX_CONFIG: a name or a .json file
  uint64_t instruction_limit = 0;         // OX_INSTRUCTION_LIMIT: per warp; a kernel beyond it is ended; 0 = none
  std::string statistics;                 // OX_STATS: where counters of all kernels go when the process ends
  bool trace = false;                     // OX_TRACE=1: every call with its arguments and result
  bool verbose = false;                   // OX_VERBOSE=1: why a call failed
  bool launch_blocking = false;           // CUDA_LAUNCH_BLOCKING=1: a launch returns when its kernel has ended
  bool eager_loading = false;             // CUDA_MODULE_LOADING=EAGER: a context loads all images when it is made
};

const Settings& settings();

} // namespace ox::runtime
