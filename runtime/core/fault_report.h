// What a device fault means to the program (an error code) and to the person at the terminal (words on stderr).
#pragma once
#include "runtime/core/error.h"
#include "runtime/device.h"
#include <string>

namespace ox::runtime {

Error error_of(const Fault& fault);

// For a failed assert the line that CUDA prints, else the fault's own description, in which allocations have the lines
// of the host program that made them and gave them back.
std::string text_of(Fault fault);

} // namespace ox::runtime
