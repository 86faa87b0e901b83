// What cuda_fp8.h includes in CUDA; here it has it all.
#pragma once
#include "cuda_fp8.h"
