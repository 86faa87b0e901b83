// Finds the image for this machine in the container that a host object carries.
#pragma once
#include "runtime/core/binary.h"
#include "runtime/core/error.h"
#include <cstddef>
#include <span>

namespace ox::runtime {

struct Image {
  std::span<const std::byte> elf;  // for OxCore
  uint32_t compute_capability = 0; // 10 * major + minor of the architecture that it was compiled as
};

// Failing, it says on stderr what is wrong and what to do.
Result<Image> find_image(const Binary& binary);

} // namespace ox::runtime
