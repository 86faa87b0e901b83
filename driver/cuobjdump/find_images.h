// The device images inside a file, whatever the file is: an OxCore ELF, a container, a host object or program, or an
// archive of objects.
#pragma once
#include "isa/image_container.h"
#include <expected>
#include <string>
#include <vector>

namespace ox::driver::cuobjdump {

struct Image {
  isa::ImageKind kind{};
  unsigned architecture = 0; // 90; 0: a file that does not say
  std::string source;        // what it was compiled from, or the file itself
  std::string name;          // "vector_add.1.sm_90.cubin": unique in its file
  std::vector<std::byte> bytes;
};

// The error is a sentence.  A file without device code has no images.
std::expected<std::vector<Image>, std::string> find_images(const std::string& path);

} // namespace ox::driver::cuobjdump
