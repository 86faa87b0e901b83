// What cuda_bf16.h includes in CUDA; here it has it all.
#pragma once
#include "cuda_bf16.h"
