// A file of JSON that is complete after every event, however the process ends: an event is written over the end of the
// file together with a new end.
//
// Several processes may write to one file, and in one process the core and libnvrtc: who holds a shared lock (flock) on
// it takes part, and who finds that nobody does begins the file anew.  Each write is under a lock of its own kind
// (F_OFD_SETLKW).
#pragma once
#include <mutex>
#include <string>
#include <string_view>

namespace ox::runtime::trace {

class TraceFile {
public:
  explicit TraceFile(const std::string& path); // %p in it becomes the process's number
  bool is_open() const { return descriptor_ >= 0; }
  // One or more events, each with ",\n" behind it but the last.
  void add(std::string_view events);

private:
  void open();
  void write(std::string_view events); // file locked
  const std::string path_;
  std::mutex mutex_;
  int descriptor_ = -1;
  int process_ = 0; // that opened it: a child of fork opens it again
};

} // namespace ox::runtime::trace
