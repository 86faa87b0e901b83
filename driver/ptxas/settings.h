// What a command line of ptxas asks for.
#pragma once
#include "driver/command_line.h"
#include "ptx/compile/compile_ptx.h"

namespace ox::driver::ptxas {

enum class Print { kNothing, kHelp, kVersion, kPtxVersions };

struct Settings {
  ptx::CompileOptions compile; // without libdevice
  std::string output = "elf.o";
  std::vector<std::string> inputs; // files, - for the standard input
  std::vector<std::string> texts;  // --input-as-string
  Print print = Print::kNothing;
  bool verbose = false, no_warnings = false, warnings_are_errors = false;
  bool warn_local = false, warn_spills = false, warn_stack_size = true;
};

const OptionTable& option_table();

// The error is one or more lines for a person.
std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments);

} // namespace ox::driver::ptxas
