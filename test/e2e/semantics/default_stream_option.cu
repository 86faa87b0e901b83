// --default-stream decides what stream 0 is: kernels that two threads launch into it meet when it is a thread's own, and
// run one after the other when it is the legacy one, where the first gives up waiting.
// RUN: %ox-nvcc %s -o %t && timeout 300 %t | FileCheck %s --check-prefix=LEGACY
// RUN: %ox-nvcc --default-stream legacy %s -o %t && timeout 300 %t | FileCheck %s --check-prefix=LEGACY
// RUN: %ox-nvcc --default-stream per-thread %s -o %t && timeout 300 %t | FileCheck %s --check-prefix=THREAD
// RUN: %ox-nvcc -DCUDA_API_PER_THREAD_DEFAULT_STREAM=1 %s -o %t && timeout 300 %t | FileCheck %s --check-prefix=DEFINED
#include <cstdio>
#include <thread>

__global__ void meet(int* arrived, long long patience, int* met) {
  atomicAdd(arrived, 1);
  for (long long i = 0; i < patience && *(volatile int*)arrived < 2; ++i) {
  }
  *met = *(volatile int*)arrived == 2;
}

int main() {
  int *memory, result[4] = {};
  cudaMallocManaged(&memory, 4 * sizeof(int));
  #ifdef CUDA_API_PER_THREAD_DEFAULT_STREAM
  const bool patient = true;
#else
  const bool patient = false;
#endif
  memory[0] = memory[1] = memory[2] = 0;
  std::thread threads[2];
  for (int i = 0; i < 2; ++i)
    threads[i] = std::thread([=] {
      meet<<<1, 1>>>(memory, patient ? 1ll << 40 : 10000, memory + 1 + i);
      cudaStreamSynchronize(0);
    });
  for (std::thread& thread : threads)
    thread.join();
  cudaMemcpy(result, memory, sizeof result, cudaMemcpyDefault);
  std::printf("arrived %d, met %s\n", result[0], result[1] + result[2] == 2 ? "both" : "one");
  // LEGACY: arrived 2, met one
  // THREAD: arrived 2, met both
  // DEFINED: arrived 2, met both
}
