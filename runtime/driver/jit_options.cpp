#include "runtime/driver/jit_options.h"
#include "runtime/core/diagnostics.h"
#include <algorithm>
#include <cstring>

namespace ox::driver {

using runtime::Error;

runtime::Result<JitOptions> JitOptions::read(unsigned count, const CUjit_option* options, void** values) {
  JitOptions result;
  if (count && (!options || !values))
    return runtime::fail(Error::InvalidValue);
  for (unsigned i = 0; i < count; ++i)
    switch (options[i]) {
    case CU_JIT_INFO_LOG_BUFFER:
      result.info_.buffer = static_cast<char*>(values[i]);
      break;
    case CU_JIT_INFO_LOG_BUFFER_SIZE_BYTES:
      result.info_.bytes = &values[i];
      break;
    case CU_JIT_ERROR_LOG_BUFFER:
      result.error_.buffer = static_cast<char*>(values[i]);
      break;
    case CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES:
      result.error_.bytes = &values[i];
      break;
    default:
      if (options[i] < 0 || options[i] >= CU_JIT_NUM_OPTIONS)
        return runtime::fail(
            runtime::explain(Error::InvalidValue, "%d is no option of compilation", static_cast<int>(options[i])));
    }
  return result;
}

void JitOptions::Log::write(std::string_view text) const {
  if (!buffer || !bytes)
    return;
  const size_t room = reinterpret_cast<size_t>(*bytes);
  if (room == 0)
    return;
  const size_t kept = std::min(text.size(), room - 1);
  std::memcpy(buffer, text.data(), kept);
  buffer[kept] = 0;
  *bytes = reinterpret_cast<void*>(kept);
}

void JitOptions::write_logs(std::string_view text, bool success) const {
  info_.write(success ? text : "");
  error_.write(success ? "" : text);
}

} // namespace ox::driver
