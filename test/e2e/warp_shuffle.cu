// Every shuffle for every width and several distances, against the definition in the programming guide, on int, float,
// long long and double.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: 0 wrong of {{[1-9][0-9]*}}
#include <cstdio>

template <typename T> __global__ void shuffle(T* out, int mode, int argument, int width) {
  T value = T(threadIdx.x * 3 + 1);
  T got = mode == 0   ? __shfl_sync(0xffffffff, value, argument, width)
          : mode == 1 ? __shfl_up_sync(0xffffffff, value, argument, width)
          : mode == 2 ? __shfl_down_sync(0xffffffff, value, argument, width)
                      : __shfl_xor_sync(0xffffffff, value, argument, width);
  out[threadIdx.x] = got;
}

int source_lane(int lane, int mode, int argument, int width) {
  int segment = lane / width * width, local = lane % width;
  switch (mode) {
  case 0: return segment + argument % width;
  case 1: return local >= argument ? lane - argument : lane;
  case 2: return local + argument < width ? lane + argument : lane;
  default: return (local ^ argument) < width ? segment + (local ^ argument) : lane;
  }
}

int wrong, total;

template <typename T> void test() {
  T *device, host[32];
  cudaMalloc(&device, sizeof host);
  for (int mode = 0; mode < 4; ++mode)
    for (int width = 1; width <= 32; width *= 2)
      for (int argument = 0; argument < width; ++argument) {
        shuffle<T><<<1, 32>>>(device, mode, argument, width);
        cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost);
        for (int lane = 0; lane < 32; ++lane) {
          ++total;
          wrong += host[lane] != T(source_lane(lane, mode, argument, width) * 3 + 1);
        }
      }
}

int main() {
  test<int>();
  test<float>();
  test<long long>();
  test<double>();
  std::printf("%d wrong of %d\n", wrong, total);
}
