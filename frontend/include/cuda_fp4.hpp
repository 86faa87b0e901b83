// What cuda_fp4.h includes in CUDA; here it has it all.
#pragma once
#include "cuda_fp4.h"
