// Counters of whole launches: programs so small that every number can be counted by hand.
#include "isa/instruction_class.h"
#include "isa/row.h"
#include "runtime/counters_report.h"
#include "simulator/config.h"
#include "simulator/interpreter.h"
#include "simulator/machine.h"
#include "test/simulator/exec/code.h"
#include <cstring>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

using namespace ox;
using namespace ox::test;
using isa::Op;

namespace {
constexpr uint32_t kTidX = 0xCC0, kLaneId = 0xCD0;

struct Shape {
  uint32_t grid = 1, block = 32;
  uint64_t shared_bytes = 0;
  uint32_t cluster = 1;
};

class CountersTest : public testing::Test {
protected:
  sim::MachineConfig config = *sim::load_config("ox-tiny");
  std::unique_ptr<sim::Memory> memory = *sim::Memory::create(uint64_t{4} << 30, uint64_t{1} << 30);
  sim::MachineOptions options{.threads = 1};
  uint64_t buffer = *memory->allocate(1 << 20, sim::RangeKind::kDevice);

  // a0 points to one parameter, the buffer's address.
  LaunchResult run(const Code& code, Shape shape = {}, bool count = true) {
    auto program = sim::Program::load(code.elf(), *memory, sim::Program::Metadata::kFromSymbols);
    EXPECT_TRUE(program) << program.error();
    sim::Machine machine(config.properties, *memory, options);
    Launch launch;
    launch.grid = {shape.grid};
    launch.block = {shape.block};
    launch.cluster = {shape.cluster};
    launch.dynamic_shared_bytes = shape.shared_bytes;
    launch.parameters = std::as_bytes(std::span(&buffer, 1));
    launch.collect_counters = count;
    LaunchResult result = machine.run(**program, launch);
    if (result.counters)
      check_sums(result);
    return result;
  }
  Counters count(const Code& code, Shape shape = {}) {
    LaunchResult result = run(code, shape);
    EXPECT_FALSE(result.fault) << result.fault->describe();
    return result.counters->total;
  }

  // What holds for every launch.
  static void check_sums(const LaunchResult& result) {
    const Counters& total = result.counters->total;
    EXPECT_EQ(total.warp_instructions, result.warp_instructions);
    EXPECT_EQ(total.lane_instructions, result.lane_instructions);
    uint64_t warp = 0, lane = 0;
    for (const ClassCounters& counters : total.classes) {
      warp += counters.warp_instructions;
      lane += counters.lane_instructions;
    }
    EXPECT_EQ(warp, total.warp_instructions) << "every instruction is in one class";
    EXPECT_EQ(lane, total.lane_instructions);
    Counters lines;
    for (const LineCounters& line : result.counters->lines)
      lines += line.counters;
    EXPECT_EQ(std::memcmp(&lines, &total, sizeof total), 0) << "lines add up to the kernel";
  }
};

// buffer + lane * stride in t0
Code& lane_address(Code& code, int64_t stride, uint8_t base = a1) {
  code.load(Op::ld, a1, 0, a0)
      .csr(t0, kLaneId)
      .li(t1, uint64_t(stride))
      .r(Op::mul, t0, t0, t1)
      .r(Op::add, t0, t0, base);
  return code;
}
} // namespace

TEST_F(CountersTest, WarpAndLaneInstructionsByClass) {
  Code code;
  code.load(Op::ld, a1, 0, a0);             // load, parameters
  code.csr(t0, kTidX);                      // system
  code.r(Op::sh2add, a1, t0, a1);           // integer
  code.load(Op::flw, 1, 0, a1);             // load, global
  code.r(Op::fadd_s, 1, 1, 1);              // single
  code.r(Op::fcvt_d_s, 2, 1);               // conversion
  code.r(Op::fmul_d, 2, 2, 2);              // double
  code.r(Op::fadd_h, 3, 3, 3);              // half
  code.r(Op::ox_rcp_s, 1, 1);               // special
  code.store(Op::fsw, 1, 0, a1);            // store, global
  code.store(Op::sd, t0, -8, sp);           // store, local
  code.load(Op::lw, t1, -8, sp);            // load, local
  code.add({.op = Op::fence, .imm = 0xff}); // fence
  code.r(Op::ox_activemask, t2);            // warp
  code.r(Op::ox_bar_sync, 0, zero, zero);   // barrier
  code.r(Op::amoadd_w, zero, a1, t0);       // atomic, global
  code.exit();                              // control
  // 40 threads in each of 3 blocks: a warp of 32 and one of 8.
  const Counters c = count(code, {.grid = 3, .block = 40});
  EXPECT_EQ(c.warp_instructions, 3u * 2 * 17);
  EXPECT_EQ(c.lane_instructions, 3u * 40 * 17);
  using enum CounterClass;
  for (CounterClass one : {load_parameter, system, integer, load_global, float_single, conversion, float_double,
                           float_half, special_function, store_global, store_local, load_local, fence,
                           CounterClass::warp, barrier, atomic_global, control}) {
    EXPECT_EQ(c.of(one).warp_instructions, 6u) << int(one);
    EXPECT_EQ(c.of(one).lane_instructions, 120u) << int(one);
  }
  for (CounterClass none : {load_shared, store_shared, atomic_shared, atomic_local})
    EXPECT_EQ(c.of(none).warp_instructions, 0u) << int(none);
}

