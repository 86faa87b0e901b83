// cudaDeviceProp of a machine.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/device.h"

namespace ox::cudart {

cudaDeviceProp describe_device(const ox::DeviceProperties& device, int ordinal);

} // namespace ox::cudart
