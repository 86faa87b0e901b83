// Every instruction has its file in test/isa/insn, which says what it does and is run by insn_runner; and there is no
// file for an instruction that does not exist.
#include "isa/row.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>
#include <string>

namespace ox::isa {
namespace {

std::set<std::string> files() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(OX_INSN_FILES))
    if (entry.is_regular_file())
      names.insert(entry.path().filename().string());
  return names;
}

TEST(InstructionFiles, EveryInstructionHasOne) {
  const std::set<std::string> there = files();
  for (const Row& row : rows())
    EXPECT_TRUE(there.contains(std::string(row.mnemonic) + ".s"))
        << row.mnemonic << " has no file test/isa/insn/" << row.mnemonic << ".s; include/check.inc.s there says how to "
        << "write one, with values from the manual or a reference of your own";
}

TEST(InstructionFiles, EveryFileIsOfAnInstruction) {
  std::set<std::string> expected;
  for (const Row& row : rows())
    expected.insert(std::string(row.mnemonic) + ".s");
  for (const std::string& name : files())
    EXPECT_TRUE(expected.contains(name)) << "test/isa/insn/" << name << " is not the name of an instruction";
}

// Of a file that begins with another instruction's description nobody would know what it tests.
TEST(InstructionFiles, EachBeginsWithTheNameOfItsInstruction) {
  for (const Row& row : rows()) {
    const std::string name(row.mnemonic);
    std::ifstream file(std::string(OX_INSN_FILES) + "/" + name + ".s");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.empty())
      continue; // EveryInstructionHasOne says so
    EXPECT_TRUE(text.starts_with("# " + name)) << name << ".s";
    EXPECT_NE(text.find('\n' + std::string(".include \""), 0), std::string::npos) << name << ".s";
    EXPECT_NE(text.find(name, text.find(".include")), std::string::npos) << name << ".s never executes " << name;
  }
}

} // namespace
} // namespace ox::isa
