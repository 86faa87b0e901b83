#include "scale.h"

__global__ void scale_kernel(int* values, int factor) { values[threadIdx.x] *= factor; }

void scale(int* values, int count, int factor) { scale_kernel<<<1, count>>>(values, factor); }
