// NVRTC's command line, in the words of the front end.
#pragma once
#include "frontend/compile_options.h"
#include <expected>
#include <string>
#include <vector>

namespace ox::nvrtc {

struct Options {
  frontend::CompileOptions compile;
  std::string macros;                  // -D and -U as lines of source, to be read behind our headers
  unsigned opt_level = 3;              // --ptxas-options
  bool verbose = false;                // likewise: what each kernel uses, in the log
  bool link_time_optimization = false; // LTO IR is wanted, and neither PTX nor machine code
  bool is_extensible = false;          // -ewp: kernels launch kernels, and the program is whole all the same
  bool is_virtual = true;              // compute_NN: PTX is wanted and no machine code
  bool line_numbers = false;           // in PTX
  bool device_by_default = false;      // functions without an attribute are for the device
  bool source_folder = true;           // "header.h" may be beside the source
  bool brief = false;                  // no source lines in the log
  bool numbers = true;                 // of diagnostics, in the log
  std::string times;                   // --time: a file, "-" for the log; empty: not wanted
  std::string time_trace;              // --fdevice-time-trace, likewise

  // Something else may be linked to what comes of it.
  bool is_linkable() const { return compile.relocatable_device_code && !is_extensible; }
};

// The error is what the log says.
std::expected<Options, std::string> read_options(const std::vector<std::string>& arguments);

} // namespace ox::nvrtc
