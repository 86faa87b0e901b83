#include "driver/settings.h"
#include "driver/architectures.h"
#include "llvm/ADT/StringRef.h"

namespace ox::driver {
namespace {

using Result = std::expected<void, std::string>;

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::expected<bool, std::string> boolean(const Argument& argument) {
  if (argument.values[0] == "true" || argument.values[0] == "1")
    return true;
  if (argument.values[0] == "false" || argument.values[0] == "0")
    return false;
  return std::unexpected("'" + argument.values[0] + "' is no value for " + argument.text + "; use true or false");
}

class Reader {
public:
  Settings settings;

  std::expected<Settings, std::string> read(const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments)
      if (argument.kind == Argument::Kind::kOption)
        notice_forwarding(argument.id);
    for (const Argument& argument : arguments)
      if (Result good = read_argument(argument); !good)
        errors += (errors.empty() ? "" : "\n") + good.error();
    if (Result good = finish(); !good)
      errors += (errors.empty() ? "" : "\n") + good.error();
    if (!errors.empty())
      return std::unexpected(errors);
    return std::move(settings);
  }

private:
  // Holds for the whole command line, also for what stands before it.
  void notice_forwarding(unsigned id) {
    forward_compiler |= id == OptionId::forward_unknown_compiler || id == OptionId::forward_unknown;
    forward_linker |= id == OptionId::forward_unknown_linker || id == OptionId::forward_unknown;
  }

  Result read_argument(const Argument& argument) {
    switch (argument.kind) {
    case Argument::Kind::kInput:
      settings.inputs.push_back(argument.text);
      return {};
    case Argument::Kind::kUnknown:
      return read_unknown(argument.text);
    case Argument::Kind::kOption:
      break;
    }
    const OptionRow& row = option_table().rows[argument.id];
    if (row.option_class == OptionClass::kRefused)
      return std::unexpected(refused_option(row, argument.text));
    return row.option_class == OptionClass::kAccepted ? Result{} : read_option(argument);
  }

  Result read_unknown(const std::string& text) {
    if (forward_compiler)
      settings.common.host_arguments.push_back(text);
    if (forward_linker)
      settings.linker_arguments.push_back(text);
    if (forward_compiler || forward_linker)
      return {};
    return std::unexpected(unknown_option(option_table(), text,
                                          "ox-nvcc --help lists the options, and -Xcompiler passes one on to the host "
                                          "compiler"));
  }

  Result set_phase(Phase phase) {
    settings.phase = phase;
    return {};
  }

  Result read_option(const Argument& argument);
  Result read_language(const std::string& value);
  Result read_standard(const std::string& value);
  Result read_hints(const std::string& value);
  Result read_device_through(const std::string& value);
  Result finish();

