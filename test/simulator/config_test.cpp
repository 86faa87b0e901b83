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
  EXPECT_NE(error_of(with(R"("l2_bytes": "8 MB")")).find("\"l2_bytes\" must be in KiB"), std::string::npos);
  EXPECT_NE(error_of(with(R"("l2_bytes": -1)")).find("must be a whole number"), std::string::npos);
  EXPECT_NE(error_of(with(R"("max_threads_per_block": 2048)")).find("must be from 1 to 1024"), std::string::npos);
  EXPECT_NE(error_of(with(R"("compute_capability": "nine")")).find("like \"9.0\""), std::string::npos);
  EXPECT_NE(error_of("{}").find("must all be given"), std::string::npos);
  EXPECT_NE(error_of("[1]").find("not a JSON object"), std::string::npos);
  EXPECT_NE(error_of("{").find("not a JSON object"), std::string::npos);
}
