// A loaded OxCore ELF: its image in device memory, its code decoded once, its kernels, variables and line table.
// Loading refuses what it does not know, in words, and reads nothing outside the file it was given.
#pragma once
#include "isa/decode.h"
#include "isa/kernel_metadata.h"
#include "simulator/memory.h"
#include <array>
#include <atomic>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::sim {

class Program {
public:
  // kFromSymbols serves hand-written assembly that has no .note.ox: every global function or label in the text becomes
  // a kernel with no declared parameters, no static shared memory and kBareLocalBytes of local memory.
  enum class Metadata { kRequired, kFromSymbols };
  static constexpr uint64_t kBareLocalBytes = 1024;

  static std::expected<std::unique_ptr<Program>, std::string> load(std::span<const std::byte> elf, Memory& memory,
                                                                   Metadata metadata = Metadata::kRequired);
  ~Program();

  // Code: instruction i is at text_begin() + 4 * i.  An undecodable word is std::nullopt (illegal when executed).
  uint64_t text_begin() const { return text_begin_; }
  uint64_t text_end() const { return text_end_; }
  std::span<const std::optional<isa::Instruction>> code() const { return code_; }
  uint64_t image_base() const { return image_base_; } // load address of ELF address 0

  std::span<const isa::KernelMetadata> kernels() const { return kernels_; }
  uint64_t kernel_entry(uint32_t kernel) const { return entries_[kernel]; } // device address

  struct Symbol {
    uint64_t address, bytes;
  };
  std::optional<Symbol> find_variable(std::string_view name) const;

  struct SourceLine {
    std::string file;
    uint32_t line = 0;
  };
  // From DWARF, read on first use; nullopt when the image has no line for the pc (a device address).
  std::optional<SourceLine> find_line(uint64_t pc) const;
  // The function that contains a pc (demangling is the caller's), empty when unknown.
  std::string_view find_function(uint64_t pc) const;

  // What engines make of the code, once, on first use; kept as long as the program (engine_code.cpp).
  struct EngineCache {
    std::mutex mutex;
    std::array<std::atomic<const void*>, 4> of_engine{};
    std::vector<std::shared_ptr<const void>> owned;
  };
  EngineCache& engine_cache() const { return engine_cache_; }

private:
  Program() = default;
  uint64_t text_begin_ = 0, text_end_ = 0, image_base_ = 0;
  std::vector<std::optional<isa::Instruction>> code_;
  std::vector<isa::KernelMetadata> kernels_;
  std::vector<uint64_t> entries_;
  mutable EngineCache engine_cache_;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace ox::sim
