// The table of the dialect's rules: its tests are tests, and its texts fit a table.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

namespace ox::frontend {
namespace {

struct Rule {
  std::string rule, nvcc, clang, ox, test;
};

std::vector<Rule> rules() {
  return {
#define OX_RULES(chapter)
#define OX_RULE(rule, nvcc, clang, ox, test) {rule, nvcc, clang, ox, test},
#include "frontend/dialect.def"
  };
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The runner of tests finds these endings; without a RUN line a test is an error of the runner's.
TEST(DialectRules, EachHasATestThatRuns) {
  for (const Rule& rule : rules()) {
    const std::filesystem::path path = std::filesystem::path(OX_TEST_DIR) / rule.test;
    EXPECT_TRUE(path.extension() == ".cu" || path.extension() == ".test") << rule.test;
    EXPECT_TRUE(read(path).contains("RUN: ")) << rule.rule << ": " << path << " is no test";
  }
}

TEST(DialectRules, EachTestOfTheDialectIsOfARule) {
  const std::vector<Rule> all = rules();
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(OX_TEST_DIR) / "e2e/dialect")) {
    const std::string test = "e2e/dialect/" + entry.path().filename().string();
    EXPECT_TRUE(std::ranges::any_of(all, [&](const Rule& rule) { return rule.test == test; }))
        << test << " is in no row of frontend/dialect.def";
  }
}

TEST(DialectRules, TextsFitATable) {
  for (const Rule& rule : rules())
    for (const std::string& text : {rule.rule, rule.nvcc, rule.clang, rule.ox}) {
      EXPECT_FALSE(text.empty()) << rule.rule;
      EXPECT_FALSE(text.contains('|') || text.contains('\n')) << text;
    }
}

} // namespace
} // namespace ox::frontend
