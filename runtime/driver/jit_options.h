// The options of compilation at run time, as pairs of an option and a value that is a number or a pointer.
//
// The logs are what programs use; options that tune code have no meaning for OxCore, or none here, and are accepted.
#pragma once
#include "runtime/core/error.h"
#include "runtime/driver/symbols.h"
#include <string_view>

namespace ox::driver {

class JitOptions {
public:
  JitOptions() = default;
  static runtime::Result<JitOptions> read(unsigned count, const CUjit_option* options, void** values);

  // Puts the messages where the program wants them, and their length; a failure's into the error log.
  void write_logs(std::string_view text, bool success) const;

private:
  struct Log {
    char* buffer = nullptr;
    void** bytes = nullptr; // in: the buffer's; out: what was written
    void write(std::string_view text) const;
  };
  Log info_, error_;
};

} // namespace ox::driver
