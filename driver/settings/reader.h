// Options become settings here.  Each section of options.def has a function, and that a file, of its own.
#pragma once
#include "driver/architectures.h"
#include "driver/settings.h"
#include <initializer_list>
#include <map>
#include <optional>

namespace ox::driver {

class SettingsReader {
public:
  std::expected<Settings, std::string> read(const std::vector<Argument>& arguments);

private:
  using Result = std::expected<void, std::string>;

  Result read_argument(const Argument& argument);
  Result read_unknown(const std::string& text);
  Result read_option(const Argument& argument);
  void notice_forwarding(unsigned id);
  Result finish();
  Result finish_phase();
  Result finish_architectures();
  Result finish_assembler();
  Result finish_dependencies();
  void warn_of_redefinition(const Argument& argument);

  // One for each section of options.def; nothing for an option of another section.
  std::optional<Result> read_phase_option(const Argument& argument);
  std::optional<Result> read_file_option(const Argument& argument);
  std::optional<Result> read_code_option(const Argument& argument);
  std::optional<Result> read_device_option(const Argument& argument);
  std::optional<Result> read_tool_option(const Argument& argument);
  std::optional<Result> read_guidance_option(const Argument& argument);

  // For their bodies.
  static Result set(bool& flag);
  static Result set_value(std::string& to, const Argument& argument);
  static Result set_boolean(bool& flag, const Argument& argument);
  static Result append_values(std::vector<std::string>& to, const Argument& argument);
  static Result append_words(std::vector<std::string>& to, const Argument& argument); // each split at blanks
  Result set_phase(Phase phase);
  Result add_each(const char* spelling, const Argument& argument); // to the arguments of both sides

  Settings settings_;
  bool forward_compiler_ = false, forward_linker_ = false;
  bool is_device_link_ = false; // -dlink: another phase beside it says what comes out
  Architectures architectures_;
  bool all_images_ = false;                       // --ox-images=all
  std::optional<Phase> phase_;                    // none is given: the default
  std::vector<std::string> assembler_arguments_;  // -Xptxas
  std::map<unsigned, std::string> single_values_; // of options that are given once
};

// "'x' is no value for -cudart; use none, shared or static".
std::unexpected<std::string> no_value(const Argument& argument, std::string_view possible);

// The value's place among the possible ones.
std::expected<size_t, std::string> choose(const Argument& argument, std::initializer_list<std::string_view> possible);

std::expected<unsigned, std::string> number(const Argument& argument);

} // namespace ox::driver
