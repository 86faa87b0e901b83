// What the class of each option in driver/options.def promises.
#include "driver/plan.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace ox::driver {
namespace {

using List = std::vector<std::string>;

std::expected<Plan, std::string> plan(const List& arguments) {
  return make_plan(arguments, {"/prefix", "/scratch", [](const std::string&) { return std::nullopt; }});
}

List given(const OptionRow& row) {
  List arguments{"--" + std::string(row.long_name)};
  if (row.kind != OptionKind::kFlag)
    arguments.push_back("value");
  return arguments;
}

List described(const List& arguments) {
  auto made = plan(arguments);
  EXPECT_TRUE(made) << made.error();
  List lines;
  if (made) {
    for (const Job& job : made->jobs)
      lines.push_back(describe(job));
    lines.insert(lines.end(), made->warnings.begin(), made->warnings.end());
  }
  return lines;
}

TEST(OptionTable, RefusedOptionsAreNamedWithTheirRemedy) {
  for (const OptionRow& row : option_table().rows) {
    if (row.option_class != OptionClass::kRefused)
      continue;
    List arguments = given(row);
    const std::string expected = "option '" + arguments[0] + "' isn't supported: " + std::string(row.text);
    arguments.push_back("a.cu");
    auto made = plan(arguments);
    ASSERT_FALSE(made) << arguments[0];
    EXPECT_EQ(made.error(), expected);
    EXPECT_GE(row.text.size(), 20u) << "no remedy: " << row.text;
  }
}

TEST(OptionTable, AcceptedOptionsChangeNothing) {
  for (const char* phase : {"-c", "-cubin", "-link"}) {
    const List without = described({phase, "a.cu"});
    for (const OptionRow& row : option_table().rows) {
      if (row.option_class != OptionClass::kAccepted)
        continue;
      List arguments = given(row);
      arguments.insert(arguments.end(), {phase, "a.cu"});
      EXPECT_EQ(described(arguments), without) << arguments[0];
    }
  }
}

// The words of all commands in the lit tests of a folder that run ox-nvcc.
void collect_words(const std::filesystem::path& folder, std::set<std::string>& words) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension();
    if (extension != ".test" && extension != ".cu")
      continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      if (!line.contains("RUN:") || !line.contains("ox-nvcc"))
        continue;
      std::istringstream in(line);
      for (std::string word; in >> word;)
        words.insert(word.substr(0, word.find('=')));
    }
  }
}

TEST(OptionTable, EveryHonouredOptionIsRunByATest) {
  std::set<std::string> words;
  for (const char* folder : {"driver", "e2e"})
    collect_words(std::filesystem::path(OX_TEST_DIR) / folder, words);
  auto has = [&](const OptionRow& row) {
    const std::string short_name(row.short_name), long_name(row.long_name);
    for (const std::string& name : {"-" + long_name, "--" + long_name, "-" + short_name})
      if (name != "-" && words.contains(name))
        return true;
    // -O3, -Ifolder
    return short_name.size() == 1 && std::ranges::any_of(words, [&](const std::string& word) {
             return word.starts_with("-" + short_name) && word.size() > 2 && option_table().joined.contains(short_name);
           });
  };
  for (const OptionRow& row : option_table().rows)
    if (row.option_class == OptionClass::kHonoured)
      EXPECT_TRUE(has(row)) << "no lit test runs ox-nvcc with --" << row.long_name;
}

} // namespace
} // namespace ox::driver
