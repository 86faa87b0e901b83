// The machine's own logic (who runs what, when, where and with which memory), over blocks that the test plays itself:
// this file defines Block, so no engine is linked.
#include "simulator/config.h"
#include "simulator/machine.h"
#include "test_programs.h"
#include <atomic>
#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <thread>

using namespace ox;
using namespace ox::sim;
using Status = Block::Status;

namespace {
struct Played {
  LaunchContext& launch;
  Dim3 index;
  uint32_t core;
  BlockStorage storage;
  uint64_t steps = 0;
};
// What a block does in one turn.
std::function<Status(Played&, uint64_t budget)> play;
std::atomic<int> alive, most_alive;
} // namespace

struct Block::Impl {
  Played played;
  Fault fault;
  BlockCounters counters;
};

Block::Block(LaunchContext& launch, Dim3 index, uint32_t core, const BlockStorage& storage, ClusterState*)
    : impl_(new Impl{{launch, index, core, storage}, {}, {}}) {
  int now = ++alive;
  for (int most = most_alive; now > most && !most_alive.compare_exchange_weak(most, now);)
    ;
}
Block::~Block() { --alive; }
Status Block::step(uint64_t budget) {
  ++impl_->played.steps;
  impl_->counters.warp_instructions += 1;
  impl_->counters.lane_instructions += 32;
  Status status = play(impl_->played, budget);
  if (status == Status::kFaulted) {
    impl_->fault.kind = FaultKind::kTrap;
    impl_->fault.block = impl_->played.index;
    // The first instruction of the kernel fill, which comes after the only one of empty.
    impl_->fault.pc = impl_->played.launch.program->text_begin() + 4 - impl_->played.launch.program->image_base();
  }
  return status;
}
const Fault& Block::fault() const { return impl_->fault; }
const BlockCounters& Block::counters() const { return impl_->counters; }

namespace {
class MachineTest : public testing::TestWithParam<uint32_t> {
protected:
  MachineConfig config = *load_config("ox-tiny"); // one core, so 64 warps are resident
  std::unique_ptr<Memory> memory = *Memory::create(uint64_t{8} << 30, uint64_t{1} << 30);
  std::vector<std::byte> elf = read_program("bare");
  std::unique_ptr<Program> program = *Program::load(elf, *memory, Program::Metadata::kFromSymbols);
  MachineOptions options{.threads = 1};

  void SetUp() override { most_alive = 0; }
  void TearDown() override { EXPECT_EQ(alive, 0) << "every block is destroyed"; }

  static Launch launch_of(Dim3 grid, Dim3 block = {32, 1, 1}) {
    Launch launch;
    launch.grid = grid;
    launch.block = block;
    return launch;
  }
  LaunchResult run(const Launch& launch) {
    Machine machine(config.properties, *memory, options);
    return machine.run(*program, launch);
  }
};
} // namespace

class MachineThreads : public MachineTest {};
INSTANTIATE_TEST_SUITE_P(Threads, MachineThreads, testing::Values(1, 2, 8));

TEST_P(MachineThreads, EveryBlockOfAGridRunsOnce) {
  options.threads = GetParam();
  std::mutex mutex;
  std::map<std::tuple<uint32_t, uint32_t, uint32_t>, int> runs;
  play = [&](Played& block, uint64_t) {
    std::scoped_lock lock(mutex);
    ++runs[{block.index.x, block.index.y, block.index.z}];
    return Status::kFinished;
  };
  LaunchResult result = run(launch_of({7, 5, 30}));
  EXPECT_FALSE(result.fault);
  EXPECT_EQ(runs.size(), 7u * 5 * 30);
  for (auto& [index, count] : runs) {
    EXPECT_EQ(count, 1);
    EXPECT_LT(std::get<2>(index), 30u);
    EXPECT_LT(std::get<0>(index), 7u);
  }
  EXPECT_EQ(result.warp_instructions, 7u * 5 * 30);
  EXPECT_EQ(result.lane_instructions, 7u * 5 * 30 * 32);
}

