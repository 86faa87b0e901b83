// OxCore code and kernel records as text, as oxdis and cuobjdump print them.
#pragma once
#include "isa/oxdis/elf_view.h"
#include <functional>
#include <string>
#include <vector>

namespace ox::isa {

// "a.cu:12" of an address; empty where no line is known.
using PlaceOf = std::function<std::string(uint64_t address)>;

struct ListingOptions {
  std::vector<std::string> functions; // only these; none: all
  bool words = true;                  // the instruction words before the text
  PlaceOf place_of;                   // with it, a line before each instruction that another place begins with
};

// The code of an image, with its symbols.  The error names a function that the image doesn't have.
std::expected<std::string, std::string> list_code(const ElfView& elf, const ListingOptions& options);

// One instruction word at `pc`, as a line of the listing has it; names of `elf` at the targets of jumps.
std::string list_word(uint32_t word, uint64_t pc, const ElfView& elf, bool with_word = true);

// What the compiler says about each kernel.
std::expected<std::string, std::string> list_metadata(const ElfView& elf);

} // namespace ox::isa
