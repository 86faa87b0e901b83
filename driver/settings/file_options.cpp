// Where things come from and go to.
#include "driver/settings/reader.h"

namespace ox::driver {

auto SettingsReader::read_file_option(const Argument& argument) -> std::optional<Result> {
  switch (argument.id) {
  case OptionId::output_file:
    return set_value(settings_.output, argument);
  case OptionId::output_directory:
    return set_value(settings_.output_directory, argument);
  case OptionId::pre_include:
    return add_each("-include", argument);
  case OptionId::library:
    return append_values(settings_.libraries, argument);
  case OptionId::define_macro:
    // The other way to ask for --default-stream per-thread: <<<>>> has to follow it, too, not only the header.
    for (const std::string& macro : argument.values)
      if (macro.substr(0, macro.find('=')) == "CUDA_API_PER_THREAD_DEFAULT_STREAM")
        settings_.common.per_thread_default_stream = true;
    return add_each("-D", argument);
  case OptionId::undefine_macro:
    return add_each("-U", argument);
  case OptionId::include_path:
    return add_each("-I", argument);
  case OptionId::system_include:
    return add_each("-isystem", argument);
  case OptionId::library_path:
    return append_values(settings_.library_paths, argument);
  case OptionId::compiler_bindir:
    return set_value(settings_.host_compiler, argument);
  case OptionId::cudart: {
    constexpr RuntimeLibrary kLibraries[] = {RuntimeLibrary::kNone, RuntimeLibrary::kShared, RuntimeLibrary::kStatic};
    const auto chosen = choose(argument, {"none", "shared", "static"});
    if (chosen)
      settings_.runtime = kLibraries[*chosen];
    return chosen ? Result{} : std::unexpected(chosen.error());
  }
  default:
    return std::nullopt;
  }
}

} // namespace ox::driver
