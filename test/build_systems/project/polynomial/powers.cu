#include "powers.cuh"

__device__ unsigned power_calls;
__device__ PowerFunction power_function = power;

__device__ int power(int x, int exponent) {
  atomicAdd(&power_calls, 1u);
  int result = 1;
  for (int i = 0; i < exponent; ++i)
    result *= x;
  return result;
}
