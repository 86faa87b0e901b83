// Runs a piece of code as a whole launch: the machine, its host threads and its schedules are part of the test.
#pragma once
#include "simulator/config.h"
#include "simulator/machine.h"
#include "test/simulator/exec/code.h"
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace ox::test {

class GridRig {
public:
  explicit GridRig(const std::string& configuration = "ox-tiny") {
    auto loaded = sim::load_config(configuration);
    auto created = sim::Memory::create(uint64_t{8} << 30, uint64_t{1} << 30);
    if (!loaded || !created)
      throw std::runtime_error(!loaded ? loaded.error() : created.error());
    properties = loaded->properties;
    memory_ = std::move(*created);
  }

  uint64_t allocate(uint64_t bytes) {
    auto address = memory_->allocate(bytes, sim::RangeKind::kDevice);
    if (!address)
      throw std::runtime_error(address.error());
    return *address;
  }
  template <class T> T* array(uint64_t count) { return reinterpret_cast<T*>(allocate(count * sizeof(T))); }

  std::unique_ptr<sim::Program> load(const Code& code) {
    auto program = sim::Program::load(code.elf(), *memory_, sim::Program::Metadata::kFromSymbols);
    if (!program)
      throw std::runtime_error(program.error());
    return std::move(*program);
  }

  // a0 points to the parameters, 64-bit words.  The machine is made anew for each launch, from options.
  LaunchResult run(const Code& code, const std::vector<uint64_t>& parameters, Launch launch) {
    auto program = load(code);
    sim::Machine machine(properties, *memory_, options);
    return run(machine, *program, parameters, std::move(launch));
  }
  static LaunchResult run(sim::Machine& machine, const sim::Program& program, const std::vector<uint64_t>& parameters,
                          Launch launch) {
    launch.parameters = std::as_bytes(std::span(parameters));
    return machine.run(program, launch);
  }

  sim::Memory& memory() { return *memory_; }
  DeviceProperties properties;
  sim::MachineOptions options;

private:
  std::unique_ptr<sim::Memory> memory_;
};

} // namespace ox::test
