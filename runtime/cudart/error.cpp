// The last error, and what errors are called.
#include "runtime/core/error.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"

namespace ox::cudart::body {

// A fault of the device stays the last error until cudaDeviceReset.
Error cudaGetLastError() {
  Error error = runtime::take_last_error();
  if (error == Error::Success)
    return error;
  runtime::Platform& platform = runtime::Platform::instance();
  if (platform.device_count() == 0)
    return error;
  runtime::Context* context = platform.existing_current_context();
  if (context && context->fault() == error)
    runtime::set_last_error(error);
  return error;
}

Error cudaPeekAtLastError() { return runtime::peek_last_error(); }

} // namespace ox::cudart::body

// Every number that the public header gives an error is the core's.
#define OX_ERROR(name, number, text) static_assert(cudaError##name == number);
#include "runtime/core/errors.def"

extern "C" __attribute__((visibility("default"))) const char* cudaGetErrorName(cudaError_t error) {
  return ox::runtime::error_name(error);
}

extern "C" __attribute__((visibility("default"))) const char* cudaGetErrorString(cudaError_t error) {
  return ox::runtime::error_text(error);
}
