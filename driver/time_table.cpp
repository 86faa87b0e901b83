#include "driver/time_table.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

namespace ox::driver {

std::string times_as_text(const std::vector<StepTime>& times, bool with_columns) {
  std::string text;
  if (with_columns)
    text = "source file name , phase name , phase input files , phase output file , arch , tool, metric , unit\n";
  for (const StepTime& time : times)
    text += llvm::formatv("{0} , {1} , {0} , {2} , {3} , nvcc , {4:f4} , ms\n", time.source, time.step, time.output,
                          time.architecture, time.milliseconds);
  return text;
}

bool append_times(const std::string& path, const std::vector<StepTime>& times) {
  uint64_t size = 0;
  if (path != "-" && llvm::sys::fs::file_size(path, size))
    size = 0;
  std::error_code error;
  llvm::raw_fd_ostream out(path, error, llvm::sys::fs::OF_Append);
  if (error)
    return false;
  out << times_as_text(times, size == 0);
  return true;
}

} // namespace ox::driver
