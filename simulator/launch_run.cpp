// See launch_run.h.
//
// A thread starts one block and runs it.  Short blocks end within their first budget, so their state stays in the
// cache.  A block that outlives many budgets, or that waits, gets neighbours, up to what the machine holds resident,
// and the thread goes round among them: so every resident block makes progress, as CUDA programs with barriers of their
// own between blocks need, and a launch with 10,000 short blocks never holds more than one a thread.  When no new block
// is left and other threads have nothing to do, a thread with several parks one for them.
//
// The blocks of a cooperative launch may all wait for all others from their first instruction on, so there each thread
// starts its share before it runs any of them.
//
// With a seed the order in which clusters start and get turns comes from dice.
#include "simulator/launch_run.h"
#include "isa/kernel_abi.h"
#include "simulator/dice.h"
#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <new>
#include <thread>

namespace ox::sim {

namespace {
// Warp instructions: a turn is about a tenth of a millisecond.
constexpr uint64_t kTurn = 16384;
// Turns in which no block of a thread ends until it takes one more: half as many each time, down to the second number,
// because blocks that spin until all have arrived should not take seconds to get there.
constexpr uint64_t kTurnsAlone = 32, kTurnsAloneAtLeast = 2;
// With a seed: a turn of one warp, or of 1 to 32,767 instructions; and one more block in every second turn.
constexpr unsigned kTurnScales = 15, kNeighbourEvery = 2, kShortTurnEvery = 2;
// A thread whose blocks all wait asks again at once a few times, then sleeps, longer and longer: they may wait for the
// host, or for a launch that takes long.
constexpr uint64_t kIdleTurnsAwake = 256, kIdleTurnsOfOneLength = 64;
constexpr uint64_t kAskingInstructions = 32; // of a warp, in a turn: more of them are work
constexpr std::chrono::microseconds kShortestSleep{20}, kLongestSleep{1000};
// A helper costs a few microseconds to wake, so the rest of the launch has to be worth that.
constexpr std::chrono::microseconds kWorthHelp{20};

Fault host_fault(std::string detail) {
  Fault fault;
  fault.kind = FaultKind::kHost;
  fault.detail = std::move(detail);
  return fault;
}

// The cluster to start as number `turn` of `count`: any of the `window` that come next.  So whatever a block waits for
// in blocks of lower numbers has been started or will be, as long as `window` clusters can be resident.
uint64_t shuffled(uint64_t turn, uint64_t count, uint64_t window, uint64_t seed) {
  window = std::min(std::bit_floor(window), uint64_t{64});
  const uint64_t begin = turn / window * window, size = std::min(window, count - begin);
  Dice dice(seed, begin);
  const uint64_t mask = std::bit_ceil(size) - 1, factor = dice.below(~uint64_t{0} >> 16) | 1, shift = dice.below(64);
  uint64_t place = turn - begin;
  do { // a permutation of 0..mask, again until it leads back into the window
    place = (place * factor + shift) & mask;
    place ^= place >> 2;
  } while (place >= size);
  return begin + place;
}
} // namespace

// The blocks that one thread holds, and the memory for them, which passes from block to block.
class LaunchRun::Residents {
public:
  Residents(LaunchRun& run, bool is_caller)
      : run_(run), is_caller_(is_caller), dice_(run.context_.seed, ~uint64_t{0} - 1),
        asking_instructions_(kAskingInstructions * run.context_.cluster.count() *
                             ((run.context_.block.count() + isa::kWarpLanes - 1) / isa::kWarpLanes)) {
    shared_bytes_ = run.layout_.shared_bytes;
    local_bytes_ = run.layout_.local_bytes;
  }

  ~Residents() {
    while (!held_.empty())
      end(held_.size() - 1);
    for (const BlockStorage& storage : spare_)
      give_back(storage);
    std::scoped_lock lock(run_.result_mutex_);
    run_.result_.warp_instructions += counters_.warp_instructions;
    run_.result_.lane_instructions += counters_.lane_instructions;
  }

  bool empty() const { return held_.empty(); }

  // Takes one more block into this thread, if there is one to take.  A lack of memory is a fault only for a thread that
  // has no other block to go on with.
  bool start_one() {
    if (held_.empty() && unpark())
      return true;
    auto storage = take_storage();
    if (!storage) {
      if (held_.empty() || run_.context_.cooperative)
        run_.stop_with(host_fault(storage.error()));
      return false;
    }
    // A caller without a block always gets one, because nobody would wake it when another's ends.
    // On some of the machine's cores it waits for the helpers instead, so that those hold no more than they can.
    auto number = run_.take_cluster(is_caller_ && held_.empty() && run_.context_.cores.empty());
    spare_.push_back(*storage); // where it stays if there is no block, or no memory for it
    if (!number)
      return false;
    if (shared_bytes_ != 0)
      std::memset(reinterpret_cast<void*>(storage->shared), 0, shared_bytes_);
    held_.push_back({std::make_unique<Cluster>(run_.context_, *number, run_.layout_, *storage), *storage});
    spare_.pop_back();
    return true;
  }

