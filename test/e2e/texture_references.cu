// Texture references of older programs: their host side says what they are, and they bind; kernels that read them are
// refused by name.
// RUN: %ox-nvcc %s -o %t 2> %t.compile && %t 2> %t.run | FileCheck %s && FileCheck %s --check-prefix=RUN-TIME < %t.run
// RUN: FileCheck %s --check-prefix=COMPILE < %t.compile
#include <cstdio>

texture<float, cudaTextureType1D, cudaReadModeElementType> line;
texture<uchar4, 2, cudaReadModeNormalizedFloat> picture(1, cudaFilterModeLinear, cudaAddressModeWrap);
surface<void, 2> canvas;

// COMPILE: texture_references.cu:[[#@LINE+1]]: warning: tex.1d.v4.f32.s32 is not supported yet: Ox has no texture unit; {{.*}}; kernel reads(float*) can't run
__global__ void reads(float* p) { p[0] = tex1Dfetch(line, 3); }

int main() {
  // CHECK: 32 0 0 0, kind 2, normalized 0
  std::printf("%d %d %d %d, kind %d, normalized %d\n", line.channelDesc.x, line.channelDesc.y, line.channelDesc.z,
              line.channelDesc.w, line.channelDesc.f, line.normalized);
  // CHECK: 8 8 8 8, kind 1, normalized 1, filter 1, address 0
  std::printf("%d %d %d %d, kind %d, normalized %d, filter %d, address %d\n", picture.channelDesc.x,
              picture.channelDesc.y, picture.channelDesc.z, picture.channelDesc.w, picture.channelDesc.f,
              picture.normalized, picture.filterMode, picture.addressMode[2]);
  float* data;
  cudaMalloc(&data, 256);
  cudaChannelFormatDesc channels = cudaCreateChannelDesc<float>();
  // CHECK-COUNT-3: cudaSuccess
  std::printf("%s\n", cudaGetErrorName(cudaBindTexture(nullptr, line, data, 64)));
  std::printf("%s\n", cudaGetErrorName(cudaBindTexture(nullptr, &line, data, &channels, 64)));
  std::printf("%s\n", cudaGetErrorName(cudaBindTexture2D(nullptr, picture, data, picture.channelDesc, 8, 8, 32)));
  size_t offset = 99;
  // CHECK: offset 4
  cudaBindTexture(&offset, line, data + 1, 32);
  cudaGetTextureAlignmentOffset(&offset, line);
  std::printf("offset %zu\n", offset);
  cudaUnbindTexture(line);
  // RUN-TIME: ox: kernel reads(float*) cannot run: {{.*}}: tex.1d.v4.f32.s32 is not supported yet: Ox has no texture unit
  reads<<<1, 1>>>(data);
  // CHECK: cudaErrorInvalidKernelImage
  std::printf("%s\n", cudaGetErrorName(cudaGetLastError()));
  (void)canvas;
}
