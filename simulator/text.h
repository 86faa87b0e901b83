// Numbers as messages show them.
#pragma once
#include "isa/hex.h"
#include <cstdint>
#include <string>

namespace ox::sim {

using isa::hex; // "0x7f0012345600"

// "1 byte", "4096 bytes", "12.5 GiB"; exact below a mebibyte, because people compare it with sizes in their source.
std::string byte_count(uint64_t bytes);

} // namespace ox::sim
