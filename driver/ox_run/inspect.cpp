// See inspect.h.  Reads the ELF file by hand, so that the tool starts as fast as the program: no LLVM.
#include "driver/ox_run/inspect.h"
#include "isa/fat_binary.h"
#include "isa/image_container.h"
#include <algorithm>
#include <cstring>
#include <elf.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>

namespace ox::driver::ox_run {
namespace {

using Bytes = std::span<const std::byte>;

std::expected<std::vector<std::byte>, std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return std::unexpected(path + " can't be read");
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto view = std::as_bytes(std::span(bytes));
  return std::vector<std::byte>(view.begin(), view.end());
}

// Checked access to an ELF file for a 64-bit machine.
class Elf {
public:
  explicit Elf(Bytes file) : file_(file) {}

  bool is_valid() const {
    const auto header = at<Elf64_Ehdr>(0);
    return header && std::memcmp(header->e_ident, ELFMAG, SELFMAG) == 0 && header->e_ident[EI_CLASS] == ELFCLASS64;
  }
  // Empty where it isn't.
  Bytes section(std::string_view name) const {
    Bytes found;
    for_each_section([&](std::string_view its_name, const Elf64_Shdr& section) {
      if (its_name == name && section.sh_type != SHT_NOBITS)
        found = part(section.sh_offset, section.sh_size);
    });
    return found;
  }
  std::vector<std::string> dynamic_strings(int64_t tag) const {
    const Bytes entries = section(".dynamic");
    const Bytes names = section(".dynstr");
    std::vector<std::string> found;
    for (size_t i = 0; i + sizeof(Elf64_Dyn) <= entries.size(); i += sizeof(Elf64_Dyn)) {
      Elf64_Dyn entry;
      std::memcpy(&entry, entries.data() + i, sizeof entry);
      if (entry.d_tag == tag)
        found.push_back(std::string(text(names, entry.d_un.d_val)));
    }
    return found;
  }

private:
  template <typename T> std::optional<T> at(uint64_t offset) const {
    const Bytes bytes = part(offset, sizeof(T));
    if (bytes.empty())
      return std::nullopt;
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  Bytes part(uint64_t offset, uint64_t bytes) const {
    return offset <= file_.size() && bytes <= file_.size() - offset ? file_.subspan(offset, bytes) : Bytes();
  }
  static std::string_view text(Bytes names, uint64_t offset) {
    if (offset >= names.size())
      return {};
    const std::string_view rest(reinterpret_cast<const char*>(names.data()) + offset, names.size() - offset);
    return rest.substr(0, rest.find('\0'));
  }
  template <typename Action> void for_each_section(Action&& action) const {
    const auto header = at<Elf64_Ehdr>(0);
    const auto table_entry = [&](unsigned i) {
      return at<Elf64_Shdr>(header->e_shoff + uint64_t{i} * header->e_shentsize);
    };
    if (!header || header->e_shoff == 0)
      return;
    const auto names_section = table_entry(header->e_shstrndx);
    if (!names_section)
      return;
    const Bytes names = part(names_section->sh_offset, names_section->sh_size);
    for (unsigned i = 0; i < header->e_shnum; ++i)
      if (const auto section = table_entry(i))
        action(text(names, section->sh_name), *section);
  }
  Bytes file_;
};

bool is_of_cuda(std::string_view library) {
  constexpr std::string_view kPrefixes[] = {"libcudart.so", "libcuda.so", "libnvrtc.so", "libnvJitLink.so"};
  return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) { return library.starts_with(prefix); });
}

// "$ORIGIN/../lib:/opt/lib" of a program in a folder.
void add_folders(std::string_view text, const std::string& origin, std::vector<std::string>& folders) {
  while (!text.empty()) {
    std::string folder(text.substr(0, text.find(':')));
    text.remove_prefix(std::min(text.size(), folder.size() + 1));
    for (std::string_view name : {"${ORIGIN}", "$ORIGIN"})
      if (const size_t at = folder.find(name); at != std::string::npos)
        folder.replace(at, name.size(), origin);
    if (!folder.empty())
      folders.push_back(std::move(folder));
  }
}

