// Finds the image for this machine in the container that a host object carries.
#pragma once
#include "runtime/core/binary.h"
#include "runtime/core/error.h"
#include <cstddef>
#include <span>

namespace ox::runtime {

// The OxCore ELF.  Failing, it says on stderr what is wrong and what to do.
Result<std::span<const std::byte>> find_image(const Binary& binary);

} // namespace ox::runtime
