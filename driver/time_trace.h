// -fdevice-time-trace: where the device compile spends its time, as LLVM and clang measure it.
#pragma once
#include <string>

namespace ox::driver {

// Measures the thread that it lives in, and writes the file in the end; does nothing without a file.
class TimeTrace {
public:
  explicit TimeTrace(std::string file);
  ~TimeTrace();
  TimeTrace(const TimeTrace&) = delete;

  // False when the file can't be written.
  bool write();

private:
  std::string file_;
};

} // namespace ox::driver
