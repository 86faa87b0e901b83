#include "polynomial.h"
#include "powers.cuh"

// Each file has its own.
static __device__ int degree() { return 2; }

__global__ void evaluate_kernel(const int* coefficients, int* values) {
  int x = threadIdx.x, sum = 0;
  for (int exponent = 0; exponent <= degree(); ++exponent)
    sum += coefficients[exponent] * (exponent == 1 ? power_function(x, exponent) : power(x, exponent));
  values[x] = sum;
}

void evaluate(const int* coefficients, int* values, int count) { evaluate_kernel<<<1, count>>>(coefficients, values); }
