// Options for the programs that nvcc calls.
#include "driver/settings/reader.h"

namespace ox::driver {

auto SettingsReader::read_tool_option(const Argument& argument) -> std::optional<Result> {
  switch (argument.id) {
  case OptionId::compiler_options:
    return append_words(settings_.common.host_arguments, argument);
  case OptionId::linker_options:
    return append_words(settings_.linker_arguments, argument);
  case OptionId::ptxas_options:
    for (const std::string& item : argument.values)
      settings_.print_resources |= item == "-v" || item == "--verbose" || item == "-verbose";
    return Result{};
  case OptionId::no_device_link:
    settings_.device_link = false;
    return Result{};
  case OptionId::forward_unknown_compiler:
  case OptionId::forward_unknown_linker:
  case OptionId::forward_unknown:
    return Result{}; // noticed before
  default:
    return std::nullopt;
  }
}

} // namespace ox::driver
