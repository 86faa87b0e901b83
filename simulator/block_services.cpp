// What handlers ask of their block: address ranges, CSRs, system calls.
#include "runtime/per_thread.h"
#include "simulator/block_state.h"
#include "simulator/host_memory_guard.h"
#include <algorithm>
#include <bit>
#include <chrono>
#include <cstring>
#include <optional>

namespace ox::sim {

const Range* find_range(Warp& warp, unsigned way, uint64_t address) {
  BlockState& block = *warp.block;
  RangeCache& cache = *warp.ranges;
  const Memory& memory = *block.launch.memory;
  const uint64_t epoch = memory.epoch(); // read first: a release in between leaves the answer stale, not the epoch
  if (epoch != cache.epoch) {
    for (Range& range : cache.ways)
      range = {};
    cache.epoch = epoch;
  }
  const uint64_t shared_bytes = block.launch.static_shared_bytes + block.launch.dynamic_shared_bytes;
  if (address - block.storage.shared < shared_bytes) {
    cache.ways[way] = {block.storage.shared, shared_bytes, true, true};
    return &cache.ways[way];
  }
  if (block.launch.cluster.count() > 1) {
    const ClusterState& cluster = block.cluster;
    const uint64_t rank = (address - cluster.shared_begin) / cluster.shared_stride;
    const uint64_t begin = cluster.shared_begin + rank * cluster.shared_stride;
    if (rank < block.launch.cluster.count() && address - begin < shared_bytes) {
      cache.ways[way] = {begin, shared_bytes, true, true};
      return &cache.ways[way];
    }
  }
  for (const Range& known : cache.ways) {
    if (address - known.begin < known.bytes) {
      cache.ways[way] = known;
      return &cache.ways[way];
    }
  }
  auto found = memory.find(address);
  if (!found || address < found->begin || address >= found->end)
    return nullptr;
  if (found->kind == RangeKind::kParameters && found->begin != block.launch.parameters)
    return nullptr; // another launch's
  cache.ways[way] = {found->begin, found->end - found->begin, found->writable, false};
  return &cache.ways[way];
}

namespace {
// Nanoseconds and cycles since the machine's first use.
uint64_t nanoseconds_now() {
  return uint64_t(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
}
uint64_t cycles_now(uint64_t clock_khz) {
  static const auto start = std::chrono::steady_clock::now();
  auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start).count();
  return uint64_t(static_cast<unsigned __int128>(since) * (clock_khz ? clock_khz : 1000000) / 1000000);
}
uint64_t nanoseconds_of(uint64_t cycles, uint64_t clock_khz) {
  return uint64_t(static_cast<unsigned __int128>(cycles) * 1000000 / (clock_khz ? clock_khz : 1000000));
}

enum CsrNumber : uint32_t {
#define OX_CSR(name, number, ...) csr_##name = number,
#include "isa/csrs.def"
};

// CSRs that are the same in all lanes of a warp; nullopt for the others and for numbers that are no CSR.
std::optional<uint64_t> uniform_csr(const BlockState& block, const Warp& warp, uint32_t number) {
  const LaunchContext& launch = block.launch;
  switch (number) {
  case csr_cycle:
    return launch.clock ? launch.clock->cycles() : cycles_now(launch.properties->clock_khz);
  case csr_time:
    return launch.clock ? nanoseconds_of(launch.clock->cycles(), launch.properties->clock_khz) : nanoseconds_now();
  case csr_instret:
    return warp.instructions;
  case csr_ntid_x:
    return launch.block.x;
  case csr_ntid_y:
    return launch.block.y;
  case csr_ntid_z:
    return launch.block.z;
  case csr_ctaid_x:
    return block.index.x;
  case csr_ctaid_y:
    return block.index.y;
  case csr_ctaid_z:
    return block.index.z;
  case csr_nctaid_x:
    return launch.grid.x;
  case csr_nctaid_y:
    return launch.grid.y;
  case csr_nctaid_z:
    return launch.grid.z;
  case csr_warpid:
    return warp.number;
  case csr_nwarpid:
    return launch.properties->warps_per_core;
  case csr_smid:
    return block.core;
  case csr_nsmid:
    return launch.properties->cores;
  case csr_gridid:
    return launch.grid_id;
  case csr_clusterid_x:
    return block.index.x / launch.cluster.x;
  case csr_clusterid_y:
    return block.index.y / launch.cluster.y;
  case csr_clusterid_z:
    return block.index.z / launch.cluster.z;
  case csr_nclusterid_x:
    return launch.grid.x / launch.cluster.x;
  case csr_nclusterid_y:
    return launch.grid.y / launch.cluster.y;
  case csr_nclusterid_z:
    return launch.grid.z / launch.cluster.z;
  case csr_cluster_ctaid_x:
    return block.index.x % launch.cluster.x;
  case csr_cluster_ctaid_y:
    return block.index.y % launch.cluster.y;
  case csr_cluster_ctaid_z:
    return block.index.z % launch.cluster.z;
  case csr_cluster_nctaid_x:
    return launch.cluster.x;
  case csr_cluster_nctaid_y:
    return launch.cluster.y;
  case csr_cluster_nctaid_z:
    return launch.cluster.z;
  case csr_cluster_ctarank:
    return block.rank;
  case csr_cluster_nctarank:
    return launch.cluster.count();
  case csr_is_explicit_cluster:
    return launch.cluster.count() > 1;
  case csr_chipletid:
    return block.core / std::max(launch.properties->cores / std::max(launch.properties->chiplets, 1u), 1u);
  case csr_nchipletid:
    return std::max(launch.properties->chiplets, 1u);
  case csr_grid_workspace:
    return launch.workspace;
  case csr_shared_bytes:
    return launch.static_shared_bytes + launch.dynamic_shared_bytes;
  case csr_dynamic_shared_bytes:
    return launch.dynamic_shared_bytes;
  case csr_local_bytes:
    return launch.local_bytes;
  default:
    return std::nullopt;
  }
}

// Thread indices of a whole block along each axis.  The blocks of a launch have them in common, so the thread that runs
// them keeps the last table: computing them anew is most of a short kernel.
class ThreadIndices {
public:
  static const ThreadIndices& of(const Dim3& size) {
    ThreadIndices& last = PerThread<ThreadIndices>::get();
    if (!(last.size_ == size))
      last.fill(size);
    return last;
  }
  const uint64_t* along(uint32_t csr, uint32_t warp) const {
    return (csr == csr_tid_x ? x_ : csr == csr_tid_y ? y_ : z_).data() + uint64_t{warp} * kLanes;
  }

private:
  void fill(const Dim3& size) {
    const uint64_t count = (size.count() + kLanes - 1) / kLanes * kLanes;
    size_ = size;
    x_.resize(count);
    y_.resize(count);
    z_.resize(count);
    for (uint64_t i = 0; i < count; ++i) {
      x_[i] = i % size.x;
      y_[i] = i / size.x % size.y;
      z_[i] = i / size.x / size.y;
    }
  }
  Dim3 size_{0, 0, 0};
  std::vector<uint64_t> x_, y_, z_;
};

// laneid and the lane masks; false for numbers that are no CSR.
bool read_lane_csr(uint32_t number, uint64_t* values) {
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    const uint32_t bit = 1u << lane;
    switch (number) {
    case csr_laneid:
      values[lane] = lane;
      break;
    case csr_lanemask_eq:
      values[lane] = bit;
      break;
    case csr_lanemask_lt:
      values[lane] = bit - 1;
      break;
    case csr_lanemask_le:
      values[lane] = bit | (bit - 1);
      break;
    case csr_lanemask_gt:
      values[lane] = uint32_t(~(bit | (bit - 1)));
      break;
    case csr_lanemask_ge:
      values[lane] = uint32_t(~(bit - 1));
      break;
    default:
      return false;
    }
  }
  return true;
}

// The memory that a lane sees, for system calls.
class LaneView final : public LaunchContext::LaneMemory {
public:
  LaneView(Warp& warp, unsigned lane) : warp_(warp), lane_(lane) {}

