// A cluster in execution: blocks that start together, run in turn in one host thread, can use each other's shared
// memory and meet at a barrier of their own.  It is the unit that a host thread takes; a launch without clusters has
// clusters of one block each.
#pragma once
#include "simulator/block.h"
#include "simulator/cluster_state.h"
#include "simulator/dice.h"
#include <memory>
#include <vector>

namespace ox::sim {

// Memory that the clusters of a launch need, one after the other.  The shared memory of the blocks is one piece, so
// that an address in another block's is an ordinary one; between two blocks lies a page that belongs to nobody.
struct ClusterLayout {
  explicit ClusterLayout(const LaunchContext& launch);
  uint64_t shared_stride = 0;                 // from block to block
  uint64_t shared_bytes = 0, local_bytes = 0; // of the whole cluster
};

// Blocks per axis in units of clusters.
Dim3 clusters_of(const LaunchContext& launch);
// The core that runs a block: the blocks of a cluster are on one chiplet, next to each other.
uint32_t core_of(const DeviceProperties& properties, uint64_t cluster, uint64_t blocks_per_cluster, uint64_t rank);

class Cluster {
public:
  // number: of the cluster in its grid, x first.  storage: of the first block; the others follow as the layout says.
  Cluster(LaunchContext& launch, uint64_t number, const ClusterLayout& layout, const BlockStorage& storage);
  ~Cluster();

  // Executes up to about budget warp instructions of one of its blocks.  kBlocked is never returned: it is a deadlock.
  Block::Status step(uint64_t budget);

  const Fault& fault() const { return fault_; }
  BlockCounters counters() const;

private:
  Block::Status deadlock();

  ClusterState state_;
  std::vector<std::unique_ptr<Block>> blocks_; // by rank; they stay until all have ended, for others use their memory
  std::vector<uint32_t> running_;              // ranks
  size_t turn_ = 0;
  Dice dice_;
  Fault fault_;
};

} // namespace ox::sim
