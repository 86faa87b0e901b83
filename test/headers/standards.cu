// What programs use without an include, in every C++ standard that nvcc 13 has and the older ones that Ox keeps.
// RUN: for std in c++11 c++14 c++17 c++20 c++23; do \
// RUN:   %cuda-host -std=$std -Wall -Werror -fsyntax-only %s && %cuda-device -std=$std -Wall -Werror -fsyntax-only %s \
// RUN:   || exit 1; done

__constant__ float table[16];
__device__ int counter;

__host__ __device__ float both(float x) { return rsqrtf(x) + min(x, 2.0f) + max(1, 2) + fmaxf(x, 1.0f) + std::sqrt(x); }

template <class T> __global__ void __launch_bounds__(256, 2) kernel(const T* __restrict__ in, T* out, int n) {
  __shared__ T tile[256];
  unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= static_cast<unsigned>(n))
    return;
  tile[threadIdx.x] = in[i];
  __syncthreads();
  dim3 block = blockDim;
  uint3 thread = threadIdx;
  assert(block.x > thread.x);
  out[i] = tile[(threadIdx.x + 1) % warpSize] + static_cast<T>(both(table[i % 16])) + min(i, 3u) + max(n, 4u);
  if (i == 0)
    printf("%d\n", atomicAdd(&counter, 1));
  float4 v = make_float4(1.0f, 2.0f, 3.0f, 4.0f);
  out[0] += static_cast<T>(v.x) + static_cast<T>(__ldg(in)) + static_cast<T>(std::abs(-2.0));
  char* heap = static_cast<char*>(malloc(8));
  memset(heap, 0, 8);
  free(heap);
  int* made = new int[4];
  delete[] made;
}

int main() {
  float *a = nullptr, *b = nullptr;
  cudaMalloc(&a, 1024);
  cudaMallocManaged(&b, 1024);
  cudaMemcpyToSymbol(table, a, sizeof(table));
  int *address = nullptr, grid = 0, block = 0;
  cudaGetSymbolAddress((void**)&address, counter);
  cudaOccupancyMaxPotentialBlockSize(&grid, &block, kernel<float>);
  cudaFuncSetAttribute(kernel<float>, cudaFuncAttributeMaxDynamicSharedMemorySize, 1024);
  kernel<<<dim3(grid), block, 0, cudaStreamPerThread>>>(a, b, 32);
  void* arguments[] = {&a, &b, &grid};
  cudaLaunchKernel(kernel<float>, dim3(1), dim3(32), arguments);
  cudaMemPrefetchAsync(b, 1024, 0);
  cudaMemAdvise(b, 1024, cudaMemAdviseSetReadMostly, cudaCpuDeviceId);
  printf("%s %d\n", cudaGetErrorString(cudaDeviceSynchronize()), max(1, 2));
  return EXIT_SUCCESS;
}

// The special functions, which cuda_runtime.h leaves out of its own <cmath>, come with the program's.
// RUN: %cuda-host -DSPECIAL_FUNCTIONS -fsyntax-only %s
#ifdef SPECIAL_FUNCTIONS
#include <cmath>
double zeta() { return std::riemann_zeta(3.0); }
#endif
