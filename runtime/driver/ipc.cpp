// Memory and events of other processes: the runtime API's, by the driver API's names.
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include <bit>

namespace ox::driver::body {

namespace runtime_api = cudart::body;

Error cuIpcGetMemHandle(CUipcMemHandle* handle, CUdeviceptr memory) {
  return runtime_api::cudaIpcGetMemHandle(reinterpret_cast<cudaIpcMemHandle_t*>(handle), pointer(memory));
}

Error cuIpcOpenMemHandle_v2(CUdeviceptr* address, CUipcMemHandle handle, unsigned flags) {
  if (!address)
    return Error::InvalidValue;
  void* memory = nullptr;
  Error error = runtime_api::cudaIpcOpenMemHandle(&memory, std::bit_cast<cudaIpcMemHandle_t>(handle), flags);
  if (error == Error::Success)
    *address = reinterpret_cast<CUdeviceptr>(memory);
  return error;
}

Error cuIpcCloseMemHandle(CUdeviceptr memory) { return runtime_api::cudaIpcCloseMemHandle(pointer(memory)); }

Error cuIpcGetEventHandle(CUipcEventHandle* handle, CUevent event) {
  return runtime_api::cudaIpcGetEventHandle(reinterpret_cast<cudaIpcEventHandle_t*>(handle), event);
}

Error cuIpcOpenEventHandle(CUevent* event, CUipcEventHandle handle) {
  return runtime_api::cudaIpcOpenEventHandle(event, std::bit_cast<cudaIpcEventHandle_t>(handle));
}

} // namespace ox::driver::body
