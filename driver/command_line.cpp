// See command_line.h.
#include "driver/command_line.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <cstdio>
#include <fstream>

namespace ox::driver {
namespace {

const OptionRow* find_row(const OptionTable& table, std::string_view name) {
  for (const OptionRow& row : table.rows)
    if (name == row.long_name || (!row.short_name.empty() && name == row.short_name))
      return &row;
  return nullptr;
}

// A value may follow some names of one letter at once: -Ipath, -O3, -lm.  After others only a number may: -march=native
// is not -m, and a misspelt long name should not be taken apart.
const OptionRow* find_joined_row(const OptionTable& table, std::string_view name) {
  if (name.size() < 2)
    return nullptr;
  bool number = name.find_first_not_of("0123456789", 1) == name.npos;
  if (!table.joined.contains(name[0]) && !(table.joined_numbers.contains(name[0]) && number))
    return nullptr;
  return find_row(table, name.substr(0, 1));
}

// Commas separate the values of a list, unless a backslash or quotes protect them.
std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> values;
  std::string value;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\\' && i + 1 < text.size() && text[i + 1] == ',') {
      value += text[++i];
    } else if (c == ',' && !quote) {
      values.push_back(std::move(value));
      value.clear();
    } else {
      if (quote ? c == quote : (c == '"' || c == '\''))
        quote = quote ? 0 : c;
      value += c;
    }
  }
  values.push_back(std::move(value));
  std::erase(values, "");
  return values;
}

class Parser {
public:
  Parser(const OptionTable& options, const FileReader& file_reader) : table(options), read_file(file_reader) {}

  std::expected<void, std::string> parse(const std::vector<std::string>& arguments) {
    if (++depth > 16)
      return std::unexpected("options files include each other");
    for (size_t i = 0; i < arguments.size(); ++i)
      if (auto good = parse_one(arguments, i); !good)
        return good;
    --depth;
    return {};
  }

  std::vector<Argument> result;

private:
  std::expected<void, std::string> parse_one(const std::vector<std::string>& arguments, size_t& i) {
    const std::string& text = arguments[i];
    if (text.size() < 2 || text[0] != '-') { // "-" is the standard input
      if (!text.empty())
        result.push_back({Argument::Kind::kInput, {}, {}, text});
      return {};
    }
    std::string_view name = std::string_view(text).substr(text.starts_with("--") ? 2 : 1);
    size_t equals = name.find('=');
    if (const OptionRow* row = find_row(table, name))
      return take(*row, text, next_value(*row, arguments, i));
    if (const OptionRow* row = equals == name.npos ? nullptr : find_row(table, name.substr(0, equals))) {
      if (row->kind == OptionKind::kFlag)
        return std::unexpected("option '" + text.substr(0, text.find('=')) + "' takes no value");
      return take(*row, text, std::string(name.substr(equals + 1)));
    }
    if (const OptionRow* row = text.starts_with("--") ? nullptr : find_joined_row(table, name))
      return take(*row, text, std::string(name.substr(1)));
    result.push_back({Argument::Kind::kUnknown, {}, {}, text});
    return {};
  }

  std::optional<std::string> next_value(const OptionRow& row, const std::vector<std::string>& arguments, size_t& i) {
    if (row.kind == OptionKind::kFlag || i + 1 == arguments.size())
      return std::nullopt;
    return arguments[++i];
  }

  std::expected<void, std::string> take(const OptionRow& row, const std::string& text,
                                        std::optional<std::string> value) {
    if (row.kind != OptionKind::kFlag && !value)
      return std::unexpected("option '" + text + "' needs a value");
    Argument argument{Argument::Kind::kOption, row.id, {}, text};
    if (row.kind == OptionKind::kValue)
      argument.values = {*value};
    else if (row.kind == OptionKind::kList)
      argument.values = split_list(*value);
    if (row.id != table.options_file) {
      result.push_back(std::move(argument));
      return {};
    }
    for (const std::string& path : argument.values) {
      std::optional<std::string> content = read_file(path);
      if (!content)
        return std::unexpected("can't read the options file '" + path + "'");
      if (auto good = parse(split_words(*content)); !good)
        return good;
    }
    return {};
  }

  const OptionTable& table;
  const FileReader& read_file;
  unsigned depth = 0;
};

} // namespace

std::expected<std::vector<Argument>, std::string>
parse_arguments(const OptionTable& table, const std::vector<std::string>& arguments, const FileReader& read_file) {
  Parser parser(table, read_file);
  if (auto good = parser.parse(arguments); !good)
    return std::unexpected(good.error());
  return std::move(parser.result);
}

