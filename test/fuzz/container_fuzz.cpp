// The container of device images under libFuzzer: entries lie inside the container, and what was read can be written
// and read again.
#include "isa/image_container.h"
#include <cstdio>
#include <cstdlib>

namespace {
void require(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "container_fuzz: %s\n", what);
  std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ox::isa;
  const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
  const auto entries = read_image_container(bytes);
  if (!entries) {
    require(!entries.error().empty(), "a container is refused without a word");
    return 0;
  }
  require(is_image_container(data), "what can be read is not known as a container");
  for (const ImageEntry& entry : *entries)
    require(entry.bytes.empty() || (entry.bytes.data() >= bytes.data() &&
                                    entry.bytes.data() + entry.bytes.size() <= bytes.data() + bytes.size()),
            "an image lies outside of the container");
  const auto copy = write_image_container(*entries);
  const auto again = read_image_container(copy);
  require(again && again->size() == entries->size(), "a written container can't be read");
  for (size_t i = 0; i < entries->size(); ++i)
    require((*again)[i].identifier == (*entries)[i].identifier &&
                (*again)[i].bytes.size() == (*entries)[i].bytes.size(),
            "an entry changed on its way through a container");
  return 0;
}
