#pragma once

__device__ int power(int x, int exponent);

// How often power() was called.
extern __device__ unsigned power_calls;

// Points to power().
typedef int (*PowerFunction)(int, int);
extern __device__ PowerFunction power_function;
