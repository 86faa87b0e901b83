// What cuda_fp6.h includes in CUDA; here it has it all.
#pragma once
#include "cuda_fp6.h"
