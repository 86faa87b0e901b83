// A warp in execution, as plain data: 32 lanes' registers, and the groups of lanes that share a pc.
//
// The engine is compiled once per SIMD level (exec/levels), so this header has no inline code and includes nothing
// that has: the linker keeps one copy of an inline function, and it might be the copy for a newer processor.
//
// Registers.  An x register is 32 words.  Destination x0 is written to a 33rd register that nobody reads.  An f
// register has two homes: values that are NaN-boxed singles (or halves) live in `narrow`, as 32 bits, all others in
// `wide`, and `boxed` has a bit per lane that says which.  So single precision runs on dense vectors of 32-bit lanes
// and never packs boxes, but a double read as a single is still seen for what it is.
#pragma once
#include <cstdint>

namespace ox::sim {

inline constexpr unsigned kLanes = 32;
inline constexpr unsigned kScratchRegister = 32; // where writes to x0 go
inline constexpr unsigned kStackPointer = 2;

struct Slot;
struct Warp;
struct BlockState;

// Executes one instruction for the lanes of warp.mask; returns the next.  A handler that the scheduler must see to
// (the group split, waits, has ended or faulted) clears warp.stop.
using Handler = const Slot* (*)(Warp&, const Slot*);

// What a rendezvous computes once all lanes of mask are there: operands and results of 32 lanes.
struct Collective {
  uint32_t mask;
  const uint64_t* a;
  const uint64_t* b;
  const uint64_t* c;
};
using CollectiveFunction = void (*)(const Collective&, uint64_t* result);

// How an instruction is executed: for groups that are all that is left of their warp (lanes that have ended may be
// written at will), and for others.
struct Handlers {
  Handler full = nullptr, masked = nullptr;
  CollectiveFunction collective = nullptr;
};

// One instruction, ready to run.
struct Slot {
  Handler full, masked;
  uint8_t rd, rs1, rs2, rs3, rm;
  uint16_t op; // isa::Op
  int64_t imm; // branches: slots to the target
  CollectiveFunction collective;
};

enum class GroupState : uint8_t {
  kRunnable,
  kParked,     // at ox.join, for the lanes of wait_mask
  kRendezvous, // at a collective instruction, for the lanes of wait_mask
  kBarrier,    // at barrier `barrier` of the block
  kAsleep,     // until its turn has come, or nobody else can run
  kCluster,    // at the barrier of the cluster
  kGone,       // merged or ended
};

struct Group {
  uint32_t mask = 0;
  GroupState state = GroupState::kGone;
  uint8_t barrier = 0;
  uint32_t wait_mask = 0;
  const Slot* pc = nullptr;
  uint64_t sp = 0;   // of its first lane: groups deeper in calls run first, so that they return to the others
  uint64_t turn = 0; // groups with an earlier turn run first
};

enum class Trouble : uint8_t { kNone, kAccess, kMisaligned, kIllegal, kBarrier, kTrap, kSystemCall };

// A fault as the handler that meets it can tell it; block_fault.cpp makes words of it.
struct TroubleReport {
  Trouble kind = Trouble::kNone;
  bool is_write = false;
  uint8_t lane = 0;
  uint32_t bytes = 0;
  bool address_is_pc = false; // of a jump, not of an access
  uint64_t address = 0;
  const Slot* at = nullptr;
  char text[200] = {};
};

// A range of device addresses that a block may touch.  [begin, begin + bytes)
struct Range {
  uint64_t begin = 0, bytes = 0;
  bool writable = false;
  bool is_shared = false; // memory of the block or its cluster, not global memory
};
inline constexpr unsigned kRangeWays = 16;

// The ranges that a block used last, by the instruction that used them.  Good while the memory map's epoch stands.
struct RangeCache {
  Range ways[kRangeWays];
  uint64_t epoch = 0;
  const uint64_t* epoch_now = nullptr;
};

struct alignas(64) Warp {
  uint64_t x[33][kLanes];
  uint64_t wide[32][kLanes];
  uint32_t narrow[32][kLanes];
  uint32_t boxed[32];

  // The group that runs.
  uint32_t mask;
  uint32_t live;         // lanes that have not ended
  const Slot* stop;      // it runs while its pc is below this
  int64_t budget;        // backward jumps until others get their turn
  const Slot* interrupt; // where the turn ends anyhow: beyond the code, but where a seed explores schedules
  bool crowded;          // other groups could run
  bool yielded;          // the group sleeps: the warp gives way
  bool ignore_hints;
  bool counts_time; // cycle and time are counts of instructions

