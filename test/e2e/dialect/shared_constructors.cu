// RUN: %ox-nvcc %s -o %t 2>&1 | FileCheck --check-prefix=WARNING %s
// RUN: %t | FileCheck %s
// A __shared__ object whose type has a constructor or a destructor that does something: neither runs, nvcc says so in a
// warning.  In instances of templates, in blocks, arrays, and with the name used again.
#include <cstdio>

struct Counter {
  int n;
  __device__ Counter() : n(7) {}
  __device__ ~Counter() { n = -1; }
  __device__ int next() { return ++n; }
};
struct WithDestructor {
  int n;
  __device__ ~WithDestructor() { n = -1; }
};

// WARNING: :[[@LINE+2]]:22: warning: constructors and destructors of __shared__ variables don't run
__global__ void in_kernel(int* out) {
  __shared__ Counter counter;
  if (threadIdx.x == 0)
    counter.n = 40;
  __syncthreads();
  if (threadIdx.x == 1)
    out[0] = counter.next();
  {
    __shared__ WithDestructor counter;
    if (threadIdx.x == 2)
      counter.n = 45;
    __syncthreads();
    if (threadIdx.x == 3)
      out[1] = counter.n;
  }
  __syncthreads();
  if (threadIdx.x == 4)
    out[2] = counter.n;
}

template <typename T> __device__ int in_template(int start) {
  __shared__ T counter;
  __shared__ Counter two[2];
  if (threadIdx.x == 0)
    counter.n = start, two[1].n = start + 10;
  __syncthreads();
  return counter.n + two[1].n;
}
__global__ void of_templates(int* out) {
  int a = in_template<Counter>(100), b = in_template<WithDestructor>(1000);
  if (threadIdx.x == 31)
    out[3] = a, out[4] = b;
}

int main() {
  int* out;
  cudaMallocManaged(&out, 5 * sizeof *out);
  in_kernel<<<1, 32>>>(out);
  of_templates<<<1, 32>>>(out);
  // CHECK: no error: 41 45 41 210 2010
  printf("%s: ", cudaGetErrorString(cudaDeviceSynchronize()));
  for (int i = 0; i < 5; ++i)
    printf("%d ", out[i]);
}
