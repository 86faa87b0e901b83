// C++17 in device code as nvcc takes it: lambdas, templates, constexpr, std:: helpers, structured bindings, a
// __host__ __device__ class, and what nvcc includes without being asked.
// RUN: %ox-nvcc --extended-lambda --expt-relaxed-constexpr %s -o %t && %t | FileCheck %s
// CHECK: 17 6 9 3 2.5 35
// CHECK: max 8 min -2 abs 3
// CHECK: built-in 1 2 3 8 1002 5 9 2
#include <algorithm>
#include <type_traits>
#include <utility>

constexpr int square(int x) { return x * x; } // a host constexpr function, used on the device

template <typename F> __global__ void apply(int* out, F f) { out[threadIdx.x] = f(threadIdx.x); }

struct Accumulator {
  int total = 0;
  __host__ __device__ Accumulator& operator+=(int x) {
    total += x;
    return *this;
  }
};

__global__ void features(double* out) {
  Accumulator accumulator;
  for (int x : {1, 2, 3})
    accumulator += x;
  auto [low, high] = std::pair<int, int>{accumulator.total, square(3)};
  auto twice = [=](auto x) { return x + x; };
  out[0] = low;
  out[1] = high;
  out[2] = twice(1.5);
  if constexpr (sizeof(void*) == 8)
    out[3] = std::max(2.5, 1.0);
  out[4] = max(8, -2), out[5] = min(8, -2), out[6] = std::abs(-3);
}

static_assert(std::is_same_v<decltype(threadIdx), const uint3> && std::is_same_v<decltype(blockIdx), const uint3>);
static_assert(std::is_same_v<decltype(blockDim), const dim3> && std::is_same_v<decltype(gridDim), const dim3>);

__device__ unsigned sum(uint3 v) { return v.x + v.y + v.z; }
__device__ __noinline__ unsigned product(const dim3& v) { return v.x * v.y * v.z; }

// The built-in variables are objects of ordinary types.
__global__ void builtin_variables(unsigned* out) {
  auto thread = threadIdx;
  if (thread.x != 1 || thread.y != 2 || blockIdx.x != 1)
    return;
  out[0] = thread.x, out[1] = thread.y, out[2] = sum(threadIdx);
  out[3] = product(blockDim);
  thread.y += 1000;
  out[4] = thread.y;
  const unsigned& width = blockDim.y;
  out[5] = std::max(width, threadIdx.x) + sum(blockIdx);
  dim3 sizes[2] = {gridDim, blockDim};
  auto copy = [=] { return sizes[0].x + sizes[1].x + sum(blockIdx) + blockDim.y; };
  out[6] = copy();
  const unsigned* fields = &gridDim.x;
  out[7] = fields[threadIdx.z] * fields[1];
}

int main() {
  int *ints, base = 10, host[8];
  double *reals, values[7];
  cudaMalloc(&ints, sizeof host);
  cudaMalloc(&reals, sizeof values);
  apply<<<1, 8>>>(ints, [=] __device__(int i) { return base + i; });
  cudaMemcpy(host, ints, sizeof host, cudaMemcpyDeviceToHost);
  features<<<1, 1>>>(reals);
  cudaMemcpy(values, reals, sizeof values, cudaMemcpyDeviceToHost);
  printf("%d %g %g %g %g %d\n", host[7], values[0], values[1], values[2], values[3], square(5) + base);
  printf("max %g min %g abs %g\n", values[4], values[5], values[6]);

  unsigned *words, read[8];
  cudaMalloc(&words, sizeof read);
  builtin_variables<<<2, dim3(2, 4)>>>(words);
  cudaMemcpy(read, words, sizeof read, cudaMemcpyDeviceToHost);
  printf("built-in");
  for (unsigned word : read)
    printf(" %u", word);
  printf("\n");
}