  void start_share() {
    const uint64_t threads = run_.pool_.limit() + 1;
    for (uint64_t left = (run_.clusters_ + threads - 1) / threads; left != 0 && start_one(); --left) {
    }
  }

  // One turn of one block.
  void step() {
    uint64_t budget = kTurn;
    if (dice_.rolls()) {
      if (dice_.below(kNeighbourEvery) == 0)
        start_one();
      turn_ = dice_.below(held_.size());
      budget = dice_.below(kShortTurnEvery) == 0 ? 1 : dice_.scale(kTurnScales);
    }
    turn_ %= held_.size();
    Cluster& cluster = *held_[turn_].cluster;
    const uint64_t before = cluster.counters().warp_instructions;
    const Block::Status status = cluster.step(budget);
    const bool worked = cluster.counters().warp_instructions - before > asking_instructions_;
    if (worked)
      idle_turns_ = 0;
    if (run_.context_.failed_asserts.any()) { // that was its last turn
      end(turn_);
      return;
    }
    switch (status) {
    case Block::Status::kFinished:
      waits_ = idle_turns_ = 0;
      turns_left_alone_ = turns_alone_ = kTurnsAlone;
      end(turn_);
      return;
    case Block::Status::kFaulted:
      run_.stop_with(cluster.fault());
      return;
    case Block::Status::kRunnable:
      if (worked)
        waits_ = 0;
      ++turn_;
      if (--turns_left_alone_ == 0) {
        turns_left_alone_ = turns_alone_ =
            run_.context_.cooperative ? 1 : std::max(turns_alone_ / 2, kTurnsAloneAtLeast);
        start_one();
      }
      share();
      return;
    case Block::Status::kWaiting:
    case Block::Status::kBlocked:
      ++turn_;
      if (++waits_ < held_.size())
        return;
      // Nobody here can go on: what they wait for may be a block that has not started, or in another thread.
      waits_ = 0;
      if (!start_one()) {
        share();
        idle();
      }
      return;
    }
  }

  // Takes over a block that another thread has parked.
  bool unpark() {
    if (run_.parked_count_.load(std::memory_order_relaxed) == 0)
      return false;
    std::scoped_lock lock(run_.parked_mutex_);
    if (run_.parked_.empty())
      return false;
    held_.push_back(std::move(run_.parked_.back()));
    run_.parked_.pop_back();
    run_.parked_count_.store(run_.parked_.size(), std::memory_order_relaxed);
    return true;
  }

private:
  // Parks a block where others have nothing to do.  It cannot be lost: this thread keeps one, and looks for parked
  // blocks before it leaves.
  void share() {
    if (held_.size() < 2 || (run_.pool_.idle() == 0 && !run_.caller_waits()) || run_.wants_help())
      return;
    {
      std::scoped_lock lock(run_.parked_mutex_);
      run_.parked_.push_back(std::move(held_.back()));
      run_.parked_count_.store(run_.parked_.size(), std::memory_order_relaxed);
    }
    held_.pop_back();
    run_.pool_.offer(run_, 1);
  }

  std::expected<BlockStorage, std::string> take_storage() {
    if (!spare_.empty()) {
      BlockStorage storage = spare_.back();
      spare_.pop_back();
      return storage;
    }
    Memory& memory = *run_.context_.memory;
    BlockStorage storage;
    if (shared_bytes_ != 0) {
      auto shared = memory.allocate_scratch(shared_bytes_);
      if (!shared)
        return std::unexpected(shared.error());
      storage.shared = *shared;
    }
    if (local_bytes_ != 0) {
      auto local = memory.allocate_scratch(local_bytes_);
      if (!local) {
        give_back(storage);
        return std::unexpected(local.error());
      }
      storage.local = *local;
    }
    return storage;
  }

  void give_back(const BlockStorage& storage) {
    if (storage.shared)
      run_.context_.memory->release_scratch(storage.shared, shared_bytes_);
    if (storage.local)
      run_.context_.memory->release_scratch(storage.local, local_bytes_);
  }

  void end(size_t which) {
    const BlockCounters counters = held_[which].cluster->counters();
    counters_.warp_instructions += counters.warp_instructions;
    counters_.lane_instructions += counters.lane_instructions;
    spare_.push_back(held_[which].storage);
    held_.erase(held_.begin() + ptrdiff_t(which));
    run_.resident_.fetch_sub(1, std::memory_order_relaxed);
  }

