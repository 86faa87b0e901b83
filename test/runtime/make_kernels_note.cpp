// Writes the .note.ox of programs/kernels.s.
#include "isa/kernel_abi.h"
#include "isa/kernel_metadata.h"
#include <fstream>

namespace {

ox::isa::KernelMetadata kernel(const char* name, std::vector<ox::isa::KernelParameter> parameters) {
  ox::isa::KernelMetadata metadata;
  metadata.name = name;
  for (const auto& parameter : parameters)
    metadata.parameter_bytes = parameter.offset + parameter.bytes;
  metadata.parameters = std::move(parameters);
  metadata.local_bytes = 16;
  metadata.registers = 16;
  return metadata;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 2)
    return 1;
  ox::isa::ImageMetadata image;
  image.xox_major = ox::isa::kXoxMajor;
  image.xox_minor = ox::isa::kXoxMinor;
  image.kernels = {kernel("empty", {}),          kernel("add", {{0, 8, 8}, {8, 4, 4}}),
                   kernel("stray", {{0, 8, 8}}), kernel("check", {{0, 4, 4}}),
                   kernel("hello", {}),          kernel("forever", {{0, 8, 8}})};
  auto note = ox::isa::write_metadata_note(image);
  std::ofstream file(argv[1], std::ios::binary);
  file.write(reinterpret_cast<const char*>(note.data()), static_cast<std::streamsize>(note.size()));
  return file.good() ? 0 : 1;
}
