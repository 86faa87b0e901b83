// See compare.h.
#include "test/simulator/qemu/compare.h"
#include "isa/decode.h"
#include <cstdio>

namespace ox::test {
namespace {

std::string line(const char* format, auto... values) {
  char text[300];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

template <size_t N>
std::optional<std::string> first_byte(const char* what, const std::array<uint8_t, N>& qemu,
                                      const std::array<uint8_t, N>& oxcore) {
  for (size_t i = 0; i < N; ++i)
    if (qemu[i] != oxcore[i])
      return line("%s, byte %zu: %02x in qemu, %02x in the simulator", what, i, qemu[i], oxcore[i]);
  return std::nullopt;
}

using Nodes = std::vector<Node>;

// Counts the nodes of a list and of those below, and takes out the one with a number.
bool take_out(Nodes& nodes, size_t& number) {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (number-- == 0) {
      nodes.erase(nodes.begin() + ptrdiff_t(i));
      return true;
    }
    if (take_out(nodes[i].body, number) || take_out(nodes[i].otherwise, number))
      return true;
  }
  return false;
}

bool take_out(RandomProgram& program, size_t number) {
  if (take_out(program.body, number))
    return true;
  for (Nodes& function : program.functions)
    if (take_out(function, number))
      return true;
  return false;
}

} // namespace

std::optional<std::string> first_difference(const WorkArea& qemu, const WorkArea& oxcore) {
  for (unsigned lane = 0; lane < kWarpLanes; ++lane) {
    const LaneState &a = qemu.lanes[lane], &b = oxcore.lanes[lane];
    for (unsigned i = 1; i < 32; ++i)
      if (is_compared(i) && a.x[i] != b.x[i])
        return line("lane %u, x%u: %016lx in qemu, %016lx in the simulator", lane, i, a.x[i], b.x[i]);
    for (unsigned i = 0; i < 32; ++i)
      if (a.f[i] != b.f[i])
        return line("lane %u, f%u: %016lx in qemu, %016lx in the simulator", lane, i, a.f[i], b.f[i]);
    if (auto found = first_byte(line("lane %u, own memory", lane).c_str(), a.own, b.own))
      return found;
    if (auto found = first_byte(line("lane %u, local memory", lane).c_str(), qemu.local[lane], oxcore.local[lane]))
      return found;
  }
  if (auto found = first_byte("global memory", qemu.global, oxcore.global))
    return found;
  if (auto found = first_byte("constants", qemu.constants, oxcore.constants))
    return found;
  return first_byte("shared memory", qemu.shared, oxcore.shared);
}

std::optional<std::string> difference_of(Rig& rig, const Trial& trial, const Choices& choices) {
  const auto qemu = run_in_qemu({&trial, 1});
  if (!qemu || qemu->empty())
    return qemu ? "qemu stopped" : qemu.error();
  const auto oxcore = run_on_oxcore(rig, trial, choices);
  return oxcore ? first_difference(qemu->front(), *oxcore) : oxcore.error();
}

Trial shrink(Rig& rig, Trial trial, const Choices& choices) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (size_t number = 0;; ++number) {
      Trial candidate = trial;
      if (!take_out(candidate.program, number))
        break;
      if (!difference_of(rig, candidate, choices))
        continue;
      trial = candidate;
      smaller = true;
      --number;
    }
  }
  return trial;
}

std::string listing(const RandomProgram& program) {
  std::string text;
  uint64_t pc = 0;
  for (uint32_t word : words_of(program, Target::kQemu)) {
    const auto instruction = isa::decode(word);
    text += line("  %4lx  ", pc) + (instruction ? isa::disassemble(*instruction, pc) : "?") + "\n";
    pc += 4;
  }
  return text;
}

} // namespace ox::test