TEST_P(MachineThreads, BlocksThatWaitForEachOtherAllBecomeResident) {
  options.threads = GetParam();
  for (Status waiting : {Status::kWaiting, Status::kRunnable}) {
    std::atomic<int> arrived = 0;
    play = [&](Played& block, uint64_t) {
      if (block.steps == 1)
        ++arrived;
      return arrived == 32 ? Status::kFinished : waiting;
    };
    EXPECT_FALSE(run(launch_of({32})).fault);
    EXPECT_EQ(arrived, 32);
  }
}

TEST_P(MachineThreads, CooperativeBlocksMeetAgainAndAgain) {
  options.threads = GetParam();
  std::atomic<int> arrived = 0;
  play = [&](Played& block, uint64_t) {
    // Ten barriers of the whole grid, one after the other.
    uint64_t phase = block.storage.local ? *reinterpret_cast<uint64_t*>(block.storage.local) : 0;
    if (block.steps == 1)
      phase = 0;
    if (phase % 2 == 0) {
      ++arrived;
      ++phase;
    }
    if (arrived >= int(16 * (phase / 2 + 1)))
      ++phase;
    *reinterpret_cast<uint64_t*>(block.storage.local) = phase;
    return phase == 20 ? Status::kFinished : Status::kWaiting;
  };
  Launch launch = launch_of({16});
  launch.cooperative = true;
  EXPECT_FALSE(run(launch).fault);
  EXPECT_EQ(arrived, 160);
}

TEST_P(MachineThreads, ResidentBlocksNeverExceedWhatTheCoreHolds) {
  options.threads = GetParam();
  play = [&](Played& block, uint64_t) { return block.steps < 50 ? Status::kWaiting : Status::kFinished; };
  run(launch_of({40}, {512}));
  // 64 warps of 16, or one a thread; and one more for a caller that has none.
  EXPECT_LE(most_alive, std::max<int>(4, int(options.threads)) + 1);
  most_alive = 0;
  run(launch_of({40}, {512}));
  EXPECT_GE(most_alive, 2);
}

TEST_F(MachineTest, ShortBlocksAreNotHeldTogether) {
  play = [](Played&, uint64_t) { return Status::kFinished; };
  run(launch_of({1000}));
  EXPECT_EQ(most_alive, 1);
}

