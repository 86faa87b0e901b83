// See code.h.
#include "test/simulator/exec/code.h"
#include <cstring>
#include <elf.h>

namespace ox::test {

Code& Code::li(uint8_t rd, uint64_t value) {
  // The upper bits first, then 12 at a time; addi is signed, so each step takes what the next would take away.
  if (int64_t(value) >= -2048 && int64_t(value) < 2048)
    return i(Op::addi, rd, zero, int64_t(value));
  int64_t low = int64_t(value << 52) >> 52;
  uint64_t rest = value - uint64_t(low);
  li(rd, uint64_t(int64_t(rest) >> 12));
  i(Op::slli, rd, rd, 12);
  return low ? i(Op::addi, rd, rd, low) : *this;
}

std::vector<std::byte> Code::elf() const {
  static const char kSymbolNames[] = "\0kernel";
  static const char kSectionNames[] = "\0.symtab\0.strtab\0.shstrtab";
  struct Layout {
    Elf64_Ehdr header;
    Elf64_Phdr segment;
    Elf64_Sym symbols[2];
    char symbol_names[8];
    char section_names[32];
    Elf64_Shdr sections[4];
  } layout{};
  const uint64_t code_bytes = 4 * words_.size();
  Elf64_Ehdr& header = layout.header;
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_DYN;
  header.e_machine = EM_RISCV;
  header.e_version = EV_CURRENT;
  header.e_phoff = offsetof(Layout, segment);
  header.e_shoff = offsetof(Layout, sections);
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_phnum = 1;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = 4;
  header.e_shstrndx = 3;
  layout.segment = {PT_LOAD, PF_R | PF_X, kCodeOffset, kCodeOffset, kCodeOffset, code_bytes, code_bytes, 4096};
  layout.symbols[1].st_name = 1;
  layout.symbols[1].st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
  layout.symbols[1].st_shndx = 1;
  layout.symbols[1].st_value = kCodeOffset;
  layout.symbols[1].st_size = code_bytes;
  std::memcpy(layout.symbol_names, kSymbolNames, sizeof kSymbolNames);
  std::memcpy(layout.section_names, kSectionNames, sizeof kSectionNames);
  layout.sections[1] = {1, SHT_SYMTAB,       0, 0, offsetof(Layout, symbols), sizeof layout.symbols, 2, 1,
                        8, sizeof(Elf64_Sym)};
  layout.sections[2] = {9, SHT_STRTAB, 0, 0, offsetof(Layout, symbol_names), sizeof kSymbolNames, 0, 0, 1, 0};
  layout.sections[3] = {17, SHT_STRTAB, 0, 0, offsetof(Layout, section_names), sizeof kSectionNames, 0, 0, 1, 0};
  static_assert(sizeof(Layout) <= kCodeOffset);
  std::vector<std::byte> bytes(kCodeOffset + code_bytes);
  std::memcpy(bytes.data(), &layout, sizeof layout);
  std::memcpy(bytes.data() + kCodeOffset, words_.data(), code_bytes);
  return bytes;
}

} // namespace ox::test
