// Pitched memory, 2D copies in both directions and on the device, 2D fills, peers of the host's layout.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: pitch {{[0-9]+}} ok, wrong 0, bad pitch 12
#include <cstdio>
#include <vector>

__global__ void transpose(const float* in, size_t in_pitch, float* out, size_t out_pitch, int width, int height) {
  int x = blockIdx.x * 16 + threadIdx.x, y = blockIdx.y * 16 + threadIdx.y;
  if (x < width && y < height)
    *(float*)((char*)out + x * out_pitch + y * 4) = *(const float*)((const char*)in + y * in_pitch + x * 4);
}

int main() {
  const int width = 77, height = 45;
  std::vector<float> in(width * height), out(width * height, -1);
  for (int i = 0; i < width * height; ++i)
    in[i] = i;
  float *a, *b, *c;
  size_t pitch_a, pitch_b, pitch_c;
  cudaMallocPitch(&a, &pitch_a, width * 4, height);
  cudaMallocPitch(&b, &pitch_b, height * 4, width);
  cudaMallocPitch(&c, &pitch_c, height * 4, width);
  cudaMemset2D(b, pitch_b, 0xff, height * 4, width);
  cudaMemcpy2D(a, pitch_a, in.data(), width * 4, width * 4, height, cudaMemcpyHostToDevice);
  transpose<<<dim3(5, 3), dim3(16, 16)>>>(a, pitch_a, b, pitch_b, width, height);
  cudaMemcpy2D(c, pitch_c, b, pitch_b, height * 4, width, cudaMemcpyDeviceToDevice);
  cudaMemcpy2D(out.data(), height * 4, c, pitch_c, height * 4, width, cudaMemcpyDeviceToHost);
  int wrong = 0;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      wrong += out[x * height + y] != in[y * width + x];
  int bad = cudaMemcpy2D(a, width * 4 - 4, in.data(), width * 4, width * 4, height, cudaMemcpyHostToDevice);
  std::printf("pitch %zu %s, wrong %d, bad pitch %d\n", pitch_a, pitch_a % 32 == 0 && pitch_a >= width * 4 ? "ok" : "bad",
              wrong, bad);
}
