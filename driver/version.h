// What --version says.  CMake takes the vendor from the words "nvcc: NVIDIA (R) Cuda compiler driver" and the release
// from "release X.Y, VX.Y.Z"; others grep for the same.
#pragma once
#include <string>

namespace ox::driver {

std::string version_text();

} // namespace ox::driver
