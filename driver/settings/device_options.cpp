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

} // namespace

auto SettingsReader::read_device_option(const Argument& argument) -> std::optional<Result> {
  frontend::CompileOptions& common = settings_.common;
  switch (argument.id) {
  case OptionId::gpu_architecture:
    is_virtual_alone_ = argument.values[0].starts_with("compute_");
    return architectures_.add(argument.values[0]);
  case OptionId::gpu_code:
    return append_values(codes_, argument);
  case OptionId::generate_code:
    return architectures_.add_generate_code(argument.values[0]);
  case OptionId::relocatable_device_code:
    return set_boolean(common.relocatable_device_code, argument);
  case OptionId::use_fast_math:
    common.flush_denormals = common.approximate_functions = true;
    return Result{};
  case OptionId::ftz:
    return set_boolean(common.flush_denormals, argument);
  case OptionId::fmad:
    return set_boolean(common.contract, argument);
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
  // -arch=compute_75 -code=sm_80 sets __CUDA_ARCH__ by -arch; -code alone is nvcc's error.
  for (const std::string& code : codes_)
    if (Result good = architectures_.add_code(code); !good)
      return good;
  if (!codes_.empty() && architectures_.requested.empty())
    return std::unexpected("-code needs -arch; give both, or -gencode arch=compute_NN,code=sm_NN");
  settings_.common.architecture = architectures_.compiled();
  // -arch=compute_75 alone is short for -arch=compute_75 -code=compute_75.
  settings_.embeds_ptx = architectures_.wants_ptx || (codes_.empty() && is_virtual_alone_);
  settings_.common.architecture_list = architectures_.requested;
  return {};
}

} // namespace ox::driver