std::string nearest_option(const OptionTable& table, std::string_view unknown) {
  llvm::StringRef name = llvm::StringRef(unknown).ltrim('-');
  name = name.take_until([](char c) { return c == '='; });
  std::string nearest;
  unsigned best = std::max<unsigned>(1, name.size() / 3) + 1; // more than a third wrong is another word
  for (const OptionRow& row : table.rows)
    for (std::string_view candidate : {row.short_name, row.long_name}) {
      if (candidate.size() < 2)
        continue;
      unsigned distance = name.edit_distance(candidate, /*AllowReplacements=*/true, best);
      if (distance < best) {
        best = distance;
        nearest =
            (candidate == row.short_name && row.short_name != row.long_name ? "-" : "--") + std::string(candidate);
      }
    }
  return nearest;
}

std::string unknown_option(const OptionTable& table, const std::string& text, std::string_view advice) {
  const std::string nearest = nearest_option(table, text);
  return "unknown option '" + text + "'; " +
         (nearest.empty() ? std::string(advice) : "did you mean '" + nearest + "'?");
}

std::string refused_option(const OptionRow& row, const std::string& text) {
  return "option '" + text + "' isn't supported: " + std::string(row.text);
}

std::expected<void, std::string> read_arguments(const OptionTable& table, std::span<const Argument> arguments,
                                                std::vector<std::string>& inputs, const OptionReader& read_option) {
  auto read = [&](const Argument& argument) -> std::expected<void, std::string> {
    if (argument.kind == Argument::Kind::kInput) {
      inputs.push_back(argument.text);
      return {};
    }
    if (argument.kind == Argument::Kind::kUnknown)
      return std::unexpected(
          unknown_option(table, argument.text, std::string(table.tool) + " --help lists the options"));
    const OptionRow& row = table.rows[argument.id];
    if (row.option_class == OptionClass::kRefused)
      return std::unexpected(refused_option(row, argument.text));
    if (row.option_class == OptionClass::kAccepted)
      return {};
    return read_option(argument);
  };
  std::string errors;
  for (const Argument& argument : arguments)
    if (auto good = read(argument); !good)
      errors += (errors.empty() ? "" : "\n") + good.error();
  if (!errors.empty())
    return std::unexpected(errors);
  return {};
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quote && c == quote) {
      quote = 0;
    } else if (!quote && (c == '"' || c == '\'')) {
      quote = c;
      inside = true;
    } else if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      word += text[++i];
      inside = true;
    } else if (!quote && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      if (inside)
        words.push_back(std::move(word));
      word.clear();
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (inside)
    words.push_back(std::move(word));
  return words;
}

std::string help_text(const OptionTable& table) {
  std::string text = std::string(table.usage) + "\n";
  for (OptionClass option_class : {OptionClass::kHonoured, OptionClass::kAccepted, OptionClass::kRefused}) {
    if (std::ranges::find(table.rows, option_class, &OptionRow::option_class) == table.rows.end())
      continue;
    text += option_class == OptionClass::kHonoured   ? "Options:\n"
            : option_class == OptionClass::kAccepted ? "\nAccepted without an effect, because it can't matter here:\n"
                                                     : "\nRefused:\n";
    for (const OptionRow& row : table.rows) {
      if (row.option_class != option_class)
        continue;
      std::string names = "  --" + std::string(row.long_name);
      if (!row.short_name.empty() && row.short_name != row.long_name)
        names += ", -" + std::string(row.short_name);
      if (row.kind != OptionKind::kFlag)
        names += row.kind == OptionKind::kList ? " VALUE,..." : " VALUE";
      names.resize(std::max<size_t>(names.size() + 1, 44), ' ');
      text += names + std::string(row.text) + "\n";
    }
  }
  return text;
}

bool write_file(const std::string& path, std::span<const uint8_t> bytes) {
  if (path == "-")
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return bool(file);
}

std::optional<std::string> read_file(const std::string& path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  return buffer ? std::optional((*buffer)->getBuffer().str()) : std::nullopt;
}

std::string find_prefix(const char* argv0) {
  static int anchor;
  std::string executable = llvm::sys::fs::getMainExecutable(argv0, &anchor);
  return llvm::sys::path::parent_path(llvm::sys::path::parent_path(executable)).str();
}

} // namespace ox::driver
