// nvJitLink's options.
#pragma once
#include "nvJitLink.h"
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ox::nvjitlink {

struct Options {
  std::string architecture; // "75", "90a"
  bool link_time_optimization = false, to_ptx = false, debug = false;
  unsigned opt_level = 3;
  // For LTO IR; where an option isn't given, what the IR was compiled with stays.
  std::optional<bool> flush, contract;
  bool precise_division = true, precise_square_root = true;
  std::vector<std::string> kernels; // that are kept; none: all
};

struct OptionError {
  nvJitLinkResult result;
  std::string text;
};

// Empty when all is well.
std::optional<OptionError> read_options(std::span<const char* const> arguments, Options& options);

} // namespace ox::nvjitlink
