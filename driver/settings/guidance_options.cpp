// How ox-nvcc goes about it, and what it says.
#include "driver/settings/reader.h"
#include <algorithm>

namespace ox::driver {

auto SettingsReader::read_guidance_option(const Argument& argument) -> std::optional<Result> {
  frontend::CompileOptions& common = settings_.common;
  auto print = [&](Print what) {
    settings_.print = what;
    return Result{};
  };
  switch (argument.id) {
  case OptionId::dryrun:
    return set(settings_.dryrun);
  case OptionId::verbose:
    return set(settings_.verbose);
  case OptionId::keep:
  case OptionId::save_temps:
    return set(settings_.keep);
  case OptionId::keep_dir:
    return set_value(settings_.keep_directory, argument);
  case OptionId::time:
    return set_value(settings_.time_file, argument);
  case OptionId::disable_warnings:
    return set(common.no_warnings);
  case OptionId::warning_error:
    common.warnings_are_errors |= std::ranges::find(argument.values, "all-warnings") != argument.values.end();
    return Result{};
  case OptionId::warning_deprecated:
    common.arguments.push_back("-Wno-deprecated-declarations");
    return Result{};
  case OptionId::warning_reorder:
    common.arguments.push_back("-Wreorder");
    return Result{};
  case OptionId::help:
    return print(Print::kHelp);
  case OptionId::version:
    return print(Print::kVersion);
  case OptionId::list_gpu_code:
    return print(Print::kCodes);
  case OptionId::list_gpu_arch:
    return print(Print::kArchitectures);
  default:
    return std::nullopt;
  }
}

} // namespace ox::driver
