// A program with an OxCore image never loads the compiler, nor LLVM; with an empty cache and without one.
// RUN: %ox-nvcc %s -o %t && rm -rf %t.cache
// RUN: env CUDA_CACHE_PATH=%t.cache LD_LIBRARY_PATH=%lib64 %t | FileCheck %s
// RUN: test ! -e %t.cache
// CHECK: 42, 0 of them mapped
//
// Unless it is told to take PTX, which this one doesn't have.
// RUN: env CUDA_CACHE_PATH=%t.cache CUDA_FORCE_PTX_JIT=1 LD_LIBRARY_PATH=%lib64 not %t 2>&1 | FileCheck --check-prefix=FORCED %s
// FORCED: it has no PTX, which CUDA_FORCE_PTX_JIT demands
//
// With both in it, PTX is compiled if that is asked for: the compiler is loaded once.
// RUN: %ox-nvcc -arch=compute_80 -code=compute_80 %s -o %t.both
// RUN: env CUDA_CACHE_PATH=%t.cache LD_LIBRARY_PATH=%lib64 %t.both | FileCheck %s
// RUN: env CUDA_CACHE_PATH=%t.cache CUDA_FORCE_PTX_JIT=1 LD_LIBRARY_PATH=%lib64 not %t.both | FileCheck --check-prefix=PTX %s
// RUN: env CUDA_CACHE_PATH=%t.cache CUDA_FORCE_PTX_JIT=1 LD_LIBRARY_PATH=%lib64 %t.both | FileCheck %s
// PTX: 42, {{[1-9][0-9]*}} of them mapped
#include <cstdio>
#include <cstring>

__global__ void store(int* to) { *to = 42; }

int main() {
  int *on_device, value = 0;
  cudaMalloc(&on_device, sizeof value);
  store<<<1, 1>>>(on_device);
  if (cudaMemcpy(&value, on_device, sizeof value, cudaMemcpyDeviceToHost) != cudaSuccess ||
      cudaGetLastError() != cudaSuccess)
    return 1;
  char line[4096];
  int mapped = 0;
  FILE* maps = std::fopen("/proc/self/maps", "r");
  while (std::fgets(line, sizeof line, maps))
    for (const char* library : {"libLLVM", "libox-compiler", "libclang"})
      mapped += std::strstr(line, library) != nullptr;
  std::printf("%d, %d of them mapped\n", value, mapped);
  return mapped != 0;
}