// A read of instret ends the engine's run and begins another.
TEST_F(CountersTest, AReadOfInstretIsOneInstruction) {
  Code code;
  code.i(Op::addi, t0, t0, 1).csr(t1, 0xC02).csr(t1, 0xC02).exit();
  const Counters c = count(code, {.block = 64});
  EXPECT_EQ(c.warp_instructions, 2u * 4);
  EXPECT_EQ(c.of(CounterClass::system).warp_instructions, 2u * 2);
}

TEST_F(CountersTest, GlobalAccessesBySectors) {
  Code together;
  lane_address(together, 4).load(Op::lw, t2, 0, t0).exit();
  const Counters c = count(together);
  EXPECT_EQ(c.global.load.requests, 1u);
  EXPECT_EQ(c.global.load.sectors, 4u);
  EXPECT_EQ(c.global.load.lines, 1u);
  EXPECT_EQ(c.global.load.bytes_used, 128u);
  EXPECT_EQ(c.global.store.requests, 0u);

  Code apart;
  lane_address(apart, 8).store(Op::sw, t2, 0, t0).exit();
  const SectorCounters store = count(apart).global.store;
  EXPECT_EQ(store.sectors, 8u);
  EXPECT_EQ(store.least_sectors, 4u);
  EXPECT_EQ(store.lines, 2u);

  Code shifted; // the offset is part of the address
  lane_address(shifted, 4).load(Op::lw, t2, 4, t0).exit();
  EXPECT_EQ(count(shifted).global.load.sectors, 5u);
}

TEST_F(CountersTest, AtomicsHaveNoOffset) {
  Code code; // aq and rl are in the immediate's place
  lane_address(code, 4).add({.op = Op::amoadd_w, .rd = t2, .rs1 = t0, .rs2 = t1, .imm = 3}).exit();
  const Counters c = count(code);
  EXPECT_EQ(c.global.atomic.sectors, 4u);
  EXPECT_EQ(c.atomics.requests, 1u);
  EXPECT_EQ(c.atomics.same_address, 0u);
  EXPECT_EQ(c.atomics.rounds, 1u);

  Code one;
  one.load(Op::ld, a1, 0, a0).r(Op::amoadd_w, t2, a1, t1).exit();
  EXPECT_EQ(count(one).atomics.same_address, 31u);
  EXPECT_EQ(count(one).atomics.rounds, 32u);
}

TEST_F(CountersTest, SharedAccessesByBanks) {
  for (auto [stride, passes] : {std::pair{4, 1}, {8, 2}, {128, 32}, {132, 1}, {0, 1}}) {
    Code code;
    lane_address(code, stride, tp).load(Op::lw, t2, 0, t0).store(Op::sw, t2, 0, t0).exit();
    const Counters c = count(code, {.shared_bytes = 8192});
    EXPECT_EQ(c.shared.load.requests, 1u);
    EXPECT_EQ(c.shared.load.passes, uint64_t(passes)) << stride;
    EXPECT_EQ(c.shared.load.least_passes, 1u);
    EXPECT_EQ(c.shared.store.passes, uint64_t(passes)) << stride;
    EXPECT_EQ(c.global.load.requests, 0u);
  }
}

