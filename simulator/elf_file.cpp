// See elf_file.h.  Structures are copied out of the file before use, because nothing promises their alignment.
#include "simulator/elf_file.h"
#include "simulator/text.h"
#include <algorithm>
#include <cstring>
#include <utility>

namespace ox::sim {

namespace {
using Checked = std::expected<void, std::string>;

constexpr uint64_t kPageBytes = 4096;
// Text is pc-relative with 32-bit offsets, so no image that works is larger.
constexpr uint64_t kLargestImage = uint64_t{1} << 31;
constexpr uint64_t kLargestAlignment = 2 << 20;
constexpr uint32_t kRiscvAttributes = 0x70000003;

template <typename T> T copy_out(std::span<const std::byte> bytes, uint64_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

// The string at offset in a table, or nothing where it is not terminated inside it.
std::optional<std::string_view> string_at(std::span<const std::byte> table, uint64_t offset) {
  if (offset >= table.size())
    return std::nullopt;
  const char* begin = reinterpret_cast<const char*>(table.data()) + offset;
  const void* end = std::memchr(begin, 0, table.size() - offset);
  if (!end)
    return std::nullopt;
  return std::string_view(begin, static_cast<const char*>(end) - begin);
}
} // namespace

std::expected<ElfFile, std::string> ElfFile::open(std::span<const std::byte> bytes) {
  ElfFile file;
  file.bytes_ = bytes;
  for (auto step : {&ElfFile::read_header, &ElfFile::read_segments, &ElfFile::read_sections})
    if (auto done = (file.*step)(); !done)
      return std::unexpected(done.error());
  return file;
}

Checked ElfFile::read_header() {
  if (bytes_.size() < sizeof header_ || std::memcmp(bytes_.data(), ELFMAG, SELFMAG) != 0)
    return std::unexpected("not an ELF file");
  header_ = copy_out<Elf64_Ehdr>(bytes_, 0);
  if (header_.e_ident[EI_CLASS] != ELFCLASS64 || header_.e_ident[EI_DATA] != ELFDATA2LSB ||
      header_.e_ident[EI_VERSION] != EV_CURRENT)
    return std::unexpected("not a 64-bit little-endian ELF file of version 1");
  if (header_.e_machine != EM_RISCV)
    return std::unexpected("an ELF file for machine " + std::to_string(header_.e_machine) +
                           ", not for OxCore (a RISC-V, machine " + std::to_string(EM_RISCV) + ")");
  if (header_.e_type == ET_REL)
    return std::unexpected("an object file; link it first (ld.lld -pie --no-dynamic-linker)");
  if (header_.e_type != ET_DYN)
    return std::unexpected("not position-independent; link it with ld.lld -pie --no-dynamic-linker");
  if (header_.e_flags & EF_RISCV_RVC)
    return std::unexpected("it has compressed instructions, which OxCore lacks; compile it without the C extension");
  if (header_.e_phentsize != sizeof(Elf64_Phdr) || header_.e_phnum == 0 ||
      !inside(header_.e_phoff, uint64_t{header_.e_phnum} * sizeof(Elf64_Phdr)))
    return std::unexpected("damaged ELF file: the program headers are not where the header says");
  return {};
}

Checked ElfFile::read_segments() {
  for (unsigned i = 0; i < header_.e_phnum; ++i) {
    auto segment = copy_out<Elf64_Phdr>(bytes_, header_.e_phoff + i * sizeof(Elf64_Phdr));
    switch (segment.p_type) {
    case PT_LOAD:
      if (auto added = add_segment(segment); !added)
        return added;
      break;
    case PT_DYNAMIC:
      dynamic_ = segment;
      break;
    case PT_GNU_RELRO:
      relro_ = segment;
      break;
    case PT_NULL:
    case PT_NOTE:
    case PT_PHDR:
    case PT_GNU_STACK:
    case PT_GNU_EH_FRAME:
    case PT_GNU_PROPERTY:
    case kRiscvAttributes:
      break;
    case PT_INTERP:
      return std::unexpected("it asks for a dynamic linker; link it with --no-dynamic-linker");
    case PT_TLS:
      return std::unexpected("it has thread-local variables, which OxCore kernels cannot have");
    default:
      return std::unexpected("program header " + std::to_string(i) + " has the unknown type " + hex(segment.p_type));
    }
  }
  if (segments_.empty())
    return std::unexpected("it has nothing to load");
  image_begin_ = segments_.front().p_vaddr / kPageBytes * kPageBytes;
  return {};
}

Checked ElfFile::add_segment(const Elf64_Phdr& segment) {
  std::string which = "damaged ELF file: the segment at " + hex(segment.p_vaddr) + " ";
  if (!inside(segment.p_offset, segment.p_filesz) || segment.p_filesz > segment.p_memsz)
    return std::unexpected(which + "reaches past the end of the file");
  if (segment.p_align > kLargestAlignment || (segment.p_align & (segment.p_align - 1)) != 0)
    return std::unexpected(which + "has an impossible alignment");
  if (segment.p_vaddr > kLargestImage || segment.p_memsz > kLargestImage)
    return std::unexpected(which + "makes the image larger than 2 GiB");
  if (segment.p_vaddr < image_end_)
    return std::unexpected(which + "overlaps the one before or is out of order");
  if ((segment.p_flags & PF_X) && (segment.p_flags & PF_W))
    return std::unexpected("the segment at " + hex(segment.p_vaddr) + " is both writable and executable");
  if (segment.p_memsz == 0)
    return {};
  image_end_ = segment.p_vaddr + segment.p_memsz;
  alignment_ = std::max(alignment_, segment.p_align);
  segments_.push_back(segment);
  return {};
}

Checked ElfFile::read_sections() {
  if (header_.e_shnum == 0)
    return {};
  if (header_.e_shentsize != sizeof(Elf64_Shdr) ||
      !inside(header_.e_shoff, uint64_t{header_.e_shnum} * sizeof(Elf64_Shdr)) || header_.e_shstrndx >= header_.e_shnum)
    return std::unexpected("damaged ELF file: the section headers are not where the header says");
  for (unsigned i = 0; i < header_.e_shnum; ++i) {
    auto section = copy_out<Elf64_Shdr>(bytes_, header_.e_shoff + i * sizeof(Elf64_Shdr));
    if (section.sh_type != SHT_NOBITS && section.sh_type != SHT_NULL && !inside(section.sh_offset, section.sh_size))
      return std::unexpected("damaged ELF file: section " + std::to_string(i) + " reaches past the end of the file");
    sections_.push_back(section);
  }
  return {};
}

std::optional<std::span<const std::byte>> ElfFile::section(std::string_view name) const {
  if (sections_.empty())
    return std::nullopt;
  const Elf64_Shdr& names = sections_[header_.e_shstrndx];
  if (names.sh_type != SHT_STRTAB)
    return std::nullopt;
  for (const Elf64_Shdr& section : sections_)
    if (section.sh_type != SHT_NOBITS && section.sh_type != SHT_NULL &&
        string_at(bytes_.subspan(names.sh_offset, names.sh_size), section.sh_name) == name)
      return bytes_.subspan(section.sh_offset, section.sh_size);
  return std::nullopt;
}

std::expected<std::vector<ElfFile::Symbol>, std::string> ElfFile::symbols() const {
  std::vector<Symbol> found;
  bool seen = false;
  for (const Elf64_Shdr& section : sections_) {
    if (section.sh_type != SHT_SYMTAB)
      continue;
    // Thousands of headers that name one table would make a small file cost gigabytes.
    if (std::exchange(seen, true))
      return std::unexpected("damaged ELF file: it has two symbol tables");
    if (section.sh_link >= sections_.size() || sections_[section.sh_link].sh_type != SHT_STRTAB ||
        section.sh_entsize != sizeof(Elf64_Sym) || section.sh_size % sizeof(Elf64_Sym) != 0)
      return std::unexpected("damaged ELF file: the symbol table makes no sense");
    const Elf64_Shdr& strings = sections_[section.sh_link];
    auto names = bytes_.subspan(strings.sh_offset, strings.sh_size);
    for (uint64_t offset = 0; offset < section.sh_size; offset += sizeof(Elf64_Sym)) {
      auto symbol = copy_out<Elf64_Sym>(bytes_, section.sh_offset + offset);
      if (symbol.st_name == 0 || symbol.st_shndx == SHN_UNDEF || symbol.st_shndx >= SHN_LORESERVE)
        continue;
      auto name = string_at(names, symbol.st_name);
      if (!name)
        return std::unexpected("damaged ELF file: the name of a symbol is not in the string table");
      if (name->empty())
        continue;
      found.push_back({*name, symbol.st_value, symbol.st_size, uint8_t(ELF64_ST_TYPE(symbol.st_info)),
                       uint8_t(ELF64_ST_BIND(symbol.st_info))});
    }
  }
  return found;
}

} // namespace ox::sim
