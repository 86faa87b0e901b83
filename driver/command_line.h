// Command lines in the manner of CUDA's tools as data: arguments are read against a table of options.  Each tool has a
// table of its own (options.def here, ptxas/options.def, ...) with rows
//
// OX_OPTION(id, kind, "long name", "short name", class, "text")
//   kind   kFlag: no value; kValue: one value; kList: values separated by commas.
//          Values follow as `--name=value`, `--name value`, or joined to a short name of one letter (-Ipath).
//          One or two dashes are the same.
//   class  kHonoured: the text is its line of --help.
//          kAccepted: it can't matter here; the text is the reason.
//          kRefused: an error; the text is the remedy.
#pragma once
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::driver {

enum class OptionKind { kFlag, kValue, kList };
enum class OptionClass { kHonoured, kAccepted, kRefused };

struct OptionRow {
  unsigned id; // its place in the table
  OptionKind kind;
  std::string_view long_name, short_name; // without dashes; the short one may be empty or equal to the long one
  OptionClass option_class;
  std::string_view text;
};

struct OptionTable {
  std::string_view tool;  // its name, in messages
  std::string_view usage; // the head of --help
  std::span<const OptionRow> rows;
  std::string_view joined;         // letters whose value may follow at once: -O3
  std::string_view joined_numbers; // letters after which only a number may: -m64
  unsigned options_file = 0;       // the option that names files of options
};

// One thing on the command line, in its place: an option with its values, an input file, or an unknown option.
struct Argument {
  enum class Kind { kOption, kInput, kUnknown } kind;
  unsigned id = 0;                 // of an option
  std::vector<std::string> values; // of an option: one for kValue, any number for kList
  std::string text;                // as it was given
};

// The content of a file, for --options-file; nothing when it can't be read.
using FileReader = std::function<std::optional<std::string>(const std::string& path)>;

// Reads all arguments (without the program's name).  The error is a sentence without the program's name.
// An unknown option is no error here: with -forward-unknown-... it belongs to nvcc's host compiler.
std::expected<std::vector<Argument>, std::string>
parse_arguments(const OptionTable& table, const std::vector<std::string>& arguments, const FileReader& read_file);

// "unknown option '--gencod'; did you mean '-gencode'?"; without a name that resembles it, "; " and the advice.
std::string unknown_option(const OptionTable& table, const std::string& text, std::string_view advice);

// The name, with its dashes, of the option that resembles `unknown` most; empty when none does.
std::string nearest_option(const OptionTable& table, std::string_view unknown);

// What a refused option's user is told.
std::string refused_option(const OptionRow& row, const std::string& text);

// Adds the inputs to `inputs` and gives the honoured options to their reader, in order; unknown and refused options are
// errors, accepted ones are passed over.  The error is all that is wrong, a line each.
using OptionReader = std::function<std::expected<void, std::string>(const Argument&)>;
std::expected<void, std::string> read_arguments(const OptionTable& table, std::span<const Argument> arguments,
                                                std::vector<std::string>& inputs, const OptionReader& read_option);

// Splits as a shell does: blanks separate, quotes and backslashes protect.
std::vector<std::string> split_words(std::string_view text);

// The text of --help.
std::string help_text(const OptionTable& table);

// "-" is standard output.
bool write_file(const std::string& path, std::span<const uint8_t> bytes);

// A FileReader of real files.
std::optional<std::string> read_file(const std::string& path);

// The folder above the executable's own, under which headers, libraries and the device library are found, in a build
// tree as in an install tree.
std::string find_prefix(const char* argv0);

} // namespace ox::driver