  bool forward_compiler = false, forward_linker = false;
  Architectures architectures;
  bool is_virtual_alone = false; // -arch=compute_NN
  std::vector<std::string> codes;
  std::string errors;
};

Result Reader::read_language(const std::string& value) {
  using frontend::Language;
  if (value == "cu")
    settings.language = Language::kCuda;
  else if (value == "c++")
    settings.language = Language::kCxx;
  else if (value == "c")
    settings.language = Language::kC;
  else
    return std::unexpected("'" + value + "' is no language for -x; use cu, c++ or c");
  return {};
}

Result Reader::read_hints(const std::string& value) {
  llvm::StringRef seed = value;
  if (uint64_t number; seed.consume_front("scattered:") && !seed.getAsInteger(10, number)) {
    settings.hints.scatter_seed = number;
    return {};
  }
  settings.hints.placed = value == "placed";
  if (value != "placed" && value != "none")
    return std::unexpected("'" + value + "' is no value for --ox-hints; use placed, none or scattered:SEED");
  return {};
}

Result Reader::read_device_through(const std::string& value) {
  settings.through_ptx = value == "ptx";
  if (value != "ptx" && value != "ir")
    return std::unexpected("'" + value + "' is no value for --ox-device-through; use ptx or ir");
  return {};
}

Result Reader::read_standard(const std::string& value) {
  for (const char* known : {"c++03", "c++11", "c++14", "c++17", "c++20", "c++23", "gnu++03", "gnu++11", "gnu++14",
                            "gnu++17", "gnu++20", "gnu++23", "c99", "c11", "c17", "gnu99", "gnu11", "gnu17"})
    if (value == known) {
      settings.common.standard = value;
      return {};
    }
  return std::unexpected("'" + value + "' is no value for -std; use c++03, c++11, c++14, c++17, c++20 or c++23");
}

Result Reader::read_option(const Argument& argument) {
  frontend::CompileOptions& common = settings.common;
  auto value = [&]() -> const std::string& { return argument.values[0]; };
  auto set = [](bool& flag) {
    flag = true;
    return Result{};
  };
  auto set_boolean = [&](bool& flag) {
    auto given = boolean(argument);
    if (given)
      flag = *given;
    return given ? Result{} : std::unexpected(given.error());
  };
  auto add_each = [&](const char* spelling) {
    for (const std::string& item : argument.values)
      append(common.arguments, {spelling, item});
    return Result{};
  };
  auto add_words = [&](std::vector<std::string>& to) {
    for (const std::string& item : argument.values)
      append(to, split_words(item));
    return Result{};
  };

  switch (argument.id) {
  case OptionId::compile:
  case OptionId::device_w:
    return set_phase(Phase::kObject);
  case OptionId::device_c:
    common.relocatable_device_code = true;
    return set_phase(Phase::kObject);
  case OptionId::preprocess:
    return set_phase(Phase::kPreprocess);
  case OptionId::ptx:
    return set_phase(Phase::kPtx);
  case OptionId::cubin:
    return set_phase(Phase::kCubin);
  case OptionId::fatbin:
    return set_phase(Phase::kFatbin);
  case OptionId::link:
    return set_phase(Phase::kExecutable);
  case OptionId::lib:
    return set_phase(Phase::kLibrary);
  case OptionId::shared:
    return set_phase(Phase::kShared);
  case OptionId::run:
    return set(settings.run);
  case OptionId::run_args:
    append(settings.run_arguments, argument.values);
    return {};
  case OptionId::dependencies:
  case OptionId::dependencies_user:
    settings.dependencies.system_headers = argument.id == OptionId::dependencies;
    return set_phase(Phase::kDependencies);
  case OptionId::dependencies_with_compile:
  case OptionId::dependencies_user_with_compile:
    settings.dependencies.system_headers = argument.id == OptionId::dependencies_with_compile;
    return set(settings.dependencies.during_compile);
  case OptionId::dependency_output:
    settings.dependencies.file = value();
    return {};
  case OptionId::dependency_targets:
    return set(settings.dependencies.phony);
  case OptionId::dependency_target_name:
    settings.dependencies.targets.push_back(value());
    return {};

  case OptionId::output_file:
    settings.output = value();
    return {};
  case OptionId::output_directory:
    settings.output_directory = value();
    return {};
  case OptionId::pre_include:
    return add_each("-include");
  case OptionId::library:
    append(settings.libraries, argument.values);
    return {};
  case OptionId::define_macro:
    return add_each("-D");
  case OptionId::undefine_macro:
    return add_each("-U");
  case OptionId::include_path:
    return add_each("-I");
  case OptionId::system_include:
    return add_each("-isystem");
  case OptionId::library_path:
    append(settings.library_paths, argument.values);
    return {};
  case OptionId::compiler_bindir:
    settings.host_compiler = value();
    return {};
  case OptionId::cudart:
    if (value() != "none" && value() != "shared" && value() != "static")
      return std::unexpected("'" + value() + "' is no value for -cudart; use none, shared or static");
    settings.runtime = value() == "none"     ? RuntimeLibrary::kNone
                       : value() == "static" ? RuntimeLibrary::kStatic
                                             : RuntimeLibrary::kShared;
    return {};

  case OptionId::debug:
    return set(common.host_debug);
  case OptionId::device_debug:
    return set(common.device_debug);
  case OptionId::optimize:
    common.host_optimization = value().size() == 1 && value()[0] >= '0' && value()[0] <= '3' ? value()[0] - '0' : 3;
    if (value().size() != 1 && value() != "fast")
      return std::unexpected("'" + value() + "' is no optimisation level; use -O0, -O1, -O2 or -O3");
    return {};
  case OptionId::line_info:
    return set(settings.line_info);
  case OptionId::template_backtrace_limit:
    append(common.arguments, {"-ftemplate-backtrace-limit=" + value()});
    return {};
  case OptionId::template_depth:
    append(common.arguments, {"-ftemplate-depth=" + value()});
    return {};
  case OptionId::no_exceptions:
    common.exceptions = false;
    return {};
  case OptionId::language:
    return read_language(value());
  case OptionId::standard:
    return read_standard(value());
  case OptionId::relaxed_constexpr:
    return set(common.relaxed_constexpr);
  case OptionId::extended_lambda:
  case OptionId::expt_extended_lambda:
    return set(common.extended_lambda);
  case OptionId::machine:
    return value() == "64" ? Result{} : std::unexpected("'" + value() + "' is no machine; only -m64 is supported");
  case OptionId::default_stream:
    if (value() != "legacy" && value() != "null" && value() != "per-thread")
      return std::unexpected("'" + value() + "' is no value for -default-stream; use legacy, null or per-thread");
    common.per_thread_default_stream = value() == "per-thread";
    return {};

  case OptionId::gpu_architecture:
    is_virtual_alone = value().starts_with("compute_");
    return architectures.add(value());
  case OptionId::gpu_code:
    append(codes, argument.values);
    return {};
  case OptionId::generate_code:
    return architectures.add_generate_code(value());
  case OptionId::relocatable_device_code:
    return set_boolean(common.relocatable_device_code);
  case OptionId::use_fast_math:
    common.flush_denormals = common.approximate_functions = true;
    return {};
  case OptionId::ftz:
    return set_boolean(common.flush_denormals);
  case OptionId::fmad:
    return set_boolean(common.contract);
  case OptionId::ox_hints:
    return read_hints(value());
  case OptionId::ox_device_through:
    return read_device_through(value());
  case OptionId::resource_usage:
    return set(settings.print_resources);

  case OptionId::compiler_options:
    return add_words(common.host_arguments);
  case OptionId::linker_options:
    return add_words(settings.linker_arguments);
  case OptionId::ptxas_options:
    for (const std::string& item : argument.values)
      settings.print_resources |= item == "-v" || item == "--verbose" || item == "-verbose";
    return {};
  case OptionId::forward_unknown_compiler:
  case OptionId::forward_unknown_linker:
  case OptionId::forward_unknown:
    return {}; // noticed before

  case OptionId::dryrun:
    return set(settings.dryrun);
  case OptionId::verbose:
    return set(settings.verbose);
  case OptionId::keep:
  case OptionId::save_temps:
    return set(settings.keep);
  case OptionId::keep_dir:
    settings.keep_directory = value();
    return {};
  case OptionId::time:
    settings.time_file = value();
    return {};
  case OptionId::disable_warnings:
    return set(common.no_warnings);
  case OptionId::warning_error:
    for (const std::string& item : argument.values)
      common.warnings_are_errors |= item == "all-warnings";
    return {};
  case OptionId::warning_deprecated:
    append(common.arguments, {"-Wno-deprecated-declarations"});
    return {};
  case OptionId::warning_reorder:
    append(common.arguments, {"-Wreorder"});
    return {};
  case OptionId::help:
    settings.print = Print::kHelp;
    return {};
  case OptionId::version:
    settings.print = Print::kVersion;
    return {};
  case OptionId::list_gpu_code:
    settings.print = Print::kCodes;
    return {};
  case OptionId::list_gpu_arch:
    settings.print = Print::kArchitectures;
    return {};
  default:
    // options.def calls it honoured: the body belongs above.
    return std::unexpected("internal error: option '" + argument.text + "' has no body in driver/settings.cpp");
  }
}

Result Reader::finish() {
  // -arch=compute_75 -code=sm_80 sets __CUDA_ARCH__ by -arch; -code alone is nvcc's error.
  for (const std::string& code : codes)
    if (Result good = architectures.add_code(code); !good)
      return good;
  if (!codes.empty() && architectures.requested.empty())
    return std::unexpected("-code needs -arch; give both, or -gencode arch=compute_NN,code=sm_NN");
  settings.common.architecture = architectures.compiled();
  // -arch=compute_75 alone is short for -arch=compute_75 -code=compute_75.
  settings.embeds_ptx = architectures.wants_ptx || (codes.empty() && is_virtual_alone);
  settings.common.architecture_list = architectures.requested;
  return {};
}

} // namespace

std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments) {
  return Reader().read(arguments);
}

} // namespace ox::driver