TEST_P(MachineThreads, TheFirstFaultStopsTheLaunch) {
  options.threads = GetParam();
  std::atomic<int> started = 0;
  play = [&](Played& block, uint64_t) {
    ++started;
    return block.index.x == 5 ? Status::kFaulted : Status::kFinished;
  };
  LaunchResult result = run(launch_of({100'000}));
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->block, (Dim3{5, 0, 0}));
  EXPECT_EQ(result.fault->kernel, "empty");
  EXPECT_TRUE(result.fault->file.ends_with("bare.s"));
  EXPECT_EQ(result.fault->line, 13u);
  EXPECT_LT(started, 50'000);
  if (options.threads == 1)
    EXPECT_EQ(started, 6);
}

// Long blocks that one thread began go on in threads that have nothing to do.
TEST_F(MachineTest, LongBlocksMoveToIdleThreads) {
  options.threads = 4;
  std::mutex mutex;
  std::map<uint32_t, std::set<std::thread::id>> threads;
  play = [&](Played& block, uint64_t) {
    {
      std::scoped_lock lock(mutex);
      threads[block.index.x].insert(std::this_thread::get_id());
    }
    std::this_thread::sleep_for(std::chrono::microseconds(50));
    return block.steps < (block.index.x % 4 == 0 ? 400 : 100) ? Status::kRunnable : Status::kFinished;
  };
  EXPECT_FALSE(run(launch_of({16})).fault);
  std::set<std::thread::id> all;
  for (auto& [index, some] : threads)
    all.insert(some.begin(), some.end());
  EXPECT_GT(all.size(), 1u);
}

TEST_P(MachineThreads, AFaultLeavesNoBlockAndNoScratchBehind) {
  options.threads = GetParam();
  for (int round = 0; round < 20; ++round) {
    play = [&](Played& block, uint64_t) {
      if (block.index.x == 9 && block.steps == 5)
        return Status::kFaulted;
      return block.index.x % 3 ? Status::kWaiting : Status::kRunnable;
    };
    EXPECT_TRUE(run(launch_of({30}, {64})).fault);
    EXPECT_EQ(alive, 0);
  }
}

TEST_F(MachineTest, SharedMemoryIsZeroForEveryBlock) {
  std::atomic<uint64_t> dirty = 0;
  play = [&](Played& block, uint64_t) {
    auto* shared = reinterpret_cast<unsigned char*>(block.storage.shared);
    for (int i = 0; i < 10'000; ++i)
      dirty += shared[i];
    std::memset(shared, 0xff, 10'000);
    return Status::kFinished;
  };
  Launch launch = launch_of({20});
  launch.dynamic_shared_bytes = 10'000;
  EXPECT_FALSE(run(launch).fault);
  EXPECT_EQ(dirty, 0u);
}

TEST_F(MachineTest, ParametersAreMappedReadOnlyAndRecycled) {
  std::vector<std::byte> parameters(300, std::byte{7});
  std::set<uint64_t> addresses;
  play = [&](Played& block, uint64_t) {
    auto range = memory->find(block.launch.parameters);
    EXPECT_TRUE(range && !range->writable && range->end >= block.launch.parameters + 300);
    EXPECT_EQ(std::memcmp(reinterpret_cast<void*>(block.launch.parameters), parameters.data(), 300), 0);
    addresses.insert(block.launch.parameters);
    return Status::kFinished;
  };
  Machine machine(config.properties, *memory, options);
  Launch launch = launch_of({1});
  launch.parameters = parameters;
  machine.run(*program, launch);
  uint64_t epoch = memory->epoch();
  for (int i = 0; i < 10; ++i)
    EXPECT_FALSE(machine.run(*program, launch).fault);
  EXPECT_EQ(addresses.size(), 1u);
  EXPECT_EQ(memory->epoch(), epoch) << "launches must not empty the address caches of others";
}

TEST_F(MachineTest, LaunchesRunSideBySide) {
  options.threads = 4;
  Machine machine(config.properties, *memory, options);
  // Each launch's only block waits for the other launches' blocks.
  std::atomic<int> arrived = 0, blocks = 0;
  play = [&](Played& block, uint64_t) {
    if (block.launch.grid.x == 1) {
      arrived += block.steps == 1;
      return arrived >= 3 ? Status::kFinished : Status::kWaiting;
    }
    ++blocks;
    return Status::kFinished;
  };
  std::vector<std::thread> streams;
  for (int i = 0; i < 3; ++i)
    streams.emplace_back([&] {
      for (uint32_t grid : {1, 500, 2000})
        EXPECT_FALSE(machine.run(*program, launch_of({grid})).fault);
    });
  for (std::thread& stream : streams)
    stream.join();
  EXPECT_EQ(blocks, 3 * 2500);
}

TEST_F(MachineTest, ASeedFixesTheScheduleAndAnotherChangesIt) {
  std::vector<std::pair<uint32_t, uint64_t>> trace;
  play = [&](Played& block, uint64_t budget) {
    trace.push_back({block.index.x, budget});
    return block.steps < 30 ? Status::kRunnable : Status::kFinished;
  };
  auto trace_of = [&](uint64_t seed) {
    options.seed = seed;
    trace.clear();
    run(launch_of({12}));
    return trace;
  };
  EXPECT_EQ(trace_of(0), trace_of(0));
  EXPECT_EQ(trace_of(1), trace_of(1));
  EXPECT_NE(trace_of(1), trace_of(2));
  EXPECT_NE(trace_of(1), trace_of(0));
}

TEST_F(MachineTest, CoresAreWithinTheMachine) {
  config.properties.cores = 3;
  std::set<uint32_t> cores;
  play = [&](Played& block, uint64_t) {
    cores.insert(block.core);
    return Status::kFinished;
  };
  run(launch_of({10}));
  EXPECT_EQ(cores, (std::set<uint32_t>{0, 1, 2}));
}

TEST_F(MachineTest, ImpossibleLaunchesAreRefusedInWords) {
  Machine machine(config.properties, *memory, options);
  auto why = [&](const Launch& launch) { return machine.refuse(*program, launch).value_or(""); };
  EXPECT_EQ(why(launch_of({1})), "");
  EXPECT_EQ(why(launch_of({1}, {2048})),
            "kernel empty: a block of 2048 x 1 x 1 = 2048 threads is too large; the machine "
            "allows 1024 and 1024 x 1024 x 64");
  EXPECT_NE(why(launch_of({1}, {1, 1, 65})).find("too large"), std::string::npos);
  EXPECT_NE(why(launch_of({1}, {0})).find("is empty"), std::string::npos);
  EXPECT_NE(why(launch_of({1, 65536})).find("a grid of 1 x 65536 x 1 blocks is too large"), std::string::npos);
  Launch launch = launch_of({1});
  launch.dynamic_shared_bytes = 300 << 10;
  EXPECT_NE(why(launch).find("of shared memory are too much"), std::string::npos);
  launch = launch_of({3}, {1024});
  launch.cooperative = true;
  EXPECT_EQ(why(launch), "kernel empty: a cooperative launch of 3 blocks, but only 2 can be resident at once");
  launch.grid.x = 2;
  EXPECT_EQ(why(launch), "");
  launch.kernel = 99;
  EXPECT_EQ(why(launch), "the image has no kernel number 99");
  auto noted = Program::load(read_program("noted"), *memory);
  EXPECT_EQ(*machine.refuse(**noted, launch_of({1})),
            "kernel scale(int*, int): 0 bytes of parameters were given, it takes 12 bytes");
  LaunchResult result = machine.run(*program, launch);
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kHost);
}

TEST_F(MachineTest, NoMemoryForABlockIsAFaultNotACrash) {
  play = [](Played&, uint64_t) { return Status::kFinished; };
  auto small = *Memory::create(64 << 20, 16 << 20);
  auto image = *Program::load(elf, *small, Program::Metadata::kFromSymbols);
  Machine machine(config.properties, *small, options);
  Launch launch = launch_of({1}, {1024});
  EXPECT_FALSE(machine.run(*image, launch).fault);
  while (small->allocate_scratch(1 << 20))
    ;
  launch.dynamic_shared_bytes = 200 << 10;
  while (small->allocate_scratch(4096))
    ;
  LaunchResult result = machine.run(*image, launch);
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kHost);
  EXPECT_NE(result.fault->detail.find("no room for scratch memory"), std::string::npos);
}

TEST(MachineOptions, ComeFromTheEnvironment) {
  setenv("OX_THREADS", "3", 1);
  setenv("OX_SCHED_SEED", "7", 1);
  EXPECT_EQ(MachineOptions::from_environment()->threads, 3u);
  EXPECT_EQ(MachineOptions::from_environment()->seed, 7u);
  setenv("OX_THREADS", "three", 1);
  EXPECT_EQ(MachineOptions::from_environment().error(),
            "the environment variable OX_THREADS is \"three\"; it must be a whole number up to 1024");
  unsetenv("OX_THREADS");
  unsetenv("OX_SCHED_SEED");
  setenv("OX_SIMD", "baseline", 1);
  EXPECT_TRUE(MachineOptions::from_environment());
  setenv("OX_SIMD", "mmx", 1);
  EXPECT_TRUE(MachineOptions::from_environment().error().starts_with(
      "the environment variable OX_SIMD is \"mmx\"; this processor has: "));
  unsetenv("OX_SIMD");
}
