// An OxCore ELF file, read with every offset and size checked against the bytes that are there.  What it accepts is
// what the loader knows how to load; everything else it refuses with a sentence.
#pragma once
#include <cstddef>
#include <cstdint>
#include <elf.h>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::sim {

class ElfFile {
public:
  // The bytes must outlive the ElfFile.
  static std::expected<ElfFile, std::string> open(std::span<const std::byte> bytes);

  // PT_LOAD only, in ascending order of address, without overlap, each with its bytes inside the file.
  std::span<const Elf64_Phdr> segments() const { return segments_; }
  std::optional<Elf64_Phdr> dynamic() const { return dynamic_; }
  std::optional<Elf64_Phdr> relro() const { return relro_; }
  uint64_t image_begin() const { return image_begin_; } // ELF addresses; a multiple of 4096
  uint64_t image_end() const { return image_end_; }
  uint64_t alignment() const { return alignment_; }

  std::span<const std::byte> bytes_of(const Elf64_Phdr& segment) const {
    return bytes_.subspan(segment.p_offset, segment.p_filesz);
  }
  // Contents of a section by name, if it is there and has contents in the file.
  std::optional<std::span<const std::byte>> section(std::string_view name) const;

  struct Symbol {
    std::string_view name; // points into the file
    uint64_t value, bytes;
    uint8_t type, binding;
  };
  // The defined symbols of .symtab with a name and an address.
  std::expected<std::vector<Symbol>, std::string> symbols() const;

private:
  ElfFile() = default;
  std::expected<void, std::string> read_header();
  std::expected<void, std::string> read_segments();
  std::expected<void, std::string> add_segment(const Elf64_Phdr& segment);
  std::expected<void, std::string> read_sections();
  bool inside(uint64_t offset, uint64_t size) const {
    return offset <= bytes_.size() && size <= bytes_.size() - offset;
  }

  std::span<const std::byte> bytes_;
  Elf64_Ehdr header_{};
  std::vector<Elf64_Phdr> segments_;
  std::vector<Elf64_Shdr> sections_;
  std::optional<Elf64_Phdr> dynamic_, relro_;
  uint64_t image_begin_ = 0, image_end_ = 0, alignment_ = 4096;
};

} // namespace ox::sim
