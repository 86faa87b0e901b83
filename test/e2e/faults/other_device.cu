// A fault breaks its own context only: the other device computes on, and the broken one is as new after a reset.
// RUN: %ox-nvcc %s -o %t && env OX_DEVICES=2 %t 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WORDS < %t.err
// WORDS-COUNT-3: ox: illegal memory access
// WORDS-NOT: ox:
#include <cstdio>
#include <thread>
#include <vector>

__global__ void fill(int* data, int n, int start) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    data[i] = start + 3 * i;
}
__global__ void stray(int* data) { data[1 << 26] = 1; }

// Wrong values that a device computes, or -1 if a call fails.
int wrong_on(int device, int start) {
  const int n = 10000;
  if (cudaSetDevice(device) != cudaSuccess)
    return -2;
  int* data;
  if (cudaMalloc(&data, n * sizeof(int)) != cudaSuccess)
    return -1;
  fill<<<(n + 127) / 128, 128>>>(data, n, start);
  std::vector<int> host(n);
  if (cudaMemcpy(host.data(), data, n * sizeof(int), cudaMemcpyDeviceToHost) != cudaSuccess)
    return -1;
  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += host[i] != start + 3 * i;
  return cudaFree(data) == cudaSuccess ? wrong : -1;
}

int main() {
  int *on0, *on1;
  cudaSetDevice(1);
  cudaMalloc(&on1, 400);
  fill<<<1, 100>>>(on1, 100, 7);
  cudaSetDevice(0);
  cudaMalloc(&on0, 4);
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  cudaEvent_t event;
  cudaEventCreate(&event);
  std::printf("before: %d %d\n", wrong_on(0, 1), wrong_on(1, 2));
  // CHECK: before: 0 0

  cudaSetDevice(0);
  stray<<<1, 1, 0, stream>>>(on0);
  std::printf("fault: %d\n", int(cudaStreamSynchronize(stream)));
  // CHECK: fault: 700
  // Each call of this device has the error now, from every thread.
  int free_error = int(cudaFree(on0)), malloc_error, memset_error = int(cudaMemset(on0, 0, 4));
  void* more;
  malloc_error = int(cudaMalloc(&more, 4));
  fill<<<1, 1>>>(on0, 1, 1);
  int launch_error = int(cudaGetLastError());
  int record_error = int(cudaEventRecord(event, stream)), query_error = int(cudaStreamQuery(stream));
  int thread_error = 0;
  std::thread([&] {
    cudaSetDevice(0);
    thread_error = int(cudaDeviceSynchronize());
  }).join();
  std::printf("sticky: %d %d %d %d %d %d %d %d\n", free_error, malloc_error, memset_error, launch_error, record_error,
              query_error, thread_error, int(cudaDeviceSynchronize()));
  // CHECK: sticky: 700 700 700 700 700 700 700 700

  // The other device has what it had, and goes on, beside faults of this one.
  int host[100];
  cudaSetDevice(1);
  cudaGetLastError(); // what the other device left in this thread
  std::printf("other: %d", wrong_on(1, 3));
  cudaMemcpy(host, on1, sizeof host, cudaMemcpyDeviceToHost);
  std::printf(" %d %d %d\n", host[0], host[99], int(cudaGetLastError()));
  // CHECK: other: 0 7 304 0
  int beside = 0;
  std::thread worker([&] {
    for (int i = 0; i < 20; ++i)
      beside += wrong_on(1, i);
  });
  for (int i = 0; i < 2; ++i) {
    cudaSetDevice(0);
    cudaDeviceReset();
    cudaMalloc(&on0, 4);
    stray<<<4, 64>>>(on0);
    std::printf("again: %d\n", int(cudaDeviceSynchronize()));
  }
  worker.join();
  std::printf("beside: %d\n", beside);
  // CHECK: again: 700
  // CHECK: again: 700
  // CHECK: beside: 0

  // A new context.
  cudaSetDevice(0);
  std::printf("reset: %d", int(cudaDeviceReset()));
  std::printf(" %d %d\n", int(cudaGetLastError()), wrong_on(0, 4));
  // CHECK: reset: 0 0 0
  return 0;
}
