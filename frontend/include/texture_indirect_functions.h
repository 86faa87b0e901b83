// cuda_runtime.h has everything that CUDA spreads over files of this kind; older programs include them by name.
#pragma once
#include "cuda_runtime.h"
