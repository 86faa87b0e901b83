// The sign of a number of one format on a number of another: every pair of formats.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -use_fast_math %s -o %t && %t | FileCheck %s
// CHECK: 16 pairs, 0 wrong
#include <cstdio>
#include <cuda_bf16.h>
#include <cuda_fp16.h>

template <typename T, typename S> __device__ bool is_right(float magnitude, float sign) {
  T got = T(__builtin_copysign(double(float(T(magnitude))), double(float(S(sign)))));
  float want = sign < 0 ? -magnitude : magnitude;
  return float(got) == want;
}
template <typename S> __device__ int wrong_with_sign_of(float magnitude, float sign) {
  return !is_right<double, S>(magnitude, sign) + !is_right<float, S>(magnitude, sign) +
         !is_right<__half, S>(magnitude, sign) + !is_right<__nv_bfloat16, S>(magnitude, sign);
}
// in: magnitude and sign for each thread
__global__ void count(int* wrong, const float* in) {
  float magnitude = in[2 * threadIdx.x], sign = in[2 * threadIdx.x + 1];
  atomicAdd(wrong, wrong_with_sign_of<double>(magnitude, sign) + wrong_with_sign_of<float>(magnitude, sign) +
                       wrong_with_sign_of<__half>(magnitude, sign) + wrong_with_sign_of<__nv_bfloat16>(magnitude, sign));
}
__global__ void from_memory(double* out, const double* magnitudes, const __half* halves, const __nv_bfloat16* bfloats) {
  out[0] = copysign(magnitudes[0], double(float(halves[0])));
  out[1] = copysign(magnitudes[0], double(float(bfloats[0])));
}

int main() {
  float values[] = {1.5f, -2, 2, 3, 0.25f, -0.5f, 96, 1};
  float* in;
  int *wrong, result;
  cudaMalloc(&in, sizeof values);
  cudaMalloc(&wrong, sizeof(int));
  cudaMemcpy(in, values, sizeof values, cudaMemcpyHostToDevice);
  cudaMemset(wrong, 0, sizeof(int));
  count<<<1, 4>>>(wrong, in);
  cudaMemcpy(&result, wrong, sizeof result, cudaMemcpyDeviceToHost);

  struct Memory {
    double out[2], magnitude;
    __half half;
    __nv_bfloat16 bfloat;
  }* memory;
  cudaMallocManaged(&memory, sizeof *memory);
  memory->magnitude = 7;
  memory->half = __half(-1.0f);
  memory->bfloat = __nv_bfloat16(-0.0f);
  from_memory<<<1, 1>>>(memory->out, &memory->magnitude, &memory->half, &memory->bfloat);
  cudaDeviceSynchronize();
  result += memory->out[0] != -7;
  result += memory->out[1] != -7;
  printf("16 pairs, %d wrong\n", result);
}
