// What is made of the sources, and the make rules beside it.
#include "driver/settings/reader.h"
#include <utility>

namespace ox::driver {

auto SettingsReader::set_phase(Phase phase) -> Result {
  phase_ = std::min(phase_.value_or(phase), phase);
  settings_.phase = *phase_;
  return {};
}

auto SettingsReader::finish_phase() -> Result {
  if (is_device_link_)
    settings_.device_link_output = std::exchange(settings_.phase, Phase::kDeviceLink);
  if (settings_.through_ptx && settings_.common.relocatable_device_code)
    return std::unexpected("--ox-device-through=ptx and -rdc=true can't be combined; leave one out");
  return {};
}

auto SettingsReader::read_phase_option(const Argument& argument) -> std::optional<Result> {
  Dependencies& dependencies = settings_.dependencies;
  switch (argument.id) {
  case OptionId::compile:
  case OptionId::device_w:
    return set_phase(Phase::kObject);
  case OptionId::device_c:
    settings_.common.relocatable_device_code = true;
    return set_phase(Phase::kObject);
  case OptionId::device_link:
    return set(is_device_link_);
  case OptionId::preprocess:
    return set_phase(Phase::kPreprocess);
  case OptionId::ptx:
    return set_phase(Phase::kPtx);
  case OptionId::cubin:
    return set_phase(Phase::kCubin);
  case OptionId::fatbin:
    return set_phase(Phase::kFatbin);
  case OptionId::cuda_text:
    return set_phase(Phase::kHostText);
  case OptionId::link:
    return set_phase(Phase::kExecutable);
  case OptionId::lib:
    return set_phase(Phase::kLibrary);
  case OptionId::shared:
    return set_phase(Phase::kShared);
  case OptionId::run:
    return set(settings_.run);
  case OptionId::run_args:
    return append_values(settings_.run_arguments, argument);
  case OptionId::dependencies:
  case OptionId::dependencies_user:
    dependencies.system_headers = argument.id == OptionId::dependencies;
    return set_phase(Phase::kDependencies);
  case OptionId::dependencies_with_compile:
  case OptionId::dependencies_user_with_compile:
    dependencies.system_headers = argument.id == OptionId::dependencies_with_compile;
    return set(dependencies.during_compile);
  case OptionId::dependency_output:
    return set_value(dependencies.file, argument);
  case OptionId::dependency_targets:
    return set(dependencies.phony);
  case OptionId::dependency_target_name:
    return append_values(dependencies.targets, argument);
  default:
    return std::nullopt;
  }
}

auto SettingsReader::finish_dependencies() -> Result {
  const Dependencies& dependencies = settings_.dependencies;
  if (dependencies.during_compile && settings_.phase == Phase::kPreprocess)
    return std::unexpected("-MD and -E can't be combined; use -M for the make rule alone");
  if (!dependencies.file.empty() && !dependencies.during_compile && settings_.phase != Phase::kDependencies)
    return std::unexpected("-MF needs -M, -MM, -MD or -MMD");
  return {};
}

} // namespace ox::driver
