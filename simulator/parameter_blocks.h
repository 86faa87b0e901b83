// Memory for kernels' parameter blocks (read-only for kernels) and for the workspaces of cooperative launches:
// recycled, because a launch must not cost an allocation, and a release would empty every address cache of the launches
// beside it.
#pragma once
#include "simulator/memory.h"
#include <cstddef>
#include <expected>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace ox::sim {

class ParameterBlocks {
public:
  explicit ParameterBlocks(Memory& memory, RangeKind kind = RangeKind::kParameters) : memory_(memory), kind_(kind) {}
  ~ParameterBlocks();
  ParameterBlocks(const ParameterBlocks&) = delete;
  ParameterBlocks& operator=(const ParameterBlocks&) = delete;

  // The address of a block of at least `bytes` that begins with content; the rest is zero.
  std::expected<uint64_t, std::string> put(std::span<const std::byte> content, uint64_t bytes);
  // With the larger of the two sizes that put was given.
  void take_back(uint64_t address, uint64_t bytes);

private:
  static uint64_t size_class(uint64_t bytes);

  Memory& memory_;
  const RangeKind kind_;
  std::mutex mutex_;
  std::map<uint64_t, std::vector<uint64_t>> free_; // by size class
  std::vector<uint64_t> all_;
};

} // namespace ox::sim
