// All memories of the process, because one may be the peer of another, and a stray address may be in any.
#pragma once
#include "simulator/memory.h"
#include <mutex>
#include <vector>

namespace ox::sim {

class Memories {
public:
  static Memories& instance();
  void add(Memory& memory);
  void remove(const Memory& memory); // and takes it away from all whose peer it is
  bool is_in_arena(uint64_t address) const;

private:
  mutable std::mutex mutex_;
  std::vector<Memory*> all_;
};

} // namespace ox::sim
