// Functions of the driver API by name, for programs that don't link it.
#include "runtime/driver/entry_points.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"

namespace ox::cudart::body {

// A name that is not known is an answer, and not an error.
Error cudaGetDriverEntryPointByVersion(const char* name, void** function, unsigned cuda_version,
                                       unsigned long long flags, cudaDriverEntryPointQueryResult* status) {
  if (!name || !function || flags > cudaEnablePerThreadDefaultStream)
    return Error::InvalidValue;
  const bool per_thread =
      flags == cudaEnableDefault ? default_stream_is_per_thread() : flags == cudaEnablePerThreadDefaultStream;
  const driver::EntryPoint found = driver::find_entry_point(name, static_cast<int>(cuda_version), per_thread);
  *function = found.function;
  if (status)
    *status = static_cast<cudaDriverEntryPointQueryResult>(found.status);
  return Error::Success;
}

Error cudaGetDriverEntryPoint(const char* name, void** function, unsigned long long flags,
                              cudaDriverEntryPointQueryResult* status) {
  return body::cudaGetDriverEntryPointByVersion(name, function, CUDART_VERSION, flags, status);
}

} // namespace ox::cudart::body
