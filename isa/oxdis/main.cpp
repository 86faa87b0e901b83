// oxdis: OxCore machine code as text.
//
//   oxdis FILE              the code of an OxCore ELF, with its symbols
//   oxdis --metadata FILE   what the compiler says about each kernel in it
//   oxdis --words WORD...   instruction words given in hexadecimal
#include "isa/decode.h"
#include "isa/hex.h"
#include "isa/kernel_metadata.h"
#include "isa/oxdis/elf_view.h"
#include "isa/row.h"
#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>

namespace ox::isa {
namespace {

int fail(const std::string& message) {
  std::cerr << "oxdis: " << message << '\n';
  return 1;
}

// "<f+0x8>" for an address inside a function that the file names.
std::string symbol_of(const ElfView& elf, uint64_t address) {
  auto after = std::ranges::upper_bound(elf.symbols, address, {}, &ElfSymbol::address);
  if (after == elf.symbols.begin())
    return {};
  const ElfSymbol& symbol = *--after;
  const uint64_t offset = address - symbol.address;
  return " <" + std::string(symbol.name) + (offset == 0 ? ">" : "+" + hex(offset) + ">");
}

bool has_target(Op op) {
  return std::ranges::any_of(row(op).operands(), [](const Operand& o) { return o.kind == OperandKind::kTarget; });
}

std::string line_of(uint32_t word, uint64_t pc, const ElfView& elf) {
  const std::optional<Instruction> instruction = decode(word);
  std::string text = hex_digits(word, 8) + "  ";
  if (!instruction)
    return text + ".word " + hex(word, 8) + "  # not an OxCore instruction";
  text += disassemble(*instruction, pc);
  return has_target(instruction->op) ? text + symbol_of(elf, pc + static_cast<uint64_t>(instruction->imm)) : text;
}

uint32_t word_at(std::span<const std::byte> bytes, size_t at) {
  uint32_t word = 0;
  for (unsigned i = 0; i < 4; ++i)
    word |= static_cast<uint32_t>(bytes[at + i]) << (8 * i);
  return word;
}

int disassemble_file(const ElfView& elf) {
  for (const ElfSection& section : elf.sections) {
    if (!section.executable || section.bytes.empty())
      continue;
    std::cout << "section " << section.name << '\n';
    auto symbol = std::ranges::lower_bound(elf.symbols, section.address, {}, &ElfSymbol::address);
    for (size_t at = 0; at + 4 <= section.bytes.size(); at += 4) {
      const uint64_t pc = section.address + at;
      for (; symbol != elf.symbols.end() && symbol->address <= pc; ++symbol)
        std::cout << '\n' << symbol->name << ":\n";
      std::cout << "  " << hex_digits(pc, 6) << ": " << line_of(word_at(section.bytes, at), pc, elf) << '\n';
    }
  }
  return 0;
}

int print_metadata(const ElfView& elf, const std::string& path) {
  const auto note = std::ranges::find(elf.sections, std::string_view(".note.ox"), &ElfSection::name);
  if (note == elf.sections.end())
    return fail(path + " has no kernel records (.note.ox): it was not linked by the code generator of Ox");
  const std::expected<ImageMetadata, std::string> metadata = read_metadata_note(note->bytes);
  if (!metadata)
    return fail(path + ": " + metadata.error());
  std::cout << "Xox " << metadata->xox_major << '.' << metadata->xox_minor << '\n';
  for (const KernelMetadata& kernel : metadata->kernels) {
    std::cout << "kernel " << kernel.name << "\n  parameters " << kernel.parameter_bytes << " bytes:";
    for (const KernelParameter& parameter : kernel.parameters)
      std::cout << ' ' << parameter.bytes << '@' << parameter.offset;
    std::cout << "\n  static shared " << kernel.static_shared_bytes << " bytes, local " << kernel.local_bytes
              << (kernel.unbounded_stack ? " bytes at least" : " bytes") << ", registers " << kernel.registers << '\n';
    if (kernel.max_threads_per_block != 0)
      std::cout << "  at most " << kernel.max_threads_per_block << " threads per block\n";
    if (kernel.min_blocks_per_core != 0)
      std::cout << "  at least " << kernel.min_blocks_per_core << " blocks per core\n";
    if (kernel.required_block[0] != 0)
      std::cout << "  blocks of " << kernel.required_block[0] << " x " << kernel.required_block[1] << " x "
                << kernel.required_block[2] << " threads\n";
    if (kernel.required_cluster[0] != 0)
      std::cout << "  clusters of " << kernel.required_cluster[0] << " x " << kernel.required_cluster[1] << " x "
                << kernel.required_cluster[2] << " blocks\n";
    if (kernel.max_cluster_blocks != 0)
      std::cout << "  at most " << kernel.max_cluster_blocks << " blocks per cluster\n";
  }
  return 0;
}

int disassemble_words(std::span<char*> words) {
  uint64_t pc = 0;
  for (std::string_view text : words) {
    if (text.starts_with("0x") || text.starts_with("0X"))
      text.remove_prefix(2);
    uint32_t word = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), word, 16);
    if (error != std::errc() || end != text.data() + text.size())
      return fail("'" + std::string(text) + "' is not a 32-bit hexadecimal number");
    std::cout << line_of(word, pc, {}) << '\n';
    pc += 4;
  }
  return 0;
}

constexpr std::string_view kUsage = "usage: oxdis FILE              the code of an OxCore ELF\n"
                                    "       oxdis --metadata FILE   its kernel records\n"
                                    "       oxdis --words WORD...   hexadecimal instruction words\n";

int run(std::span<char*> arguments) {
  const std::string first = arguments.empty() ? "" : arguments[0];
  if (first == "--help") {
    std::cout << kUsage;
    return 0;
  }
  if (first == "--words" && arguments.size() > 1)
    return disassemble_words(arguments.subspan(1));
  const bool metadata = first == "--metadata";
  const bool unknown_option = first.starts_with("-") && !metadata;
  if (unknown_option || arguments.size() != (metadata ? 2u : 1u)) {
    std::cerr << kUsage;
    return 1;
  }
  const std::string path = arguments.back();
  std::ifstream in(path, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(in), {}};
  if (!in)
    return fail("cannot read " + path + ": check the name and its permissions");
  const std::expected<ElfView, std::string> elf = view_elf(std::as_bytes(std::span(file)));
  if (!elf)
    return fail(path + ": " + elf.error());
  return metadata ? print_metadata(*elf, path) : disassemble_file(*elf);
}

} // namespace
} // namespace ox::isa

int main(int count, char** arguments) {
  return ox::isa::run(std::span(arguments, static_cast<size_t>(count)).subspan(count > 0 ? 1 : 0));
}
