// The few parts of an OxCore ELF that a disassembler prints, as views into the file's bytes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::isa {

struct ElfSection {
  std::string_view name;
  uint64_t address = 0;
  bool executable = false;
  std::span<const std::byte> bytes; // empty for sections without contents
};

struct ElfSymbol {
  std::string_view name;
  uint64_t address = 0;
  bool is_function = false;
};

struct ElfView {
  std::vector<ElfSection> sections;
  std::vector<ElfSymbol> symbols; // functions and labels of .symtab, by address
};

// The error is a sentence.  Never reads out of bounds.
std::expected<ElfView, std::string> view_elf(std::span<const std::byte> file);

} // namespace ox::isa
