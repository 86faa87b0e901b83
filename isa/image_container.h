// The container of device images in a host object: what the fat-binary wrapper that `__cudaRegisterFatBinary` gets
// points at, and what ox-nvcc -fatbin writes.  The runtime picks an OxCore ELF, or compiles the PTX where there is
// none.
//
// Little-endian.  Header { magic, version, header bytes, total bytes, number of entries, bytes per entry header }, then
// the entry headers, then identifiers and images, each image at a multiple of 16 bytes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::isa {

// A device module is LLVM bitcode that has not been linked yet (-rdc=true); no device runs it.
enum class ImageKind : uint32_t { kOxCoreElf = 1, kPtx = 2, kDeviceModule = 3 };

struct ImageEntry {
  ImageKind kind{};
  uint32_t compute_capability = 0; // 10 * major + minor of the CUDA architecture it was compiled as, e.g. 90
  uint32_t flags = 0;              // none is defined yet; a reader refuses those it does not know
  std::string_view identifier;     // for messages: the source file
  std::span<const std::byte> bytes;
};

// Identifiers and images are copied into the container.
std::vector<std::byte> write_image_container(std::span<const ImageEntry> entries);

// The entries are views into the container.  The error is a sentence.  Never reads out of bounds; bytes behind the
// container's end are ignored.
std::expected<std::vector<ImageEntry>, std::string> read_image_container(std::span<const std::byte> container);

// Of the images of a kind, the one for a device of that compute capability (90 for 9.0), as CUDA's driver picks: the
// highest that isn't above it.  OxCore code is the same for all, so that where all are above, the lowest will do.  Null
// when there is none of the kind.
const ImageEntry* pick_image(std::span<const ImageEntry> entries, ImageKind kind, uint32_t device_capability);

// Whether the 8 bytes at `data` start a container of Ox, and not one of another compiler.
bool is_image_container(const void* data);

// The size of the container at `data`, from its header, for those who only get a pointer.
std::expected<uint64_t, std::string> image_container_bytes(const void* data);

} // namespace ox::isa
