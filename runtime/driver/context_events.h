// Events of all that a context has queued.
#pragma once
#include "runtime/driver/handles.h"

namespace ox::driver {

// InvalidResourceHandle for an event of another context.
runtime::Error record_all(runtime::ContextHandle& handle, CUevent event);
runtime::Error hold_all(runtime::ContextHandle& handle, CUevent event);

} // namespace ox::driver
