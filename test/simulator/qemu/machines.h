// The two machines that random programs run on.
#pragma once
#include "test/simulator/exec/rig.h"
#include "test/simulator/qemu/random_program.h"
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace ox::test {

struct Trial {
  RandomProgram program;
  WorkArea work; // as it is at the start, without pointers
};

// How the simulator runs a program: none of it may change a result.
struct Choices {
  uint64_t seed = 0;
  uint64_t step_budget = 16384;
  bool ignore_hints = false;
};

// Work areas as qemu leaves them.  It ends early where a program makes it stop; the error says why it could not start.
std::expected<std::vector<WorkArea>, std::string> run_in_qemu(std::span<const Trial> trials);

// As the simulator leaves it, at the SIMD level that is chosen; the error is the fault.
std::expected<WorkArea, std::string> run_on_oxcore(Rig& rig, const Trial& trial, const Choices& choices);

} // namespace ox::test
