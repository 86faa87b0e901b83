#include "driver/settings/reader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace ox::driver {

std::unexpected<std::string> no_value(const Argument& argument, std::string_view possible) {
  const std::string name = argument.text.substr(0, argument.text.find('='));
  return std::unexpected("'" + (argument.values.empty() ? std::string() : argument.values[0]) + "' is no value for " +
                         name + "; use " + std::string(possible));
}

std::expected<size_t, std::string> choose(const Argument& argument, std::initializer_list<std::string_view> possible) {
  std::string list;
  for (size_t i = 0; i < possible.size(); ++i) {
    const std::string_view value = possible.begin()[i];
    if (argument.values[0] == value)
      return i;
    list += (i == 0 ? "" : i + 1 == possible.size() ? " or " : ", ") + std::string(value);
  }
  return no_value(argument, list);
}

std::expected<unsigned, std::string> number(const Argument& argument) {
  unsigned value = 0;
  if (llvm::StringRef(argument.values[0]).getAsInteger(10, value))
    return no_value(argument, "a number");
  return value;
}

auto SettingsReader::set(bool& flag) -> Result {
  flag = true;
  return {};
}

auto SettingsReader::set_value(std::string& to, const Argument& argument) -> Result {
  to = argument.values[0];
  return {};
}

auto SettingsReader::set_boolean(bool& flag, const Argument& argument) -> Result {
  const std::string& value = argument.values[0];
  if (value != "true" && value != "1" && value != "false" && value != "0")
    return no_value(argument, "true or false");
  flag = value == "true" || value == "1";
  return {};
}

auto SettingsReader::append_values(std::vector<std::string>& to, const Argument& argument) -> Result {
  to.insert(to.end(), argument.values.begin(), argument.values.end());
  return {};
}

auto SettingsReader::append_words(std::vector<std::string>& to, const Argument& argument) -> Result {
  for (const std::string& item : argument.values)
    for (std::string& word : split_words(item))
      to.push_back(std::move(word));
  return {};
}

auto SettingsReader::add_each(const char* spelling, const Argument& argument) -> Result {
  for (const std::string& item : argument.values) {
    settings_.common.arguments.push_back(spelling);
    settings_.common.arguments.push_back(item);
  }
  return {};
}

std::expected<Settings, std::string> SettingsReader::read(const std::vector<Argument>& arguments) {
  for (const Argument& argument : arguments)
    if (argument.kind == Argument::Kind::kOption)
      notice_forwarding(argument.id);
  std::string errors;
  auto note = [&](const Result& good) {
    if (!good)
      errors += (errors.empty() ? "" : "\n") + good.error();
  };
  for (const Argument& argument : arguments)
    note(read_argument(argument));
  note(finish());
  if (!errors.empty())
    return std::unexpected(errors);
  return std::move(settings_);
}

// Holds for the whole command line, also for what stands before it.
void SettingsReader::notice_forwarding(unsigned id) {
  forward_compiler_ |= id == OptionId::forward_unknown_compiler || id == OptionId::forward_unknown;
  forward_linker_ |= id == OptionId::forward_unknown_linker || id == OptionId::forward_unknown;
}

auto SettingsReader::read_argument(const Argument& argument) -> Result {
  switch (argument.kind) {
  case Argument::Kind::kInput:
    settings_.inputs.push_back(argument.text);
    return {};
  case Argument::Kind::kUnknown:
    return read_unknown(argument.text);
  case Argument::Kind::kOption:
    break;
  }
  const OptionRow& row = option_table().rows[argument.id];
  warn_of_redefinition(argument);
  if (row.option_class == OptionClass::kRefused)
    return std::unexpected(refused_option(row, argument.text));
  return row.option_class == OptionClass::kAccepted ? Result{} : read_option(argument);
}

// Of two values for one thing the last holds; that is seldom meant.
void SettingsReader::warn_of_redefinition(const Argument& argument) {
  constexpr unsigned kRepeatable[] = {OptionId::define_macro, OptionId::generate_code,
                                      OptionId::dependency_target_name};
  const OptionRow& row = option_table().rows[argument.id];
  if (row.kind != OptionKind::kValue || llvm::is_contained(kRepeatable, argument.id))
    return;
  const auto [place, is_new] = single_values_.try_emplace(argument.id, argument.values[0]);
  if (!is_new && std::exchange(place->second, argument.values[0]) != argument.values[0])
    settings_.warnings.push_back("--" + std::string(row.long_name) + " is given twice; its last value, '" +
                                 argument.values[0] + "', holds");
}

auto SettingsReader::read_unknown(const std::string& text) -> Result {
  if (forward_compiler_)
    settings_.common.host_arguments.push_back(text);
  if (forward_linker_)
    settings_.linker_arguments.push_back(text);
  if (forward_compiler_ || forward_linker_)
    return {};
  return std::unexpected(unknown_option(option_table(), text,
                                        "ox-nvcc --help lists the options, and -Xcompiler passes one on to the host "
                                        "compiler"));
}

auto SettingsReader::read_option(const Argument& argument) -> Result {
  for (auto read :
       {&SettingsReader::read_phase_option, &SettingsReader::read_file_option, &SettingsReader::read_code_option,
        &SettingsReader::read_device_option, &SettingsReader::read_tool_option, &SettingsReader::read_guidance_option})
    if (std::optional<Result> result = (this->*read)(argument))
      return *result;
  // options.def calls it honoured: one of these should know it.
  return std::unexpected("internal error: option '" + argument.text + "' has no body in driver/settings");
}

auto SettingsReader::finish() -> Result {
  for (auto step : {&SettingsReader::finish_phase, &SettingsReader::finish_architectures,
                    &SettingsReader::finish_assembler, &SettingsReader::finish_dependencies})
    if (Result good = (this->*step)(); !good)
      return good;
  return {};
}

std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments) {
  return SettingsReader().read(arguments);
}

} // namespace ox::driver
