#include "blur.h"

__constant__ float taps[BLUR_TAPS];

__global__ void blur_kernel(const float* in, float* out, int count) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count)
    return;
  float sum = 0;
  for (int tap = 0; tap < BLUR_TAPS; ++tap) {
    int source = i + tap - BLUR_TAPS / 2;
    if (source >= 0 && source < count)
      sum += taps[tap] * in[source];
  }
  out[i] = sum;
}

std::vector<float> blur(const std::vector<float>& values, const float (&weights)[BLUR_TAPS]) {
  const int count = static_cast<int>(values.size());
  std::vector<float> result(values.size());
  float *in, *out;
  cudaMalloc(&in, count * sizeof(float));
  cudaMalloc(&out, count * sizeof(float));
  cudaMemcpyToSymbol(taps, weights, sizeof(weights));
  cudaMemcpy(in, values.data(), count * sizeof(float), cudaMemcpyHostToDevice);
  blur_kernel<<<(count + 63) / 64, 64>>>(in, out, count);
  cudaMemcpy(result.data(), out, count * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(in);
  cudaFree(out);
  return result;
}
