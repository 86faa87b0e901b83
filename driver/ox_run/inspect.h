// What a program says of itself: the CUDA libraries that it asks the dynamic linker for, and its device images.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace ox::driver::ox_run {

struct Program {
  bool is_elf = false;                // else a script, whose interpreter inherits what is set up
  std::vector<std::string> libraries; // "libcudart.so.12", "libcuda.so.1", ...: of CUDA's libraries only
  std::vector<std::string> rpath;     // folders that the dynamic linker takes before LD_LIBRARY_PATH
  bool has_our_runtime = false;       // linked statically
  bool registers_images = false;      // so it has a runtime, ours or another one
  std::vector<std::string> images;    // "OxCore (as sm_90)", "PTX for compute_80 (zstd)", "machine code for sm_80"
  bool has_usable_image = false;      // an OxCore one or PTX
  std::string damage;                 // what is wrong with its images

  // The runtime of another producer, inside the program.
  bool has_foreign_static_runtime() const;
};

// The error is a sentence.
std::expected<Program, std::string> inspect(const std::string& path);

} // namespace ox::driver::ox_run
