// The driver API by symbols, as the implementation needs it: without the macros that give programs the newest ones.
#pragma once
#define __CUDA_API_VERSION_INTERNAL
#include "cuda.h"