TEST_F(CountersTest, ARequestThatMeetsTwoMemoriesCountsInBoth) {
  Code code; // lanes 0..15 in the buffer, the others in shared memory
  code.load(Op::ld, a1, 0, a0).csr(t0, kLaneId).i(Op::sltiu, t1, t0, 16);
  code.r(Op::czero_eqz, t2, a1, t1).r(Op::czero_nez, t3, tp, t1).r(Op::or_, t2, t2, t3).r(Op::sh2add, t2, t0, t2);
  code.load(Op::lw, t3, 0, t2).exit();
  const Counters c = count(code, {.shared_bytes = 1024});
  EXPECT_EQ(c.global.load.requests, 1u);
  EXPECT_EQ(c.global.load.lane_accesses, 16u);
  EXPECT_EQ(c.global.load.sectors, 2u);
  EXPECT_EQ(c.shared.load.requests, 1u);
  EXPECT_EQ(c.shared.load.lane_accesses, 16u);
  EXPECT_EQ(c.of(CounterClass::load_global).warp_instructions, 1u) << "where its first lane goes";
  EXPECT_EQ(c.of(CounterClass::load_global).lane_instructions, 16u);
  EXPECT_EQ(c.of(CounterClass::load_shared).warp_instructions, 0u);
  EXPECT_EQ(c.of(CounterClass::load_shared).lane_instructions, 16u);
}

// The lanes' 8-byte words lie side by side: 4 of them in a sector.
TEST_F(CountersTest, LocalAccessesByInterleavedWords) {
  Code code;
  code.store(Op::sd, t0, -16, sp).store(Op::sw, t0, -24, sp).load(Op::lbu, t1, -24, sp).exit();
  const Counters c = count(code);
  EXPECT_EQ(c.local.store.requests, 2u);
  EXPECT_EQ(c.local.store.sectors, 16u);
  EXPECT_EQ(c.local.store.bytes_used, 256u + 128u);
  EXPECT_EQ(c.local.load.sectors, 8u);
  EXPECT_EQ(c.local.load.bytes_used, 32u);
  EXPECT_EQ(c.parameters.requests, 0u);
}

TEST_F(CountersTest, ParametersAreNoGlobalTraffic) {
  Code code;
  code.load(Op::ld, a1, 0, a0).exit();
  const Counters c = count(code);
  EXPECT_EQ(c.parameters.requests, 1u);
  EXPECT_EQ(c.parameters.bytes_asked, 256u);
  EXPECT_EQ(c.parameters.bytes_used, 8u);
  EXPECT_EQ(c.parameters.sectors, 1u);
  EXPECT_EQ(c.global.load.requests, 0u);
}

TEST_F(CountersTest, ADiamondSplitsAndMeetsAgain) {
  Code code;
  code.csr(t0, kLaneId).i(Op::andi, t0, t0, 1);      // 2 of 32 lanes
  auto odd = code.branch_forward(Op::bne, t0, zero); // 1 of 32: splits
  code.i(Op::addi, t1, t1, 1);                       // 1 of the 16 even lanes
  auto join = code.jump_forward();                   // 1 of 16
  code.bind(odd);
  code.i(Op::addi, t1, t1, 2).i(Op::addi, t1, t1, 3); // 2 of the 16 odd lanes
  code.bind(join);
  code.i(Op::addi, t2, t1, 0).exit(); // 2 of 32
  const Counters c = count(code);
  EXPECT_EQ(c.warp_instructions, 2u + 1 + 2 + 2 + 2);
  EXPECT_EQ(c.lane_instructions, 32u * 5 + 16 * 4);
  EXPECT_EQ(c.divergence.branches, 1u) << "the jump is none";
  EXPECT_EQ(c.divergence.splits, 1u);
  EXPECT_EQ(c.divergence.reconvergences, 1u);
}

TEST_F(CountersTest, ABranchThatAllTakeOrNoneSplitsNothing) {
  Code code;
  code.i(Op::addi, t0, zero, 3);
  auto loop = code.here();
  code.i(Op::addi, t0, t0, -1).branch(Op::bne, t0, zero, loop).exit();
  const Counters c = count(code);
  EXPECT_EQ(c.warp_instructions, 1u + 3 * 2 + 1);
  EXPECT_EQ(c.divergence.branches, 3u);
  EXPECT_EQ(c.divergence.splits, 0u);
  EXPECT_EQ(c.divergence.reconvergences, 0u);
}

