// See ptx_input.h.
#include "test/ptx/mutations.h"
#include <cstring>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t most);

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t most, unsigned seed) {
  std::minstd_rand random(seed);
  if (random() % 4 == 0)
    return LLVMFuzzerMutate(data, size, most);
  std::string text(reinterpret_cast<const char*>(data), size);
  for (unsigned changes = 1 + random() % 4; changes != 0; --changes)
    text = ox::test::mutate(text, random);
  size = std::min(text.size(), most);
  std::memcpy(data, text.data(), size);
  return size;
}
