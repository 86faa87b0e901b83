// cuda_pipeline_primitives.h and cuda_awbarrier_primitives.h, and their classes: copies arrive, zeros fill, barriers meet.
// RUN: %ox-nvcc -arch=sm_90 %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -arch=sm_80 %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -arch=sm_70 %s -o %t && %t | FileCheck %s
// CHECK: wrong 0
#include <cstdio>
#include <cuda_pipeline.h>

__global__ void copies(const int* from, int* out) {
  __shared__ __align__(16) int words[3][128];
  const unsigned i = threadIdx.x;
  if (i < 32)
    __pipeline_memcpy_async(&words[0][4 * i], &from[4 * i], 16);
  __pipeline_commit();
  if (i < 64)
    __pipeline_memcpy_async(&words[1][2 * i], &from[128 + 2 * i], 8, 4); // the second word of each is 0
  __pipeline_commit();
  __pipeline_memcpy_async(&words[2][i], &from[256 + i], 4, i % 2 ? 4 : 0);
  __pipeline_commit();
  __pipeline_wait_prior(2);
  __syncthreads();
  out[i] = words[0][127 - i];
  __pipeline_wait_prior(0);
  __syncthreads();
  out[128 + i] = words[1][127 - i];
  out[256 + i] = words[2][127 - i];
}

__global__ void stages(const int4* from, int4* out) {
  __shared__ int4 words[2][64];
  nvcuda::experimental::pipeline pipe;
  nvcuda::experimental::memcpy_async(words[0][threadIdx.x], from[threadIdx.x], pipe);
  const size_t first = pipe.commit();
  nvcuda::experimental::memcpy_async(words[1][threadIdx.x], from[64 + threadIdx.x], pipe);
  pipe.commit();
  pipe.wait(first);
  __syncthreads();
  out[threadIdx.x] = words[0][63 - threadIdx.x];
  pipe.wait_prior<0>();
  __syncthreads();
  out[64 + threadIdx.x] = words[1][63 - threadIdx.x];
}

__global__ void barriers(int* out) {
#if __CUDA_ARCH__ >= 800
  __shared__ __mbarrier_t barrier;
  __shared__ int values[64];
  __shared__ nvcuda::experimental::awbarrier other;
  if (threadIdx.x == 0) {
    __mbarrier_init(&barrier, 64);
    init(&other, 64);
  }
  __syncthreads();
  for (int round = 0; round < 3; ++round) {
    values[threadIdx.x] = 100 * round + threadIdx.x;
    const __mbarrier_token_t token = __mbarrier_arrive(&barrier);
    if (round == 1)
      while (!__mbarrier_test_wait(&barrier, token)) {
      }
    else
      while (!__mbarrier_try_wait_parity(&barrier, round % 2, 100)) {
      }
    out[round * 64 + threadIdx.x] = values[63 - threadIdx.x];
    other.arrive_and_wait();
  }
#else
  for (int round = 0; round < 3; ++round)
    out[round * 64 + threadIdx.x] = 100 * round + 63 - threadIdx.x;
#endif
}

int main() {
  int *from, *out, wrong = 0;
  cudaMallocManaged(&from, 4 * 512);
  cudaMallocManaged(&out, 4 * 512);
  for (int i = 0; i < 512; ++i)
    from[i] = i + 1;
  copies<<<1, 128>>>(from, out);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  for (int i = 0; i < 128; ++i) {
    const int j = 127 - i;
    wrong += out[i] != j + 1;
    wrong += out[128 + i] != (j % 2 ? 0 : 128 + j + 1);
    wrong += out[256 + i] != (j % 2 ? 0 : 256 + j + 1);
  }
  stages<<<1, 64>>>((int4*)from, (int4*)out);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  for (int i = 0; i < 512; ++i)
    wrong += out[i] != i / 256 * 256 + (63 - i / 4 % 64) * 4 + i % 4 + 1;
  barriers<<<1, 64>>>(out);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  for (int i = 0; i < 192; ++i)
    wrong += out[i] != 100 * (i / 64) + 63 - i % 64;
  std::printf("wrong %d\n", wrong);
}
