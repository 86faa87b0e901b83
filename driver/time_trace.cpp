#include "driver/time_trace.h"
#include "llvm/Support/TimeProfiler.h"
#include "llvm/Support/raw_ostream.h"

namespace ox::driver {

constexpr unsigned kShortestMicroseconds = 100;

TimeTrace::TimeTrace(std::string file) : file_(std::move(file)) {
  if (!file_.empty())
    llvm::timeTraceProfilerInitialize(kShortestMicroseconds, "ox-nvcc");
}

TimeTrace::~TimeTrace() {
  if (!file_.empty())
    llvm::timeTraceProfilerCleanup();
}

bool TimeTrace::write() {
  if (file_.empty())
    return true;
  std::error_code error;
  llvm::raw_fd_ostream out(file_, error);
  if (!error)
    llvm::timeTraceProfilerWrite(out);
  return !error;
}

} // namespace ox::driver
