// See listing.h.
#include "isa/oxdis/listing.h"
#include "isa/decode.h"
#include "isa/hex.h"
#include "isa/kernel_metadata.h"
#include "isa/row.h"
#include <algorithm>
#include <utility>

namespace ox::isa {
namespace {

// The last symbol at or before an address.
const ElfSymbol* symbol_before(const ElfView& elf, uint64_t address) {
  auto after = std::ranges::upper_bound(elf.symbols, address, {}, &ElfSymbol::address);
  return after == elf.symbols.begin() ? nullptr : &*--after;
}

// " <f+0x8>" for an address inside a function that the file names.
std::string symbol_of(const ElfView& elf, uint64_t address) {
  const ElfSymbol* symbol = symbol_before(elf, address);
  if (!symbol)
    return {};
  const uint64_t offset = address - symbol->address;
  return " <" + std::string(symbol->name) + (offset == 0 ? ">" : "+" + hex(offset) + ">");
}

bool has_target(Op op) {
  return std::ranges::any_of(row(op).operands(), [](const Operand& o) { return o.kind == OperandKind::kTarget; });
}

uint32_t word_at(std::span<const std::byte> bytes, size_t at) {
  uint32_t word = 0;
  for (unsigned i = 0; i < 4; ++i)
    word |= static_cast<uint32_t>(bytes[at + i]) << (8 * i);
  return word;
}

class Lister {
public:
  Lister(const ElfView& elf, const ListingOptions& options) : elf_(elf), options_(options) {}

  void section(const ElfSection& section) {
    auto symbol = std::ranges::lower_bound(elf_.symbols, section.address, {}, &ElfSymbol::address);
    bool wanted = options_.functions.empty();
    std::string head = "section " + std::string(section.name) + '\n';
    for (size_t at = 0; at + 4 <= section.bytes.size(); at += 4) {
      const uint64_t pc = section.address + at;
      for (; symbol != elf_.symbols.end() && symbol->address <= pc; ++symbol) {
        if (symbol->is_function && !options_.functions.empty())
          wanted = std::ranges::find(options_.functions, symbol->name) != options_.functions.end();
        if (wanted) {
          text += std::exchange(head, "") + '\n' + std::string(symbol->name) + ":\n";
          place_.clear();
        }
      }
      if (!wanted)
        continue;
      text += std::exchange(head, "");
      add_place(pc);
      text += "  " + hex_digits(pc, 6) + ": " + list_word(word_at(section.bytes, at), pc, elf_, options_.words) + '\n';
    }
  }

  std::string text;

private:
  void add_place(uint64_t pc) {
    if (!options_.place_of)
      return;
    std::string place = options_.place_of(pc);
    if (!place.empty() && place != place_)
      text += "  # " + place + '\n';
    place_ = std::move(place);
  }

  const ElfView& elf_;
  const ListingOptions& options_;
  std::string place_; // of the instruction before
};

} // namespace

std::string list_word(uint32_t word, uint64_t pc, const ElfView& elf, bool with_word) {
  const std::optional<Instruction> instruction = decode(word);
  std::string text = with_word ? hex_digits(word, 8) + "  " : "";
  if (!instruction)
    return text + ".word " + hex(word, 8) + "  # not an OxCore instruction";
  text += disassemble(*instruction, pc);
  return has_target(instruction->op) ? text + symbol_of(elf, pc + static_cast<uint64_t>(instruction->imm)) : text;
}

std::expected<std::string, std::string> list_code(const ElfView& elf, const ListingOptions& options) {
  for (const std::string& name : options.functions)
    if (std::ranges::none_of(elf.symbols, [&](const ElfSymbol& s) { return s.is_function && s.name == name; }))
      return std::unexpected("it has no function " + name);
  Lister lister(elf, options);
  for (const ElfSection& section : elf.sections)
    if (section.executable && !section.bytes.empty())
      lister.section(section);
  return std::move(lister.text);
}

std::expected<std::string, std::string> list_metadata(const ElfView& elf) {
  const auto note = std::ranges::find(elf.sections, std::string_view(".note.ox"), &ElfSection::name);
  if (note == elf.sections.end())
    return std::unexpected(
        std::string("it has no kernel records (.note.ox): it was not linked by the code generator of Ox"));
  const std::expected<ImageMetadata, std::string> metadata = read_metadata_note(note->bytes);
  if (!metadata)
    return std::unexpected(metadata.error());
  const auto number = [](uint64_t value) { return std::to_string(value); };
  const auto triple = [&](const uint32_t (&values)[3]) {
    return number(values[0]) + " x " + number(values[1]) + " x " + number(values[2]);
  };
  std::string text = "Xox " + number(metadata->xox_major) + '.' + number(metadata->xox_minor) + '\n';
  for (const KernelMetadata& kernel : metadata->kernels) {
    text += "kernel " + kernel.name + "\n  parameters " + number(kernel.parameter_bytes) + " bytes:";
    for (const KernelParameter& parameter : kernel.parameters)
      text += ' ' + number(parameter.bytes) + '@' + number(parameter.offset);
    text += "\n  static shared " + number(kernel.static_shared_bytes) + " bytes, local " + number(kernel.local_bytes) +
            (kernel.unbounded_stack ? " bytes at least" : " bytes") + ", registers " + number(kernel.registers) + '\n';
    if (kernel.max_threads_per_block != 0)
      text += "  at most " + number(kernel.max_threads_per_block) + " threads per block\n";
    if (kernel.min_blocks_per_core != 0)
      text += "  at least " + number(kernel.min_blocks_per_core) + " blocks per core\n";
    if (kernel.required_block[0] != 0)
      text += "  blocks of " + triple(kernel.required_block) + " threads\n";
    if (kernel.required_cluster[0] != 0)
      text += "  clusters of " + triple(kernel.required_cluster) + " blocks\n";
    if (kernel.max_cluster_blocks != 0)
      text += "  at most " + number(kernel.max_cluster_blocks) + " blocks per cluster\n";
    if (kernel.spill_store_bytes + kernel.spill_load_bytes != 0)
      text += "  spills " + number(kernel.spill_store_bytes) + " bytes of stores, " + number(kernel.spill_load_bytes) +
              " bytes of loads\n";
    if (!kernel.unusable.empty())
      text += "  cannot run: " + kernel.unusable + '\n';
  }
  return text;
}

} // namespace ox::isa
