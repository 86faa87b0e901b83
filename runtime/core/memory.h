// Allocation and registration of memory, and the checks of what a program gives back.
#pragma once
#include "runtime/core/address_map.h"
#include "runtime/core/context.h"

namespace ox::runtime {

// Zero bytes give a null pointer, as cudaMalloc does.
Result<void*> allocate(Context& context, uint64_t bytes, MemoryType type, unsigned flags = 0,
                       std::shared_ptr<MemoryPool> pool = nullptr);

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
