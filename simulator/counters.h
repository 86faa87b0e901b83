// Counts what a launch does, instruction slot by instruction slot; sums by source line and for the kernel come at its
// end.
//
// Each host thread counts into a table of its own, so counting takes no lock and shares no cache line.
#pragma once
#include "isa/instruction_class.h"
#include "runtime/launch_counters.h"
#include "simulator/program.h"
#include "simulator/warp.h"
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace ox::sim {

// Where a block's addresses lead, beside the local window.
struct AddressWindows {
  uint64_t shared_begin = 0, shared_bytes = 0;
  uint64_t parameters_begin = 0, parameters_bytes = 0;
};

class CounterTable {
public:
  explicit CounterTable(const Program& program);

  enum class Kind : uint8_t { kPlain, kBranch, kIndirect, kMemory, kBarrier };
  // A barrier object in memory is of kind kMemory.
  Kind kind_of(size_t slot) { return at(slot).kind; }

  // The lanes of warp.mask are about to execute the slot.
  void execute(const Warp& warp, const Slot* slot, const AddressWindows& windows);
  void reconverge(size_t slot) { ++at(slot).reconvergences; }
  void wait(size_t slot, uint64_t instructions) {
    ++at(slot).waits;
    at(slot).wait_instructions += instructions;
  }

  // f(slot, Counters) for each slot that was executed.
  template <class F> void each(F f) const {
    for (const Counts& counts : counts_)
      f(counts.slot, sum_of(counts));
  }

private:
  enum Space { kGlobal, kShared, kLocal, kParameters };
  static constexpr unsigned kSpaces = 4;
  struct Traffic {
    std::array<ClassCounters, kSpaces> by_space; // a warp instruction is in the space of its first lane
    SectorCounters global, local, parameters;
    BankCounters shared;
    AtomicCounters atomics;
  };
  struct Counts {
    size_t slot = 0;
    Kind kind{};
    bool arrives = false; // at a barrier
    isa::InstructionClass instruction_class{};
    isa::MemoryAccess access;
    uint64_t warp_instructions = 0, lane_instructions = 0;
    uint64_t splits = 0, reconvergences = 0;
    uint64_t waits = 0, wait_instructions = 0;
    std::unique_ptr<Traffic> traffic; // of kind kMemory
  };
  Counts& at(size_t slot);
  static Counters sum_of(const Counts& counts);
  static void count_access(Counts& counts, const Warp& warp, const Slot* slot, const AddressWindows& windows);

  const Program& program_;
  std::vector<uint32_t> place_; // of a slot in counts_, from 1; 0: not executed yet
  std::vector<Counts> counts_;
};

// All tables of one launch.
class CountedLaunch {
public:
  explicit CountedLaunch(const Program& program) : program_(program) {}
  CounterTable& of_this_thread();
  LaunchCounters sum() const; // once no thread counts any longer

private:
  const Program& program_;
  std::mutex mutex_;
  std::vector<std::pair<std::thread::id, std::unique_ptr<CounterTable>>> tables_;
};

} // namespace ox::sim
