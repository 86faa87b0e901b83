// Device memory that processes share by handles (cudaIpcGetMemHandle and its kin).
#pragma once
#include "runtime/core/context.h"
#include "runtime/core/ipc_ledger.h"

namespace ox::runtime {

// Of memory of cudaMalloc, by its beginning; the same handle each time.  Good until the memory is freed.
Result<IpcHandle> export_memory(void* memory);

// The memory at an address of this process's own, for kernels and copies of the context; opened again it is at the same
// address, and has to be closed as often.
Result<void*> open_memory(Context& context, const IpcHandle& handle);
Error close_memory(void* memory);

} // namespace ox::runtime
