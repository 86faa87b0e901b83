// How ox-nvcc goes about it, and what it says.
#include "driver/settings/reader.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace ox::driver {
namespace {

using Result = std::expected<void, std::string>;
using frontend::DiagnosticSeverity;

// Unless it is an error already.
Result warn(DiagnosticSeverity& severity) {
  severity = std::max(severity, DiagnosticSeverity::kWarning);
  return {};
}

Result read_error_kinds(const Argument& argument, frontend::CompileOptions& common) {
  frontend::KernelWarnings& kernels = common.kernel_warnings;
  for (const std::string& kind : argument.values) {
    if (kind == "all-warnings") {
      common.warnings_are_errors = true;
    } else if (kind == "cross-execution-space-call") {
      kernels.cross_execution_space_call = DiagnosticSeverity::kError;
    } else if (kind == "default-stream-launch") {
      kernels.default_stream_launch = DiagnosticSeverity::kError;
    } else if (kind == "missing-launch-bounds") {
      kernels.missing_launch_bounds = DiagnosticSeverity::kError;
    } else if (kind == "ext-lambda-captures-this") {
      kernels.lambda_captures_this = DiagnosticSeverity::kError;
    } else if (kind == "reorder" || kind == "deprecated-declarations") {
      common.arguments.push_back("-Werror=" + kind);
    } else {
      return std::unexpected("'" + kind +
                             "' is no kind of warning for -Werror; use all-warnings, "
                             "cross-execution-space-call, default-stream-launch, deprecated-declarations, "
                             "ext-lambda-captures-this, missing-launch-bounds or reorder");
    }
  }
  return {};
}

Result set_severity(DiagnosticSeverity severity, const Argument& argument, frontend::CompileOptions& common) {
  for (const std::string& text : argument.values) {
    unsigned number = 0;
    if (llvm::StringRef(text).getAsInteger(10, number))
      return std::unexpected("'" + text + "' is no number of a diagnostic for " + argument.text);
    for (std::string& flag : frontend::diagnostic_arguments(number, severity))
      common.arguments.push_back(std::move(flag));
  }
  return {};
}

Result read_threads(const Argument& argument, Settings& settings) {
  const auto threads = number(argument);
  if (threads)
    settings.threads = *threads;
  return threads ? Result{} : std::unexpected(threads.error());
}

} // namespace

auto SettingsReader::read_guidance_option(const Argument& argument) -> std::optional<Result> {
  frontend::CompileOptions& common = settings_.common;
  auto print = [&](Print what) {
    const Print other = what == Print::kCodes ? Print::kArchitectures : Print::kCodes;
    const bool is_list = what == Print::kCodes || what == Print::kArchitectures;
    settings_.print = is_list && settings_.print == other ? Print::kCodesAndArchitectures : what;
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
  case OptionId::clean_targets:
    return set(settings_.clean);
  case OptionId::threads:
    return read_threads(argument, settings_);
  case OptionId::device_syntax_only:
    return set(common.syntax_only);
  case OptionId::device_time_trace:
    settings_.has_time_trace = true;
    return set_value(settings_.time_trace_file, argument);
  case OptionId::warning_error:
    return read_error_kinds(argument, common);
  case OptionId::warning_default_stream:
    return warn(common.kernel_warnings.default_stream_launch);
  case OptionId::warning_launch_bounds:
    return warn(common.kernel_warnings.missing_launch_bounds);
  case OptionId::warning_lambda_this:
    return warn(common.kernel_warnings.lambda_captures_this);
  case OptionId::diag_suppress:
    return set_severity(DiagnosticSeverity::kIgnored, argument, common);
  case OptionId::diag_warn:
    return set_severity(DiagnosticSeverity::kWarning, argument, common);
  case OptionId::diag_error:
    return set_severity(DiagnosticSeverity::kError, argument, common);
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