  // Where clocks count instructions, time goes on by what this takes.  A limit of instructions is to be reached soon.
  void idle() {
    std::chrono::microseconds pause{0};
    if (++idle_turns_ >= kIdleTurnsAwake && run_.context_.instruction_limit == 0)
      pause = std::min(kLongestSleep,
                       kShortestSleep *
                           (1 << std::min<uint64_t>((idle_turns_ - kIdleTurnsAwake) / kIdleTurnsOfOneLength, 6)));
    else if (idle_turns_ % 16 == 0)
      pause = kShortestSleep; // so that waiting for another thread leaves it the processor
    if (VirtualClock* clock = run_.context_.clock)
      clock->advance(std::max<uint64_t>(uint64_t(pause.count()), 1) *
                     std::max(run_.context_.properties->clock_khz / 1000, 1u));
    if (pause.count() != 0)
      std::this_thread::sleep_for(pause);
    else
      std::this_thread::yield();
  }

  LaunchRun& run_;
  const bool is_caller_;
  Dice dice_;
  uint64_t shared_bytes_ = 0, local_bytes_ = 0;
  std::vector<Resident> held_;
  std::vector<BlockStorage> spare_;
  BlockCounters counters_;
  size_t turn_ = 0, waits_ = 0;
  uint64_t turns_alone_ = kTurnsAlone, turns_left_alone_ = kTurnsAlone, idle_turns_ = 0;
  const uint64_t asking_instructions_; // of a cluster
};

LaunchRun::LaunchRun(LaunchContext& context, WorkerPool& pool, uint64_t resident_limit)
    : context_(context), pool_(pool), layout_(context), clusters_(clusters_of(context).count()),
      resident_limit_(resident_limit) {}

LaunchResult LaunchRun::run() {
  do
    work(true);
  while (pool_.finish(*this));
  if (!parked_.empty()) { // by a launch that stopped
    Residents rest(*this, true);
    while (rest.unpark())
      ;
  }
  if (context_.failed_asserts.any()) {
    result_.failed_asserts = context_.failed_asserts.take();
    result_.more_failed_asserts = context_.failed_asserts.more();
    if (!result_.fault)
      result_.fault = result_.failed_asserts.front();
  }
  return std::move(result_);
}

bool LaunchRun::wants_help() const {
  if (context_.stop.load(std::memory_order_relaxed))
    return false;
  return parked_count_.load(std::memory_order_relaxed) != 0 ||
         (next_.load(std::memory_order_relaxed) < startable() &&
          resident_.load(std::memory_order_relaxed) < resident_limit_);
}

// Once an assertion has failed, only those start that a machine would have had resident by then.
uint64_t LaunchRun::startable() const {
  return context_.failed_asserts.any() ? std::min(clusters_, resident_limit_) : clusters_;
}

std::optional<uint64_t> LaunchRun::take_cluster(bool whatever_is_resident) {
  if (next_.load(std::memory_order_relaxed) >= startable())
    return std::nullopt;
  if (resident_.fetch_add(1, std::memory_order_relaxed) >= resident_limit_ && !whatever_is_resident) {
    resident_.fetch_sub(1, std::memory_order_relaxed);
    return std::nullopt;
  }
  uint64_t number = next_.fetch_add(1, std::memory_order_relaxed);
  if (number < clusters_)
    return context_.seed == 0 ? number : shuffled(number, clusters_, resident_limit_, context_.seed);
  resident_.fetch_sub(1, std::memory_order_relaxed);
  return std::nullopt;
}

void LaunchRun::consider_help(std::chrono::steady_clock::time_point started) {
  uint64_t begun = next_.load(std::memory_order_relaxed);
  if (begun >= clusters_)
    return;
  auto expected = (std::chrono::steady_clock::now() - started) *
                  int64_t(std::min<uint64_t>(clusters_ - begun, 1 << 20)) / int64_t(std::max<uint64_t>(begun, 1));
  if (expected < kWorthHelp)
    return;
  help_called_ = true;
  pool_.offer(*this, uint32_t(std::min<uint64_t>(clusters_ - begun, pool_.limit())));
}

void LaunchRun::stop_with(Fault fault) {
  {
    std::scoped_lock lock(result_mutex_);
    if (!result_.fault)
      result_.fault = std::move(fault);
  }
  context_.stop.store(true, std::memory_order_relaxed);
}

void LaunchRun::work(bool is_caller) {
  try {
    bool can_get_help = is_caller && pool_.limit() != 0;
    auto started = can_get_help ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point{};
    Residents residents(*this, is_caller);
    if (context_.cooperative) {
      if (can_get_help && clusters_ > 1) {
        help_called_ = true;
        pool_.offer(*this, uint32_t(std::min<uint64_t>(clusters_ - 1, pool_.limit())));
      }
      residents.start_share();
    }
    while (!context_.stop.load(std::memory_order_relaxed)) {
      if (residents.empty() && !residents.start_one())
        break;
      residents.step();
      if (can_get_help && !help_called_)
        consider_help(started);
    }
  } catch (const std::bad_alloc&) {
    stop_with(host_fault("the host has no memory for a block's state"));
  }
}

} // namespace ox::sim
