// C++20 in device code.
// RUN: %ox-nvcc -std=c++20 %s -o %t && %t | FileCheck %s
// CHECK: 4 1 8 3 3 9 6 195 10
#include <algorithm>
#include <array>
#include <compare>
#include <concepts>
#include <numeric>

template <std::integral T> __device__ T next(T x) { return x + 1; }
template <typename T>
concept HasValue = requires(T t) { t.value; };
struct Ordered {
  int value;
  __host__ __device__ auto operator<=>(const Ordered&) const = default;
};
consteval int doubled(int x) { return x * 2; }
constinit __device__ int initialised = 3;
template <HasValue T> __global__ void kernel(T t, int* out) {
  *out++ = next(3);
  *out++ = t < T{.value = 9} && t == T{1};
  *out++ = doubled(4);
  *out++ = initialised;
  *out++ = []<typename U>(U u) { return u; }(3);
  int sum = 0;
  for (int i = 3; int x : {1, 2})
    sum += x + i;
  *out++ = sum;
  std::array<int, 3> array{3, 1, 2};
  std::sort(array.begin(), array.end());
  *out++ = std::accumulate(array.begin(), array.end(), 0) * (array[0] == 1);
  *out++ = u8"\u00e9"[0]; // UTF-8: c3 a9
  constexpr auto largest = [](auto... x) { return std::max({x...}); };
  *out++ = largest(1, 10, 5);
}

int main() {
  int *out, values[9];
  cudaMalloc(&out, sizeof values);
  kernel<<<1, 1>>>(Ordered{1}, out);
  cudaMemcpy(values, out, sizeof values, cudaMemcpyDeviceToHost);
  for (int value : values)
    printf("%d ", value);
  printf("\n");
}
