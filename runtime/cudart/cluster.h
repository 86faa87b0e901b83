// The cluster that a launch's attributes ask for.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/device.h"
#include <optional>

namespace ox::cudart {

// nullopt where they name none.
std::optional<ox::Dim3> requested_cluster(const cudaLaunchConfig_t& config);

} // namespace ox::cudart
