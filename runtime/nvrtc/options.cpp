#include "runtime/nvrtc/options.h"
#include "driver/ptxas/settings.h"
#include "frontend/diagnostic_numbers.h"
#include "frontend/dialect.h"
#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace ox::nvrtc {

namespace {

enum class Value : uint8_t { kNone, kBool, kText };
enum class Action : uint8_t {
  kAccept,
  kRefuse,
  kNumber,
  kFastCompile,
  kArchitecture,
  kRelocatable,
  kLinkTime,
  kWhole,
  kExtensible,
  kDebug,
  kOptimizedDebug,
  kLines,
  kAssembler,
  kFlush,
  kPreciseDivision,
  kPreciseRoot,
  kContract,
  kFast,
  kDefine,
  kUndefine,
  kInclude,
  kPreInclude,
  kNoSourceFolder,
  kStandard,
  kMoveForward,
  kInitializerList,
  kRestrict,
  kDeviceByDefault,
  kInt128,
  kFloat128,
  kMinimal,
  kNoWarnings,
  kWarnReorder,
  kNoDeprecated,
  kWarningsAreErrors,
  kRemarks,
  kNumbers,
  kNoNumbers,
  kDiagError,
  kDiagSuppress,
  kDiagWarn,
  kBrief,
  kTime,
  kTimeTrace,
  kSyntaxOnly,
};

struct Row {
  std::string_view name, short_name;
  Value value;
  Action action;
  std::string_view reason;
};

constexpr Row kRows[] = {
#define OX_OPTION(name, short_name, value, action, reason) {name, short_name, Value::value, Action::action, reason},
#include "runtime/nvrtc/options.def"
};

struct Match {
  const Row* row = nullptr;
  std::optional<std::string> value;
};

// "--name", "--name=value", "-Xvalue" for the one-letter options.
Match match(std::string_view argument) {
  const size_t equals = argument.find('=');
  const std::string_view head = argument.substr(0, equals);
  for (const Row& row : kRows)
    if (head == row.name || (!row.short_name.empty() && head == row.short_name))
      return {&row, equals == argument.npos ? std::nullopt : std::optional(std::string(argument.substr(equals + 1)))};
  for (const Row& row : kRows)
    if (row.short_name.size() == 2 && row.value == Value::kText && argument.starts_with(row.short_name))
      return {&row, std::string(argument.substr(2))};
  return {};
}

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  return text;
}

std::unexpected<std::string> fail(const std::string& text) { return std::unexpected("nvrtc: error: " + text + "\n"); }

using Result = std::expected<void, std::string>;

