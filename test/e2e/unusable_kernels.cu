// A kernel that uses what Ox doesn't have yet is named at compile time, with its line, and at its launch; others run.
// RUN: %ox-nvcc -arch=sm_80 %s -o %t 2> %t.compile && FileCheck %s --check-prefix=COMPILE < %t.compile
// RUN: %t 2> %t.run | FileCheck %s && FileCheck %s --check-prefix=LAUNCH < %t.run
// RUN: %ox-nvcc -arch=sm_80 -w -c %s -o %t.o 2>&1 | count 0
// RUN: %ox-nvcc -arch=sm_80 -G %s -o %t && %t 2> /dev/null | FileCheck %s
#include <cstdio>

__device__ __noinline__ float product(unsigned a) {
  float d[4];
  asm("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0,%1,%2,%3}, {%4,%4,%4,%4}, {%4,%4}, {%5,%5,%5,%5};"
      : "=f"(d[0]), "=f"(d[1]), "=f"(d[2]), "=f"(d[3])
      : "r"(a), "f"(1.0f));
  // COMPILE: unusable_kernels.cu:[[#@LINE-3]]: warning: mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 is not supported yet: Ox has no tensor engine; compute the product with fma; kernels
  // COMPILE-SAME: calls(float*)
  return d[0] + d[3];
}
// LAUNCH: ox: kernel calls(float*) cannot run: it can reach product(unsigned int), {{.*}}unusable_kernels.cu:[[#@LINE-7]]: mma.sync.{{.*}} is not supported yet
// LAUNCH-NOT: calls(float*)
// LAUNCH: ox: kernel through_pointer(float*, bool) cannot run: it can reach product(unsigned int)
__global__ void calls(float* p) { *p = product(7); }

// Functions of headers are reported where they are called.
texture<float, cudaTextureType2D> reference;
template <class T> __global__ void samples(cudaTextureObject_t object, T* p) {
  *p = tex2D<T>(object, 1, 2);
  // COMPILE: unusable_kernels.cu:[[#@LINE-1]]: warning: tex.2d.v4.f32.f32 is not supported yet: Ox has no texture unit; read and write the data through pointers; kernels void samples<float>({{.*}}), void samples<float2>({{.*}}) can't run
}
template __global__ void samples(cudaTextureObject_t, float*);
template __global__ void samples(cudaTextureObject_t, float2*);
__global__ void refers(float* p, float x) {
  x = x * 2;
  *p = tex2D(reference, x, x);
  // COMPILE: unusable_kernels.cu:[[#@LINE-1]]: warning: tex.2d.v4.f32.f32 is not supported yet: {{.*}}; kernel refers(float*, float) can't run
}

__device__ float identity(unsigned a) { return a; }
__device__ float (*functions[2])(unsigned) = {identity, product};
__global__ void through_pointer(float* p, bool second) { *p = functions[second](7); }

__global__ void runs(float* p) { *p = 3; }

int main() {
  float* p;
  cudaMallocManaged(&p, 4);
  *p = 0;
  for (int i = 0; i < 2; ++i) {
    calls<<<1, 1>>>(p);
    std::printf("%s\n", cudaGetErrorName(cudaGetLastError())); // CHECK-COUNT-2: cudaErrorInvalidKernelImage
  }
  through_pointer<<<1, 1>>>(p, false);
  std::printf("%s\n", cudaGetErrorName(cudaGetLastError())); // CHECK: cudaErrorInvalidKernelImage
  runs<<<1, 1>>>(p);
  std::printf("%s, %g\n", cudaGetErrorName(cudaDeviceSynchronize()), *p); // CHECK: cudaSuccess, 3
}
