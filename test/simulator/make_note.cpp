// Writes the .note.ox of programs/noted.s.
#include "isa/kernel_abi.h"
#include "isa/kernel_metadata.h"
#include <fstream>

int main(int argc, char** argv) {
  if (argc != 2)
    return 1;
  ox::isa::ImageMetadata image;
  image.xox_major = ox::isa::kXoxMajor;
  image.xox_minor = ox::isa::kXoxMinor;
  ox::isa::KernelMetadata kernel;
  kernel.name = "_Z5scalePii";
  kernel.parameters = {{0, 8, 8}, {8, 4, 4}};
  kernel.parameter_bytes = 12;
  kernel.static_shared_bytes = 64;
  kernel.local_bytes = 32;
  kernel.registers = 16;
  image.kernels.push_back(kernel);
  auto note = ox::isa::write_metadata_note(image);
  std::ofstream(argv[1], std::ios::binary).write(reinterpret_cast<const char*>(note.data()), ptrdiff_t(note.size()));
}