// Every kind of branch, with lane numbers against 16: half of the lanes on each side, signed and unsigned.
TEST_F(CountersTest, EveryConditionIsSeen) {
  struct Case {
    Op op;
    int64_t other;
    bool splits;
  };
  for (const Case& one :
       {Case{Op::beq, 5, true}, Case{Op::beq, 40, false}, Case{Op::bne, 5, true}, Case{Op::bne, 40, false},
        Case{Op::blt, 16, true}, Case{Op::blt, -1, false}, Case{Op::bge, 16, true}, Case{Op::bge, -1, false},
        Case{Op::bltu, 16, true}, Case{Op::bltu, -1, false}, Case{Op::bgeu, 16, true}, Case{Op::bgeu, 0, false}}) {
    Code code;
    code.csr(t0, kLaneId).i(Op::addi, t1, zero, one.other);
    auto over = code.branch_forward(one.op, t0, t1);
    code.i(Op::addi, t2, t2, 1);
    code.bind(over);
    code.exit();
    const Counters c = count(code);
    EXPECT_EQ(c.divergence.splits, uint64_t(one.splits)) << isa::mnemonic(one.op) << " " << one.other;
    EXPECT_EQ(c.divergence.reconvergences, uint64_t(one.splits)) << isa::mnemonic(one.op) << " " << one.other;
  }
}

// Lane i goes round i + 1 times: all but the last round lose a lane, and all 32 meet behind the loop.
TEST_F(CountersTest, ALoopOfDifferentLengthsSplitsEveryRound) {
  Code code;
  code.csr(t0, kLaneId);
  auto loop = code.here();
  code.i(Op::addi, t0, t0, -1).branch(Op::bge, t0, zero, loop).exit();
  const Counters c = count(code);
  EXPECT_EQ(c.warp_instructions, 1u + 32 * 2 + 1);
  EXPECT_EQ(c.lane_instructions, 32u + 2 * (32 * 33 / 2) + 32);
  EXPECT_EQ(c.divergence.branches, 32u);
  EXPECT_EQ(c.divergence.splits, 31u);
  EXPECT_EQ(c.divergence.reconvergences, 31u);
}

TEST_F(CountersTest, IndirectJumpsCountAsBranches) {
  Code code; // lanes jump to one of two places by the lane's lowest bit
  code.i(Op::auipc, t1, 0, 0).csr(t0, kLaneId).i(Op::andi, t0, t0, 1).r(Op::sh2add, t1, t0, t1);
  code.load(Op::jalr, zero, 20, t1); // to the next instruction but one or the one after it
  code.exit().exit();
  const Counters c = count(code);
  EXPECT_EQ(c.divergence.branches, 1u);
  EXPECT_EQ(c.divergence.splits, 1u);
  EXPECT_EQ(c.warp_instructions, 5u + 2);
}

// Warp 0 comes to the barrier first and waits while warps 1 and 2 execute their 3 instructions each; warp 1 waits for
// warp 2's; warp 2 completes it.
TEST_F(CountersTest, BarrierWaitsInInstructionsOfTheBlock) {
  Code code;
  code.i(Op::addi, t0, t0, 1).i(Op::addi, t0, t0, 1).r(Op::ox_bar_sync, 0, zero, zero).exit();
  const Counters c = count(code, {.grid = 2, .block = 96});
  EXPECT_EQ(c.barriers.arrivals, 2u * 3);
  EXPECT_EQ(c.barriers.waits, 2u * 3);
  EXPECT_EQ(c.barriers.wait_instructions, 2u * (6 + 3 + 0));
}

TEST_F(CountersTest, ArrivingWithoutWaitingIsNoWait) {
  Code code; // warp 0 arrives, warp 1 syncs; 64 threads
  code.csr(t0, kTidX).i(Op::srli, t0, t0, 5).i(Op::addi, t1, zero, 1).i(Op::addi, t2, zero, 64);
  auto sync = code.branch_forward(Op::bne, t0, zero);
  code.r(Op::ox_bar_arrive, 0, t1, t2).exit();
  code.bind(sync);
  code.r(Op::ox_bar_sync, 0, t1, t2).exit();
  const Counters c = count(code, {.block = 64});
  EXPECT_EQ(c.barriers.arrivals, 2u);
  EXPECT_EQ(c.barriers.waits, 1u);
  EXPECT_EQ(c.barriers.wait_instructions, 0u);
}

