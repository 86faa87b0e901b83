#include "runtime/core/trace_file.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ox::runtime::trace {

namespace {

constexpr std::string_view kHead = "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n";
constexpr std::string_view kEnd = "\n]}\n";

std::string with_process_id(std::string path) {
  for (size_t at = path.find("%p"); at != std::string::npos; at = path.find("%p", at))
    path.replace(at, 2, std::to_string(getpid()));
  return path;
}

// Locks the whole file against other descriptors, also those of the same process.
void set_lock(int descriptor, short type) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  while (fcntl(descriptor, F_OFD_SETLKW, &lock) != 0 && errno == EINTR) {
  }
}

bool write_at(int descriptor, std::string_view text, off_t at) {
  while (!text.empty()) {
    const ssize_t written = pwrite(descriptor, text.data(), text.size(), at);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    text.remove_prefix(static_cast<size_t>(written));
    at += written;
  }
  return true;
}

} // namespace

TraceFile::TraceFile(const std::string& path) : path_(path) { open(); }

void TraceFile::open() {
  process_ = getpid();
  const std::string path = with_process_id(path_);
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    std::fprintf(stderr, "ox: OX_TRACE: cannot write %s: %s\n", path.c_str(), std::strerror(errno));
    return;
  }
  set_lock(descriptor_, F_WRLCK);
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) { // nobody else takes part
    (void)!ftruncate(descriptor_, 0);
    (void)write_at(descriptor_, std::string(kHead) + std::string(kEnd), 0);
  }
  flock(descriptor_, LOCK_SH);
  set_lock(descriptor_, F_UNLCK);
}

void TraceFile::add(std::string_view events) {
  std::lock_guard lock(mutex_);
  if (getpid() != process_) { // the parent's descriptor shares the parent's locks
    if (descriptor_ >= 0)
      close(descriptor_);
    open();
  }
  if (descriptor_ < 0)
    return;
  set_lock(descriptor_, F_WRLCK);
  write(events);
  set_lock(descriptor_, F_UNLCK);
}

void TraceFile::write(std::string_view events) {
  struct stat status{};
  const auto least = static_cast<off_t>(kHead.size() + kEnd.size());
  if (fstat(descriptor_, &status) != 0 || status.st_size < least)
    return;
  const bool is_first = status.st_size == least;
  const off_t at = status.st_size - static_cast<off_t>(kEnd.size());
  (void)write_at(descriptor_, (is_first ? "" : ",\n") + std::string(events) + std::string(kEnd), at);
}

} // namespace ox::runtime::trace
