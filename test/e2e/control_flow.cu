// Divergent loops with breaks and returns, switches, recursion, function pointers, virtual functions and goto: device
// results equal the host's, lane by lane.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0
#include <cstdio>

struct Shape {
  __host__ __device__ virtual int area(int x) const = 0;
  __host__ __device__ virtual ~Shape() {}
};
struct Square : Shape {
  __host__ __device__ int area(int x) const override { return x * x; }
};
struct Strip : Shape {
  __host__ __device__ int area(int x) const override { return 3 * x; }
};

__host__ __device__ int twice(int x) { return 2 * x; }
__host__ __device__ int minus_one(int x) { return x - 1; }
typedef int (*Function)(int);

__host__ __device__ __attribute__((noinline)) int ackermann(int m, int n) {
  return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

__host__ __device__ int collatz(int x, int limit) {
  int steps = 0;
  for (long long v = x; v != 1; ++steps) {
    if (steps > limit)
      return -1;
    v = v % 2 ? 3 * v + 1 : v / 2;
  }
  return steps;
}

__host__ __device__ int mixture(int i) {
  int result = 0;
  switch (i % 9) {
  case 0: result += 5; // falls through
  case 1: result += collatz(i + 1, 60); break;
  case 2: result -= i; break;
  case 4: return ackermann(2, i % 5);
  case 7: goto out;
  default:
    for (int a = 0; a < i % 11; ++a)
      for (int b = 0; b < i % 7; ++b) {
        if (a * b > 20)
          goto out;
        if ((a ^ b) == 3)
          continue;
        if (a + b == i % 17)
          break;
        result += a * b + 1;
      }
  }
  result *= 3;
out:
  Function chosen = i % 2 ? twice : minus_one;
  result = chosen(result);
  Square square;
  Strip strip;
  const Shape* shape = i % 3 ? static_cast<const Shape*>(&square) : &strip;
  return result + shape->area(i % 13);
}

__global__ void run(int* out) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  out[i] = mixture(i);
}

int main() {
  const int n = 1024;
  int *device, host[n], wrong = 0;
  cudaMalloc(&device, sizeof host);
  run<<<n / 128, 128>>>(device);
  int error = cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost);
  for (int i = 0; i < n; ++i)
    wrong += host[i] != mixture(i);
  std::printf("error %d, wrong %d\n", error, wrong);
}
