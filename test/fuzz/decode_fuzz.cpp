// Decoder, encoder and disassembler under libFuzzer, on arrays of words: a word decodes to nothing or to an instruction
// that encodes to the same word and has a text.
#include "isa/decode.h"
#include "isa/encode.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ox::isa;
  for (size_t at = 0; at + 4 <= size; at += 4) {
    uint32_t word;
    std::memcpy(&word, data + at, sizeof word);
    const auto instruction = decode(word);
    if (!instruction)
      continue;
    const auto again = try_encode(*instruction);
    if (!again || *again != word || disassemble(*instruction, at).empty()) {
      std::fprintf(stderr, "decode_fuzz: the word %08x comes back as %08x\n", word, again.value_or(0));
      std::abort();
    }
  }
  return 0;
}
