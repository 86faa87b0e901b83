#include "runtime/driver/jit_options.h"
#include "runtime/core/diagnostics.h"
#include <algorithm>
#include <cstdint>
#include <cstring>

namespace ox::driver {

using runtime::Error;
using runtime::explain;

runtime::Result<JitOptions> JitOptions::read(unsigned count, const CUjit_option* options, void** values) {
  JitOptions result;
  if (count && (!options || !values))
    return runtime::fail(Error::InvalidValue);
  for (unsigned i = 0; i < count; ++i)
    if (Error error = result.read(options[i], values[i]); error != Error::Success)
      return runtime::fail(error);
  return result;
}

Error JitOptions::read(CUjit_option option, void*& value) {
  // Numbers are in the low half of the pointer.
  const auto number = static_cast<unsigned>(reinterpret_cast<uintptr_t>(value));
  auto check = [&](bool sound) {
    return sound
               ? Error::Success
               : explain(Error::InvalidValue, "option %d of compilation can't be %u", static_cast<int>(option), number);
  };
  auto flag = [&](const char* name) { for_linker.push_back(std::string(name) + (number ? "=true" : "=false")); };
  constexpr unsigned kHighestLevel = 4;
  switch (option) {
  case CU_JIT_WALL_TIME:
    time_ = &value;
    return Error::Success;
  case CU_JIT_INFO_LOG_BUFFER:
    info_.buffer = static_cast<char*>(value);
    return Error::Success;
  case CU_JIT_INFO_LOG_BUFFER_SIZE_BYTES:
    info_.bytes = &value;
    info_.room = number;
    return Error::Success;
  case CU_JIT_ERROR_LOG_BUFFER:
    error_.buffer = static_cast<char*>(value);
    return Error::Success;
  case CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES:
    error_.bytes = &value;
    error_.room = number;
    return Error::Success;
  case CU_JIT_OPTIMIZATION_LEVEL:
    for_linker.push_back("-O" + std::to_string(std::min(number, 3u)));
    return check(number <= kHighestLevel);
  case CU_JIT_TARGET:
    target = number % 0x10000; // above are the marks of architectures with special features
    return Error::Success;
  case CU_JIT_FALLBACK_STRATEGY:
    return check(number <= CU_PREFER_BINARY);
  case CU_JIT_CACHE_MODE:
    return check(number <= CU_JIT_CACHE_OPTION_CA);
  case CU_JIT_GENERATE_DEBUG_INFO:
    if (number)
      for_linker.push_back("-g");
    return Error::Success;
  case CU_JIT_LTO:
    if (number)
      for_linker.push_back("-lto");
    return Error::Success;
  case CU_JIT_FTZ:
    return flag("-ftz"), Error::Success;
  case CU_JIT_PREC_DIV:
    return flag("-prec-div"), Error::Success;
  case CU_JIT_PREC_SQRT:
    return flag("-prec-sqrt"), Error::Success;
  case CU_JIT_FMA:
    return flag("-fma"), Error::Success;
  case CU_JIT_GLOBAL_SYMBOL_COUNT:
    return number == 0 ? Error::Success
                       : explain(Error::NotSupported, "variables can't be given addresses of the program's choice; "
                                                      "ask for theirs with cuModuleGetGlobal");
  default:
    return option >= 0 && option < CU_JIT_NUM_OPTIONS
               ? Error::Success
               : explain(Error::InvalidValue, "%d is no option of compilation", static_cast<int>(option));
  }
}

Error JitOptions::check_target(const ox::DeviceProperties& device) const {
  const auto capability = static_cast<unsigned>(10 * device.compute_major + device.compute_minor);
  return !target || *target <= capability
             ? Error::Success
             : explain(Error::NoKernelImageForDevice, "sm_%u is asked for, the device is sm_%u", *target, capability);
}

void JitOptions::Log::write(std::string_view text) const {
  if (!buffer || !bytes || room == 0)
    return;
  const size_t kept = std::min(text.size(), room - 1);
  std::memcpy(buffer, text.data(), kept);
  buffer[kept] = 0;
  *bytes = reinterpret_cast<void*>(kept);
}

void JitOptions::write_logs(std::string_view text, bool success) const {
  write_logs(success ? text : "", success ? "" : text);
}

void JitOptions::write_logs(std::string_view infos, std::string_view errors) const {
  info_.write(infos);
  error_.write(errors);
}

void JitOptions::write_time(std::chrono::steady_clock::duration spent) const {
  if (!time_)
    return;
  const float milliseconds = std::chrono::duration<float, std::milli>(spent).count();
  *time_ = nullptr;
  std::memcpy(time_, &milliseconds, sizeof milliseconds);
}

} // namespace ox::driver
