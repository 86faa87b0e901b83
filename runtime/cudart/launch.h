// Launches, for the functions of both APIs.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/work.h"
#include "runtime/cudart/wrapper.h"

namespace ox::cudart {

// `function`: a host symbol, or a kernel's handle.
Error launch(const void* function, cudaStream_t stream, runtime::LaunchRequest request);

// What the attributes of a configuration ask for.
Error read_attributes(const cudaLaunchConfig_t& config, runtime::LaunchRequest& request);

} // namespace ox::cudart
