// What the compiler tells the loader about each kernel, and its serialised form: the descriptor of the ELF note named
// "Ox", type 1, in section .note.ox.  Little-endian; strings and arrays are length-prefixed; a reader accepts longer
// records of a newer minor version and skips what it does not know, and refuses a newer major version.
#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace ox::isa {

struct KernelParameter {
  uint32_t offset = 0, bytes = 0, alignment = 1; // in the parameter block, bytes
};

struct KernelMetadata {
  std::string name; // mangled, as in .symtab
  std::vector<KernelParameter> parameters;
  uint32_t parameter_bytes = 0;
  uint64_t static_shared_bytes = 0;
  uint64_t local_bytes = 0;                 // per lane, of the deepest call chain that is known; a multiple of 16
  bool unbounded_stack = false;             // recursion or indirect calls: local_bytes is a lower bound
  uint32_t registers = 0;                   // 32-bit registers per thread, as CUDA counts them
  uint32_t max_threads_per_block = 0;       // launch bounds, 0 = none
  uint32_t min_blocks_per_core = 0;         // launch bounds, 0 = none
  uint32_t required_block[3] = {0, 0, 0};   // PTX .reqntid, 0 = none
  uint32_t required_cluster[3] = {0, 0, 0}; // blocks, PTX .reqnctapercluster, 0 = none
  uint32_t max_cluster_blocks = 0;          // PTX .maxclusterrank, 0 = none
  uint32_t spill_store_bytes = 0, spill_load_bytes = 0; // of all spilling instructions together, once each
  std::string unusable; // why the kernel cannot run, "line 12: ..." of its PTX; empty if it can
};

struct ImageMetadata {
  uint32_t xox_major = 0, xox_minor = 0;
  std::vector<KernelMetadata> kernels;
};

// The whole note (header, name, descriptor), ready to be the content of .note.ox.
std::vector<std::byte> write_metadata_note(const ImageMetadata& metadata);

// Reads the content of .note.ox; the error is a sentence that says what is wrong.  Never reads out of bounds.
std::expected<ImageMetadata, std::string> read_metadata_note(std::span<const std::byte> note);

} // namespace ox::isa
