// The kernels' records (.note.ox) under libFuzzer: what was read can be written and read again, and is the same.
#include "isa/kernel_metadata.h"
#include <cstdio>
#include <cstdlib>

namespace {
void require(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "metadata_fuzz: %s\n", what);
  std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ox::isa;
  const auto image = read_metadata_note({reinterpret_cast<const std::byte*>(data), size});
  if (!image) {
    require(!image.error().empty(), "a note is refused without a word");
    return 0;
  }
  const auto note = write_metadata_note(*image);
  const auto again = read_metadata_note(note);
  require(again && again->kernels.size() == image->kernels.size(), "a written note can't be read");
  for (const KernelMetadata& kernel : image->kernels) {
    require(!kernel.name.empty() && kernel.local_bytes % 16 == 0, "a record breaks its own rules");
    for (const KernelParameter& parameter : kernel.parameters)
      require(uint64_t{parameter.offset} + parameter.bytes <= kernel.parameter_bytes,
              "a parameter lies outside of its block");
  }
  require(write_metadata_note(*again) == note, "a note changed on its way");
  return 0;
}
