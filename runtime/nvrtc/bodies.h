// The bodies that the table of NVRTC asks for.
#pragma once
#include "nvrtc.h"

namespace ox::nvrtc::body {

#define OX_API(name, parameters, arguments) nvrtcResult name parameters;
#define OX_MISSING(name, parameters, result, words)
#include "runtime/api/nvrtc.def"

} // namespace ox::nvrtc::body
