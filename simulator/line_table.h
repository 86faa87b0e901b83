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
  // address: as in the ELF file.
  std::optional<Place> find(uint64_t address) const;

private:
  struct Row {
    uint64_t address;
    uint32_t file, line; // line 0: no line from here on
    uint32_t order;      // as read
  };
  std::vector<Row> rows_; // by address
  std::vector<std::string> files_;
};

} // namespace ox::sim
