// Configurations: the built-in ones are sound, and what is wrong with another is said.
#include "simulator/config.h"
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>

using namespace ox::sim;

namespace {
constexpr const char* kGood = R"({"name": "x", "cores": 2, "warps_per_core": 32, "blocks_per_core": 8,
  "registers_per_core": 65536, "memory_bytes": "1 GiB", "clock_khz": 1000})";

std::string error_of(const std::string& text) {
  auto config = parse_config(text, "test");
  return config ? "" : config.error();
}

std::string with(const std::string& more) {
  std::string text = kGood;
  return text.insert(1, more + ", ");
}
} // namespace

TEST(Config, EveryBuiltInConfigurationLoads) {
  EXPECT_FALSE(config_names().empty());
  for (auto name : config_names())
    EXPECT_TRUE(load_config(name)) << name;
}

TEST(Config, SmallIsWhatItsFileSays) {
  auto config = load_config("ox-small");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->properties.cores, 16u);
  EXPECT_EQ(config->properties.memory_bytes, uint64_t{8} << 30);
  EXPECT_EQ(config->properties.compute_major, 9);
  EXPECT_EQ(config->properties.compute_minor, 0);
  EXPECT_EQ(config->properties.shared_per_block_optin, 227u << 10);
}

TEST(Config, UnknownNameListsTheNames) {
  auto config = load_config("ox-huge");
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().find("ox-small"), std::string::npos);
}

TEST(Config, LoadsFromAPath) {
  std::string path = testing::TempDir() + "config_test.json";
  std::ofstream(path) << kGood;
  EXPECT_EQ(load_config(path)->properties.cores, 2u);
  std::remove(path.c_str());
  EXPECT_NE(load_config(path).error().find("cannot read the configuration file " + path), std::string::npos);
}

TEST(Config, UnknownKeyIsRefusedByName) {
  EXPECT_EQ(error_of(kGood), "");
  EXPECT_NE(error_of(with(R"("coers": 3)")).find("unknown key \"coers\""), std::string::npos);
}

TEST(Config, ValuesAreChecked) {
  EXPECT_NE(error_of(with(R"("max_block": [1, 2])")).find("\"max_block\" must be three numbers"), std::string::npos);
  EXPECT_NE(error_of(with(R"("max_block": [1, 0, 2])")).find("\"max_block\" must be from 1 to"), std::string::npos);
  EXPECT_NE(error_of(with(R"("l2_bytes": "8 MB")")).find("\"l2_bytes\" must be in KiB"), std::string::npos);
  EXPECT_NE(error_of(with(R"("l2_bytes": -1)")).find("must be a whole number"), std::string::npos);
  EXPECT_NE(error_of(with(R"("l2_bytes": 1.5)")).find("must be a whole number"), std::string::npos);
  EXPECT_NE(error_of(with(R"("l2_bytes": true)")).find("must be a whole number"), std::string::npos);
  EXPECT_NE(error_of(with(R"("max_threads_per_block": 2048)")).find("must be from 1 to 1024"), std::string::npos);
  EXPECT_NE(error_of(with(R"("compute_capability": "nine")")).find("like \"9.0\""), std::string::npos);
}

TEST(Config, KeysMustFitEachOther) {
  EXPECT_EQ(error_of(with(R"("chiplets": 3)")),
            "configuration test:1:14: \"chiplets\": 2 cores can't be divided among 3 chiplets");
  EXPECT_NE(error_of(with(R"("shared_per_block": "228 KiB")")).find("are more than shared_per_block_optin, 232448"),
            std::string::npos);
  EXPECT_NE(error_of(with(R"("shared_per_core": "100 KiB")")).find("are more than shared_per_core, 102400"),
            std::string::npos);
  EXPECT_NE(error_of(with(R"("max_cluster_blocks": 4)")).find("8 blocks are more than max_cluster_blocks, 4"),
            std::string::npos);
  EXPECT_NE(error_of(with(R"("arena_bytes": "1 GiB")")).find("too few for memory_bytes, 1073741824"),
            std::string::npos);
}

// The place of what is wrong, line and column, whatever stands around it.
TEST(Config, ABadFileIsRefusedWithTheLine) {
  struct {
    const char* text;
    const char* error;
  } cases[] = {
      {"{\n  \"name\": \"x\",\n  \"coers\": 3\n}",
       "3:3: unknown key \"coers\"; the keys are name, compute_capability,"},
      {"{\n  // how many\n  \"cores\": /* none */ 0\n}", "3:23: \"cores\" must be from 1 to 65536"},
      {"{\"cores\": 0\n}", "1:11: \"cores\" must be from 1 to 65536"},
      {"{\n\"cores\":\n\n70000}", "4:1: \"cores\" must be from 1 to 65536"},
      {"{\n  \"cores\": -2\n}", "2:12: \"cores\" must be a whole number"},
      {"{\n  \"name\": true\n\n}", "2:11: \"name\" must be a text"},
      {"{\n  \"name\": \"a \\\" b\", \"l2_bytes\": \"8 \\\"MB\"\n}", "2:33: \"l2_bytes\" must be in KiB"},
      {"{\n  \"max_grid\": [1,\n   2]\n}", "2:15: \"max_grid\" must be three numbers"},
      {"{\n  \"cores\": 1,\n  \"cores\": 2\n}", "3:3: \"cores\" is given a second time; the first is on line 2"},
      {"{\n  \"cores\": {\"a\": 1}\n}", "2:12: an object can't be a value here"},
      {"{\n  \"max_grid\": [[1]]\n}", "2:16: a list can't hold another list"},
      {"[1]", "1:1: the file must hold one object"},
      {"\n\"text\"", "2:1: the file must hold one object"},
      {"", "1:1: "},
      {"{\n  \"cores\": 1,\n  \"name\" \"x\"\n}", "3:12: "},
      {"{\n  \"cores\": 1\n  \"name\": \"x\"\n}", "3:8: "},
      {"{\n  \"name\": \"x\"\n}\n}", "4:1: "},
      {"{\n  \"name\": \"x\"\n}", "3:1: \"cores\" (cores of the machine; CUDA says multiprocessors) is missing"},
  };
  for (const auto& expected : cases) {
    std::string want = std::string("configuration test:") + expected.error;
    EXPECT_EQ(error_of(expected.text).substr(0, want.size()), want) << expected.text << "\n" << error_of(expected.text);
  }
}

TEST(Config, EveryRequiredKeyIsMissedByName) {
  for (const ConfigKey& missing : config_keys()) {
    if (missing.fallback != "required")
      continue;
    std::string text = kGood, name = "\"" + std::string(missing.name) + "\"";
    size_t begin = text.find(name), end = std::min(text.find(',', begin), text.find('}', begin));
    ASSERT_NE(begin, std::string::npos) << name;
    if (text[end] == ',')
      text.erase(begin, end - begin + 1);
    else
      text.erase(text.rfind(',', begin), end - text.rfind(',', begin)); // the last one, with the comma before it
    EXPECT_NE(error_of(text).find(name + " ("), std::string::npos) << text << "\n" << error_of(text);
    EXPECT_NE(error_of(text).find(") is missing"), std::string::npos) << error_of(text);
  }
}

TEST(Config, TheDocumentationHasTheTableOfKeys) {
  std::ifstream file(OX_SOURCE "/docs/configuration.md");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(text.find(config_table()), std::string::npos) << "docs/configuration.md must have this table:\n"
                                                          << config_table();
}
