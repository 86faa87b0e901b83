// What the blocks of a cluster have in common while they run.  A block that is alone has one of its own.
#pragma once
#include <cstdint>

namespace ox::sim {

struct BlockState;

struct ClusterState {
  uint64_t shared_begin = 0, shared_stride = 4096; // block r's shared memory is at shared_begin + r * shared_stride
  BlockState* blocks = nullptr;                    // linked by next_in_cluster
  // The barrier: a thread has arrived, or may pass, or neither (Warp::cluster_arrived, cluster_passed).
  uint32_t live = 0;     // threads that have not ended
  uint32_t awaited = 0;  // of these, the ones that have not arrived in this phase
  uint64_t observed = 0; // warp instructions that the blocks have executed, while someone watches them
};

} // namespace ox::sim
