// Finds the image for this machine: in the container that a host object carries, or in what a program loads itself.
#pragma once
#include "runtime/core/binary.h"
#include "runtime/core/compiler.h"
#include "runtime/core/error.h"
#include "runtime/device.h"
#include <cstddef>
#include <optional>
#include <span>

namespace ox::runtime {

struct Image {
  std::span<const std::byte> elf;  // for OxCore
  uint32_t compute_capability = 0; // 10 * major + minor of the architecture that it was compiled as
  std::vector<std::byte> compiled; // what `elf` is in, if it was compiled from PTX here
};

// For that device: of several images the one that suits it.  Failing, it says on stderr what is wrong and what to do.
Result<Image> find_image(const Binary& binary, const DeviceProperties& device);

inline constexpr uint64_t kNoLimit = ~uint64_t{0};

// An OxCore ELF, a container of Ox or of NVIDIA's tools, the wrapper around one, or PTX text that ends with a zero.
// What is in a file or a buffer ends at `limit`, whatever it says of itself.  The log gets the compiler's messages, and
// the reason of a failure.
Result<Image> find_image_at(const void* data, const DeviceProperties& device, std::string& log,
                            uint64_t limit = kNoLimit);

// The PTX that such an image consists of, where it would have to be compiled; for a link, which compiles all together.
// Nothing if there is an image for OxCore in it, or no PTX, or it is damaged.
std::optional<PtxSource> find_ptx_at(const void* data, const DeviceProperties& device, uint64_t limit);

} // namespace ox::runtime