void add_ours(Program& program, Bytes container) {
  const auto entries = isa::read_image_container(container);
  if (!entries) {
    program.damage = entries.error();
    return;
  }
  for (const isa::ImageEntry& entry : *entries) {
    const std::string architecture = std::to_string(entry.compute_capability);
    if (entry.kind == isa::ImageKind::kDeviceModule) {
      program.images.push_back("a device module that was never linked");
      continue;
    }
    program.has_usable_image = true;
    program.images.push_back(entry.kind == isa::ImageKind::kPtx ? "PTX for compute_" + architecture
                                                                : "OxCore (as sm_" + architecture + ")");
  }
}

void add_theirs(Program& program, Bytes container) {
  const auto entries = isa::read_fat_binary(container);
  if (!entries) {
    program.damage = entries.error();
    return;
  }
  for (const isa::FatEntry& entry : *entries) {
    const std::string architecture = std::to_string(entry.architecture);
    const char* compression = entry.compression == isa::Compression::kLz4       ? " (lz4)"
                              : entry.compression == isa::Compression::kZstd    ? " (zstd)"
                              : entry.compression == isa::Compression::kUnknown ? " (in an unknown compression)"
                                                                                : "";
    switch (entry.kind) {
    case isa::FatEntry::Kind::kPtx:
      program.has_usable_image |= entry.compression != isa::Compression::kUnknown;
      program.images.push_back("PTX for compute_" + architecture + compression);
      break;
    case isa::FatEntry::Kind::kElf:
      program.images.push_back("machine code for sm_" + architecture + compression);
      break;
    case isa::FatEntry::Kind::kOther:
      program.images.push_back("something that is neither PTX nor machine code");
    }
  }
}

// A section is containers one after the other, each at a multiple of 8.
void add_images(Program& program, Bytes section) {
  while (section.size() >= 32 && program.damage.empty()) {
    const bool is_theirs = isa::is_fat_binary(section.data());
    if (!is_theirs && !isa::is_image_container(section.data())) {
      section = section.subspan(8); // padding
      continue;
    }
    const auto bytes = is_theirs ? isa::fat_binary_bytes(section.data()) : isa::image_container_bytes(section.data());
    if (!bytes || *bytes > section.size()) {
      program.damage = bytes ? "an image ends behind its section" : bytes.error();
      return;
    }
    (is_theirs ? add_theirs : add_ours)(program, section.first(*bytes));
    section = section.subspan(std::min((*bytes + 7) / 8 * 8, static_cast<uint64_t>(section.size())));
  }
}

} // namespace

bool Program::has_foreign_static_runtime() const {
  return registers_images && !has_our_runtime &&
         std::ranges::none_of(libraries, [](const std::string& name) { return name.starts_with("libcudart.so"); });
}

std::expected<Program, std::string> inspect(const std::string& path) {
  const auto file = read_file(path);
  if (!file)
    return std::unexpected(file.error());
  Program program;
  const Elf elf{*file};
  program.is_elf = elf.is_valid();
  if (!program.is_elf)
    return program;
  for (std::string& library : elf.dynamic_strings(DT_NEEDED))
    if (is_of_cuda(library))
      program.libraries.push_back(std::move(library));
  const size_t slash = path.rfind('/');
  const std::string origin = slash == std::string::npos ? "." : path.substr(0, slash);
  if (elf.dynamic_strings(DT_RUNPATH).empty()) // with which the older kind is not looked at
    for (const std::string& folders : elf.dynamic_strings(DT_RPATH))
      add_folders(folders, origin, program.rpath);
  program.has_our_runtime = !elf.section(".note.ox.core").empty();
  program.registers_images = !elf.section(".nvFatBinSegment").empty();
  add_images(program, elf.section(".nv_fatbin"));
  add_images(program, elf.section("__nv_relfatbin"));
  return program;
}

} // namespace ox::driver::ox_run
