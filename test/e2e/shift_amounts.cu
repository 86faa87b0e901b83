// Shifts by the width or more: undefined in C++, and relied on by programs for GPUs, where PTX's shl and shr count such
// amounts as the width (PTX ISA 9.0).
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0 of 96
#include <cstdio>

typedef unsigned long long u64;
typedef long long s64;

struct Shifted {
  unsigned left, right;
  int arithmetic;
  u64 left64, right64;
  s64 arithmetic64;
};

__global__ void shift(const unsigned* amounts, Shifted* results, unsigned x, u64 y) {
  unsigned n = amounts[threadIdx.x];
  results[threadIdx.x] = {x << n, x >> n, int(x) >> n, y << n, y >> n, s64(y) >> n};
}

// Bits move one place at a time, so no amount is too large.
static Shifted expected(unsigned n, unsigned x, u64 y) {
  Shifted r = {x, x, int(x), y, y, s64(y)};
  for (unsigned i = 0; i < n && i < 64; ++i)
    r = {r.left * 2, r.right / 2, r.arithmetic >> 1, r.left64 * 2, r.right64 / 2, r.arithmetic64 >> 1};
  return r;
}

int main() {
  const unsigned amounts[16] = {0, 1, 7, 30, 31, 32, 33, 40, 62, 63, 64, 65, 96, 128, 0x80000000u, 0xffffffffu};
  const unsigned x = 0x9f4411e3u;
  const u64 y = 0x8123456789abcdefull;
  unsigned* device_amounts;
  Shifted *device_results, results[16];
  cudaMalloc(&device_amounts, sizeof(amounts));
  cudaMalloc(&device_results, sizeof(results));
  cudaMemcpy(device_amounts, amounts, sizeof(amounts), cudaMemcpyHostToDevice);
  shift<<<1, 16>>>(device_amounts, device_results, x, y);
  cudaError_t error = cudaMemcpy(results, device_results, sizeof(results), cudaMemcpyDeviceToHost);
  int wrong = 0, checked = 0;
  for (int i = 0; i < 16; ++i) {
    Shifted want = expected(amounts[i], x, y), got = results[i];
    wrong += (got.left != want.left) + (got.right != want.right) + (got.arithmetic != want.arithmetic) +
             (got.left64 != want.left64) + (got.right64 != want.right64) + (got.arithmetic64 != want.arithmetic64);
    checked += 6;
  }
  printf("error %d, wrong %d of %d\n", error, wrong, checked);
  return wrong != 0;
}
