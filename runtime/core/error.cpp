// Names and texts of errors, and the per-thread last error.
#include "runtime/core/error.h"

namespace ox::runtime {

namespace {
thread_local Error last_error = Error::Success;
constexpr const char* kUnrecognized = "unrecognized error code";
} // namespace

const char* error_name(int number) {
  switch (number) {
  case 0:
    return "cudaSuccess";
#define OX_ERROR(name, number, text)                                                                                   \
  case number:                                                                                                         \
    return "cudaError" #name;
#include "runtime/core/errors.def"
  }
  return kUnrecognized;
}

const char* error_text(int number) {
  switch (number) {
  case 0:
    return "no error";
#define OX_ERROR(name, number, text)                                                                                   \
  case number:                                                                                                         \
    return text;
#include "runtime/core/errors.def"
  }
  return kUnrecognized;
}

void set_last_error(Error error) { last_error = error; }
Error peek_last_error() { return last_error; }

Error take_last_error() {
  Error error = last_error;
  last_error = Error::Success;
  return error;
}

} // namespace ox::runtime
