#include "runtime/driver/launch_parameters.h"
#include "runtime/driver/symbols.h"
#include "runtime/core/diagnostics.h"

namespace ox::driver {

using runtime::Error;
using runtime::explain;

namespace {
Error read_extra(void** extra, runtime::LaunchRequest& request) {
  const std::byte* buffer = nullptr;
  const size_t* bytes = nullptr;
  for (; *extra != CU_LAUNCH_PARAM_END; extra += 2)
    if (*extra == CU_LAUNCH_PARAM_BUFFER_POINTER)
      buffer = static_cast<const std::byte*>(extra[1]);
    else if (*extra == CU_LAUNCH_PARAM_BUFFER_SIZE)
      bytes = static_cast<const size_t*>(extra[1]);
    else
      return explain(Error::InvalidValue, "%p is no key of a launch's extra parameters", *extra);
  if (!buffer || !bytes)
    return explain(Error::InvalidValue, "a launch's extra parameters need a buffer and its size");
  request.parameters.emplace(buffer, *bytes);
  return Error::Success;
}
} // namespace

Error read_parameters(void** kernel_params, void** extra, runtime::LaunchRequest& request) {
  if (kernel_params && extra)
    return explain(Error::InvalidValue, "a launch takes kernelParams or extra, not both");
  request.arguments = kernel_params;
  return extra ? read_extra(extra, request) : Error::Success;
}

} // namespace ox::driver
