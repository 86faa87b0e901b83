#include "runtime/nvjitlink/options.h"
#include "frontend/dialect.h"
#include <charconv>
#include <string_view>

namespace ox::nvjitlink {

namespace {

enum class Value : uint8_t { kNone, kFlag, kNumber, kText };
enum class Action : uint8_t {
  kAccept,
  kArchitecture,
  kLinkTimeOptimization,
  kPtx,
  kOptimization,
  kDebug,
  kFlush,
  kContract,
  kPreciseDivision,
  kPreciseRoot,
  kKernels,
};

struct Row {
  std::string_view name;
  Value value;
  Action action;
};

constexpr Row kRows[] = {
#define OX_OPTION(name, value, action) {name, Value::value, Action::action},
#include "runtime/nvjitlink/options.def"
};

struct Match {
  const Row* row = nullptr;
  std::string_view value;
};

// "-name" or "-name=value"; a number may follow at once: -O2.
Match match(std::string_view argument) {
  const size_t equals = argument.find('=');
  for (const Row& row : kRows) {
    if (argument.substr(0, equals) == row.name)
      return {&row, equals == argument.npos ? std::string_view() : argument.substr(equals + 1)};
    if (row.value == Value::kNumber && argument.size() == row.name.size() + 1 && argument.starts_with(row.name))
      return {&row, argument.substr(row.name.size())};
  }
  return {};
}

std::optional<bool> flag(std::string_view value) {
  if (value == "1" || value == "true")
    return true;
  if (value == "0" || value == "false")
    return false;
  return std::nullopt;
}

std::optional<unsigned> number(std::string_view value) {
  unsigned result = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
  return error == std::errc() && end == value.data() + value.size() ? std::optional(result) : std::nullopt;
}

std::vector<std::string> names(std::string_view list) {
  std::vector<std::string> result;
  while (!list.empty()) {
    const std::string_view name = list.substr(0, list.find(','));
    if (!name.empty())
      result.emplace_back(name);
    list.remove_prefix(std::min(list.size(), name.size() + 1));
  }
  return result;
}

std::optional<OptionError> set_architecture(std::string_view value, Options& options) {
  const bool is_known_form = value.starts_with("sm_") || value.starts_with("compute_");
  const std::string architecture(value.substr(value.find('_') + 1));
  if (!is_known_form || frontend::architecture_number(architecture) == 0)
    return OptionError{NVJITLINK_ERROR_UNRECOGNIZED_ARCH, "there is no architecture " + std::string(value)};
  options.architecture = architecture;
  return std::nullopt;
}

std::optional<OptionError> apply(const Row& row, std::string_view value, Options& options) {
  switch (row.action) {
  case Action::kAccept:
    break;
  case Action::kArchitecture:
    return set_architecture(value, options);
  case Action::kLinkTimeOptimization:
    options.link_time_optimization = true;
    break;
  case Action::kPtx:
    options.to_ptx = true;
    break;
  case Action::kOptimization:
    options.opt_level = *number(value);
    if (options.opt_level > 3)
      return OptionError{NVJITLINK_ERROR_UNRECOGNIZED_OPTION, "optimisation has the levels 0 to 3"};
    break;
  case Action::kDebug:
    options.debug = true;
    break;
  case Action::kFlush:
    options.flush = flag(value);
    break;
  case Action::kContract:
    options.contract = flag(value);
    break;
  case Action::kPreciseDivision:
    options.precise_division = *flag(value);
    break;
  case Action::kPreciseRoot:
    options.precise_square_root = *flag(value);
    break;
  case Action::kKernels:
    for (std::string& name : names(value))
      options.kernels.push_back(std::move(name));
    break;
  }
  return std::nullopt;
}

bool is_right(const Row& row, std::string_view value) {
  switch (row.value) {
  case Value::kNone:
    return value.empty();
  case Value::kFlag:
    return flag(value).has_value();
  case Value::kNumber:
    return number(value).has_value();
  case Value::kText:
    break;
  }
  return !value.empty();
}

} // namespace

std::optional<OptionError> read_options(std::span<const char* const> arguments, Options& options) {
  for (const char* argument : arguments) {
    if (!argument)
      return OptionError{NVJITLINK_ERROR_NULL_INPUT, "an option is a null pointer"};
    const Match found = match(argument);
    if (!found.row)
      return OptionError{NVJITLINK_ERROR_UNRECOGNIZED_OPTION, "unrecognized option " + std::string(argument)};
    if (!is_right(*found.row, found.value))
      return OptionError{NVJITLINK_ERROR_UNRECOGNIZED_OPTION,
                         "the value of option " + std::string(argument) + " isn't possible"};
    if (auto error = apply(*found.row, found.value, options))
      return error;
  }
  if (options.architecture.empty())
    return OptionError{NVJITLINK_ERROR_MISSING_ARCH, "the option -arch=sm_NN is needed"};
  if (options.to_ptx && !options.link_time_optimization)
    return OptionError{NVJITLINK_ERROR_LTO_NOT_ENABLED, "option -ptx needs -lto"};
  return std::nullopt;
}

} // namespace ox::nvjitlink
