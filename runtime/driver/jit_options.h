// The options of compilation at run time, as pairs of an option and a value that is a number or a pointer.
//
// What is written back is the logs and the time.  The level of optimisation, debug information and what tunes floating
// point go to the compiler where it links (cuLink*); options that tune machine code have no meaning for OxCore and are
// accepted, if their values are possible ones.
#pragma once
#include "runtime/core/error.h"
#include "runtime/device.h"
#include "runtime/driver/symbols.h"
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ox::driver {

class JitOptions {
public:
  JitOptions() = default;
  // InvalidValue for what is no option, or a value that is none of its; NotSupported for addresses given to variables.
  static runtime::Result<JitOptions> read(unsigned count, const CUjit_option* options, void** values);

  // Puts the messages where the program wants them, and their length; a failure's into the error log.
  void write_logs(std::string_view text, bool success) const;
  void write_logs(std::string_view infos, std::string_view errors) const;
  void write_time(std::chrono::steady_clock::duration spent) const; // milliseconds, as a float

  // NoKernelImageForDevice when the program names a target that is beyond the device.
  runtime::Error check_target(const ox::DeviceProperties& device) const;
  std::optional<unsigned> target;      // 90 for sm_90
  std::vector<std::string> for_linker; // the same as options of nvJitLink

private:
  struct Log {
    char* buffer = nullptr;
    void** bytes = nullptr; // in: the buffer's; out: what was written
    size_t room = 0;
    void write(std::string_view text) const;
  };
  runtime::Error read(CUjit_option option, void*& value);
  Log info_, error_;
  void** time_ = nullptr;
};

} // namespace ox::driver
