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
  bool verbose = false;                   // OX_VERBOSE=1: why a call failed
  bool launch_blocking = false;           // CUDA_LAUNCH_BLOCKING=1: a launch returns when its kernel has ended
  bool eager_loading = false;             // CUDA_MODULE_LOADING=EAGER: a context loads all images when it is made

  // Compilation of PTX, by the variables that CUDA documents for it.
  std::string cache_folder;                 // CUDA_CACHE_PATH, else ox in the user's cache; empty: there is no place
  uint64_t cache_bytes = uint64_t{1} << 30; // CUDA_CACHE_MAXSIZE
  bool cache_disabled = false;              // CUDA_CACHE_DISABLE=1
  bool forces_ptx = false;                  // CUDA_FORCE_PTX_JIT=1: PTX, even where there is an image
  bool refuses_ptx = false;                 // CUDA_DISABLE_PTX_JIT=1
};

const Settings& settings();

} // namespace ox::runtime
