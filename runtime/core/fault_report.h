// What a device fault means to the program (an error code) and to the person at the terminal (words on stderr).
#pragma once
#include "runtime/core/error.h"
#include "runtime/device.h"
#include <string>

namespace ox::runtime {

Error error_of(FaultKind kind);

// For a failed assert the line that CUDA prints, else the fault's own description.
std::string text_of(const Fault& fault);

} // namespace ox::runtime
