// What must be the same on both machines, the smallest program that shows a difference, and both in words.
#pragma once
#include "test/simulator/qemu/machines.h"
#include <optional>

namespace ox::test {

// The first difference between two final states, as a line; nullopt if there is none.
std::optional<std::string> first_difference(const WorkArea& qemu, const WorkArea& oxcore);

// Runs one trial on both machines.
std::optional<std::string> difference_of(Rig& rig, const Trial& trial, const Choices& choices);

// The trial with every part of its program left out that the difference does not need.
Trial shrink(Rig& rig, Trial trial, const Choices& choices);

// The program's code as qemu gets it, disassembled.
std::string listing(const RandomProgram& program);

} // namespace ox::test
