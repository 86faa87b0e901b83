// What kernels print.  As on a GPU it is collected while they run and reaches stdout when the program synchronises.
#pragma once
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace ox::runtime {

class PrintSink {
public:
  void append(std::string_view text);
  void flush();
  size_t limit_bytes() const { return limit_bytes_; }
  void set_limit_bytes(size_t bytes) { limit_bytes_ = bytes; }

private:
  std::mutex mutex_;
  std::string text_;
  size_t limit_bytes_ = 1 << 20; // as CUDA; a GPU overwrites the oldest text beyond it, here it is written out early
};

} // namespace ox::runtime
