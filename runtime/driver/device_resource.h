// Parts of a device (CUdevResource): which of its multiprocessors, in the bytes that the structure reserves.
#pragma once
#include "runtime/core/error.h"
#include "runtime/core/handle_table.h"
#include "runtime/driver/symbols.h"
#include <cstdint>
#include <vector>

namespace ox::driver {

struct CoreSet {
  int ordinal = 0;             // the device's
  uint64_t split = 0;          // the call of cuDevSmResourceSplitByCount that it came from; 0: all of the device
  std::vector<uint32_t> cores; // by number, ascending
};

runtime::Result<CoreSet> all_cores(int ordinal);

// Errors: InvalidResourceType for what is no set of multiprocessors, InvalidValue for one that no function here made.
runtime::Result<CoreSet> read_resource(const CUdevResource& resource);
runtime::Error write_resource(CUdevResource& resource, const CoreSet& set); // an empty set: of no type

// What cuDevResourceGenerateDesc made; nothing in the API frees one.
runtime::HandleTable<CoreSet>& resource_descriptors();

} // namespace ox::driver
