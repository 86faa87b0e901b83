// nvcc's command line as data: reads arguments against the table in options.def.
#pragma once
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::driver {

enum class OptionId {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text) id,
#include "driver/options.def"
#undef OX_OPTION
};

enum class OptionKind { kFlag, kValue, kList };
enum class OptionClass { kHonoured, kAccepted, kRefused };

struct OptionRow {
  OptionId id;
  OptionKind kind;
  std::string_view long_name, short_name; // without dashes; the short one may be empty or equal to the long one
  OptionClass option_class;
  std::string_view text;
};

std::span<const OptionRow> option_table();

// One thing on the command line, in its place: an option with its values, an input file, or an unknown option.
struct Argument {
  enum class Kind { kOption, kInput, kUnknown } kind;
  OptionId id{};                   // of an option
  std::vector<std::string> values; // of an option: one for kValue, any number for kList
  std::string text;                // as it was given
};

// The content of a file, for --options-file; nothing when it can't be read.
using FileReader = std::function<std::optional<std::string>(const std::string& path)>;

// Reads all arguments (without the program's name).  The error is a sentence without the program's name.
// An unknown option is no error here: with -forward-unknown-... it belongs to the host compiler.
std::expected<std::vector<Argument>, std::string> parse_arguments(const std::vector<std::string>& arguments,
                                                                  const FileReader& read_file);

// The name, with its dashes, of the option that resembles `unknown` most; empty when none does.
std::string nearest_option(std::string_view unknown);

// Splits as a shell does: blanks separate, quotes and backslashes protect.
std::vector<std::string> split_words(std::string_view text);

// The text of --help.
std::string help_text();

} // namespace ox::driver
