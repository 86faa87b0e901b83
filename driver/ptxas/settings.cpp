#include "driver/ptxas/settings.h"
#include "driver/architectures.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace ox::driver::ptxas {
namespace {

enum OptionId : unsigned {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text) id,
#include "driver/ptxas/options.def"
#undef OX_OPTION
};

constexpr OptionRow kRows[] = {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text)                                                 \
  {id, OptionKind::kind, long_name, short_name, OptionClass::option_class, text},
#include "driver/ptxas/options.def"
#undef OX_OPTION
};

constexpr OptionTable kTable = {
    .tool = "ptxas",
    .usage = "Usage: ptxas [options] file.ptx...\n"
             "Compiles PTX for OxCore.  The options are those of NVIDIA's ptxas; one or two dashes are the same.\n"
             "A file - is the standard input; several files become one image.\n",
    .rows = kRows,
    .joined = "O",
    .joined_numbers = "m",
    .options_file = options_file,
};

using Result = std::expected<void, std::string>;

Result no_value(const Argument& argument, std::string_view possible) {
  return std::unexpected("'" + (argument.values.empty() ? std::string() : argument.values[0]) + "' is no value for " +
                         argument.text + "; use " + std::string(possible));
}

std::optional<uint32_t> number(llvm::StringRef text) {
  uint32_t value = 0;
  return text.getAsInteger(10, value) ? std::nullopt : std::optional(value);
}

Result read_architecture(const Argument& argument, Settings& settings) {
  llvm::StringRef value = argument.values[0];
  if (!value.starts_with("sm_") && !value.starts_with("compute_"))
    return no_value(argument, "sm_NN or compute_NN");
  settings.compile.architecture = strip_architecture_name(value.str());
  settings.compile.check_only = value.starts_with("compute_");
  unsigned capability = 0;
  llvm::StringRef(settings.compile.architecture).consumeInteger(10, capability);
  if (std::ranges::find(known_architectures(), capability) == known_architectures().end())
    return no_value(argument, "a GPU that CUDA knows, e.g. sm_75, sm_80 or sm_90");
  settings.compile.codegen.compute_capability = int(capability);
  return {};
}

Result read_launch_threads(const Argument& argument, Settings& settings) {
  std::array<uint32_t, 3> threads = {1, 1, 1};
  if (argument.values.empty() || argument.values.size() > threads.size())
    return no_value(argument, "one to three numbers");
  for (size_t i = 0; i < argument.values.size(); ++i) {
    const auto value = number(argument.values[i]);
    if (!value || *value == 0)
      return no_value(argument, "one to three numbers above 0");
    threads[i] = *value;
  }
  settings.compile.launch_bounds.max_threads = threads;
  return {};
}

Result read_option(const Argument& argument, Settings& settings) {
  auto set = [](bool& flag) {
    flag = true;
    return Result{};
  };
  auto& compile = settings.compile;
  switch (argument.id) {
  case output_file:
    settings.output = argument.values[0];
    return {};
  case input_as_string:
    settings.texts.push_back(argument.values[0]);
    return {};
  case gpu_name:
    return read_architecture(argument, settings);
  case entry:
    compile.entries.insert(compile.entries.end(), argument.values.begin(), argument.values.end());
    return {};
  case compile_only:
    return {};
  case opt_level: {
    const auto level = number(argument.values[0]);
    if (!level || *level > 3)
      return no_value(argument, "0, 1, 2 or 3");
    compile.opt_level = *level;
    return {};
  }
  case device_debug:
    compile.opt_level = 0;
    return set(compile.codegen.full_debug);
  case suppress_debug_info:
    compile.line_table = false;
    return {};
  case fmad:
    if (argument.values[0] != "true" && argument.values[0] != "false")
      return no_value(argument, "true or false");
    compile.contract = argument.values[0] == "true";
    return {};
  case maxntid:
    return read_launch_threads(argument, settings);
  case minnctapersm:
    compile.launch_bounds.min_blocks = number(argument.values[0]);
    return compile.launch_bounds.min_blocks ? Result{} : no_value(argument, "a number");
  case override_directives:
    return set(compile.launch_bounds.override_directives);
  case machine:
    return argument.values[0] == "64" ? Result{} : no_value(argument, "64");
  case verbose:
    return set(settings.verbose);
  case disable_warnings:
    return set(settings.no_warnings);
  case warning_as_error:
    return set(settings.warnings_are_errors);
  case warn_double:
    return set(compile.warn_double);
  case warn_local:
    return set(settings.warn_local);
  case warn_spills:
    return set(settings.warn_spills);
  case suppress_stack_size:
    settings.warn_stack_size = false;
    return {};
  case list_version:
    settings.print = Print::kPtxVersions;
    return {};
  case help:
    settings.print = Print::kHelp;
    return {};
  case version:
    settings.print = Print::kVersion;
    return {};
  default:
    return std::unexpected("internal error: option '" + argument.text + "' has no body in driver/ptxas/settings.cpp");
  }
}

} // namespace

const OptionTable& option_table() { return kTable; }

std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments) {
  Settings settings;
  settings.compile.architecture = kDefaultArchitecture;
  settings.compile.codegen.compute_capability = int(*number(kDefaultArchitecture));
  const Result good = read_arguments(kTable, arguments, settings.inputs,
                                     [&](const Argument& argument) { return read_option(argument, settings); });
  if (!good)
    return std::unexpected(good.error());
  return settings;
}

} // namespace ox::driver::ptxas
