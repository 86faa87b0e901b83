// Errors as values.  The numbers are CUDA's, so a shim casts; the last error is one per host thread, as CUDA has it.
#pragma once
#include <expected>

namespace ox::runtime {

enum class Error : int {
  Success = 0,
#define OX_ERROR(name, number, text) name = number,
#include "runtime/core/errors.def"
};

template <typename T> using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Error error) { return std::unexpected(error); }

// "cudaErrorInvalidValue" and "invalid argument"; both are "unrecognized error code" for a number that is no error.
const char* error_name(int number);
const char* error_text(int number);

// The last error of this thread: set by every API call that fails, taken (and cleared) by cudaGetLastError.
void set_last_error(Error error);
Error peek_last_error();
Error take_last_error();

} // namespace ox::runtime
