// Batches of operations on memory, as streams and nodes of graphs are given them.
#pragma once
#include "runtime/core/memory_operation.h"
#include "runtime/driver/symbols.h"

namespace ox::driver {

// InvalidValue for a batch that is empty or too long, and for operations and flags that there are not; NotSupported for
// what flushes writes of other devices.
runtime::Result<std::vector<runtime::MemoryOperation>> read_memory_operations(const CUstreamBatchMemOpParams* batch,
                                                                              unsigned count, unsigned flags);

} // namespace ox::driver