TEST_F(CountersTest, BarrierObjectsAreBarriersThatTouchMemory) {
  Code code; // every lane has an object of its own
  lane_address(code, 8, tp).i(Op::addi, t1, zero, 1);
  code.r(Op::ox_mbar_init, 0, t0, t1).r(Op::ox_mbar_arrive, t2, t0, t1).r(Op::ox_mbar_test, t3, t0, t2).exit();
  const Counters c = count(code, {.shared_bytes = 256});
  EXPECT_EQ(c.of(CounterClass::barrier).warp_instructions, 3u);
  EXPECT_EQ(c.barriers.arrivals, 1u);
  EXPECT_EQ(c.shared.atomic.requests, 2u);
  EXPECT_EQ(c.shared.atomic.passes, 4u) << "64-bit elements go in halves";
  EXPECT_EQ(c.shared.load.requests, 1u) << "a test only reads";
  EXPECT_EQ(c.of(CounterClass::load_shared).warp_instructions, 0u);
}

// Block 0 waits at the cluster's barrier while block 1 executes one instruction, its arrival, which ends the phase.
TEST_F(CountersTest, ABarrierOfTheClusterWaitsInItsInstructions) {
  Code code;
  code.r(Op::ox_cluster_arrive, 0).r(Op::ox_cluster_wait, 0).exit();
  const Counters c = count(code, {.grid = 4, .cluster = 2});
  EXPECT_EQ(c.of(CounterClass::barrier).warp_instructions, 2u * 4);
  EXPECT_EQ(c.barriers.arrivals, 4u);
  EXPECT_EQ(c.barriers.waits, 2u);
  EXPECT_EQ(c.barriers.wait_instructions, 2u * 1);
}

TEST_F(CountersTest, SharedMemoryOfAnotherBlockIsShared) {
  Code code; // each block reads from the first
  code.r(Op::ox_mapa, t0, tp, zero).csr(t1, kLaneId).r(Op::sh3add, t0, t1, t0).load(Op::lw, t1, 0, t0);
  code.r(Op::ox_cluster_arrive, 0).r(Op::ox_cluster_wait, 0).exit();
  const Counters c = count(code, {.grid = 4, .shared_bytes = 256, .cluster = 4});
  EXPECT_EQ(c.shared.load.requests, 4u);
  EXPECT_EQ(c.shared.load.passes, 4u * 2) << "every second word";
  EXPECT_EQ(c.global.load.requests, 0u);
}

TEST_F(CountersTest, AFaultKeepsWhatWasCounted) {
  Code code;
  code.i(Op::addi, t0, zero, 16).store(Op::sw, zero, 0, t0).exit();
  LaunchResult result = run(code, {.grid = 4, .block = 64});
  ASSERT_TRUE(result.fault);
  ASSERT_TRUE(result.counters);
  EXPECT_EQ(result.counters->total.warp_instructions, 2u) << "with the one that faulted";
  EXPECT_EQ(result.counters->total.global.store.requests, 1u);

  Code off; // behind the end
  off.i(Op::addi, t0, zero, 16);
  result = run(off);
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.counters->total.warp_instructions, 2u);
  EXPECT_EQ(result.counters->total.of(CounterClass::control).warp_instructions, 1u);
}

TEST_F(CountersTest, NothingIsCountedUnlessAskedFor) {
  Code code;
  code.exit();
  LaunchResult result = run(code, {}, false);
  EXPECT_FALSE(result.counters);
  EXPECT_EQ(result.warp_instructions, 1u);
}

TEST_F(CountersTest, HostThreadsAndEnginesCountTheSame) {
  Code code;
  lane_address(code, 12).i(Op::andi, t1, t0, 4).load(Op::lw, t2, 0, t0);
  auto over = code.branch_forward(Op::bne, t1, zero);
  code.i(Op::addi, a2, a1, 1024).r(Op::amoadd_w, zero, a2, t2); // behind what is loaded
  code.bind(over);
  code.r(Op::ox_bar_sync, 0, zero, zero).exit();
  const Shape shape{.grid = 500, .block = 96};
  const Counters one = count(code, shape);
  EXPECT_EQ(one.divergence.splits, 1500u);
  options.threads = 4;
  Counters several = count(code, shape);
  // Who waits how long depends on who comes first; all else does not.
  EXPECT_EQ(one.barriers.waits, several.barriers.waits);
  EXPECT_EQ(one.barriers.wait_instructions, several.barriers.wait_instructions);
  EXPECT_EQ(std::memcmp(&one, &several, sizeof one), 0);
  const sim::SimdLevel best = sim::simd_level();
  for (auto level : {sim::SimdLevel::kBaseline, sim::SimdLevel::kAvx2, sim::SimdLevel::kAvx512}) {
    if (!sim::is_available(level))
      continue;
    sim::set_simd_level(level);
    several = count(code, shape);
    EXPECT_EQ(std::memcmp(&one, &several, sizeof one), 0) << sim::name_of(level);
  }
  sim::set_simd_level(best);
}

