// A file whole, with a zero behind it, because PTX text ends so.
#pragma once
#include "runtime/core/error.h"
#include <vector>

namespace ox::driver {

runtime::Result<std::vector<char>> read_file(const char* path); // FileNotFound

} // namespace ox::driver