std::unexpected<std::string> bad_value(const Row& row, const std::string& value) {
  return fail("invalid value for " + std::string(row.name) +
              (row.short_name.empty() ? "" : " (" + std::string(row.short_name) + ")") + ": " + value);
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(separator, at), text.size());
    if (end > at)
      parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::optional<unsigned> number(const std::string& text) {
  unsigned value = 0;
  auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && rest == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

Result set_architecture(Options& options, const Row& row, const std::string& value) {
  const bool is_virtual = value.starts_with("compute_"), is_real = value.starts_with("sm_");
  const std::string number = value.substr(value.find('_') + 1);
  if ((!is_virtual && !is_real) || frontend::architecture_number(number) == 0)
    return bad_value(row, value);
  options.is_virtual = is_virtual;
  options.compile.architecture = number;
  return {};
}

Result set_standard(Options& options, const Row& row, const std::string& value) {
  if (value == "c++03")
    return fail("option --std=c++03 is not supported by Ox: its device headers are C++11; use c++11 or later");
  constexpr std::string_view kKnown[] = {"c++11", "c++14", "c++17", "c++20"};
  if (std::ranges::find(kKnown, value) == std::end(kKnown))
    return bad_value(row, value);
  options.compile.standard = value;
  return {};
}

Result set_severity(Options& options, const Row& row, const std::string& value, frontend::DiagnosticSeverity severity) {
  for (const std::string& part : split(value, ',')) {
    const auto read = number(part);
    if (!read)
      return bad_value(row, value);
    for (std::string& flag : frontend::diagnostic_arguments(*read, severity))
      options.compile.arguments.push_back(std::move(flag));
  }
  return {};
}

Result set_errors(Options& options, const Row& row, const std::string& value) {
  for (const std::string& kind : split(value, ','))
    if (kind == "all-warnings")
      options.compile.warnings_are_errors = true;
    else if (kind == "reorder")
      options.compile.arguments.push_back("-Werror=reorder");
    else
      return bad_value(row, value);
  return {};
}

// What ptxas would be told: our own reads it, and says what it thinks of it.  Its level is the one that counts here.
Result set_assembler(Options& options, const std::string& value) {
  auto no_file = [](const std::string&) -> std::optional<std::string> { return std::nullopt; };
  const std::vector<std::string> words = split(value, value.contains(',') ? ',' : ' ');
  auto arguments = driver::parse_arguments(driver::ptxas::option_table(), words, no_file);
  if (!arguments)
    return fail("--ptxas-options: " + arguments.error());
  auto settings = driver::ptxas::read_settings(*arguments);
  if (!settings)
    return fail("--ptxas-options: " + settings.error());
  options.opt_level = settings->compile.opt_level;
  options.verbose |= settings->verbose;
  return {};
}

// Our headers are read before the program's macros are there, which may have any name: N, T.  What the headers
// themselves ask for has to be there at once.
void define(Options& options, const std::string& value) {
  const size_t equals = value.find('=');
  const std::string name = value.substr(0, equals);
  if (name == "NDEBUG" || name.starts_with("CUDA_") || name.starts_with("__CUDA"))
    options.compile.arguments.push_back("-D" + value);
  else
    options.macros += "#define " + name + " " + (equals == value.npos ? "1" : value.substr(equals + 1)) + "\n";
}

Result apply_to_language(Options& options, const Row& row, const std::string& value, bool on) {
  frontend::CompileOptions& compile = options.compile;
  auto add = [&](std::string argument) { compile.arguments.push_back(std::move(argument)); };
  switch (row.action) {
  case Action::kDefine:
    define(options, value);
    break;
  case Action::kUndefine:
    options.macros += "#undef " + value + "\n";
    break;
  case Action::kInclude:
    add("-I" + value);
    break;
  case Action::kPreInclude:
    add("-include");
    add(value);
    break;
  case Action::kNoSourceFolder:
    options.source_folder = false;
    break;
  case Action::kStandard:
    return set_standard(options, row, value);
  case Action::kMoveForward:
    if (!on)
      add("-DOX_NO_MOVE_FORWARD=1");
    break;
  case Action::kInitializerList:
    if (!on)
      add("-DOX_NO_INITIALIZER_LIST=1");
    break;
  case Action::kRestrict:
    compile.restrict_parameters = true;
    break;
  case Action::kDeviceByDefault:
    options.device_by_default = true;
    break;
  case Action::kInt128:
    add("-D__CUDACC_RTC_INT128__=1");
    break;
  case Action::kFloat128:
    add("-D__CUDACC_RTC_FLOAT128__=1");
    break;
  case Action::kMinimal:
    add("-D__CUDACC_RTC_MINIMAL__=1");
    break;
  default:
    std::unreachable();
  }
  return {};
}

Result apply_to_messages(Options& options, const Row& row, const std::string& value, bool on) {
  frontend::CompileOptions& compile = options.compile;
  switch (row.action) {
  case Action::kNoWarnings:
    compile.no_warnings = true;
    break;
  case Action::kWarnReorder:
    compile.arguments.push_back("-Wreorder");
    break;
  case Action::kNoDeprecated:
    compile.arguments.push_back("-Wno-deprecated-declarations");
    break;
  case Action::kWarningsAreErrors:
    return set_errors(options, row, value);
  case Action::kRemarks:
    if (value != "inline")
      return bad_value(row, value);
    compile.arguments.push_back("-Rpass=inline");
    break;
  case Action::kNumbers:
  case Action::kNoNumbers:
    options.numbers = row.action == Action::kNumbers;
    break;
  case Action::kDiagError:
    return set_severity(options, row, value, frontend::DiagnosticSeverity::kError);
  case Action::kDiagSuppress:
    return set_severity(options, row, value, frontend::DiagnosticSeverity::kIgnored);
  case Action::kDiagWarn:
    return set_severity(options, row, value, frontend::DiagnosticSeverity::kWarning);
  case Action::kBrief:
    options.brief = on;
    break;
  case Action::kTime:
    options.times = value;
    break;
  case Action::kTimeTrace:
    options.time_trace = value;
    break;
  default:
    std::unreachable();
  }
  return {};
}

Result apply(Options& options, const Row& row, const std::string& value) {
  frontend::CompileOptions& compile = options.compile;
  const bool on = value != "false";
  if (row.value == Value::kBool && !value.empty() && value != "true" && value != "false")
    return bad_value(row, value);
  switch (row.action) {
  case Action::kAccept:
    break;
  case Action::kRefuse:
    return fail("option " + std::string(row.name) + " is not supported by Ox: " + std::string(row.reason));
  case Action::kNumber:
    return number(value) ? Result{} : bad_value(row, value);
  case Action::kFastCompile:
    return value == "0" || value == "min" || value == "mid" || value == "max" ? Result{} : bad_value(row, value);
  case Action::kArchitecture:
    return set_architecture(options, row, value);
  case Action::kRelocatable:
    compile.relocatable_device_code = on;
    break;
  case Action::kLinkTime:
    compile.relocatable_device_code = options.link_time_optimization = true;
    break;
  case Action::kWhole:
    compile.relocatable_device_code = false;
    break;
  case Action::kExtensible:
    compile.relocatable_device_code = options.is_extensible = true;
    compile.arguments.insert(compile.arguments.end(), {"-U__CUDACC_RDC__", "-D__CUDACC_EWP__=1"});
    break;
  case Action::kDebug:
    compile.device_debug = true;
    break;
  case Action::kOptimizedDebug:
    if (value != "on")
      return bad_value(row, value);
    compile.optimized_debug = true;
    break;
  case Action::kLines:
    options.line_numbers = true;
    break;
  case Action::kAssembler:
    return set_assembler(options, value);
  case Action::kFlush:
    compile.floats.ftz = on;
    break;
  case Action::kPreciseDivision:
    compile.floats.prec_div = on;
    break;
  case Action::kPreciseRoot:
    compile.floats.prec_sqrt = on;
    break;
  case Action::kContract:
    compile.floats.fmad = on;
    break;
  case Action::kFast:
    compile.floats.use_fast_math = true;
    break;
  case Action::kSyntaxOnly:
    compile.syntax_only = true;
    break;
  default:
    return row.action < Action::kNoWarnings ? apply_to_language(options, row, value, on)
                                            : apply_to_messages(options, row, value, on);
  }
  return {};
}

} // namespace

std::expected<Options, std::string> read_options(const std::vector<std::string>& arguments) {
  Options options;
  for (size_t i = 0; i < arguments.size(); ++i) {
    Match found = match(arguments[i]);
    // One string may hold the option and its value: "-I /usr/include".
    if (const size_t space = arguments[i].find(' '); !found.row && space != std::string::npos)
      if (found = match(arguments[i].substr(0, space)); found.row)
        found.value = arguments[i].substr(space + 1);
    if (!found.row)
      return fail("unrecognized option " + arguments[i] + " found");
    if (found.row->value == Value::kNone && found.value)
      return fail("option " + arguments[i] + " takes no value");
    if (found.row->action == Action::kWarningsAreErrors && !found.value)
      found.value = "all-warnings"; // -Werror alone
    const bool may_follow = found.row->value == Value::kText && !found.value;
    if (may_follow && i + 1 == arguments.size())
      return fail("option " + arguments[i] + " needs a value");
    if (may_follow)
      found.value = arguments[++i];
    if (auto done = apply(options, *found.row, trimmed(found.value.value_or(""))); !done)
      return std::unexpected(done.error());
  }
  return options;
}

} // namespace ox::nvrtc
