// What --version says.  CMake takes the vendor from the words "nvcc: NVIDIA (R) Cuda compiler driver" and the release
// from "release X.Y, VX.Y.Z"; others grep for the same.
#pragma once
#include "frontend/cuda_version.h"
#include <string>
#include <string_view>

namespace ox::driver {

// `tool`: its own name and the name that it stands in for, a line each.
std::string version_text(std::string_view tool, const frontend::CudaVersion& version = {});

} // namespace ox::driver
