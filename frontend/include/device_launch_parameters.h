// threadIdx, blockIdx, blockDim, gridDim and warpSize.
//
// In a CUDA compilation clang's header defines them as objects whose fields read special registers.  A plain host
// compiler sees nothing: they have no meaning there.
#ifndef OX_DEVICE_LAUNCH_PARAMETERS_H
#define OX_DEVICE_LAUNCH_PARAMETERS_H
#define __DEVICE_LAUNCH_PARAMETERS_H__

#include "vector_types.h"

#if defined(OX_CUDA)
#include <__clang_cuda_builtin_vars.h>
#endif

#endif
