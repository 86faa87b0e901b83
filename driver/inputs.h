// What the files on a command line are, by their names.
#pragma once
#include "driver/settings.h"

namespace ox::driver {

enum class InputKind {
  kSource,
  kPtx,      // device code alone
  kImage,    // an OxCore ELF, for -fatbin
  kLinkable, // objects and libraries
  kProgram   // for -run, without anything else to do
};

struct Input {
  std::string path;
  InputKind kind;
  frontend::Language language = frontend::Language::kCuda;
};

// The error says what to do with such a file instead.
std::expected<Input, std::string> classify_input(const std::string& path, const Settings& settings);

} // namespace ox::driver
