// Allocation and registration of memory, and the checks of what a program gives back.
#pragma once
#include "runtime/core/address_map.h"
#include "runtime/core/context.h"

namespace ox::runtime {

// Zero bytes give a null pointer, as cudaMalloc does.
Result<void*> allocate(Context& context, uint64_t bytes, MemoryType type, unsigned flags = 0);
// From a pool, in the order of a stream.
Result<void*> allocate_from(MemoryPool& pool, Stream& stream, uint64_t bytes);
// What a pool gave, if that is what begins there.
PoolBlockRef find_pool_block(const void* memory);
PoolBlockRef pool_block_of(const MemoryObject& object);

// Gives back what allocate gave, once everything that may use it has run.  Null is accepted; anything that is not the
// start of a live allocation of the right sort is InvalidValue.
Error release_device(void* memory); // device and managed memory
Error release_host(void* memory);   // page-locked memory

// Gives back in the order of a stream.  The address is invalid for the program from now on.
struct FreeWork {
  MemoryObject object;
  CallSite freed;
};
Result<FreeWork> make_free(void* memory);
void run(Context& context, FreeWork& work);

Error register_host(Context& context, void* memory, uint64_t bytes, unsigned flags);
Error unregister_host(void* memory);

} // namespace ox::runtime
