#include "runtime/core/print_sink.h"
#include <cstdio>

namespace ox::runtime {

namespace {
void write(const std::string& text) {
  if (!text.empty())
    std::fwrite(text.data(), 1, text.size(), stdout);
}
} // namespace

void PrintSink::append(std::string_view text) {
  std::lock_guard lock(mutex_);
  text_ += text;
  if (text_.size() < limit_bytes_)
    return;
  write(text_);
  text_.clear();
}

void PrintSink::flush() {
  std::lock_guard lock(mutex_);
  write(text_);
  text_.clear();
}

} // namespace ox::runtime
