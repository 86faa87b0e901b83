// The loader: what a sound image becomes, and what a damaged or foreign one is told.
#include "simulator/program.h"
#include "test_programs.h"
#include <cstring>
#include <elf.h>
#include <gtest/gtest.h>
#include <random>

using namespace ox::sim;

namespace {
class Loader : public testing::Test {
protected:
  std::unique_ptr<Memory> memory = *Memory::create(uint64_t{64} << 30, uint64_t{8} << 30);
  std::vector<std::byte> elf = read_program("noted");

  std::string error_of(std::span<const std::byte> bytes) {
    auto program = Program::load(bytes, *memory);
    return program ? "" : program.error();
  }
  Elf64_Ehdr& header() { return *reinterpret_cast<Elf64_Ehdr*>(elf.data()); }
  Elf64_Phdr* segment(uint32_t type, uint32_t flags = 0) {
    auto* headers = reinterpret_cast<Elf64_Phdr*>(elf.data() + header().e_phoff);
    for (unsigned i = 0; i < header().e_phnum; ++i)
      if (headers[i].p_type == type && (headers[i].p_flags & flags) == flags)
        return &headers[i];
    return nullptr;
  }
};

template <typename T> T at(uint64_t address) {
  T value;
  std::memcpy(&value, reinterpret_cast<const void*>(address), sizeof value);
  return value;
}
} // namespace

TEST_F(Loader, KernelsComeFromTheNote) {
  auto program = Program::load(elf, *memory);
  ASSERT_TRUE(program) << program.error();
  ASSERT_EQ((*program)->kernels().size(), 1u);
  const auto& kernel = (*program)->kernels()[0];
  EXPECT_EQ(kernel.name, "_Z5scalePii");
  EXPECT_EQ(kernel.parameter_bytes, 12u);
  EXPECT_EQ(kernel.static_shared_bytes, 64u);
  EXPECT_EQ((*program)->kernel_entry(0), (*program)->text_begin());
}

TEST_F(Loader, CodeIsDecodedInPlace) {
  auto program = Program::load(elf, *memory);
  ASSERT_TRUE(program);
  auto code = (*program)->code();
  ASSERT_EQ(code.size(), ((*program)->text_end() - (*program)->text_begin()) / 4);
  EXPECT_EQ(code[0]->op, ox::isa::Op::ld);
  EXPECT_EQ(code[0]->rd, 11);
  EXPECT_EQ(code[1]->op, ox::isa::Op::lw);
  EXPECT_EQ(code[1]->imm, 8);
}

TEST_F(Loader, VariablesHaveAddressesAndContents) {
  auto program = Program::load(elf, *memory);
  ASSERT_TRUE(program);
  auto counter = (*program)->find_variable("counter");
  ASSERT_TRUE(counter);
  EXPECT_EQ(counter->bytes, 4u);
  EXPECT_EQ(at<int>(counter->address), 2);
  EXPECT_EQ(at<int>((*program)->find_variable("constant")->address), 40);
  auto zeros = (*program)->find_variable("zeros");
  EXPECT_EQ(zeros->bytes, 5000u);
  EXPECT_EQ(zeros->address % 128, 0u);
  for (uint64_t i = 0; i < zeros->bytes; ++i)
    ASSERT_EQ(at<char>(zeros->address + i), 0);
  EXPECT_FALSE((*program)->find_variable("nothing"));
  EXPECT_FALSE((*program)->find_variable("_Z5scalePii"));
}

TEST_F(Loader, PointersAreRelocated) {
  auto program = Program::load(elf, *memory);
  ASSERT_TRUE(program);
  uint64_t pointers = (*program)->find_variable("pointers")->address;
  EXPECT_EQ((*program)->find_function(at<uint64_t>(pointers)), "_Z8unused_fv");
  EXPECT_EQ(at<uint64_t>(pointers + 8), (*program)->find_variable("counter")->address);
  EXPECT_EQ(at<uint64_t>(pointers + 16), (*program)->find_variable("zeros")->address + 16);
}

TEST_F(Loader, BytesOfAddressesAreWritten) {
  auto program = Program::load(elf, *memory);
  ASSERT_TRUE(program);
  const uint64_t split = (*program)->find_variable("split")->address;
  const uint64_t counter = (*program)->find_variable("counter")->address;
  EXPECT_EQ(at<uint32_t>(split), 7u | (counter >> 8 & 0xff) << 8 | (counter & 0xff) << 16 | 7u << 24);
  EXPECT_FALSE((*program)->find_variable("__ox_address_bytes"));
}

