#include "runtime/nvrtc/options.h"
#include "frontend/dialect.h"
#include <optional>

namespace ox::nvrtc {

namespace {

enum class Value : uint8_t { kNone, kBool, kText };
enum class Action : uint8_t {
  kAccept,
  kRefuse,
  kArchitecture,
  kRelocatable,
  kLinkTime,
  kDebug,
  kLines,
  kFlush,
  kPreciseDivision,
  kPreciseRoot,
  kContract,
  kFast,
  kDefine,
  kUndefine,
  kInclude,
  kPreInclude,
  kStandard,
  kNoWarnings,
  kDeviceByDefault,
};

struct Row {
  std::string_view name, short_name;
  Value value;
  Action action;
};

constexpr Row kRows[] = {
#define OX_OPTION(name, short_name, value, action) {name, short_name, Value::value, Action::action},
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

std::expected<void, std::string> set_architecture(Options& options, const std::string& value) {
  const bool is_virtual = value.starts_with("compute_"), is_real = value.starts_with("sm_");
  const std::string number = value.substr(value.find('_') + 1);
  if ((!is_virtual && !is_real) || frontend::architecture_number(number) == 0)
    return fail("invalid value for --gpu-architecture (-arch): " + value);
  options.is_virtual = is_virtual;
  options.compile.architecture = number;
  return {};
}

std::expected<void, std::string> apply(Options& options, const Row& row, const std::string& value) {
  frontend::CompileOptions& compile = options.compile;
  const bool on = value != "false";
  switch (row.action) {
  case Action::kAccept:
    break;
  case Action::kRefuse:
    return fail("option " + std::string(row.name) +
                " is not supported by Ox: it compiles to PTX, OxCore images and LTO IR, without precompiled headers");
  case Action::kArchitecture:
    return set_architecture(options, value);
  case Action::kRelocatable:
    compile.relocatable_device_code = on;
    break;
  case Action::kLinkTime:
    compile.relocatable_device_code = options.link_time_optimization = true;
    break;
  case Action::kDebug:
    compile.device_debug = true;
    break;
  case Action::kLines:
    options.line_numbers = true;
    break;
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
  case Action::kDefine:
    compile.arguments.push_back("-D" + value);
    break;
  case Action::kUndefine:
    compile.arguments.push_back("-U" + value);
    break;
  case Action::kInclude:
    compile.arguments.push_back("-I" + value);
    break;
  case Action::kPreInclude:
    compile.arguments.insert(compile.arguments.end(), {"-include", value});
    break;
  case Action::kStandard:
    compile.standard = value;
    break;
  case Action::kNoWarnings:
    compile.no_warnings = true;
    break;
  case Action::kDeviceByDefault:
    options.device_by_default = true;
    break;
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
