#include "histogram.h"

__device__ unsigned totals[kBins];

__global__ void count_kernel(const unsigned char* bytes, int count) {
  __shared__ unsigned local[kBins];
  if (threadIdx.x < kBins)
    local[threadIdx.x] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x)
    atomicAdd(&local[bytes[i] % kBins], 1u);
  __syncthreads();
  if (threadIdx.x < kBins)
    atomicAdd(&totals[threadIdx.x], local[threadIdx.x]);
}

void count_bytes(const unsigned char* bytes, int count, unsigned (&bins)[kBins]) {
  const unsigned zero[kBins] = {};
  cudaMemcpyToSymbol(totals, zero, sizeof(zero));
  count_kernel<<<3, 64>>>(bytes, count);
  cudaMemcpyFromSymbol(bins, totals, sizeof(bins));
}
