#include "driver/cuobjdump/settings.h"
#include "driver/architectures.h"

namespace ox::driver::cuobjdump {
namespace {

enum OptionId : unsigned {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text) id,
#include "driver/cuobjdump/options.def"
#undef OX_OPTION
};

constexpr OptionRow kRows[] = {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text)                                                 \
  {id, OptionKind::kind, long_name, short_name, OptionClass::option_class, text},
#include "driver/cuobjdump/options.def"
#undef OX_OPTION
};

constexpr OptionTable kTable = {
    .tool = "cuobjdump",
    .usage = "Usage: cuobjdump [options] file...\n"
             "Shows the device code that ox-nvcc put into programs, objects, static and shared libraries, .cubin and\n"
             ".fatbin files.  The options are those of NVIDIA's cuobjdump; one or two dashes are the same.\n",
    .rows = kRows,
    .joined = "",
    .joined_numbers = "",
    .options_file = options_file,
};

using Result = std::expected<void, std::string>;

Result read_architecture(const Argument& argument, Settings& settings) {
  const std::string architecture = strip_architecture_name(argument.values[0]);
  if (architecture.empty())
    return std::unexpected("'" + argument.values[0] + "' is no GPU architecture; use sm_NN, e.g. sm_75");
  settings.architecture = Target{.architecture = architecture}.number();
  return {};
}

Result read_option(const Argument& argument, Settings& settings) {
  auto set = [](bool& flag) {
    flag = true;
    return Result{};
  };
  auto append = [&](std::vector<std::string>& to) {
    to.insert(to.end(), argument.values.begin(), argument.values.end());
    return Result{};
  };
  switch (argument.id) {
  case dump_elf:
    return set(settings.elf);
  case dump_elf_symbols:
    return set(settings.symbols);
  case dump_ptx:
    return set(settings.ptx);
  case dump_sass:
    return set(settings.sass);
  case dump_resource_usage:
    return set(settings.resources);
  case list_elf:
    return set(settings.list_elf);
  case list_ptx:
    return set(settings.list_ptx);
  case extract_elf:
    return append(settings.extract_elf);
  case extract_ptx:
    return append(settings.extract_ptx);
  case function:
    return append(settings.functions);
  case gpu_architecture:
  case gpu_code:
    return read_architecture(argument, settings);
  case line_info:
    return set(settings.lines);
  case help:
    settings.print = Print::kHelp;
    return {};
  case version:
    settings.print = Print::kVersion;
    return {};
  default:
    return std::unexpected("internal error: option '" + argument.text +
                           "' has no body in driver/cuobjdump/settings.cpp");
  }
}

} // namespace

const OptionTable& option_table() { return kTable; }

std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments) {
  Settings settings;
  const Result good = read_arguments(kTable, arguments, settings.inputs,
                                     [&](const Argument& argument) { return read_option(argument, settings); });
  if (!good)
    return std::unexpected(good.error());
  if (settings.inputs.empty() && settings.print == Print::kNothing)
    return std::unexpected("no input files; cuobjdump --help lists the options");
  return settings;
}

} // namespace ox::driver::cuobjdump
