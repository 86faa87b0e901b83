// The barrier of a cluster, as PTX's barrier.cluster: a thread arrives, does something else, and waits; all threads of
// the cluster that have not ended take part.  What a lane is to the barrier, by two bits:
//   neither           it has not arrived in this phase, or has waited for the last one
//   cluster_arrived   it has arrived in this phase
//   cluster_passed    the phase in which it arrived is over, and it has not waited yet
// So no phase can end before everyone has waited for the one before it.
//
// The blocks of a cluster run in one host thread: what one did before the other is ordered for all of them.
#include "simulator/block_state.h"
#include "simulator/lane_mask.h"
#include <algorithm>
#include <bit>

namespace ox::sim {

namespace {
void end_phase(ClusterState& cluster) {
  cluster.awaited = cluster.live;
  for (BlockState* block = cluster.blocks; block; block = block->next_in_cluster) {
    for (Warp& warp : block->warps) {
      warp.cluster_passed |= warp.cluster_arrived;
      warp.cluster_arrived = 0;
      for (uint32_t i = 0; i < warp.group_count; ++i) {
        Group& group = warp.groups[i];
        if (group.state != GroupState::kCluster)
          continue;
        warp.cluster_passed &= ~group.mask;
        if (block->observer) {
          block->observer->enter_thread(); // which may not be the one that last ran this block
          block->observer->release(warp, group);
        }
        ++group.pc;
        group.state = GroupState::kRunnable;
        group.turn = std::max(group.turn, warp.turn_now);
      }
    }
  }
}
} // namespace

const Slot* arrive_at_cluster(Warp& warp, const Slot* at) {
  ClusterState& cluster = warp.block->cluster;
  if (const uint32_t twice = warp.mask & (warp.cluster_arrived | warp.cluster_passed))
    return raise(warp, at, Trouble::kBarrier, first_lane(twice),
                 "the thread arrives at the cluster's barrier again and has not waited for it in between");
  warp.cluster_arrived |= warp.mask;
  cluster.awaited -= uint32_t(std::popcount(warp.mask));
  if (cluster.awaited == 0)
    end_phase(cluster);
  return at + 1;
}

const Slot* wait_at_cluster(Warp& warp, const Slot* at) {
  if (const uint32_t never = warp.mask & ~(warp.cluster_arrived | warp.cluster_passed))
    return raise(warp, at, Trouble::kBarrier, first_lane(never),
                 "the thread waits at the cluster's barrier and has not arrived there");
  const uint32_t waiting = warp.mask & warp.cluster_arrived;
  warp.cluster_passed &= ~warp.mask;
  if (waiting == 0)
    return at + 1;
  Group& group = warp.groups[warp.current];
  Group stays = group;
  stays.state = GroupState::kCluster;
  stays.pc = at;
  stays.mask = waiting;
  warp.stop = nullptr;
  if (waiting == warp.mask) {
    group = stays;
    return at;
  }
  group.mask &= ~waiting;
  warp.groups[warp.group_count++] = stays;
  return at + 1;
}

void leave_cluster(Warp& warp, uint32_t lanes) {
  ClusterState& cluster = warp.block->cluster;
  const uint32_t count = uint32_t(std::popcount(lanes));
  cluster.live -= count;
  cluster.awaited -= uint32_t(std::popcount(lanes & ~warp.cluster_arrived));
  warp.cluster_arrived &= ~lanes;
  warp.cluster_passed &= ~lanes;
  if (cluster.awaited == 0 && cluster.live != 0)
    end_phase(cluster);
}

ClusterWindow cluster_window(const Warp& warp) {
  const BlockState& block = *warp.block;
  return {block.cluster.shared_begin, block.cluster.shared_stride,
          block.launch.static_shared_bytes + block.launch.dynamic_shared_bytes, block.rank,
          uint32_t(block.launch.cluster.count())};
}

} // namespace ox::sim
