// The driver API by symbols, as the implementation needs it: without the macros that give programs the newest ones.
#pragma once
#define __CUDA_API_VERSION_INTERNAL
#define OX_OWN_GRAPHICS_TYPES
#include "cuda.h"
#include "cudaEGL.h"
#include "cudaGL.h"
#include "cudaVDPAU.h"
