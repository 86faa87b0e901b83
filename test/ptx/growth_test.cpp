// Compiling a kernel takes time in proportion to its instructions: ten times as many, in one block or in many, must not
// take a hundred times as long.  Processor time of this process, so that other work on the machine doesn't count.
#include "ptx/compile/compile_ptx.h"
#include <ctime>
#include <gtest/gtest.h>
#include <random>
#include <string>

namespace {

// The register of this kind and number: "%r7".
std::string reg(char kind, unsigned number) { return std::string("%") + kind + std::to_string(number); }
std::string at(unsigned offset) { return "[%p+" + std::to_string(offset) + "]"; }

std::string kernel(size_t instructions, bool in_blocks) {
  std::string text = ".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry k(.param .u64 out)\n{\n"
                     ".reg .b32 %r<33>; .reg .f32 %f<33>; .reg .b64 %p; .reg .pred %q;\nld.param.u64 %p, [out];\n";
  for (unsigned i = 1; i <= 32; ++i)
    text += "ld.global.u32 " + reg('r', i) + ", " + at(4 * i) + ";\nld.global.f32 " + reg('f', i) + ", " +
            at(4 * i + 512) + ";\n";
  std::mt19937 random(1);
  auto registers = [&](char kind, unsigned count) {
    std::string list;
    for (unsigned i = 0; i < count; ++i)
      list += (i ? ", " : " ") + reg(kind, random() % 32 + 1);
    return list;
  };
  for (size_t i = 0; i < instructions; ++i) {
    const std::string label = "L" + std::to_string(i);
    if (in_blocks && i % 20 == 19)
      text += "setp.lt.u32 %q," + registers('r', 2) + ";\n@%q bra " + label + ";\nst.global.u32 " + at(4 * (i % 500)) +
              "," + registers('r', 1) + ";\n" + label + ":\n";
    else if (i % 3 == 0)
      text += "fma.rn.f32" + registers('f', 4) + ";\n";
    else
      text += "mad.lo.u32" + registers('r', 4) + ";\n";
  }
  for (unsigned i = 1; i <= 32; ++i)
    text += "st.global.u32 " + at(4 * i) + ", " + reg('r', i) + ";\nst.global.f32 " + at(4 * i + 512) + ", " +
            reg('f', i) + ";\n";
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
  testing::Test::RecordProperty("seconds_for_3000", std::to_string(small));
  testing::Test::RecordProperty("seconds_for_30000", std::to_string(large));
  EXPECT_LT(large, 20 * small);
}

TEST(Growth, OneBlock) { expect_linear(false); }
TEST(Growth, ManyBlocks) { expect_linear(true); }

} // namespace
