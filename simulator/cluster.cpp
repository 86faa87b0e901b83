// See cluster.h.
#include "simulator/cluster.h"
#include "isa/kernel_abi.h"
#include "simulator/block_state.h"
#include <algorithm>

namespace ox::sim {

namespace {
constexpr uint64_t kPageBytes = 4096;
constexpr uint64_t kPlaces = ~uint64_t{0} - 2; // the stream of dice that says where a launch's first cluster goes

Dim3 unravel(uint64_t number, const Dim3& size) {
  return {uint32_t(number % size.x), uint32_t(number / size.x % size.y), uint32_t(number / size.x / size.y)};
}
} // namespace

ClusterLayout::ClusterLayout(const LaunchContext& launch) {
  const uint64_t blocks = launch.cluster.count();
  const uint64_t shared = launch.static_shared_bytes + launch.dynamic_shared_bytes;
  shared_stride = (shared + kPageBytes - 1) / kPageBytes * kPageBytes + kPageBytes;
  shared_bytes = shared == 0 ? 0 : (blocks - 1) * shared_stride + shared;
  const uint64_t warps = (launch.block.count() + isa::kWarpLanes - 1) / isa::kWarpLanes;
  local_bytes = blocks * warps * isa::kWarpLanes * launch.local_bytes;
}

Dim3 clusters_of(const LaunchContext& launch) {
  return {launch.grid.x / launch.cluster.x, launch.grid.y / launch.cluster.y, launch.grid.z / launch.cluster.z};
}

uint32_t core_of(const DeviceProperties& properties, uint64_t cluster, uint64_t blocks_per_cluster, uint64_t rank) {
  const uint64_t chiplets = std::max(properties.chiplets, 1u);
  const uint64_t cores = std::max<uint64_t>(properties.cores / chiplets, 1); // of a chiplet
  const uint64_t place = cluster / chiplets * blocks_per_cluster + rank;
  return uint32_t(cluster % chiplets * cores + place % cores);
}

Cluster::Cluster(LaunchContext& launch, uint64_t number, const ClusterLayout& layout, const BlockStorage& storage)
    : dice_(launch.seed, ~number) {
  state_.shared_begin = storage.shared;
  state_.shared_stride = layout.shared_stride;
  const Dim3& size = launch.cluster;
  const Dim3 first = unravel(number, clusters_of(launch));
  const uint64_t count = size.count();
  const uint64_t place = number + (launch.seed == 0 ? 0 : Dice(launch.seed, kPlaces).below(launch.properties->cores));
  for (uint64_t rank = 0; rank < count; ++rank) {
    const Dim3 in_cluster = unravel(rank, size);
    const Dim3 index{first.x * size.x + in_cluster.x, first.y * size.y + in_cluster.y, first.z * size.z + in_cluster.z};
    BlockStorage own = storage;
    if (own.shared != 0)
      own.shared += rank * layout.shared_stride;
    if (own.local != 0)
      own.local += rank * (layout.local_bytes / count);
    const uint32_t core = launch.cores.empty() ? core_of(*launch.properties, place, count, rank)
                                               : launch.cores[(place * count + rank) % launch.cores.size()];
    blocks_.push_back(std::make_unique<Block>(launch, index, core, own, &state_));
    running_.push_back(uint32_t(rank));
  }
}

Cluster::~Cluster() = default;

Block::Status Cluster::step(uint64_t budget) {
  if (dice_.rolls())
    turn_ = dice_.below(running_.size());
  // A block that has nothing to do hands its turn to the next.  One that did something before it came to that may have
  // set others free.
  bool sleeper = false;
  for (size_t quiet = 0; quiet < running_.size();) {
    turn_ %= running_.size();
    Block& block = *blocks_[running_[turn_]];
    const uint64_t before = block.counters().warp_instructions;
    const Block::Status status = block.step(budget);
    switch (status) {
    case Block::Status::kFaulted:
      fault_ = block.fault();
      return status;
    case Block::Status::kFinished:
      running_.erase(running_.begin() + ptrdiff_t(turn_));
      return running_.empty() ? status : Block::Status::kRunnable;
    case Block::Status::kRunnable:
      ++turn_;
      return status;
    case Block::Status::kWaiting:
    case Block::Status::kBlocked:
      ++turn_;
      if (status == Block::Status::kBlocked && block.counters().warp_instructions != before) {
        quiet = 1;
        sleeper = false;
      } else {
        ++quiet;
      }
      sleeper |= status == Block::Status::kWaiting;
      break;
    }
  }
  return sleeper ? Block::Status::kWaiting : deadlock();
}

Block::Status Cluster::deadlock() {
  fault_ = describe_deadlock(state_);
  return Block::Status::kFaulted;
}

BlockCounters Cluster::counters() const {
  BlockCounters sum;
  for (const auto& block : blocks_) {
    sum.warp_instructions += block->counters().warp_instructions;
    sum.lane_instructions += block->counters().lane_instructions;
  }
  return sum;
}

} // namespace ox::sim