// The engine's handlers say in their faults what they access: the counters' table must say the same.
TEST_F(CountersTest, TheTableKnowsWhatEveryInstructionAccesses) {
  unsigned accesses = 0;
  for (const isa::Row& row : isa::rows()) {
    if (row.op == Op::jal || row.op == Op::jalr || row.op == Op::ecall || row.op == Op::ebreak)
      continue;
    Code code; // t0 is an address that nobody has; an mbarrier's counts are 1
    code.i(Op::addi, t0, zero, 1024).i(Op::addi, t1, zero, 1);
    isa::Instruction instruction{.op = row.op};
    instruction.rd = row.has_rd ? uint8_t(t3) & ~1 : 0;
    instruction.rs1 = row.has_rs1 ? t0 : 0;
    instruction.rs2 = row.has_rs2 ? uint8_t(s2) : 0;
    instruction.rs3 = row.has_rs3 ? t1 : 0;
    if (row.format == isa::Format::Csr)
      instruction.imm = kLaneId;
    if (row.format == isa::Format::B)
      instruction.imm = 4;
    code.add(instruction).exit();
    const isa::MemoryAccess access = isa::memory_access_of(row.op);
    LaunchResult result = run(code, {.block = 1});
    const Counters& total = result.counters->total;
    using Kind = isa::MemoryAccess::Kind;
    const uint64_t asked =
        total.global.load.bytes_asked + total.global.store.bytes_asked + total.global.atomic.bytes_asked;
    const bool faulted = result.fault && result.fault->kind == FaultKind::kIllegalAddress;
    EXPECT_EQ(faulted, access.kind != Kind::kNone) << row.mnemonic;
    EXPECT_EQ(asked, access.bytes) << row.mnemonic;
    if (!faulted)
      continue;
    ++accesses;
    EXPECT_EQ(result.fault->access_bytes, access.bytes) << row.mnemonic;
    EXPECT_EQ(result.fault->address, 1024u) << row.mnemonic;
    // A barrier object must be writable even where it is only looked at.
    const bool writes = result.fault->access != FaultAccess::kRead;
    if (isa::class_of(row.op) != isa::InstructionClass::kBarrier)
      EXPECT_EQ(writes, access.kind != Kind::kLoad) << row.mnemonic;
    EXPECT_EQ(total.global.atomic.requests, uint64_t(access.kind == Kind::kAtomic)) << row.mnemonic;
  }
  EXPECT_GT(accesses, 80u);
}

TEST_F(CountersTest, LaunchesOfAKernelAddUpLineByLine) {
  LaunchCounters a, b;
  a.kernel = b.kernel = "k";
  auto line = [](const char* file, uint32_t number, uint64_t count) {
    LineCounters line{file, number, {}};
    line.counters.warp_instructions = count;
    return line;
  };
  a.lines = {line("", 0, 1), line("a", 5, 2), line("b", 1, 4)};
  b.lines = {line("a", 2, 8), line("a", 5, 16), line("c", 1, 32)};
  a.total.warp_instructions = 7;
  b.total.warp_instructions = 56;
  a += b;
  EXPECT_EQ(a.total.warp_instructions, 63u);
  std::string all;
  for (const LineCounters& one : a.lines)
    all += one.file + ":" + std::to_string(one.line) + "=" + std::to_string(one.counters.warp_instructions) + " ";
  EXPECT_EQ(all, ":0=1 a:2=8 a:5=18 b:1=4 c:1=32 ");
}

TEST_F(CountersTest, TheDocumentHasEveryCounterWithItsUnit) {
  std::ifstream file(std::string(OX_SOURCE) + "/docs/counters.md");
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  auto row = [&](const char* name, const char* unit) {
    EXPECT_NE(text.find(std::string("| `") + name + "` | " + unit + " |"), std::string::npos)
        << "docs/counters.md has no row | `" << name << "` | " << unit << " |";
  };
#define OX_CLASS(name, title) EXPECT_NE(text.find("`" #name "`"), std::string::npos) << #name;
#define OX_SECTOR(name, unit, meaning) row(#name, unit);
#define OX_BANK(name, unit, meaning) row(#name, unit);
#define OX_ATOMIC(name, unit, meaning) row(#name, unit);
#define OX_DIVERGENCE(name, unit, meaning) row(#name, unit);
#define OX_BARRIER(name, unit, meaning) row(#name, unit);
#include "runtime/counters.def"
}
