#include "runtime/core/image.h"
#include "isa/image_container.h"
#include "runtime/core/diagnostics.h"
#include <cstring>

namespace ox::runtime {

namespace {

// How NVIDIA's fat binaries begin.
bool is_nvidia_container(const void* data) {
  uint32_t magic;
  std::memcpy(&magic, data, sizeof magic);
  return magic == 0xba55ed50;
}

} // namespace

Result<Image> find_image(const Binary& binary) {
  if (!binary.data) {
    say("%s", binary.damage.c_str());
    return fail(Error::InvalidKernelImage);
  }
  if (is_nvidia_container(binary.data)) {
    say("a device image of this program was made by another CUDA compiler; rebuild its object with ox-nvcc");
    return fail(Error::NoKernelImageForDevice);
  }
  auto bytes = isa::image_container_bytes(binary.data);
  if (!bytes) {
    say("a device image of this program is damaged: %s; rebuild it", bytes.error().c_str());
    return fail(Error::InvalidKernelImage);
  }
  auto entries = isa::read_image_container({static_cast<const std::byte*>(binary.data), *bytes});
  if (!entries) {
    say("a device image of this program is damaged: %s; rebuild it", entries.error().c_str());
    return fail(Error::InvalidKernelImage);
  }
  for (const isa::ImageEntry& entry : *entries)
    if (entry.kind == isa::ImageKind::kOxCoreElf)
      return Image{entry.bytes, entry.compute_capability};
  if (entries->empty())
    say("a device image of this program has no code in it; rebuild it with ox-nvcc");
  else
    say("a device image of this program (%.*s) holds PTX only, and the runtime can't compile PTX yet; rebuild it with "
        "ox-nvcc without -ptx or -code=compute_XX",
        static_cast<int>(entries->front().identifier.size()), entries->front().identifier.data());
  return fail(Error::NoKernelImageForDevice);
}

} // namespace ox::runtime
