// Compiling a kernel takes time in proportion to its instructions: ten times as many, in one block or in many, must not
// take a hundred times as long.  Processor time of this process, so that other work on the machine doesn't count.
#include "ptx/compile/compile_ptx.h"
#include <ctime>
#include <format>
#include <gtest/gtest.h>
#include <random>

namespace {

std::string kernel(size_t instructions, bool in_blocks) {
  std::string text = ".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry k(.param .u64 out)\n{\n"
                     ".reg .b32 %r<33>; .reg .f32 %f<33>; .reg .b64 %p; .reg .pred %q;\nld.param.u64 %p, [out];\n";
  for (unsigned i = 1; i <= 32; ++i)
    text += std::format("ld.global.u32 %r{0}, [%p+{1}];\nld.global.f32 %f{0}, [%p+{2}];\n", i, 4 * i, 4 * i + 512);
  std::mt19937 random(1);
  auto some = [&] { return random() % 32 + 1; };
  size_t labels = 0;
  for (size_t i = 0; i < instructions; ++i) {
    const unsigned a = some(), b = some(), c = some(), d = some();
    if (in_blocks && i % 20 == 19) {
      text += std::format("setp.lt.u32 %q, %r{}, %r{};\n@%q bra L{};\nst.global.u32 [%p+{}], %r{};\nL{}:\n", a, b,
                          labels, 4 * (i % 500), c, labels);
      ++labels;
    } else if (i % 3 == 0) {
      text += std::format("fma.rn.f32 %f{}, %f{}, %f{}, %f{};\n", a, b, c, d);
    } else {
      text += std::format("mad.lo.u32 %r{}, %r{}, %r{}, %r{};\n", a, b, c, d);
    }
  }
  for (unsigned i = 1; i <= 32; ++i)
    text += std::format("st.global.u32 [%p+{1}], %r{0};\nst.global.f32 [%p+{2}], %f{0};\n", i, 4 * i, 4 * i + 512);
  return text + "ret;\n}\n";
}

double seconds_for(size_t instructions, bool in_blocks) {
  const std::string text = kernel(instructions, in_blocks);
  const std::clock_t begin = std::clock();
  auto result = ox::ptx::compile_ptx(text, {});
  const std::clock_t end = std::clock();
  EXPECT_TRUE(result.has_value()) << result.error();
  return double(end - begin) / CLOCKS_PER_SEC;
}

void expect_linear(bool in_blocks) {
  seconds_for(100, in_blocks); // what only the first compilation of a process does
  const double small = seconds_for(3'000, in_blocks), large = seconds_for(30'000, in_blocks);
  RecordProperty("seconds_for_3000", std::to_string(small));
  RecordProperty("seconds_for_30000", std::to_string(large));
  EXPECT_LT(large, 25 * small);
}

TEST(Growth, OneBlock) { expect_linear(false); }
TEST(Growth, ManyBlocks) { expect_linear(true); }

} // namespace
