// -v of ptxas, -Xptxas -v and --resource-usage of nvcc: what each kernel of an image uses, in the layout that their
// users know.
#pragma once
#include "isa/kernel_metadata.h"
#include <cstdint>
#include <expected>
#include <span>
#include <string>

namespace ox::driver {

// The kernel records of an OxCore ELF; the error is a sentence.
std::expected<isa::ImageMetadata, std::string> read_kernel_records(std::span<const uint8_t> elf);

// What of a kernel's use of memory is worth a warning.
struct ResourceWarnings {
  bool local = false, spills = false, unbounded_stack = false;
};
std::vector<std::string> resource_warnings(const isa::ImageMetadata& image, const ResourceWarnings& wanted);

// Lines such as "ptxas info    : Used 12 registers, ...".  `architecture` is without "sm_".
std::string resource_lines(const isa::ImageMetadata& image, const std::string& architecture);

} // namespace ox::driver
