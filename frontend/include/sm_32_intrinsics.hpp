// cuda_runtime.h has everything that CUDA spreads over files of this kind; clang's own wrapper of the CUDA headers
// (clang++ -x cuda in ox-nvcc's place) includes them by name.
#pragma once
#include "cuda_runtime.h"
