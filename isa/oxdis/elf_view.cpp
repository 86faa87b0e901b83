// Reads section headers, .symtab and string tables, with every offset checked against the file.
#include "isa/oxdis/elf_view.h"
#include <algorithm>
#include <cstring>
#include <elf.h>
#include <utility>

namespace ox::isa {
namespace {

using Bytes = std::span<const std::byte>;

bool inside(Bytes file, uint64_t offset, uint64_t size) {
  return offset <= file.size() && size <= file.size() - offset;
}

// A copy, since nothing in a damaged file need be aligned.
template <typename T> T read_at(Bytes file, uint64_t offset) {
  T value{};
  std::memcpy(&value, file.data() + offset, sizeof(T));
  return value;
}

std::string_view string_at(Bytes strings, uint64_t offset) {
  if (offset >= strings.size())
    return {};
  const char* begin = reinterpret_cast<const char*>(strings.data()) + offset;
  return {begin, strnlen(begin, strings.size() - offset)};
}

Bytes contents(Bytes file, const Elf64_Shdr& header) {
  if (header.sh_type == SHT_NOBITS || !inside(file, header.sh_offset, header.sh_size))
    return {};
  return file.subspan(header.sh_offset, header.sh_size);
}

std::vector<ElfSymbol> read_symbols(Bytes table, Bytes strings) {
  std::vector<ElfSymbol> symbols;
  for (uint64_t at = 0; at + sizeof(Elf64_Sym) <= table.size(); at += sizeof(Elf64_Sym)) {
    const auto symbol = read_at<Elf64_Sym>(table, at);
    const unsigned type = ELF64_ST_TYPE(symbol.st_info);
    const std::string_view name = string_at(strings, symbol.st_name);
    // Names that start with '$' mark code and data for tools; a person gains nothing from them.
    if ((type == STT_FUNC || type == STT_NOTYPE) && symbol.st_shndx != SHN_UNDEF && !name.empty() && name[0] != '$')
      symbols.push_back({name, symbol.st_value, type == STT_FUNC});
  }
  std::ranges::sort(symbols, {}, [](const ElfSymbol& symbol) { return std::pair(symbol.address, symbol.name); });
  return symbols;
}

} // namespace

std::expected<ElfView, std::string> view_elf(Bytes file) {
  if (file.size() < sizeof(Elf64_Ehdr) || std::memcmp(file.data(), ELFMAG, SELFMAG) != 0)
    return std::unexpected(std::string("it is not an ELF file"));
  const auto header = read_at<Elf64_Ehdr>(file, 0);
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB || header.e_machine != EM_RISCV)
    return std::unexpected(std::string("it is not an ELF file for 64-bit RISC-V"));
  if (header.e_shentsize != sizeof(Elf64_Shdr) ||
      !inside(file, header.e_shoff, uint64_t{header.e_shnum} * sizeof(Elf64_Shdr)))
    return std::unexpected(std::string("its section headers are damaged"));
  std::vector<Elf64_Shdr> headers;
  for (unsigned i = 0; i < header.e_shnum; ++i)
    headers.push_back(read_at<Elf64_Shdr>(file, header.e_shoff + i * sizeof(Elf64_Shdr)));
  const Bytes names = header.e_shstrndx < headers.size() ? contents(file, headers[header.e_shstrndx]) : Bytes{};
  ElfView view;
  for (const Elf64_Shdr& section : headers) {
    view.sections.push_back({string_at(names, section.sh_name), section.sh_addr,
                             (section.sh_flags & SHF_EXECINSTR) != 0, contents(file, section)});
    if (section.sh_type == SHT_SYMTAB && section.sh_link < headers.size())
      view.symbols = read_symbols(contents(file, section), contents(file, headers[section.sh_link]));
  }
  return view;
}

} // namespace ox::isa
