// oxdis as a user meets it.
#include "isa/kernel_metadata.h"
#include "run_tool.h"
#include <gtest/gtest.h>

namespace ox::isa {
namespace {

TEST(Oxdis, DisassemblesWords) {
  const test::ToolRun tool;
  EXPECT_EQ(tool.run(OX_OXDIS " --words 0x00c5950b 00b50863 0 >{}/out"), 0);
  EXPECT_EQ(tool.read("out"), "00c5950b  ox.ballot a0, a1, a2\n"
                              "00b50863  beq a0, a1, 0x14\n"
                              "00000000  .word 0x00000000  # not an OxCore instruction\n");
}

TEST(Oxdis, DisassemblesAnElfWithItsSymbols) {
  const test::ToolRun tool;
  tool.write("in.s",
             ".type f,@function\nf: addi a0, a0, 1\nj f\n.type g,@function\ng: .insn r CUSTOM_0, 0, 0, x0, x0, x0\n");
  ASSERT_EQ(tool.run(OX_LLVM_MC " -triple=riscv64 -filetype=obj {}/in.s -o {}/out.o"), 0);
  EXPECT_EQ(tool.run(OX_OXDIS " {}/out.o >{}/out"), 0);
  EXPECT_EQ(tool.read("out"), "section .text\n"
                              "\nf:\n"
                              "  000000: 00150513  addi a0, a0, 1\n"
                              "  000004: ffdff06f  jal zero, 0x0 <f>\n"
                              "\ng:\n"
                              "  000008: 0000000b  ox.exit\n");
}

TEST(Oxdis, PrintsKernelRecords) {
  const test::ToolRun tool;
  KernelMetadata kernel;
  kernel.name = "k";
  kernel.parameters = {{0, 8, 8}, {8, 4, 4}};
  kernel.parameter_bytes = 12;
  kernel.static_shared_bytes = 64;
  kernel.registers = 20;
  const std::vector<std::byte> note = write_metadata_note({.xox_major = 0, .xox_minor = 1, .kernels = {kernel}});
  tool.write("note", {reinterpret_cast<const char*>(note.data()), note.size()});
  tool.write("in.s", ".section .note.ox,\"a\",@note\n.incbin \"" + tool.path("note").string() + "\"\n");
  ASSERT_EQ(tool.run(OX_LLVM_MC " -triple=riscv64 -filetype=obj {}/in.s -o {}/out.o"), 0);
  EXPECT_EQ(tool.run(OX_OXDIS " --metadata {}/out.o >{}/out"), 0);
  EXPECT_EQ(tool.read("out"), "Xox 0.1\n"
                              "kernel k\n"
                              "  parameters 12 bytes: 8@0 4@8\n"
                              "  static shared 64 bytes, local 0 bytes, registers 20\n");
}

TEST(Oxdis, SaysWhatIsWrongAndExitsWithOne) {
  const test::ToolRun tool;
  EXPECT_EQ(tool.run(OX_OXDIS " {}/missing 2>{}/errors"), 1);
  EXPECT_NE(tool.read("errors").find("cannot read"), std::string::npos);
  tool.write("text", "not an ELF file");
  EXPECT_EQ(tool.run(OX_OXDIS " {}/text 2>{}/errors"), 1);
  EXPECT_NE(tool.read("errors").find("not an ELF file"), std::string::npos);
  EXPECT_EQ(tool.run(OX_OXDIS " --words 123456789 2>{}/errors"), 1);
  EXPECT_NE(tool.read("errors").find("not a 32-bit hexadecimal number"), std::string::npos);
  EXPECT_EQ(tool.run(OX_OXDIS " --frobnicate 2>{}/errors"), 1);
  EXPECT_NE(tool.read("errors").find("usage"), std::string::npos);
}

} // namespace
} // namespace ox::isa
