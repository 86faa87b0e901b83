#include "driver/fatbinary/settings.h"
#include "driver/architectures.h"
#include "llvm/ADT/StringRef.h"

namespace ox::driver::fatbinary {
namespace {

enum OptionId : unsigned {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text) id,
#include "driver/fatbinary/options.def"
#undef OX_OPTION
};

constexpr OptionRow kRows[] = {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text)                                                 \
  {id, OptionKind::kind, long_name, short_name, OptionClass::option_class, text},
#include "driver/fatbinary/options.def"
#undef OX_OPTION
};

constexpr OptionTable kTable = {
    .tool = "fatbinary",
    .usage = "Usage: fatbinary [options]\n"
             "Puts device images into a container.  The options are those of NVIDIA's fatbinary; one or two dashes\n"
             "are the same.\n",
    .rows = kRows,
    .joined = "",
    .joined_numbers = "",
    .options_file = options_file,
};

using Result = std::expected<void, std::string>;

std::unexpected<std::string> no_image(const Argument& argument, const std::string& fault) {
  return std::unexpected("'" + argument.text + "' names no image: " + fault +
                         "; use --image3=kind=elf,sm=NN,file=FILE or --image=profile=sm_NN,file=FILE");
}

// kind=elf,sm=75,file=a.cubin, or profile=sm_75,file=a.cubin, in any order.
Result read_image(const Argument& argument, Settings& settings) {
  std::string kind, architecture, file;
  for (llvm::StringRef part : argument.values) {
    const auto [key, value] = part.split('=');
    if (key == "kind") {
      kind = value;
    } else if (key == "sm") {
      architecture = "sm_" + value.str();
    } else if (key == "profile") {
      architecture = value;
      kind = value.starts_with("compute_") ? "ptx" : "elf";
    } else if (key == "file") {
      file = value;
    } else {
      return no_image(argument, "'" + part.str() + "' isn't part of one");
    }
  }
  if (kind != "elf" && kind != "ptx")
    return no_image(argument, kind.empty() ? "its kind is missing" : "its kind can be elf or ptx, not '" + kind + "'");
  if (file.empty())
    return no_image(argument, "its file is missing");
  if (architecture.empty())
    return no_image(argument, "its architecture is missing");
  const std::string stripped = strip_architecture_name(architecture);
  if (stripped.empty())
    return no_image(argument, "'" + architecture + "' is no GPU architecture");
  settings.images.push_back({kind == "ptx" ? isa::ImageKind::kPtx : isa::ImageKind::kOxCoreElf,
                             Target{.architecture = stripped}.number(), file});
  return {};
}

Result read_option(const Argument& argument, Settings& settings) {
  switch (argument.id) {
  case create:
    settings.container = argument.values[0];
    return {};
  case embedded_fatbin:
    settings.c_file = argument.values[0];
    return {};
  case image:
  case image3:
    return read_image(argument, settings);
  case ident:
    settings.identifier = argument.values[0];
    return {};
  case help:
    settings.print = Print::kHelp;
    return {};
  case version:
    settings.print = Print::kVersion;
    return {};
  default:
    return std::unexpected("internal error: option '" + argument.text +
                           "' has no body in driver/fatbinary/settings.cpp");
  }
}

} // namespace

const OptionTable& option_table() { return kTable; }

std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments) {
  Settings settings;
  std::vector<std::string> inputs;
  const Result good = read_arguments(kTable, arguments, inputs,
                                     [&](const Argument& argument) { return read_option(argument, settings); });
  if (!good)
    return std::unexpected(good.error());
  if (!inputs.empty())
    return std::unexpected("'" + inputs[0] +
                           "' is no option; images are given with --image3=kind=elf,sm=NN,file=" + inputs[0]);
  if (settings.print == Print::kNothing && settings.container.empty() && settings.c_file.empty())
    return std::unexpected("there is nothing to write; name the container with --create=FILE");
  return settings;
}

} // namespace ox::driver::fatbinary
