#include "driver/architectures.h"
#include <gtest/gtest.h>

namespace ox::driver {
namespace {

using List = std::vector<std::string>;

TEST(Architectures, DefaultIsThatOfNvcc13) { EXPECT_EQ(Architectures().compiled(), "75"); }

TEST(Architectures, EveryFormOfArch) {
  for (const char* value : {"sm_80", "compute_80", "lto_80"}) {
    Architectures architectures;
    EXPECT_TRUE(architectures.add(value));
    EXPECT_EQ(architectures.compiled(), "80");
  }
  Architectures suffixed;
  EXPECT_TRUE(suffixed.add("sm_90a"));
  EXPECT_EQ(suffixed.compiled(), "90a");
}

TEST(Architectures, EveryFormOfGencode) {
  for (const char* value : {"arch=compute_80,code=sm_80", "arch=compute_80,code=[sm_80,compute_80]",
                            "arch=compute_80,code=\"sm_80,sm_86\"", "arch=compute_80", "arch=compute_80, code=sm_80"}) {
    Architectures architectures;
    EXPECT_TRUE(architectures.add_generate_code(value)) << value;
    EXPECT_EQ(architectures.requested, List{"80"}) << value;
  }
}

TEST(Architectures, VirtualCodesAskForPtx) {
  for (const auto& [value, wants] :
       {std::pair("arch=compute_80,code=sm_80", false), std::pair("arch=compute_80", false),
        std::pair("arch=compute_80,code=[sm_80,compute_80]", true),
        std::pair("arch=compute_80,code=compute_80", true)}) {
    Architectures architectures;
    EXPECT_TRUE(architectures.add_generate_code(value)) << value;
    EXPECT_EQ(architectures.wants_ptx, wants) << value;
  }
  Architectures by_code;
  EXPECT_TRUE(by_code.add_code("sm_80"));
  EXPECT_FALSE(by_code.wants_ptx);
  EXPECT_TRUE(by_code.add_code("compute_80"));
  EXPECT_TRUE(by_code.wants_ptx);
  EXPECT_EQ(by_code.requested, List{});
}

TEST(Architectures, OfSeveralTheOneThatSuitsTheDeviceIsCompiled) {
  Architectures architectures;
  for (const char* value : {"sm_70", "sm_89", "sm_120", "sm_80"})
    EXPECT_TRUE(architectures.add(value));
  EXPECT_EQ(architectures.compiled(), "89");
  EXPECT_EQ(architectures.requested, (List{"70", "89", "120", "80"}));
}

TEST(Architectures, AllAboveTheDeviceGivesTheLowest) {
  Architectures architectures;
  EXPECT_TRUE(architectures.add("sm_120"));
  EXPECT_TRUE(architectures.add("sm_100"));
  EXPECT_EQ(architectures.compiled(), "100");
}

TEST(Architectures, NonsenseIsNamed) {
  Architectures architectures;
  for (const char* value : {"75", "sm_", "sm_7x", "gfx906", "sm_sm_75", ""}) {
    auto good = architectures.add(value);
    ASSERT_FALSE(good) << value;
    EXPECT_TRUE(good.error().contains("'" + std::string(value) + "'")) << good.error();
  }
  EXPECT_FALSE(architectures.add_generate_code("sm_75"));
  EXPECT_FALSE(architectures.add_generate_code("arch=compute_75,code=gfx9"));
}

} // namespace
} // namespace ox::driver