  bool read(uint64_t address, void* to, uint64_t bytes) const override {
    auto* out = static_cast<char*>(to);
    while (bytes != 0) {
      const uint64_t local = address - isa::kLocalWindowBase;
      uint64_t step = 0;
      if (local < warp_.local_bytes) {
        step = std::min<uint64_t>(bytes, 8 - local % 8);
        if (warp_.local_bytes - local < step)
          return false;
        const uint64_t host = warp_.local_host + (local / 8 * kLanes + lane_) * 8 + local % 8;
        std::memcpy(out, reinterpret_cast<const void*>(host), step);
      } else {
        const Range* range = find_range(warp_, 0, address);
        if (!range)
          return false;
        step = std::min(bytes, range->begin + range->bytes - address);
        if (!run_guarded(*warp_.block->launch.memory,
                         [&] { std::memcpy(out, reinterpret_cast<const void*>(address), step); }))
          return false;
      }
      out += step;
      address += step;
      bytes -= step;
    }
    return true;
  }

private:
  Warp& warp_;
  unsigned lane_;
};

constexpr unsigned kA0 = 10, kA7 = 17;
} // namespace

bool read_csr(Warp& warp, uint32_t number, uint64_t* values) {
  const BlockState& block = *warp.block;
  if (number == csr_tid_x || number == csr_tid_y || number == csr_tid_z) {
    std::copy_n(ThreadIndices::of(block.launch.block).along(number, warp.number), kLanes, values);
    return true;
  }
  if (auto value = uniform_csr(block, warp, number)) {
    std::fill_n(values, kLanes, *value);
    return true;
  }
  return read_lane_csr(number, values);
}

const Slot* system_call(Warp& warp, const Slot* at) {
  BlockState& block = *warp.block;
  uint32_t asserted = 0; // lanes
  for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
    const unsigned lane = unsigned(std::countr_zero(left));
    uint64_t arguments[6];
    for (unsigned i = 0; i < 6; ++i)
      arguments[i] = warp.x[kA0 + i][lane];
    LaneView view(warp, lane);
    auto result = block.launch.system_call(warp.x[kA7][lane], arguments, view);
    if (result.fault && result.fault->kind == FaultKind::kAssert) {
      Fault failed = place_fault(block, warp, at, lane);
      failed.kind = FaultKind::kAssert;
      failed.detail = std::move(result.fault->detail);
      if (!block.failed_assert)
        block.failed_assert = failed;
      block.launch.failed_asserts.add(std::move(failed));
      asserted |= 1u << lane;
      continue;
    }
    if (result.fault) {
      block.fault = std::move(result.fault);
      return raise(warp, at, Trouble::kSystemCall, lane, "system call");
    }
    warp.x[kA0][lane] = result.value;
  }
  if (asserted == 0)
    return at + 1;
  if (asserted == warp.mask)
    return end_lanes(warp, at);
  // Lanes that meet in one ecall and ask for different things: no compiler's code.
  block.fault = block.failed_assert;
  return raise(warp, at, Trouble::kSystemCall, unsigned(std::countr_zero(asserted)), "system call");
}

} // namespace ox::sim
