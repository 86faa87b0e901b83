// What a command line of fatbinary asks for.
#pragma once
#include "driver/command_line.h"
#include "isa/image_container.h"

namespace ox::driver::fatbinary {

enum class Print { kNothing, kHelp, kVersion };

struct Image {
  isa::ImageKind kind{};
  unsigned architecture = 0; // 75 for sm_75, 90 for sm_90a
  std::string file;
};

struct Settings {
  std::vector<Image> images;
  std::string container, c_file; // outputs; an empty one isn't wanted
  std::string identifier;        // empty: each image's file
  Print print = Print::kNothing;
};

const OptionTable& option_table();

// The error is one or more lines for a person.
std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments);

} // namespace ox::driver::fatbinary