TEST_F(Loader, DamagedRowsOfAddressBytesAreRefused) {
  constexpr std::string_view kMarker = "address bytes   ";
  const std::string_view text(reinterpret_cast<const char*>(elf.data()), elf.size());
  ASSERT_NE(text.find(kMarker), text.npos);
  uint64_t shift = 57; // the third word of the first row
  std::memcpy(elf.data() + text.find(kMarker) + kMarker.size() + 16, &shift, sizeof shift);
  EXPECT_EQ(error_of(elf), "damaged ELF file: a row of the table of address bytes is outside of the image");
}

TEST_F(Loader, PermissionsFollowTheSegments) {
  auto program = Program::load(elf, *memory);
  ASSERT_TRUE(program);
  auto kind = [&](uint64_t address) { return memory->find(address)->kind; };
  EXPECT_EQ(kind((*program)->text_begin()), RangeKind::kImageText);
  EXPECT_EQ(kind((*program)->find_variable("constant")->address), RangeKind::kImageReadOnly);
  EXPECT_EQ(kind((*program)->find_variable("pointers")->address), RangeKind::kImageReadOnly);
  EXPECT_EQ(kind((*program)->find_variable("counter")->address), RangeKind::kImageData);
  EXPECT_EQ(kind((*program)->find_variable("zeros")->address), RangeKind::kImageData);
}

TEST_F(Loader, FunctionsAndLinesAreFoundByPc) {
  auto program = Program::load(elf, *memory);
  ASSERT_TRUE(program);
  uint64_t entry = (*program)->kernel_entry(0);
  EXPECT_EQ((*program)->find_function(entry + 8), "_Z5scalePii");
  EXPECT_EQ((*program)->find_function(entry - 4), "");
  auto line = (*program)->find_line(entry + 4); // the kernel's second instruction
  ASSERT_TRUE(line);
  EXPECT_TRUE(line->file.ends_with("noted.s")) << line->file;
  EXPECT_EQ(line->line, 9u);
  EXPECT_FALSE((*program)->find_line((*program)->text_end() + 4096));
}

// A linker leaves symbols that another image could replace to the loader.
TEST_F(Loader, SymbolicRelocationsAreRelocatedToo) {
  auto program = Program::load(read_program("shared"), *memory);
  ASSERT_TRUE(program) << program.error();
  uint64_t pointers = (*program)->find_variable("pointers")->address;
  EXPECT_EQ((*program)->find_function(at<uint64_t>(pointers)), "_Z8unused_fv");
  EXPECT_EQ(at<uint64_t>(pointers + 8), (*program)->find_variable("counter")->address);
  EXPECT_EQ(at<uint64_t>(pointers + 16), (*program)->find_variable("zeros")->address + 16);
}

TEST_F(Loader, UnloadingGivesTheMemoryBack) {
  uint64_t free = memory->free_bytes();
  auto program = Program::load(elf, *memory);
  uint64_t entry = (*program)->kernel_entry(0);
  EXPECT_LT(memory->free_bytes(), free);
  program->reset();
  EXPECT_EQ(memory->free_bytes(), free);
  EXPECT_FALSE(memory->find(entry));
}

TEST_F(Loader, SeveralImagesAreIndependent) {
  auto first = Program::load(elf, *memory), second = Program::load(elf, *memory);
  ASSERT_TRUE(first && second);
  EXPECT_NE((*first)->image_base(), (*second)->image_base());
  EXPECT_NE((*first)->find_variable("counter")->address, (*second)->find_variable("counter")->address);
}

TEST_F(Loader, BareProgramsTakeTheirKernelsFromSymbols) {
  auto bare = read_program("bare");
  EXPECT_NE(error_of(bare).find("no .note.ox section"), std::string::npos);
  auto program = Program::load(bare, *memory, Program::Metadata::kFromSymbols);
  ASSERT_TRUE(program) << program.error();
  EXPECT_EQ((*program)->kernels().front().name, "empty");
}

TEST_F(Loader, ForeignFilesAreRefusedInWords) {
  EXPECT_EQ(error_of({}), "not an ELF file");
  auto has = [&](const char* words) { EXPECT_NE(error_of(elf).find(words), std::string::npos) << error_of(elf); };
  header().e_machine = EM_X86_64;
  has("for machine 62, not for OxCore");
  elf = read_program("noted");
  header().e_type = ET_EXEC;
  has("not position-independent; link it with ld.lld -pie");
  header().e_type = ET_REL;
  has("an object file; link it first");
  elf = read_program("noted");
  header().e_flags |= EF_RISCV_RVC;
  has("compressed instructions");
  elf = read_program("noted");
  header().e_ident[EI_CLASS] = ELFCLASS32;
  has("not a 64-bit little-endian ELF file");
}

