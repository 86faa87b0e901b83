// LLVM's assembler judges the table: it encodes and prints the base instructions itself, and reads Xox through the
// generated macros and through the templates for inline assembly.
#include "isa/encode.h"
#include "isa/hex.h"
#include "isa/oxdis/elf_view.h"
#include "random_instruction.h"
#include "run_tool.h"
#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <sstream>

namespace ox::isa {
namespace {

constexpr int kInstructionsPerRow = 60;
const std::string kLlvmMc =
    OX_LLVM_MC " -triple=riscv64 -mattr=+m,+zaamo,+f,+d,+zicsr,+zifencei,+zihintpause,+zfh,+zfa,"
               "+zba,+zbb,+zbs,+zicond,+zacas,+zabha,+zfbfmin ";

bool flushes(const Instruction& instruction) { return instruction.rm == 5 || instruction.rm == 6; }

// Our text in the words of LLVM: targets as signed offsets, and numbers for the registers that it has no name for.
std::string as_llvm_writes(const Instruction& instruction) {
  std::string text = disassemble(instruction, 0);
  for (const Operand& operand : row(instruction.op).operands()) {
    if (operand.kind == OperandKind::kTarget)
      text = text.substr(0, text.rfind(' ') + 1) + std::to_string(instruction.imm);
    if (operand.kind == OperandKind::kCsr && instruction.imm >= 0xCC0)
      text.replace(text.find(csr_name(instruction.imm)), csr_name(instruction.imm).size(),
                   std::to_string(instruction.imm));
  }
  return text;
}

// The words that llvm-mc makes of assembly lines.
std::vector<uint32_t> assemble(const std::string& lines) {
  const test::ToolRun tool;
  tool.write("in.s", std::string(".include \"" OX_ASSEMBLER_MACROS "\"\n.option norelax\n") + lines);
  EXPECT_EQ(tool.run(kLlvmMc + "-filetype=obj {}/in.s -o {}/out.o 2>{}/errors"), 0)
      << tool.read("errors").substr(0, 2000);
  const std::string object = tool.read("out.o");
  const auto elf = view_elf(std::as_bytes(std::span(object)));
  std::vector<uint32_t> words;
  if (!elf)
    return words;
  for (const ElfSection& section : elf->sections) {
    if (!section.executable)
      continue;
    words.resize(section.bytes.size() / 4);
    std::memcpy(words.data(), section.bytes.data(), words.size() * 4);
  }
  return words;
}

// What llvm-mc prints for words, a line each, one space between fields.
std::vector<std::string> disassemble_by_llvm(const std::vector<uint32_t>& words) {
  std::string bytes;
  for (uint32_t word : words) {
    for (unsigned i = 0; i < 4; ++i)
      bytes += hex(word >> (8 * i) & 0xff) + ' ';
    bytes += '\n';
  }
  const test::ToolRun tool;
  tool.write("in", bytes);
  EXPECT_EQ(tool.run(kLlvmMc + "--disassemble -M no-aliases {}/in -o {}/out 2>{}/errors"), 0)
      << tool.read("errors").substr(0, 2000);
  std::vector<std::string> lines;
  std::istringstream in(tool.read("out"));
  for (std::string line; std::getline(in, line);) {
    std::ranges::replace(line, '\t', ' ');
    line.erase(0, line.find_first_not_of(' '));
    if (!line.empty() && line[0] != '.')
      lines.push_back(line);
  }
  return lines;
}

template <typename Wanted> std::vector<Instruction> random_instructions(Wanted wanted) {
  std::mt19937 random(4);
  std::vector<Instruction> instructions;
  for (const Row& row : rows()) {
    for (int i = 0; i < kInstructionsPerRow; ++i) {
      const Instruction instruction = test::random_instruction(row, random);
      if (wanted(row, instruction))
        instructions.push_back(instruction);
    }
  }
  return instructions;
}

void expect_words(const std::vector<Instruction>& instructions, const std::vector<uint32_t>& words) {
  ASSERT_EQ(words.size(), instructions.size());
  for (size_t i = 0; i < words.size(); ++i)
    ASSERT_EQ(hex(words[i], 8), hex(encode(instructions[i]), 8)) << disassemble(instructions[i], 0);
}

bool is_plain_base(const Row& row, const Instruction& instruction) { return !row.is_xox() && !flushes(instruction); }

TEST(AgreementWithLlvm, BaseInstructionsEncodeTheSame) {
  const std::vector<Instruction> instructions = random_instructions(is_plain_base);
  std::string lines;
  for (const Instruction& instruction : instructions)
    lines += as_llvm_writes(instruction) + '\n';
  expect_words(instructions, assemble(lines));
}

TEST(AgreementWithLlvm, BaseInstructionsPrintTheSame) {
  const std::vector<Instruction> instructions = random_instructions([](const Row& row, const Instruction& instruction) {
    return is_plain_base(row, instruction) && row.op != Op::pause; // which is an alias to LLVM
  });
  std::vector<uint32_t> words;
  for (const Instruction& instruction : instructions)
    words.push_back(encode(instruction));
  const std::vector<std::string> lines = disassemble_by_llvm(words);
  ASSERT_EQ(lines.size(), instructions.size());
  for (size_t i = 0; i < lines.size(); ++i)
    ASSERT_EQ(as_llvm_writes(instructions[i]), lines[i]) << hex(words[i], 8);
}

TEST(AgreementWithLlvm, MacrosOfXoxAndFlushToZeroEncodeTheSame) {
  const std::vector<Instruction> instructions = random_instructions(
      [](const Row& row, const Instruction& instruction) { return !is_plain_base(row, instruction); });
  std::string lines;
  for (const Instruction& instruction : instructions)
    lines += disassemble(instruction, 0) + '\n';
  expect_words(instructions, assemble(lines));
}

// The template with "$0", "$1", ... replaced by the instruction's registers, as LLVM does for inline assembly.
std::string fill_template(std::string text, const Instruction& instruction) {
  unsigned index = 0;
  for (const Operand& operand : row(instruction.op).operands()) {
    if (operand.kind != OperandKind::kRegister)
      continue;
    const uint8_t numbers[] = {0, instruction.rd, instruction.rs1, instruction.rs2, instruction.rs3};
    const std::string name = "$" + std::to_string(index++);
    text.replace(text.find(name), name.size(),
                 register_name(numbers[static_cast<size_t>(operand.field)], operand.is_float));
  }
  return text;
}

TEST(AgreementWithLlvm, TemplatesForInlineAssemblyEncodeTheSame) {
  const std::vector<Instruction> instructions = random_instructions(
      [](const Row& row, const Instruction& instruction) { return !is_plain_base(row, instruction); });
  std::string lines;
  for (const Instruction& instruction : instructions) {
    const unsigned modifier = row(instruction.op).is_xox() ? static_cast<unsigned>(instruction.imm) : instruction.rm;
    lines += fill_template(insn_template(instruction.op, modifier), instruction) + '\n';
  }
  expect_words(instructions, assemble(lines));
}

} // namespace
} // namespace ox::isa
