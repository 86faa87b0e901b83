// A multiplication and an addition may become one fused operation, but not those whose names say _rn: rounding the
// product 1 + 2^-9 + 2^-20 first loses its last digit, and the sum is 0 instead of 2^-20.
// RUN: %ox-nvcc -arch=sm_75 %s -o %t && %t | FileCheck %s
// CHECK: half 0 and 0, pair 0 and 0, saturated 0, bfloat16 0
#include <cstdio>
#include <cuda_bf16.h>
#include <cuda_fp16.h>

template <class T> __device__ float separate(T x, T y) { return float(__hsub_rn(__hmul_rn(x, x), y)); }

__global__ void run(__half x, __half y, __nv_bfloat16 u, __nv_bfloat16 v, float* out) {
  out[0] = separate(x, y);
  out[1] = float(__hadd_rn(__hmul_rn(x, x), -y));
  __half2 pair = __hsub2_rn(__hmul2_rn(__half2(x, x), __half2(x, x)), __half2(y, y));
  out[2] = __low2float(pair);
  out[3] = __high2float(pair);
  out[4] = float(__hsub_sat(__hmul_sat(x, __half(0.5f)), __half(0.5f) * y));
  out[5] = separate(u, v);
}

int main() {
  float *device, host[6];
  cudaMalloc(&device, sizeof host);
  run<<<1, 1>>>(1.0f + 0x1p-10f, 1.0f + 0x1p-9f, 1.0f + 0x1p-7f, 1.0f + 0x1p-6f, device);
  cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("half %g and %g, pair %g and %g, saturated %g, bfloat16 %g\n", host[0], host[1], host[2], host[3],
              host[4], host[5]);
}
