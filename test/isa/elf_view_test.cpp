// The disassembler's ELF reader on damaged files.
#include "isa/oxdis/elf_view.h"
#include "run_tool.h"
#include <gtest/gtest.h>
#include <random>

namespace ox::isa {
namespace {

std::string assemble_example() {
  const test::ToolRun tool;
  tool.write("in.s", ".type f,@function\nf: addi a0, a0, 1\n ret\n");
  EXPECT_EQ(tool.run(OX_LLVM_MC " -triple=riscv64 -filetype=obj {}/in.s -o {}/out.o"), 0);
  return tool.read("out.o");
}

std::expected<ElfView, std::string> view(const std::string& file) { return view_elf(std::as_bytes(std::span(file))); }

TEST(ElfView, FindsCodeAndSymbols) {
  const std::string file = assemble_example();
  const auto elf = view(file);
  ASSERT_TRUE(elf) << elf.error();
  size_t code_bytes = 0;
  for (const ElfSection& section : elf->sections)
    code_bytes += section.executable ? section.bytes.size() : 0;
  EXPECT_EQ(code_bytes, 8u);
  ASSERT_EQ(elf->symbols.size(), 1u);
  EXPECT_EQ(elf->symbols[0].name, "f");
}

TEST(ElfView, SurvivesEveryTruncationAndChangedByte) {
  const std::string file = assemble_example();
  for (size_t size = 0; size < file.size(); ++size)
    (void)view(std::string(file.data(), size));
  std::mt19937 random(5);
  for (size_t at = 0; at < file.size(); ++at) {
    for (int i = 0; i < 8; ++i) {
      std::string changed = file;
      changed[at] = static_cast<char>(random());
      const auto elf = view(changed);
      if (!elf)
        continue;
      for (const ElfSection& section : elf->sections)
        EXPECT_LE(section.bytes.size(), changed.size());
    }
  }
}

} // namespace
} // namespace ox::isa
