// Runs the kernels of one file of test/isa/insn and compares what they leave with what the file says.
#pragma once
#include "simulator/machine.h"
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ox::test {

struct Checked {
  uint64_t kernels = 0, results = 0;
  std::vector<std::string> failures; // each a message of some lines
};

Checked check_image(std::span<const std::byte> elf, sim::Memory& memory, sim::Machine& machine);

} // namespace ox::test
