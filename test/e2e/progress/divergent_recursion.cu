// Recursion of another depth and shape in every lane, with frames on the lanes' stacks: Ackermann's function, a sort,
// a search with backtracking, two functions that call each other, and recursion that holds a lock on its way.
// RUN: %progress %s %t
#include "check.h"

__host__ __device__ __noinline__ int ackermann(int m, int n) {
  return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

__host__ __device__ __noinline__ void sort(int* values, int begin, int end) {
  if (end - begin < 2)
    return;
  int pivot = values[(begin + end) / 2], low = begin, high = end - 1;
  while (low <= high) {
    while (values[low] < pivot)
      ++low;
    while (values[high] > pivot)
      --high;
    if (low <= high) {
      int other = values[low];
      values[low++] = values[high];
      values[high--] = other;
    }
  }
  sort(values, begin, high + 1);
  sort(values, low, end);
}

// Ways to place queens on the rows from row on.
__host__ __device__ __noinline__ int queens(int n, int row, unsigned columns, unsigned up, unsigned down) {
  if (row == n)
    return 1;
  int ways = 0;
  for (int column = 0; column < n; ++column) {
    unsigned c = 1u << column, u = 1u << (row + column), d = 1u << (row - column + n);
    if ((columns & c) || (up & u) || (down & d))
      continue;
    ways += queens(n, row + 1, columns | c, up | u, down | d);
  }
  return ways;
}

__host__ __device__ __noinline__ int even(unsigned n);
__host__ __device__ __noinline__ int odd(unsigned n) { return n == 0 ? 0 : even(n - 1) + (n % 3 == 0); }
__host__ __device__ __noinline__ int even(unsigned n) { return n == 0 ? 1 : n % 5 == 0 ? odd(n - 1) + 2 : odd(n - 1); }

__device__ __noinline__ void count_down(int depth, int* lock, volatile int* total) {
  acquire(lock);
  *total = *total + depth;
  release(lock);
  if (depth > 0)
    count_down(depth - 1, lock, total);
}

__host__ __device__ long long mixture(int i) {
  int values[24], n = 5 + i % 19;
  for (int k = 0; k < n; ++k)
    values[k] = (k * 7919 + i * 104729) % 97;
  sort(values, 0, n);
  long long result = 0;
  for (int k = 0; k < n; ++k)
    result = result * 31 + values[k];
  result = result * 1000 + ackermann(i % 3, i % 4);
  result ^= queens(i % 5 + 1, 0, 0, 0, 0);
  return result * 10 + even(i % 40);
}

__global__ void recurse(long long* out, int* lock, int* total) {
  int i = global_thread();
  out[i] = mixture(i);
  count_down(i % 4, lock, total);
}

int main() {
  const int n = 96;
  CHECK(cudaDeviceSetLimit(cudaLimitStackSize, 64 << 10));
  Buffer<long long> out(n);
  Buffer<int> lock(1), total(1);
  recurse<<<2, n / 2>>>(out, lock, total);
  CHECK_LAUNCH();
  std::vector<long long> got = out.read();
  for (int i = 0; i < n; ++i)
    expect("mixture", i, got[i], mixture(i));
  expect("total", 0, total.read()[0], n / 4 * (0 + 1 + 3 + 6));
}
