// The log of errors: by callback, to a file, to memory.
#include "runtime/core/diagnostics.h"
#include "runtime/core/log.h"
#include "runtime/driver/bodies.h"
#include <cstring>
#include <fstream>

namespace ox::driver::body {

using runtime::ErrorLog;
using runtime::explain;

namespace {
std::vector<std::string> lines_from(const CUlogIterator* iterator) {
  ErrorLog& log = ErrorLog::instance();
  return log.lines(iterator ? *iterator : log.end() - static_cast<uint32_t>(ErrorLog::kLines));
}
} // namespace

Error cuLogsRegisterCallback(CUlogsCallback callback, void* data, CUlogsCallbackHandle* handle) {
  if (!callback)
    return Error::InvalidValue;
  void* added = ErrorLog::instance().add_callback(reinterpret_cast<ErrorLog::Callback>(callback), data);
  if (handle)
    *handle = static_cast<CUlogsCallbackHandle>(added);
  return Error::Success;
}

Error cuLogsUnregisterCallback(CUlogsCallbackHandle handle) {
  return ErrorLog::instance().remove_callback(handle) ? Error::Success : Error::InvalidValue;
}

Error cuLogsCurrent(CUlogIterator* iterator, unsigned flags) {
  if (!iterator || flags != 0)
    return Error::InvalidValue;
  *iterator = ErrorLog::instance().end();
  return Error::Success;
}

Error cuLogsDumpToFile(CUlogIterator* iterator, const char* path, unsigned flags) {
  if (!path || flags != 0)
    return Error::InvalidValue;
  const uint32_t end = ErrorLog::instance().end();
  std::ofstream file(path);
  for (const std::string& line : lines_from(iterator))
    file << line << '\n';
  file.flush();
  if (!file)
    return explain(Error::OperatingSystem, "%s can't be written", path);
  if (iterator)
    *iterator = end;
  return Error::Success;
}

// As many whole lines as there is room for, with a zero behind them; the iterator then stands at the first that is
// left.
Error cuLogsDumpToMemory(CUlogIterator* iterator, char* buffer, size_t* size, unsigned flags) {
  if (!buffer || !size || *size == 0 || flags != 0)
    return Error::InvalidValue;
  const uint32_t end = ErrorLog::instance().end();
  const std::vector<std::string> lines = lines_from(iterator);
  std::string text;
  auto left = static_cast<uint32_t>(lines.size());
  for (const std::string& line : lines) {
    if (text.size() + line.size() + 2 > *size)
      break;
    text += line + "\n";
    --left;
  }
  std::memcpy(buffer, text.c_str(), text.size() + 1);
  *size = text.size();
  if (iterator)
    *iterator = end - left;
  return Error::Success;
}

} // namespace ox::driver::body
