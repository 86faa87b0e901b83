#include "ramp.h"

template <class T> __global__ void ramp_kernel(T* values, int count) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count)
    values[i] = static_cast<T>(i);
}

void ramp(int* values, int count) { ramp_kernel<<<(count + 31) / 32, 32>>>(values, count); }
void ramp(unsigned char* values, int count) { ramp_kernel<<<(count + 31) / 32, 32>>>(values, count); }
