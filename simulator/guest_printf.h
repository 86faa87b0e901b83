// printf of kernels: C's conversions over arguments that lie in guest memory as clang's vprintf lays them out, a struct
// of the promoted arguments, each naturally aligned.
#pragma once
#include "simulator/block.h"
#include <expected>
#include <string>

namespace ox::sim {

struct Printed {
  std::string text;
  int arguments = 0; // that were consumed: what CUDA's printf returns
};

// The error is a memory fault without its place: a string or the buffer is not in memory that the lane can read.
std::expected<Printed, Fault> guest_printf(uint64_t format, uint64_t arguments, const LaunchContext::LaneMemory& lane);

// A NUL-terminated string of the guest, without the NUL; at most limit bytes.  what names it in the fault.
std::expected<std::string, Fault> read_guest_string(uint64_t address, const LaunchContext::LaneMemory& lane,
                                                    const std::string& what, uint64_t limit = ~uint64_t{0});

} // namespace ox::sim
