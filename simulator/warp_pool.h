// Memory for warps, kept between blocks: a warp's state is large, and a fresh page of it costs more than a short block.
#pragma once
#include "simulator/warp.h"
#include <cstddef>
#include <span>

namespace ox::sim {

// Room for a block's warps, not initialised; given back when destroyed.  Any thread.  Throws std::bad_alloc.
class WarpStorage {
public:
  explicit WarpStorage(size_t count);
  ~WarpStorage();
  WarpStorage(const WarpStorage&) = delete;
  WarpStorage& operator=(const WarpStorage&) = delete;
  std::span<Warp> warps() const { return {warps_, count_}; }

private:
  Warp* warps_;
  size_t count_;
};

} // namespace ox::sim
