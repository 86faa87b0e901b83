// What a command line of cuobjdump asks for.
#pragma once
#include "driver/command_line.h"

namespace ox::driver::cuobjdump {

enum class Print { kNothing, kHelp, kVersion };

struct Settings {
  std::vector<std::string> inputs;
  bool elf = false, symbols = false, ptx = false, sass = false, resources = false;
  bool list_elf = false, list_ptx = false, lines = false;
  std::vector<std::string> extract_elf, extract_ptx; // parts of names, or "all"
  std::vector<std::string> functions;                // none: all
  unsigned architecture = 0;                         // 0: any
  Print print = Print::kNothing;
};

const OptionTable& option_table();

// The error is one or more lines for a person.
std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments);

} // namespace ox::driver::cuobjdump
