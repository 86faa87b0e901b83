// See rig.h.
#include "test/simulator/exec/rig.h"
#include <algorithm>
#include <cstring>
#include <thread>

namespace ox::test {

namespace {
template <class T> T expect(std::expected<T, std::string> value) {
  if (!value)
    throw std::runtime_error(value.error());
  return std::move(*value);
}
} // namespace

Rig::Rig() : memory_(expect(sim::Memory::create(uint64_t{4} << 30, uint64_t{1} << 30))) {
  properties.cores = 4;
  properties.warps_per_core = 32;
  properties.clock_khz = 1000000;
}
Rig::~Rig() = default;

uint64_t Rig::allocate(uint64_t bytes) { return expect(memory_->allocate(bytes, sim::RangeKind::kDevice)); }

std::unique_ptr<sim::Program> Rig::load(const Code& code) {
  return expect(sim::Program::load(code.elf(), *memory_, sim::Program::Metadata::kFromSymbols));
}

Result Rig::run(const Code& code, const std::vector<uint64_t>& parameters, const Conditions& conditions) {
  auto program = load(code);
  return run(*program, parameters, conditions);
}

Result Rig::run(const sim::Program& program, const std::vector<uint64_t>& parameters, const Conditions& conditions) {
  sim::LaunchContext launch;
  launch.memory = memory_.get();
  launch.program = &program;
  launch.properties = &properties;
  launch.grid = conditions.grid;
  launch.block = conditions.block;
  launch.static_shared_bytes = conditions.shared_bytes;
  launch.local_bytes = conditions.local_bytes;
  launch.instruction_limit = conditions.instruction_limit;
  launch.seed = conditions.seed;
  launch.ignore_hints = conditions.ignore_hints;
  launch.system_call = system_call;
  const uint64_t parameter_bytes = 8 * parameters.size() + 8;
  launch.parameters = expect(memory_->allocate(parameter_bytes, sim::RangeKind::kParameters));
  std::copy(parameters.begin(), parameters.end(), reinterpret_cast<uint64_t*>(launch.parameters));
  sim::BlockStorage storage;
  const uint64_t local_bytes = (conditions.block.count() + 31) / 32 * 32 * conditions.local_bytes;
  if (conditions.shared_bytes) {
    storage.shared = expect(memory_->allocate_scratch(conditions.shared_bytes));
    std::memset(reinterpret_cast<void*>(storage.shared), 0, conditions.shared_bytes); // as blocks may expect it
  }
  if (local_bytes)
    storage.local = expect(memory_->allocate_scratch(local_bytes));
  Result result;
  {
    sim::Block block(launch, conditions.index, 1, storage);
    do {
      result.status = block.step(conditions.step_budget);
      ++result.steps;
      if (result.status == sim::Block::Status::kWaiting)
        std::this_thread::yield(); // what it waits for may be another block's, in another thread
    } while ((result.status == sim::Block::Status::kRunnable || result.status == sim::Block::Status::kWaiting) &&
             result.steps < conditions.most_steps);
    result.counters = block.counters();
    if (result.status == sim::Block::Status::kFaulted)
      result.fault = block.fault();
  }
  if (storage.shared)
    memory_->release_scratch(storage.shared, conditions.shared_bytes);
  if (storage.local)
    memory_->release_scratch(storage.local, local_bytes);
  (void)memory_->release(launch.parameters);
  return result;
}

} // namespace ox::test
