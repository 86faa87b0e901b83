// Parameters of every size and alignment, structures by value (one of them written by the kernel), many of them.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
#include <cstdio>

struct Small {
  char a;
  short b;
};
struct Large {
  double values[20];
  int count;
};
struct Empty {};

template <typename T> struct Pair {
  T first, second;
};

__global__ void sum(char c, Small small, long long wide, bool flag, Large large, Empty, float f, Pair<float4> pair,
                    unsigned char byte, double* out) {
  for (int i = 0; i < large.count; ++i)
    large.values[i] += threadIdx.x; // the lane's own copy
  double total = c + small.a + small.b + double(wide) + flag + f + pair.first.x + pair.second.w + byte;
  for (int i = 0; i < large.count; ++i)
    total += large.values[i];
  out[threadIdx.x] = total;
}

int main() {
  double *device, host[40];
  cudaMalloc(&device, sizeof host);
  Large large{};
  double expected = 0;
  large.count = 20;
  for (int i = 0; i < 20; ++i)
    expected += large.values[i] = i * 0.25;
  expected += 'A' + 3 - 300 + double(1ll << 35) + 1 + 0.5 + 7 + 9 + 200;
  Pair<float4> pair{{7, 0, 0, 0}, {0, 0, 0, 9}};
  sum<<<1, 40>>>('A', Small{3, -300}, 1ll << 35, true, large, Empty{}, 0.5f, pair, 200, device);
  cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost);
  int wrong = 0;
  for (int i = 0; i < 40; ++i)
    wrong += host[i] != expected + 20 * i;
  std::printf("error %d, wrong %d\n", int(cudaGetLastError()), wrong);
  // CHECK: error 0, wrong 0
}
