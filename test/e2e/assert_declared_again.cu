// Libraries declare the C library's __assert_fail for both sides, as nvcc's headers do; a failed assertion in device code
// still stops the kernel, and one in host code the program.
// RUN: %ox-nvcc -DNDEBUG %s -o %t && %t 2>&1 | FileCheck %s
extern "C" __host__ __device__ void __assert_fail(const char* text, const char* file, unsigned line,
                                                  const char* function) noexcept __attribute__((noreturn));
#include <csignal>
#include <cstdio>
#include <unistd.h>

__global__ void fails(int limit) {
  if (threadIdx.x >= limit)
    __assert_fail("threadIdx.x < limit", "file.cu", 7, "fails");
}

int main() {
  std::setbuf(stdout, nullptr);
  fails<<<1, 2>>>(2);
  std::printf("%d\n", int(cudaDeviceSynchronize()));
  // CHECK: 0
  fails<<<1, 3>>>(2);
  std::printf("%d\n", int(cudaDeviceSynchronize()));
  // CHECK: file.cu:7: fails: block: [0,0,0], thread: [2,0,0] Assertion `threadIdx.x < limit` failed.
  // CHECK: 710
  std::signal(SIGABRT, [](int) { _exit(0); });
  __assert_fail("x >= 0", "host.cu", 9, "f");
  // CHECK: host.cu:9: f: Assertion `x >= 0' failed.
}
