// Source lines of an image, from its DWARF.  Read once, when the first fault asks.
//
// elfutils' libdw does the reading and is opened at run time: a program that never faults doesn't pay for loading it
// (half of the start-up of a tiny program), and a machine without it loses line numbers only.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ox::sim {

class LineTable {
public:
  // Empty when the image has no line table or it can't be read.
  static LineTable read(std::span<const std::byte> elf);

  struct Place {
    const std::string& file;
    uint32_t line;
  };
  // address: as in the ELF file.  Code that was inlined from the toolchain's own headers (an atomicAdd, a __trap) is at
  // the line of the program that uses it.
  std::optional<Place> find(uint64_t address) const;

private:
  struct Row {
    uint64_t address;
    uint32_t file, line; // line 0: no line from here on
    uint32_t order;      // as read
  };
  // A function that was inlined: its code, and the line that calls it.
  struct Inlined {
    uint64_t begin, end;
    uint32_t file, line;
    uint32_t depth;
  };
  class Reader;
  std::vector<Row> rows_;        // by address
  std::vector<Inlined> inlined_; // innermost first
  std::vector<std::string> files_;
  std::vector<bool> of_toolchain_; // by file
};

} // namespace ox::sim