  uint32_t current, group_count;
  Group groups[2 * kLanes + 2]; // at most 32 hold lanes; gone ones stay until the scheduler looks
  uint64_t turns;               // given out so far
  uint64_t turn_now;            // of the group that ran last

  uint64_t local_host;  // this warp's part of the local windows, words of the lanes interleaved
  uint64_t local_bytes; // per lane
  uint64_t text_begin;  // device address of code[0]
  const Slot* code;
  const Slot* code_end; // one slot that reports a pc outside the program
  RangeCache* ranges;
  BlockState* block;
  uint32_t cluster_arrived, cluster_passed; // lanes that have, and that need not wait any more
  uint32_t number;                          // in the block
  uint64_t executed;                        // by the last run
  const Slot* run_from;                     // where the run began, until an instruction took note of it
  uint64_t instructions, lane_instructions;
  const Slot* access_at; // the last access to memory: a signal of the host in its middle is this instruction's
  TroubleReport trouble;
};

// Instructions are counted when a run of the group ends, because counting each would cost more than many of them.  So
// who reads the count, instret, ends the run, unless it has just begun, and is executed again as the first of the next
// run.  For slots that read a CSR.  The clocks are such counts, too, where runs have to repeat.
inline constexpr uint32_t kCycleCsr = 0xC00, kTimeCsr = 0xC01, kInstretCsr = 0xC02;
inline bool reads_count(const Warp& warp, const Slot* slot) {
  return slot->imm == kInstretCsr || (warp.counts_time && (slot->imm == kCycleCsr || slot->imm == kTimeCsr));
}
inline bool ends_its_run(const Warp& warp, const Slot* slot) { return warp.run_from != slot; }

// The handlers' way to everything that is rare: compiled once, for any processor.

// Ends the run with a fault of one lane.  Returns at.
const Slot* raise(Warp& warp, const Slot* at, Trouble kind, unsigned lane, const char* format, ...)
    __attribute__((format(printf, 5, 6)));
const Slot* raise_jump(Warp& warp, const Slot* at, unsigned lane, uint64_t target);
const Slot* raise_access(Warp& warp, const Slot* at, Trouble kind, unsigned lane, uint64_t address, unsigned bytes,
                         bool is_write);

// Shows the block's observer what the lanes of warp.mask are about to execute.
void observe(Warp& warp, const Slot* slot);

// Puts the range that holds an address (of the block's shared memory or of the map) into the cache's way; null if
// there is none.
const Range* find_range(Warp& warp, unsigned way, uint64_t address);

// The lanes of taken go to target, the others to the next instruction.
const Slot* diverge(Warp& warp, const Slot* at, uint32_t taken, const Slot* target);
// Each lane goes to an address of its own.
const Slot* scatter_jump(Warp& warp, const Slot* at, const uint64_t* targets);
const Slot* end_lanes(Warp& warp, const Slot* at);
const Slot* park_at_join(Warp& warp, const Slot* at, uint32_t token);
const Slot* yield(Warp& warp, const Slot* at);
// The lanes of the group sleep for durations[lane] nanoseconds, in the scheduler's notion of them, and the warp gives
// way.
const Slot* sleep(Warp& warp, const Slot* at, const uint64_t* durations);
const Slot* wait_for_mask(Warp& warp, const Slot* at, const uint64_t* masks);

enum class BarrierKind : uint8_t { kSync, kArrive, kPopc, kAnd, kOr };
const Slot* meet_barrier(Warp& warp, const Slot* at, BarrierKind kind);

const Slot* arrive_at_cluster(Warp& warp, const Slot* at);
const Slot* wait_at_cluster(Warp& warp, const Slot* at);
// Where the shared memory of a cluster's blocks is: that of block r at begin + r * stride.
struct ClusterWindow {
  uint64_t begin, stride, bytes; // bytes: of each block
  uint32_t rank, blocks;         // own rank
};
ClusterWindow cluster_window(const Warp& warp);

const Slot* system_call(Warp& warp, const Slot* at);
// False if there is no such CSR.
bool read_csr(Warp& warp, uint32_t number, uint64_t* values);

} // namespace ox::sim
