// The language, and how host code is compiled.
#include "driver/settings/reader.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace ox::driver {
namespace {

using Result = std::expected<void, std::string>;

Result read_language(const Argument& argument, Settings& settings) {
  using frontend::Language;
  constexpr Language kLanguages[] = {Language::kCuda, Language::kCxx, Language::kC};
  const auto chosen = choose(argument, {"cu", "c++", "c"});
  if (chosen)
    settings.language = kLanguages[*chosen];
  return chosen ? Result{} : std::unexpected(chosen.error());
}

Result read_standard(const Argument& argument, Settings& settings) {
  constexpr const char* kStandards[] = {"c++03",   "c++11",   "c++14",   "c++17",   "c++20",   "c++23",
                                        "gnu++03", "gnu++11", "gnu++14", "gnu++17", "gnu++20", "gnu++23",
                                        "c99",     "c11",     "c17",     "gnu99",   "gnu11",   "gnu17"};
  if (std::ranges::find(kStandards, argument.values[0]) == std::end(kStandards))
    return no_value(argument, "c++03, c++11, c++14, c++17, c++20 or c++23");
  settings.common.standard = argument.values[0];
  return {};
}

// GCC takes any number, and 3 is its highest.
Result read_optimization(const Argument& argument, Settings& settings) {
  if (argument.values[0] == "fast") {
    settings.common.host_optimization = 3;
    return {};
  }
  const auto level = number(argument);
  if (!level)
    return no_value(argument, "0, 1, 2 or 3");
  settings.common.host_optimization = std::min(*level, 3u);
  return {};
}

// A release whose --version text is known; others would be guesses.
Result read_cuda_version(const Argument& argument, frontend::CompileOptions& common) {
  const auto [major_text, minor_text] = llvm::StringRef(argument.values[0]).split('.');
  unsigned major = 0, minor = 0;
  std::optional<frontend::CudaVersion> version;
  if (!major_text.getAsInteger(10, major) && !minor_text.getAsInteger(10, minor))
    version = frontend::find_cuda_version(major, minor);
  if (!version)
    return no_value(argument, "a release from 9.0 to 13.0, e.g. 12.4");
  common.cuda_version = *version;
  return {};
}

Result read_default_stream(const Argument& argument, Settings& settings) {
  const auto chosen = choose(argument, {"legacy", "null", "per-thread"});
  if (chosen)
    settings.common.per_thread_default_stream = *chosen == 2;
  return chosen ? Result{} : std::unexpected(chosen.error());
}

} // namespace

auto SettingsReader::read_code_option(const Argument& argument) -> std::optional<Result> {
  frontend::CompileOptions& common = settings_.common;
  switch (argument.id) {
  case OptionId::debug:
    return set(common.host_debug);
  case OptionId::device_debug:
    return set(common.device_debug);
  case OptionId::optimize:
    return read_optimization(argument, settings_);
  case OptionId::dopt:
    return argument.values[0] == "on" ? set(common.optimized_debug) : no_value(argument, "on");
  case OptionId::profile:
    common.host_arguments.push_back("-pg"); // compile and link
    return Result{};
  case OptionId::optimization_info:
    if (argument.values != std::vector<std::string>{"inline"})
      return no_value(argument, "inline");
    common.device_arguments.push_back("-Rpass=inline");
    common.device_arguments.push_back("-Rpass-missed=inline");
    return Result{};
  case OptionId::ox_cuda_version:
    return read_cuda_version(argument, common);
  case OptionId::m64:
    return Result{};
  case OptionId::line_info:
    return set(settings_.line_info);
  case OptionId::template_backtrace_limit:
    common.arguments.push_back("-ftemplate-backtrace-limit=" + argument.values[0]);
    return Result{};
  case OptionId::template_depth:
    common.arguments.push_back("-ftemplate-depth=" + argument.values[0]);
    return Result{};
  case OptionId::no_exceptions:
    common.exceptions = false;
    return Result{};
  case OptionId::language:
    return read_language(argument, settings_);
  case OptionId::standard:
    return read_standard(argument, settings_);
  case OptionId::relaxed_constexpr:
    return set(common.relaxed_constexpr);
  case OptionId::extended_lambda:
  case OptionId::expt_extended_lambda:
    return set(common.extended_lambda);
  case OptionId::machine:
    return argument.values[0] == "64" ? Result{} : no_value(argument, "64, the only machine there is");
  case OptionId::default_stream:
    return read_default_stream(argument, settings_);
  default:
    return std::nullopt;
  }
}

} // namespace ox::driver
