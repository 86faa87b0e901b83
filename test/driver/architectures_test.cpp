#include "driver/architectures.h"
#include <gtest/gtest.h>

namespace ox::driver {
namespace {

using List = std::vector<std::string>;

struct Given {
  std::string arch = {};
  List codes = {};
  List generate_codes = {};
};

std::expected<Architectures, std::string> read(const Given& given) {
  Architectures architectures;
  if (!given.arch.empty())
    if (auto good = architectures.add(given.arch); !good)
      return std::unexpected(good.error());
  architectures.add_codes(given.codes);
  for (const std::string& value : given.generate_codes)
    if (auto good = architectures.add_generate_code(value); !good)
      return std::unexpected(good.error());
  if (auto good = architectures.finish(); !good)
    return std::unexpected(good.error());
  return architectures;
}

std::vector<Target> targets(const Given& given) {
  auto architectures = read(given);
  EXPECT_TRUE(architectures) << architectures.error();
  return architectures ? architectures->targets() : std::vector<Target>{};
}

std::string error(const Given& given) {
  auto architectures = read(given);
  return architectures ? "" : architectures.error();
}

List requested(const Given& given) {
  auto architectures = read(given);
  return architectures ? architectures->requested() : List{};
}

TEST(Architectures, DefaultIsThatOfNvcc13) { EXPECT_EQ(targets({}), std::vector<Target>{{.architecture = "75"}}); }

TEST(Architectures, EveryFormOfArch) {
  for (const char* value : {"sm_80", "lto_80"})
    EXPECT_EQ(targets({.arch = value}), std::vector<Target>{{.architecture = "80"}});
  EXPECT_EQ(targets({.arch = "compute_80"}), (std::vector<Target>{{.architecture = "80", .wants_ptx = true}}));
  EXPECT_EQ(requested({.arch = "sm_90a"}), List{"90a"});
  EXPECT_EQ(requested({.arch = "compute_100f"}), List{"100f"});
  EXPECT_EQ(requested({.arch = "native"}), List{"90"});
  EXPECT_EQ(requested({.arch = "all-major"}), (List{"75", "80", "90", "100", "110", "120"}));
  EXPECT_EQ(requested({.arch = "all"}),
            (List{"75", "80", "86", "87", "88", "89", "90", "100", "103", "110", "120", "121"}));
}

TEST(Architectures, ArchitecturesOfEveryReleaseAreKnown) {
  for (const char* value : {"sm_13", "sm_20", "sm_35", "sm_52", "sm_61", "sm_70", "sm_101", "sm_121a"})
    EXPECT_EQ(error({.arch = value}), "") << value;
}

TEST(Architectures, CodeGoesWithArchInAnyOrder) {
  EXPECT_EQ(targets({.arch = "compute_80", .codes = {"sm_86", "sm_80", "compute_80"}}),
            (std::vector<Target>{{.architecture = "80", .image = 80, .wants_ptx = true}}));
  EXPECT_EQ(targets({.arch = "compute_80", .codes = {"sm_86"}}),
            (std::vector<Target>{{.architecture = "80", .image = 86}}));
}

TEST(Architectures, EveryFormOfGencode) {
  const std::vector<Target> both{{.architecture = "80", .image = 80, .wants_ptx = true}};
  for (const char* value : {"arch=compute_80,code=[sm_80,compute_80]", "arch=compute_80,code=\"sm_80,compute_80\"",
                            "arch=compute_80, code=[compute_80, sm_80]", "code=[sm_80,compute_80],arch=compute_80"})
    EXPECT_EQ(targets({.generate_codes = {value}}), both) << value;
  EXPECT_EQ(targets({.generate_codes = {"arch=compute_80,code=lto_80"}}),
            (std::vector<Target>{{.architecture = "80", .image = 80}}));
  EXPECT_EQ(targets({.generate_codes = {"arch=compute_80,code=sm_86", "arch=compute_80,code=compute_80"}}),
            (std::vector<Target>{{.architecture = "80", .image = 80, .wants_ptx = true}}));
  EXPECT_EQ(requested({.arch = "sm_70", .generate_codes = {"arch=compute_80,code=sm_80"}}), (List{"80", "70"}));
}

TEST(Architectures, OfSeveralTheOneThatSuitsTheDeviceIsCompiled) {
  List given;
  for (const char* number : {"70", "89", "120", "80"})
    given.push_back("arch=compute_" + std::string(number) + ",code=sm_" + number);
  auto architectures = read({.generate_codes = given});
  ASSERT_TRUE(architectures);
  EXPECT_EQ(architectures->compiled().architecture, "89");
  EXPECT_EQ(architectures->requested(), (List{"70", "89", "120", "80"}));
}

TEST(Architectures, AllAboveTheDeviceGivesTheLowest) {
  auto architectures = read({.generate_codes = {"arch=compute_120,code=sm_120", "arch=compute_100,code=sm_100"}});
  ASSERT_TRUE(architectures);
  EXPECT_EQ(architectures->compiled().architecture, "100");
}

TEST(Architectures, PtxOfAnyIsPtxBesideTheOneImage) {
  auto architectures = read({.generate_codes = {"arch=compute_80,code=sm_80", "arch=compute_70,code=compute_70"}});
  ASSERT_TRUE(architectures);
  EXPECT_EQ(architectures->compiled(), (Target{.architecture = "80", .image = 80, .wants_ptx = true}));
}

TEST(Architectures, NonsenseIsNamed) {
  for (const char* value : {"75", "sm_", "sm_7x", "sm_93", "gfx906", "sm_sm_75", "sm_80,sm_90"})
    EXPECT_TRUE(error({.arch = value}).starts_with("'" + std::string(value) + "' is no GPU architecture"))
        << error({.arch = value});
  EXPECT_EQ(error({.generate_codes = {"arch=compute_75,code=gfx9"}}),
            "'gfx9' is no GPU architecture; use sm_NN or compute_NN, e.g. sm_75, or native");
}

// The mixtures that nvcc refuses.
TEST(Architectures, WhatCannotBeIsRefused) {
  EXPECT_EQ(error({.codes = {"sm_80"}}), "-code needs -arch; give both, or -gencode arch=compute_NN,code=sm_NN");
  EXPECT_EQ(error({.arch = "native", .codes = {"sm_80"}}),
            "-arch=native can't be combined with -code; leave -code out");
  for (const Given& given :
       {Given{.arch = "sm_90", .codes = {"sm_90"}}, Given{.generate_codes = {"arch=sm_90,code=sm_90"}}})
    EXPECT_EQ(error(given), "'sm_90' is a GPU, and -arch beside -code names what it is compiled as; use compute_90");
  for (const char* value : {"sm_75", "arch=compute_80", "code=sm_80"})
    EXPECT_EQ(error({.generate_codes = {value}}),
              "'" + std::string(value) + "' is no value for -gencode; use arch=compute_NN,code=sm_NN");
  EXPECT_EQ(error({.generate_codes = {"arch=compute_80,code="}}),
            "'' is no GPU architecture; use sm_NN or compute_NN, e.g. sm_75, or native");
  EXPECT_EQ(error({.generate_codes = {"arch=compute_80,code=sm_80,foo=1"}}),
            "'foo=1' isn't part of -gencode; use arch=compute_NN,code=sm_NN");
  const std::pair<const char*, const char*> incompatible[] = {{"90", "sm_80"},      {"90a", "sm_90"},
                                                              {"90a", "sm_100"},    {"100f", "sm_120"},
                                                              {"80", "compute_90"}, {"90", "compute_80"}};
  for (const auto& [architecture, code] : incompatible)
    EXPECT_EQ(error({.generate_codes = {"arch=compute_" + std::string(architecture) + ",code=" + code}}),
              "'compute_" + std::string(architecture) + "' can't become '" + code +
                  "'; a code is a GPU that has all of its architecture, or that architecture itself");
  for (const auto& [architecture, code] :
       {std::pair("90a", "sm_90a"), std::pair("100f", "sm_103"), std::pair("90", "sm_90a"), std::pair("80", "sm_90")})
    EXPECT_EQ(error({.generate_codes = {"arch=compute_" + std::string(architecture) + ",code=" + code}}), "");
}

} // namespace
} // namespace ox::driver
