// What is known and can be set about a kernel, for the functions of both APIs.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/loaded_module.h"

namespace ox::cudart {

using runtime::Error;

cudaFuncAttributes attributes_of(const runtime::Kernel& kernel);

// Errors: InvalidValue; NotPermitted for a cluster that the kernel is compiled for.
Error set_attribute(runtime::Kernel& kernel, cudaFuncAttribute attribute, int value);
Error set_cache_preference(runtime::Kernel& kernel, cudaFuncCache preference);

// InvalidValue where there is no such parameter.
Error get_parameter(const runtime::Kernel& kernel, size_t index, size_t* offset, size_t* bytes);

} // namespace ox::cudart
