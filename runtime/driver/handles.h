// From the driver API's opaque handles to objects, and back.  Streams, events and pools are the runtime API's.
#pragma once
#include "runtime/core/platform.h"
#include "runtime/cudart/handles.h"
#include "runtime/driver/symbols.h"

namespace ox::driver {

inline CUcontext handle_of(runtime::ContextHandle* context) { return reinterpret_cast<CUcontext>(context); }
inline CUmodule handle_of(runtime::LoadedModule* module) { return reinterpret_cast<CUmodule>(module); }
inline CUfunction handle_of(runtime::Kernel* kernel) { return reinterpret_cast<CUfunction>(kernel); }
inline CUarray handle_of(runtime::Array* array) { return reinterpret_cast<CUarray>(array); }
inline CUmipmappedArray handle_of(runtime::MipmappedArray* mipmap) {
  return reinterpret_cast<CUmipmappedArray>(mipmap);
}

// DeviceUninitialized, ContextIsDestroyed; InvalidResourceHandle for modules and functions.
runtime::Result<runtime::ContextHandle*> find_context(CUcontext context);
runtime::Result<std::shared_ptr<runtime::LoadedModule>> find_module(CUmodule module);
runtime::Result<std::shared_ptr<runtime::Kernel>> find_function(CUfunction function);

inline void* pointer(CUdeviceptr address) { return reinterpret_cast<void*>(address); }

} // namespace ox::driver
