#include "runtime/driver/read_file.h"
#include "runtime/core/diagnostics.h"
#include <fstream>
#include <iterator>

namespace ox::driver {

runtime::Result<std::vector<char>> read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return runtime::fail(runtime::explain(runtime::Error::FileNotFound, "%s can't be read", path));
  std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  bytes.push_back(0);
  return bytes;
}

} // namespace ox::driver
