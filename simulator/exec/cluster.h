// Clusters: their barrier is theirs (cluster_barrier.cpp), and the addresses of their blocks' shared memory are
// arithmetic.
#pragma once
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

#define OX_CLUSTER_BARRIER(name, function)                                                                             \
  static const Slot* run_##name(Warp& warp, const Slot* slot) { return function(warp, slot); }                         \
  Handlers select_##name(uint8_t) { return {&run_##name, &run_##name}; }
OX_CLUSTER_BARRIER(ox_cluster_arrive, arrive_at_cluster)
OX_CLUSTER_BARRIER(ox_cluster_arrive_relaxed, arrive_at_cluster)
OX_CLUSTER_BARRIER(ox_cluster_wait, wait_at_cluster)
#undef OX_CLUSTER_BARRIER

struct MapToRank {
  template <bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const ClusterWindow window = cluster_window(warp);
    const uint64_t* address = warp.x[slot->rs1];
    const uint64_t* rank = warp.x[slot->rs2];
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) {
      return address[lane] + (uint64_t(uint32_t(rank[lane])) - window.rank) * window.stride;
    });
    return slot + 1;
  }
};
Handlers select_ox_mapa(uint8_t) { return {&MapToRank::run<true>, &MapToRank::run<false>}; }

struct RankOf {
  template <bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const ClusterWindow window = cluster_window(warp);
    const uint64_t* address = warp.x[slot->rs1];
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) {
      const uint64_t offset = address[lane] - window.begin, rank = offset / window.stride;
      return rank < window.blocks && offset - rank * window.stride < window.bytes ? rank : ~uint64_t{0};
    });
    return slot + 1;
  }
};
Handlers select_ox_ctarank(uint8_t) { return {&RankOf::run<true>, &RankOf::run<false>}; }

} // namespace ox::sim::OX_LEVEL
