// Runs a piece of code as one block, without the machine around it.
#pragma once
#include "simulator/block.h"
#include "test/simulator/exec/code.h"
#include <functional>
#include <optional>
#include <stdexcept>

namespace ox::test {

struct Conditions {
  Dim3 block{32, 1, 1};
  Dim3 grid{1, 1, 1};
  Dim3 index{0, 0, 0};
  uint64_t shared_bytes = 0;
  uint64_t local_bytes = 1024;
  uint64_t instruction_limit = 0;
  uint64_t seed = 0;
  bool ignore_hints = false;
  uint64_t step_budget = 16384;
  uint64_t most_steps = 100000; // then the run is given up: kRunnable or kWaiting
};

struct Result {
  sim::Block::Status status{};
  std::optional<Fault> fault;
  sim::BlockCounters counters;
  uint64_t steps = 0;
};

class Rig {
public:
  Rig();
  ~Rig();

  // Device memory for a test; freed with the rig.
  uint64_t allocate(uint64_t bytes);
  template <class T> T* array(uint64_t count) { return reinterpret_cast<T*>(allocate(count * sizeof(T))); }

  std::unique_ptr<sim::Program> load(const Code& code);

  // a0 points to the parameters, 64-bit words.
  Result run(const sim::Program& program, const std::vector<uint64_t>& parameters, const Conditions& conditions = {});
  Result run(const Code& code, const std::vector<uint64_t>& parameters, const Conditions& conditions = {});

  sim::Memory& memory() { return *memory_; }
  using SystemCall = decltype(sim::LaunchContext::system_call);
  SystemCall system_call;
  DeviceProperties properties;

private:
  std::unique_ptr<sim::Memory> memory_;
};

} // namespace ox::test
