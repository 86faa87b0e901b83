// The ELF loader under libFuzzer.  Whatever the bytes, loading gives a program or a sentence, reads nothing outside the
// file and writes nothing outside the image.
//
// Bytes changed at random rarely get past the header, so the mutator below knows where an image keeps its fields: half
// of the time it changes one field of one header, dynamic entry, relocation or symbol to a value that has often been
// wrong somewhere, and libFuzzer's own mutations do the rest.
#include "isa/kernel_metadata.h"
#include "simulator/program.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <iterator>
#include <random>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace {
using ox::sim::Memory;
using ox::sim::Program;

// Small, so that images that claim gigabytes are refused early instead of being cleared again and again.
constexpr uint64_t kArenaBytes = uint64_t{64} << 20;

void require(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "loader_fuzz: %s\n", what);
  std::abort();
}

// What callers of the loader rely on.
void check(const Program& program, const Memory& memory) {
  require(program.text_begin() % 4 == 0 && program.text_end() - program.text_begin() == 4 * program.code().size(),
          "the code is not what lies in the text");
  for (size_t i = 0; i < program.kernels().size(); ++i) {
    const uint64_t entry = program.kernel_entry(uint32_t(i));
    require(entry % 4 == 0 && entry >= program.text_begin() && entry < program.text_end(),
            "a kernel starts outside of the text");
    require(!program.kernels()[i].name.empty(), "a kernel has no name");
    (void)program.find_function(entry);
    (void)program.find_line(entry);
  }
  for (uint64_t at = program.text_begin(); at < program.text_end(); at += 4) {
    const auto range = memory.find(at);
    require(range && !range->writable, "the text can be written");
    at = std::max(at, range->end - 4);
  }
}

// Where the structures of an image are, as far as its headers can be believed.
struct Field {
  size_t offset;
  unsigned bytes;
};

template <class T> bool read(const uint8_t* data, size_t size, uint64_t offset, T& to) {
  if (offset > size || size - offset < sizeof to)
    return false;
  std::memcpy(&to, data + offset, sizeof to);
  return true;
}

// One field of a table of `count` structures at `begin`; the sizes of a structure's fields are listed.
template <size_t N>
Field field_of_table(uint64_t begin, uint64_t count, const unsigned (&sizes)[N], std::minstd_rand& random) {
  size_t total = 0;
  for (unsigned size : sizes)
    total += size;
  size_t offset = size_t(begin) + size_t(count ? random() % count : 0) * total;
  const size_t field = random() % N;
  for (size_t i = 0; i < field; ++i)
    offset += sizes[i];
  return {offset, sizes[field]};
}

constexpr unsigned kHeader[] = {4, 1, 1, 1, 1, 8, 2, 2, 4, 8, 8, 8, 4, 2, 2, 2, 2, 2, 2};
constexpr unsigned kSegment[] = {4, 4, 8, 8, 8, 8, 8, 8};
constexpr unsigned kSection[] = {4, 4, 8, 8, 8, 8, 4, 4, 8, 8};
constexpr unsigned kSymbol[] = {4, 1, 1, 2, 8, 8};
constexpr unsigned kRelocation[] = {8, 8, 8};
constexpr unsigned kDynamic[] = {8, 8};
constexpr unsigned kWord[] = {4};

// A field of the section with an index: an entry of its table, or a word of its contents.
Field field_of_section(const uint8_t* data, size_t size, const Elf64_Ehdr& header, std::minstd_rand& random) {
  Elf64_Shdr section;
  const uint64_t at = header.e_shoff + random() % std::max<unsigned>(header.e_shnum, 1) * sizeof section;
  if (!read(data, size, at, section))
    return {0, 0};
  switch (section.sh_type) {
  case SHT_SYMTAB:
  case SHT_DYNSYM:
    return field_of_table(section.sh_offset, section.sh_size / sizeof(Elf64_Sym), kSymbol, random);
  case SHT_RELA:
    return field_of_table(section.sh_offset, section.sh_size / sizeof(Elf64_Rela), kRelocation, random);
  case SHT_DYNAMIC:
    return field_of_table(section.sh_offset, section.sh_size / sizeof(Elf64_Dyn), kDynamic, random);
  default:
    return field_of_table(section.sh_offset, section.sh_size / 4, kWord, random);
  }
}

Field pick_field(const uint8_t* data, size_t size, std::minstd_rand& random) {
  Elf64_Ehdr header;
  if (!read(data, size, 0, header))
    return {0, 0};
  switch (random() % 8) {
  case 0:
    return field_of_table(0, 1, kHeader, random);
  case 1:
  case 2:
    return field_of_table(header.e_phoff, header.e_phnum, kSegment, random);
  case 3:
  case 4:
    return field_of_table(header.e_shoff, header.e_shnum, kSection, random);
  default:
    return field_of_section(data, size, header, random);
  }
}

uint64_t pick_value(uint64_t old, size_t size, std::minstd_rand& random) {
  const uint64_t corners[] = {0,
                              1,
                              3,
                              4,
                              8,
                              16,
                              0x1000,
                              0xffff,
                              size,
                              size - 1,
                              uint64_t{1} << 31,
                              uint64_t{1} << 32,
                              uint64_t{1} << 63,
                              ~uint64_t{0},
                              ~uint64_t{0} - 7,
                              ~uint64_t{0} - 4095};
  switch (random() % 4) {
  case 0:
    return corners[random() % std::size(corners)];
  case 1:
    return old + random() % 33 - 16;
  case 2:
    return old ^ uint64_t{1} << random() % 64;
  default:
    return random() % (2 * size + 1);
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::unique_ptr<Memory> memory = *Memory::create(kArenaBytes, kArenaBytes);
  const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
  const uint64_t free_before = memory->free_bytes();
  for (auto metadata : {Program::Metadata::kRequired, Program::Metadata::kFromSymbols}) {
    auto program = Program::load(bytes, *memory, metadata);
    if (program)
      check(**program, *memory);
    else
      require(!program.error().empty(), "an image is refused without a word");
  }
  require(memory->free_bytes() == free_before, "memory is lost");
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  if (random() % 2 == 0)
    return LLVMFuzzerMutate(data, size, max_size);
  for (unsigned changes = 1 + random() % 3; changes != 0; --changes) {
    const Field field = pick_field(data, size, random);
    if (field.bytes == 0 || field.offset > size || size - field.offset < field.bytes)
      continue;
    uint64_t value = 0;
    std::memcpy(&value, data + field.offset, field.bytes);
    value = pick_value(value, size, random);
    std::memcpy(data + field.offset, &value, field.bytes);
  }
  return size;
}
