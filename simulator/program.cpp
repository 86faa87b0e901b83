// The loader: an ELF file in, an image in device memory out, relocated, with its kernels and variables known by name.
#include "simulator/program.h"
#include "isa/kernel_abi.h"
#include "simulator/elf_file.h"
#include "simulator/line_table.h"
#include "simulator/text.h"
#include <algorithm>
#include <cstring>
#include <mutex>
#include <tuple>
#include <unordered_map>

namespace ox::sim {

namespace {
using Checked = std::expected<void, std::string>;

// Numbers from the RISC-V psABI.
constexpr uint32_t kRelocationAbsolute64 = 2, kRelocationRelative = 3;

// Bounds for what a note may claim, so that a damaged one can't make the machine ask for absurd memory.
constexpr uint64_t kLargestSharedBytes = 16 << 20, kLargestLocalBytes = 64 << 20, kLargestParameterBytes = 1 << 20;

struct Function {
  uint64_t address, bytes;
  std::string name;
};
} // namespace

struct Program::Impl {
  Memory* memory = nullptr;
  uint64_t allocation = 0, image_bytes = 0;
  std::vector<std::byte> elf;      // for the line table, which is read late or never
  std::vector<Function> functions; // by address
  std::unordered_map<std::string, Symbol> variables;
  mutable std::once_flag lines_once;
  mutable LineTable lines;

  Checked place_image(const ElfFile& file, Program& program);
  Checked relocate(const ElfFile& file, uint64_t base);
  Checked apply(const Elf64_Rela& relocation, uint64_t symbols, uint64_t base);
  Checked write_address_bytes();
  void protect(const ElfFile& file, uint64_t base);
  Checked read_symbols(const ElfFile& file, Program& program, Metadata metadata);
  Checked read_kernels(const ElfFile& file, Program& program);

