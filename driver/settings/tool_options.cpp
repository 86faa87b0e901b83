// Options for the programs that nvcc calls.
#include "driver/settings/reader.h"
#include "llvm/ADT/StringRef.h"

namespace ox::driver {

namespace {

// --diag_suppress=177 and its kin are options of nvcc's front end, too; the rest of them tune that front end.
std::expected<void, std::string> read_front_end_options(const Argument& argument, frontend::CompileOptions& common) {
  using frontend::DiagnosticSeverity;
  constexpr std::pair<llvm::StringLiteral, DiagnosticSeverity> kOptions[] = {
      {"diag_suppress", DiagnosticSeverity::kIgnored},
      {"diag_warning", DiagnosticSeverity::kWarning},
      {"diag_error", DiagnosticSeverity::kError}};
  for (const std::string& text : argument.values)
    for (const std::string& word : split_words(text)) {
      const auto [name, value] = llvm::StringRef(word).ltrim('-').split('=');
      for (const auto& [option, severity] : kOptions)
        if (unsigned number = 0; name == option && !value.getAsInteger(10, number))
          for (std::string& flag : frontend::diagnostic_arguments(number, severity))
            common.arguments.push_back(std::move(flag));
    }
  return {};
}

} // namespace

auto SettingsReader::finish_assembler() -> Result {
  auto parsed = parse_arguments(ptxas::option_table(), assembler_arguments_, read_file);
  auto settings = parsed ? ptxas::read_settings(*parsed) : std::unexpected(parsed.error());
  if (!settings)
    return std::unexpected("-Xptxas: " + settings.error());
  if (!settings->inputs.empty())
    return std::unexpected("-Xptxas: '" + settings->inputs[0] + "' is no option");
  settings_.print_resources |= settings->verbose;
  settings_.assembler = std::move(*settings);
  settings_.assembler.compile.contract &= settings_.common.floats.contract();
  return {};
}

auto SettingsReader::read_tool_option(const Argument& argument) -> std::optional<Result> {
  switch (argument.id) {
  case OptionId::compiler_options:
    return append_words(settings_.common.host_arguments, argument);
  case OptionId::linker_options:
    return append_words(settings_.linker_arguments, argument);
  case OptionId::ptxas_options:
    return append_words(assembler_arguments_, argument);
  case OptionId::cudafe_options:
    return read_front_end_options(argument, settings_.common);
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
