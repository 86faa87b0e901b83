// Fat binaries of NVIDIA's tools under libFuzzer: entries lie inside the container, and no size is absurd.
#include "isa/fat_binary.h"
#include <cstdio>
#include <cstdlib>

namespace {
void require(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "fat_binary_fuzz: %s\n", what);
  std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ox::isa;
  const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
  const auto entries = read_fat_binary(bytes);
  if (!entries) {
    require(!entries.error().empty(), "a fat binary is refused without a word");
    return 0;
  }
  require(is_fat_binary(data), "what can be read is not known as a fat binary");
  require(fat_binary_bytes(data).value() <= size, "it is longer than it is");
  const auto is_inside = [&](const void* begin, size_t length) {
    const auto* at = static_cast<const std::byte*>(begin);
    return length == 0 || (at >= bytes.data() && at + length <= bytes.data() + bytes.size());
  };
  for (const FatEntry& entry : *entries) {
    require(is_inside(entry.stored.data(), entry.stored.size()), "a payload lies outside");
    require(is_inside(entry.identifier.data(), entry.identifier.size()), "a name lies outside");
    require(entry.bytes <= uint64_t{1} << 31, "an image would be absurdly large");
  }
  const FatEntry* ptx = pick_ptx(*entries, 90);
  require(!ptx || ptx->kind == FatEntry::Kind::kPtx, "what was picked is no PTX");
  (void)name_machine_code(*entries);
  return 0;
}
