// Memory and events of other processes.
#include "runtime/core/diagnostics.h"
#include "runtime/core/event.h"
#include "runtime/core/ipc_memory.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"
#include <cstring>

namespace ox::cudart::body {

using runtime::Event;
using runtime::explain;
using runtime::IpcHandle;
using runtime::Platform;

namespace {

template <typename Handle> IpcHandle from_program(const Handle& handle) {
  static_assert(sizeof handle == sizeof(IpcHandle));
  IpcHandle result;
  std::memcpy(&result, &handle, sizeof result);
  return result;
}

template <typename Handle> Error put(Handle* to, const runtime::Result<IpcHandle>& handle) {
  if (!handle)
    return handle.error();
  std::memcpy(to, &*handle, sizeof *handle);
  return Error::Success;
}

} // namespace

Error cudaIpcGetMemHandle(cudaIpcMemHandle_t* handle, void* memory) {
  return handle && memory ? put(handle, runtime::export_memory(memory)) : Error::InvalidValue;
}

Error cudaIpcOpenMemHandle(void** memory, cudaIpcMemHandle_t handle, unsigned flags) {
  if (!memory || (flags & ~static_cast<unsigned>(cudaIpcMemLazyEnablePeerAccess)))
    return Error::InvalidValue;
  auto opened = runtime::open_memory(current_context(), from_program(handle));
  if (!opened)
    return opened.error();
  *memory = *opened;
  return Error::Success;
}

Error cudaIpcCloseMemHandle(void* memory) { return runtime::close_memory(memory); }

Error cudaIpcGetEventHandle(cudaIpcEventHandle_t* handle, cudaEvent_t event) {
  if (!handle)
    return Error::InvalidValue;
  auto found = find_event(event);
  if (!found)
    return found.error();
  if (!(*found)->shared)
    return explain(Error::InvalidResourceHandle, "the event was created without cudaEventInterprocess");
  return put(handle, (*found)->shared->handle());
}

Error cudaIpcOpenEventHandle(cudaEvent_t* event, cudaIpcEventHandle_t handle) {
  if (!event)
    return Error::InvalidValue;
  auto shared = runtime::IpcEvent::open(from_program(handle));
  if (!shared)
    return shared.error();
  constexpr bool kUntimed = false;
  *event = handle_of(
      Platform::instance().events.add(std::make_shared<Event>(current_context(), kUntimed, std::move(*shared))));
  return Error::Success;
}

} // namespace ox::cudart::body
