// NVRTC's command line, in the words of the front end.
#pragma once
#include "frontend/compile_options.h"
#include <expected>
#include <string>
#include <vector>

namespace ox::nvrtc {

struct Options {
  frontend::CompileOptions compile;
  bool is_virtual = true;              // compute_NN: PTX is wanted and no machine code
  bool line_numbers = false;           // in PTX
  bool link_time_optimization = false; // LTO IR is wanted, and neither PTX nor machine code
  bool device_by_default = false;      // functions without an attribute are for the device
};

// The error is what the log says.
std::expected<Options, std::string> read_options(const std::vector<std::string>& arguments);

} // namespace ox::nvrtc
