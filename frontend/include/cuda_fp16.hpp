// What cuda_fp16.h includes in CUDA; here it has it all.
#pragma once
#include "cuda_fp16.h"
