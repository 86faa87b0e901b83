// How device code is compiled, and for which architectures.
#include "driver/settings/reader.h"
#include "llvm/ADT/StringRef.h"

namespace ox::driver {
namespace {

using Result = std::expected<void, std::string>;

Result read_hints(const Argument& argument, Settings& settings) {
  llvm::StringRef seed = argument.values[0];
  if (uint64_t number; seed.consume_front("scattered:") && !seed.getAsInteger(10, number)) {
    settings.hints.scatter_seed = number;
    return {};
  }
  settings.hints.placed = argument.values[0] == "placed";
  if (argument.values[0] != "placed" && argument.values[0] != "none")
    return no_value(argument, "placed, none or scattered:SEED");
  return {};
}

Result read_device_through(const Argument& argument, Settings& settings) {
  const auto chosen = choose(argument, {"ptx", "ir"});
  if (chosen)
    settings.through_ptx = *chosen == 0;
  return chosen ? Result{} : std::unexpected(chosen.error());
}

Result read_images(const Argument& argument, bool& all) {
  const auto chosen = choose(argument, {"one", "all"});
  if (chosen)
    all = *chosen == 1;
  return chosen ? Result{} : std::unexpected(chosen.error());
}

} // namespace

auto SettingsReader::read_device_option(const Argument& argument) -> std::optional<Result> {
  frontend::CompileOptions& common = settings_.common;
  switch (argument.id) {
  case OptionId::gpu_architecture:
    return architectures_.add(argument.values[0]);
  case OptionId::gpu_code:
    architectures_.add_codes(argument.values);
    return Result{};
  case OptionId::generate_code:
    return architectures_.add_generate_code(argument.values[0]);
  case OptionId::ox_images:
    return read_images(argument, all_images_);
  case OptionId::relocatable_device_code:
    return set_boolean(common.relocatable_device_code, argument);
  case OptionId::use_fast_math:
    return set(common.floats.use_fast_math);
  case OptionId::restrict_pointers:
    return set(common.restrict_parameters);
  case OptionId::ftz:
    return set_boolean(common.floats.ftz.emplace(), argument);
  case OptionId::prec_div:
    return set_boolean(common.floats.prec_div.emplace(), argument);
  case OptionId::prec_sqrt:
    return set_boolean(common.floats.prec_sqrt.emplace(), argument);
  case OptionId::fmad:
    return set_boolean(common.floats.fmad.emplace(), argument);
  case OptionId::ox_hints:
    return read_hints(argument, settings_);
  case OptionId::ox_device_through:
    return read_device_through(argument, settings_);
  case OptionId::resource_usage:
    return set(settings_.print_resources);
  default:
    return std::nullopt;
  }
}

auto SettingsReader::finish_architectures() -> Result {
  if (Result good = architectures_.finish(); !good)
    return good;
  if (all_images_ && settings_.common.relocatable_device_code)
    return std::unexpected("--ox-images=all and -rdc=true can't be combined: a device link makes one image; leave one "
                           "out");
  settings_.targets = all_images_ ? architectures_.targets() : std::vector{architectures_.compiled()};
  settings_.common.architecture = architectures_.compiled().architecture;
  settings_.common.architecture_list = architectures_.requested();
  // One text or ELF can't be for several; nvcc counts what it is asked for.
  const bool one_only = settings_.phase == Phase::kPtx || settings_.phase == Phase::kCubin;
  if (one_only && architectures_.targets().size() > 1)
    return std::unexpected("-ptx and -cubin are for one architecture, and " +
                           std::to_string(architectures_.targets().size()) +
                           " are asked for; use -fatbin, or name one");
  return {};
}

} // namespace ox::driver
