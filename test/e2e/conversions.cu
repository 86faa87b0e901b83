// Float to integer as CUDA defines it: NaN gives 0 (or the 64-bit minimum's documented form), out of range saturates,
// and the four roundings; half and bfloat16 conversions.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
#include <cmath>
#include <cstdio>

__global__ void convert(float x, float y, float nan, float huge, int* out) {
  out[0] = __float2int_rn(x), out[1] = __float2int_rz(x), out[2] = __float2int_ru(x), out[3] = __float2int_rd(x);
  out[4] = __float2int_rn(y), out[5] = __float2int_rz(y), out[6] = __float2int_ru(y), out[7] = __float2int_rd(y);
  out[8] = __float2int_rz(nan), out[9] = __float2int_rz(huge), out[10] = __float2int_rz(-huge);
  out[11] = int(__float2uint_rz(huge)), out[12] = int(__float2uint_rz(-1.5f));
  out[13] = __float_as_int(__int2float_rz(16777217)), out[14] = __float_as_int(__int2float_ru(16777217));
  out[15] = __double2int_rn(double(x) + 1e9), out[16] = __float_as_int(__double2float_rd(0.1));
  out[17] = __float_as_int(__fadd_rz(1.0f, 5.9e-8f)), out[18] = __float_as_int(__fadd_ru(1.0f, 1e-30f));
  out[19] = __float_as_int(__fmul_rd(1.1f, 1.1f)), out[20] = __float_as_int(__fdiv_rn(1.0f, 3.0f));
}

int main() {
  int *device, host[21];
  cudaMalloc(&device, sizeof host);
  convert<<<1, 1>>>(2.5f, -3.5f, NAN, 1e20f, device);
  cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost);
  for (int value : host)
    std::printf("%d ", value);
  std::printf("\n");
  // CHECK: 2 2 3 2 -4 -3 -3 -4 0 2147483647 -2147483648 -1 0
  // 16777216, 16777218; 1000000002 (ties to even); 0.1 rounded down; 1.0; the next float after 1.0;
  // 1.1f * 1.1f rounded down; 1/3.
  // CHECK-SAME: 1266679808 1266679809 1000000002 1036831948 1065353216 1065353217 1067114824 1051372203
}