TEST_F(Loader, DamageIsRefusedInWords) {
  auto has = [&](const char* words) { EXPECT_NE(error_of(elf).find(words), std::string::npos) << error_of(elf); };
  segment(PT_LOAD, PF_X)->p_offset = elf.size() - 4;
  has("reaches past the end of the file");
  elf = read_program("noted");
  segment(PT_LOAD, PF_X)->p_vaddr = 0;
  has("overlaps the one before");
  elf = read_program("noted");
  segment(PT_LOAD, PF_X)->p_flags |= PF_W;
  has("both writable and executable");
  elf = read_program("noted");
  segment(PT_LOAD, PF_W)->p_memsz = uint64_t{1} << 62;
  has("larger than 2 GiB");
  elf = read_program("noted");
  segment(PT_DYNAMIC)->p_vaddr = 1 << 30;
  has("dynamic section is outside");
  elf = read_program("noted");
  segment(PT_GNU_STACK)->p_type = PT_TLS;
  has("thread-local");
  elf = read_program("noted");
  header().e_shoff = elf.size();
  has("section headers are not where");
}

// Whatever a disk or a network did to the file: an error or a program, never a crash.
// Found by fuzzing.
TEST_F(Loader, SymbolsWithoutANameAreNoKernels) {
  std::vector<std::byte> bare = read_program("bare");
  auto& head = *reinterpret_cast<Elf64_Ehdr*>(bare.data());
  auto* sections = reinterpret_cast<Elf64_Shdr*>(bare.data() + head.e_shoff);
  unsigned changed = 0;
  for (unsigned i = 0; i < head.e_shnum; ++i) {
    if (sections[i].sh_type != SHT_SYMTAB)
      continue;
    const Elf64_Shdr& names = sections[sections[i].sh_link];
    auto* symbols = reinterpret_cast<Elf64_Sym*>(bare.data() + sections[i].sh_offset);
    for (size_t n = 0; n < sections[i].sh_size / sizeof(Elf64_Sym); ++n)
      if (symbols[n].st_name != 0) {
        symbols[n].st_name = uint32_t(names.sh_size - 1); // the terminator of the table's last string
        ++changed;
      }
  }
  ASSERT_GT(changed, 0u);
  auto program = Program::load(bare, *memory, Program::Metadata::kFromSymbols);
  ASSERT_TRUE(program) << program.error();
  EXPECT_TRUE((*program)->kernels().empty());
}

TEST_F(Loader, TwoSymbolTablesAreRefused) {
  auto* sections = reinterpret_cast<Elf64_Shdr*>(elf.data() + header().e_shoff);
  Elf64_Shdr* table = nullptr;
  for (unsigned i = 0; i < header().e_shnum; ++i)
    if (sections[i].sh_type == SHT_SYMTAB)
      table = &sections[i];
  ASSERT_NE(table, nullptr);
  sections[1] = *table;
  EXPECT_EQ(error_of(elf), "damaged ELF file: it has two symbol tables");
}

TEST_F(Loader, SurvivesEveryTruncation) {
  for (size_t size = 0; size < elf.size(); size += size < 4096 ? 1 : 7) {
    // A copy of exactly this size, so that AddressSanitizer sees reads past the end.
    std::vector<std::byte> cut(elf.begin(), elf.begin() + ptrdiff_t(size));
    if (auto program = Program::load(cut, *memory))
      (void)(*program)->find_line((*program)->text_begin());
  }
}

TEST_F(Loader, SurvivesDamageInEveryByte) {
  std::mt19937 random(3);
  unsigned loaded = 0;
  for (size_t i = 0; i < elf.size(); ++i)
    for (int flip : {0xff, 0x80, 1 << random() % 8}) {
      elf[i] ^= std::byte(flip);
      if (auto program = Program::load(elf, *memory)) {
        ++loaded;
        (void)(*program)->find_line((*program)->text_begin());
      }
      elf[i] ^= std::byte(flip);
    }
  EXPECT_GT(loaded, 0u);
  EXPECT_EQ(memory->free_bytes(), uint64_t{8} << 30);
}

TEST_F(Loader, SurvivesDamageInSeveralBytes) {
  std::mt19937 random(4);
  for (int round = 0; round < 5000; ++round) {
    auto damaged = elf;
    for (unsigned i = 0, count = 1 + random() % 8; i < count; ++i) {
      // Values that overflow sums and fields are likelier to hurt than any others.
      static constexpr unsigned char kValues[] = {0, 1, 0x7f, 0x80, 0xff, 0xfe, 3, 8};
      size_t at = random() % damaged.size();
      std::memset(damaged.data() + at, kValues[random() % 8], std::min<size_t>(1 << random() % 4, damaged.size() - at));
    }
    if (auto program = Program::load(damaged, *memory))
      (void)(*program)->find_line((*program)->text_begin());
  }
}
