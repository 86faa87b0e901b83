// Copies and kernels in streams keep their order, streams overlap the host, events order streams and measure time.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
#include <cstdio>

__global__ void add(int* data, int n, int value) {
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    data[i] += value;
}
__global__ void spin(long long cycles) {
  for (long long begin = clock64(); clock64() - begin < cycles;) {
  }
}

int main() {
  const int n = 10000;
  int *pinned, *device, wrong = 0;
  cudaMallocHost(&pinned, n * sizeof(int));
  cudaMalloc(&device, n * sizeof(int));
  for (int i = 0; i < n; ++i)
    pinned[i] = i;
  cudaStream_t first, second;
  cudaEvent_t begin, ready, end;
  cudaStreamCreate(&first);
  cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking);
  cudaEventCreate(&begin);
  cudaEventCreate(&ready);
  cudaEventCreate(&end);

  cudaEventRecord(begin, first);
  cudaMemcpyAsync(device, pinned, n * sizeof(int), cudaMemcpyHostToDevice, first);
  spin<<<1, 1, 0, first>>>(200000);
  add<<<1, 256, 0, first>>>(device, n, 5);
  cudaEventRecord(ready, first);
  std::printf("at once: %s\n", cudaEventQuery(ready) == cudaErrorNotReady ? "not ready" : "ready");
  cudaStreamWaitEvent(second, ready, 0);
  add<<<1, 256, 0, second>>>(device, n, 10);
  cudaMemcpyAsync(pinned, device, n * sizeof(int), cudaMemcpyDeviceToHost, second);
  cudaEventRecord(end, second);
  cudaEventSynchronize(end);
  for (int i = 0; i < n; ++i)
    wrong += pinned[i] != i + 15;
  float milliseconds = -1;
  int status = cudaEventElapsedTime(&milliseconds, begin, end);
  std::printf("wrong %d, elapsed %d %s, query %d\n", wrong, status, milliseconds > 0 ? "positive" : "not", int(cudaStreamQuery(second)));
  // CHECK: at once: not ready
  // CHECK: wrong 0, elapsed 0 positive, query 0
}
