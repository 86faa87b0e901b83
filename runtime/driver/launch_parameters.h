// The parameters of a kernel, as launches and nodes of graphs are given them.
#pragma once
#include "runtime/core/launch.h"

namespace ox::driver {

// kernelParams: a pointer to each; extra: a buffer with the parameters as the kernel has them, as a list of keys and
// values.  InvalidValue for both at once.  The request refers to what is given.
runtime::Error read_parameters(void** kernel_params, void** extra, runtime::LaunchRequest& request);

} // namespace ox::driver
