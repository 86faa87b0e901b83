// The log of errors: the driver API's, by the runtime API's names.
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"

namespace ox::cudart::body {

namespace driver_api = driver::body;

Error cudaLogsRegisterCallback(cudaLogsCallback_t callback, void* data, cudaLogsCallbackHandle* handle) {
  return driver_api::cuLogsRegisterCallback(reinterpret_cast<CUlogsCallback>(callback), data, handle);
}
Error cudaLogsUnregisterCallback(cudaLogsCallbackHandle handle) { return driver_api::cuLogsUnregisterCallback(handle); }
Error cudaLogsCurrent(cudaLogIterator* iterator, unsigned flags) { return driver_api::cuLogsCurrent(iterator, flags); }
Error cudaLogsDumpToFile(cudaLogIterator* iterator, const char* path, unsigned flags) {
  return driver_api::cuLogsDumpToFile(iterator, path, flags);
}
Error cudaLogsDumpToMemory(cudaLogIterator* iterator, char* buffer, size_t* size, unsigned flags) {
  return driver_api::cuLogsDumpToMemory(iterator, buffer, size, flags);
}

} // namespace ox::cudart::body