  // Image bytes by loaded address; null where [address, address + bytes) is not all inside.
  std::byte* inside(uint64_t address, uint64_t bytes) const {
    uint64_t offset = address - allocation;
    return offset <= image_bytes && bytes <= image_bytes - offset ? reinterpret_cast<std::byte*>(address) : nullptr;
  }
};

Program::~Program() {
  if (impl_ && impl_->allocation)
    (void)impl_->memory->release(impl_->allocation);
}

std::expected<std::unique_ptr<Program>, std::string> Program::load(std::span<const std::byte> elf, Memory& memory,
                                                                   Metadata metadata) {
  auto file = ElfFile::open(elf);
  if (!file)
    return std::unexpected(file.error());
  std::unique_ptr<Program> program(new Program);
  program->impl_ = std::make_unique<Impl>();
  Impl& impl = *program->impl_;
  impl.memory = &memory;

  if (auto done = impl.place_image(*file, *program); !done)
    return std::unexpected(done.error());
  if (auto done = impl.relocate(*file, program->image_base_); !done)
    return std::unexpected(done.error());
  impl.protect(*file, program->image_base_);
  if (auto done = impl.read_symbols(*file, *program, metadata); !done)
    return std::unexpected(done.error());
  if (auto done = impl.write_address_bytes(); !done)
    return std::unexpected(done.error());
  std::vector<Memory::Variable> variables;
  for (const auto& [name, symbol] : impl.variables)
    if (symbol.bytes != 0)
      variables.push_back({symbol.address, symbol.bytes, name});
  memory.set_variables(impl.allocation, std::move(variables));
  if (metadata == Metadata::kRequired)
    if (auto done = impl.read_kernels(*file, *program); !done)
      return std::unexpected(done.error());

  program->code_.reserve((program->text_end_ - program->text_begin_) / 4);
  for (uint64_t address = program->text_begin_; address < program->text_end_; address += 4) {
    uint32_t word;
    std::memcpy(&word, reinterpret_cast<const void*>(address), sizeof word);
    program->code_.push_back(isa::decode(word));
  }
  if (file->section(".debug_line"))
    impl.elf.assign(elf.begin(), elf.end());
  return program;
}

Checked Program::Impl::place_image(const ElfFile& file, Program& program) {
  image_bytes = file.image_end() - file.image_begin();
  auto placed = memory->allocate(image_bytes, RangeKind::kImageData, file.alignment());
  if (!placed)
    return std::unexpected("no room for the program's image: " + placed.error());
  allocation = *placed;
  program.image_base_ = allocation - file.image_begin();
  for (const Elf64_Phdr& segment : file.segments()) {
    auto bytes = file.bytes_of(segment);
    uint64_t address = program.image_base_ + segment.p_vaddr;
    if (!bytes.empty())
      std::memcpy(reinterpret_cast<void*>(address), bytes.data(), bytes.size());
    if (!(segment.p_flags & PF_X))
      continue;
    if (program.text_end_ != 0)
      return std::unexpected("it has two executable segments; link it with one");
    if (segment.p_vaddr % 4 != 0)
      return std::unexpected("damaged ELF file: code starts at " + hex(segment.p_vaddr) + ", not a multiple of 4");
    program.text_begin_ = address;
    program.text_end_ = address + bytes.size() / 4 * 4;
  }
  return {}; // without code it holds variables, which the host may use
}

Checked Program::Impl::relocate(const ElfFile& file, uint64_t base) {
  if (!file.dynamic())
    return {};
  const Elf64_Phdr dynamic = *file.dynamic();
  uint64_t rela = 0, rela_bytes = 0, rela_entry = sizeof(Elf64_Rela), symbols = 0;
  for (uint64_t offset = 0; offset + sizeof(Elf64_Dyn) <= dynamic.p_memsz; offset += sizeof(Elf64_Dyn)) {
    const std::byte* at = inside(base + dynamic.p_vaddr + offset, sizeof(Elf64_Dyn));
    if (!at)
      return std::unexpected("damaged ELF file: the dynamic section is outside of the image");
    Elf64_Dyn entry;
    std::memcpy(&entry, at, sizeof entry);
    if (entry.d_tag == DT_NULL)
      break;
    switch (entry.d_tag) {
    case DT_RELA:
      rela = entry.d_un.d_val;
      break;
    case DT_RELASZ:
      rela_bytes = entry.d_un.d_val;
      break;
    case DT_RELAENT:
      rela_entry = entry.d_un.d_val;
      break;
    case DT_SYMTAB:
      symbols = entry.d_un.d_val;
      break;
    case DT_NEEDED:
      return std::unexpected("it needs a shared library; link everything into one image");
    case DT_TEXTREL:
      return std::unexpected("its code needs relocation; compile it position-independent");
    case DT_RELR:
    case DT_REL:
    case DT_JMPREL:
      return std::unexpected("it has relocations of a kind that OxCore images don't have (dynamic tag " +
                             hex(entry.d_tag) + "); link it statically with RELA relocations");
    default:
      break; // hashes, flags and the like say nothing about loading
    }
  }
  if (rela_bytes == 0)
    return {};
  if (rela_entry != sizeof(Elf64_Rela) || rela_bytes % sizeof(Elf64_Rela) != 0 || !inside(base + rela, rela_bytes))
    return std::unexpected("damaged ELF file: the relocations are outside of the image");
  for (uint64_t offset = 0; offset < rela_bytes; offset += sizeof(Elf64_Rela)) {
    const std::byte* at = inside(base + rela + offset, sizeof(Elf64_Rela));
    Elf64_Rela relocation;
    std::memcpy(&relocation, at, sizeof relocation);
    if (auto done = apply(relocation, symbols, base); !done)
      return done;
  }
  return {};
}

Checked Program::Impl::apply(const Elf64_Rela& relocation, uint64_t symbols, uint64_t base) {
  std::string where = "the relocation at " + hex(relocation.r_offset) + " ";
  std::byte* target = inside(base + relocation.r_offset, sizeof(uint64_t));
  if (!target)
    return std::unexpected("damaged ELF file: " + where + "is outside of the image");
  uint64_t value = base + relocation.r_addend;
  switch (ELF64_R_TYPE(relocation.r_info)) {
  case kRelocationRelative:
    break;
  case kRelocationAbsolute64: {
    const std::byte* at =
        inside(base + symbols + uint64_t{ELF64_R_SYM(relocation.r_info)} * sizeof(Elf64_Sym), sizeof(Elf64_Sym));
    if (!at)
      return std::unexpected("damaged ELF file: the symbol of " + where + "is outside of the image");
    Elf64_Sym symbol;
    std::memcpy(&symbol, at, sizeof symbol);
    if (symbol.st_shndx == SHN_UNDEF)
      return std::unexpected(where + "is against a symbol that nothing defines");
    value += symbol.st_value;
    break;
  }
  default:
    return std::unexpected(where + "has the type " + std::to_string(ELF64_R_TYPE(relocation.r_info)) +
                           "; OxCore images have R_RISCV_RELATIVE and R_RISCV_64 only");
  }
  std::memcpy(target, &value, sizeof value);
  return {};
}

// isa::kAddressBytesTable
Checked Program::Impl::write_address_bytes() {
  const auto table = variables.find(isa::kAddressBytesTable);
  if (table == variables.end())
    return {};
  struct Row {
    uint64_t target, address, shift;
  };
  if (table->second.bytes % sizeof(Row) != 0)
    return std::unexpected("damaged ELF file: the table of address bytes has a part of a row");
  for (uint64_t offset = 0; offset < table->second.bytes; offset += sizeof(Row)) {
    Row row;
    std::memcpy(&row, reinterpret_cast<const void*>(table->second.address + offset), sizeof row);
    std::byte* target = inside(row.target, 1);
    if (!target || row.shift > 56)
      return std::unexpected("damaged ELF file: a row of the table of address bytes is outside of the image");
    *target = std::byte(row.address >> row.shift);
  }
  variables.erase(table); // the host has no use for it
  return {};
}

void Program::Impl::protect(const ElfFile& file, uint64_t base) {
  for (const Elf64_Phdr& segment : file.segments()) {
    uint64_t begin = base + segment.p_vaddr, end = begin + segment.p_memsz;
    if (segment.p_flags & PF_X)
      memory->set_kind(begin, end, RangeKind::kImageText);
    else if (!(segment.p_flags & PF_W))
      memory->set_kind(begin, end, RangeKind::kImageReadOnly);
  }
  // What only relocation had to write is read-only from here on; the linker pads it to whole pages.
  if (auto relro = file.relro(); relro && inside(base + relro->p_vaddr, relro->p_memsz)) {
    uint64_t begin = base + relro->p_vaddr, end = (begin + relro->p_memsz) / 4096 * 4096;
    if (begin < end)
      memory->set_kind(begin, end, RangeKind::kImageReadOnly);
  }
}

Checked Program::Impl::read_symbols(const ElfFile& file, Program& program, Metadata metadata) {
  auto symbols = file.symbols();
  if (!symbols)
    return std::unexpected(symbols.error());
  uint64_t base = program.image_base_;
  for (const ElfFile::Symbol& symbol : *symbols) {
    uint64_t address = base + symbol.value;
    bool in_text = address >= program.text_begin_ && address < program.text_end_;
    bool function = symbol.type == STT_FUNC || (symbol.type == STT_NOTYPE && in_text && symbol.binding == STB_GLOBAL);
    if (!function && symbol.type != STT_OBJECT)
      continue;
    if (function ? !in_text || address % 4 != 0 : !inside(address, symbol.bytes))
      return std::unexpected("damaged ELF file: the symbol " + std::string(symbol.name) + " is outside of the image");
    if (!function) {
      variables.emplace(symbol.name, Symbol{address, symbol.bytes});
      continue;
    }
    functions.push_back({address, symbol.bytes, std::string(symbol.name)});
    if (metadata == Metadata::kFromSymbols && symbol.binding == STB_GLOBAL) {
      isa::KernelMetadata kernel;
      kernel.name = symbol.name;
      kernel.local_bytes = kBareLocalBytes;
      program.kernels_.push_back(std::move(kernel));
      program.entries_.push_back(address);
    }
  }
  std::ranges::sort(functions, {}, [](const Function& f) { return std::tie(f.address, f.name); });
  return {};
}

Checked Program::Impl::read_kernels(const ElfFile& file, Program& program) {
  auto note = file.section(".note.ox");
  if (!note)
    return std::unexpected("it has no .note.ox section, so it was not compiled for OxCore by this toolchain");
  auto image = isa::read_metadata_note(*note);
  if (!image)
    return std::unexpected(image.error());
  if (image->xox_major > isa::kXoxMajor)
    return std::unexpected("it needs version " + std::to_string(image->xox_major) + "." +
                           std::to_string(image->xox_minor) + " of Xox; this machine has " +
                           std::to_string(isa::kXoxMajor) + "." + std::to_string(isa::kXoxMinor));
  std::unordered_map<std::string_view, uint64_t> by_name;
  for (const Function& function : functions)
    by_name.emplace(function.name, function.address);
  for (isa::KernelMetadata& kernel : image->kernels) {
    auto entry = by_name.find(kernel.name);
    if (entry == by_name.end())
      return std::unexpected("the kernel " + kernel.name + " is in .note.ox but not in the symbol table");
    if (kernel.static_shared_bytes > kLargestSharedBytes || kernel.local_bytes > kLargestLocalBytes ||
        kernel.parameter_bytes > kLargestParameterBytes || kernel.local_bytes % 16 != 0)
      return std::unexpected("damaged .note.ox: the sizes of the kernel " + kernel.name + " are impossible");
    for (const isa::KernelParameter& parameter : kernel.parameters)
      if (uint64_t{parameter.offset} + parameter.bytes > kernel.parameter_bytes)
        return std::unexpected("damaged .note.ox: a parameter of " + kernel.name +
                               " is outside of its parameter block");
    program.entries_.push_back(entry->second);
  }
  program.kernels_ = std::move(image->kernels);
  return {};
}

std::optional<Program::Symbol> Program::find_variable(std::string_view name) const {
  auto found = impl_->variables.find(std::string(name));
  if (found == impl_->variables.end())
    return std::nullopt;
  return found->second;
}

std::optional<Program::SourceLine> Program::find_line(uint64_t pc) const {
  std::call_once(impl_->lines_once, [&] {
    impl_->lines = LineTable::read(impl_->elf);
    std::vector<std::byte>().swap(impl_->elf);
  });
  auto place = impl_->lines.find(pc - image_base_);
  if (!place)
    return std::nullopt;
  return SourceLine{place->file, place->line};
}

std::string_view Program::find_function(uint64_t pc) const {
  auto after = std::ranges::upper_bound(impl_->functions, pc, {}, &Function::address);
  if (after == impl_->functions.begin() || pc >= text_end_)
    return {};
  const Function& function = *std::prev(after);
  return function.bytes != 0 && pc >= function.address + function.bytes ? std::string_view{} : function.name;
}

} // namespace ox::sim
