// Every kind of fault: its error code, its words, its kernel, thread and line.  The process goes on after each.
// RUN: %ox-nvcc -std=c++17 %s -o %t && env OX_INSTRUCTION_LIMIT=2000000 timeout 100 %t 2>&1 | FileCheck %s
#include <cstdio>
#include <cstdlib>

__global__ void misaligned(char* p) { *reinterpret_cast<double*>(p + 8 * threadIdx.x + (threadIdx.x == 5 ? 4 : 0)) = 1; }
__global__ void bad_pointer(void (*function)()) { function(); }
__global__ void trap() {
  if (threadIdx.x == 40)
    __trap();
}
__device__ __noinline__ int deep(int n, int* out) {
  volatile int frame[64];
  frame[n & 63] = n;
  return n == 0 ? *out : deep(n - 1, out) + frame[n & 63];
}
__global__ void overflow(int* out, int n) { *out = deep(n, out); }
__global__ void shared_over(int at) {
  __shared__ volatile int some[64];
  some[threadIdx.x] = 1;
  some[threadIdx.x == 33 ? at : 0] = 2;
}
__global__ void barrier_id(int id) { asm volatile("bar.sync %0;" ::"r"(id)); }
__global__ void barrier_count(int count) { asm volatile("bar.sync 1, %0;" ::"r"(count)); }
__global__ void barrier_counts_differ(int a, int b) { asm volatile("bar.sync 1, %0;" ::"r"(threadIdx.x < 32 ? a : b)); }
__global__ void foreign_mask(unsigned mask) { __syncwarp(mask); }
__global__ void deadlock(unsigned mask) {
  if (threadIdx.x == 0)
    __shfl_sync(mask, 1, 0);
  else
    __syncthreads();
}
__global__ void endless(volatile int* p) {
  while (*p == 0) {
  }
}
__global__ void write_parameters(const int value) { *const_cast<volatile int*>(&value) = 3; }

template <class F> void test(const char* name, F launch) {
  launch();
  cudaError_t error = cudaDeviceSynchronize();
  std::printf("%s: %d %s\n", name, int(error), cudaGetErrorName(error));
  cudaDeviceReset();
}

int main() {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  int* memory = nullptr;
  auto fresh = [&] {
    cudaMalloc(&memory, 4096);
    return memory;
  };
  // CHECK: ox: misaligned memory access: write of 8 bytes at 0x{{[0-9a-f]+}}, which is not a multiple of 8, 44 bytes into the 4,096-byte allocation
  // CHECK-NEXT: in kernel misaligned(char*), block (0,0,0), thread (5,0,0), at {{.*}}kinds.cu:6
  // CHECK-NEXT: misaligned: 716 cudaErrorMisalignedAddress
  test("misaligned", [&] { misaligned<<<1, 32>>>(reinterpret_cast<char*>(fresh())); });

  // CHECK: ox: illegal instruction: a jump to 0x1230, which is not in the program's code
  // CHECK-NEXT: in kernel bad_pointer(void (*)()), block (0,0,0), thread (0,0,0), at {{.*}}kinds.cu:7
  // CHECK-NEXT: pointer: 718 cudaErrorInvalidPc
  test("pointer", [] { bad_pointer<<<1, 32>>>(reinterpret_cast<void (*)()>(0x1230)); });

  // CHECK: ox: trap
  // CHECK-NEXT: in kernel trap(), block (0,0,0), thread (40,0,0), at {{.*}}kinds.cu:10
  // CHECK-NEXT: trap: 719 cudaErrorLaunchFailure
  test("trap", [] { trap<<<1, 64>>>(); });

  // CHECK: ox: stack overflow: {{.*}} bytes below the thread's {{[0-9,]+}} bytes of local memory
  // CHECK-NEXT: in kernel overflow(int*, int), block (0,0,0), thread (0,0,0), at {{.*}}kinds.cu:{{1[2-6]}}
  // CHECK-NEXT: stack: 714 cudaErrorHardwareStackError
  test("stack", [&] { overflow<<<1, 1>>>(fresh(), 1000000); });

  // CHECK: ox: illegal memory access: write of 4 bytes at 0x{{[0-9a-f]+}}, 144 bytes past the end of the block's 256 bytes of shared memory
  // CHECK-NEXT: in kernel shared_over(int), block (0,0,0), thread (33,0,0), at {{.*}}kinds.cu:21
  // CHECK-NEXT: shared: 719 cudaErrorLaunchFailure
  test("shared", [] { shared_over<<<1, 64>>>(100); });

  // CHECK: ox: misuse of a barrier: there is no barrier 16; a block has barriers 0 to 15
  // CHECK-NEXT: in kernel barrier_id(int), block (0,0,0), thread (0,0,0), at {{.*}}kinds.cu:23
  // CHECK-NEXT: id: 719 cudaErrorLaunchFailure
  test("id", [] { barrier_id<<<1, 32>>>(16); });
  // CHECK: ox: misuse of a barrier: barrier 1 is to wait for 40 threads; a count must be a multiple of the 32 of a warp
  // CHECK: count: 719
  test("count", [] { barrier_count<<<1, 64>>>(40); });
  // CHECK: ox: misuse of a barrier: barrier 1 waits for {{32|64|96}} threads{{.*}}, but this thread expects {{32|64|96}}
  // CHECK: counts: 719
  test("counts", [] { barrier_counts_differ<<<1, 128>>>(64, 96); });
  // CHECK: ox: misuse of a barrier: lane 0 is not in the mask 0xfffffffe that it names
  // CHECK: mask: 719
  test("mask", [] { foreign_mask<<<1, 32>>>(0xfffffffe); });

  // CHECK: ox: deadlock: no thread of the block can go on:
  // CHECK: deadlock: 702 cudaErrorLaunchTimeout
  test("deadlock", [] { deadlock<<<1, 32>>>(3); });
  // CHECK: ox: too many instructions: the warp has executed {{[0-9]+}} instructions; the limit is 2000000
  // CHECK-NEXT: in kernel endless(int volatile*), block (0,0,0), thread (0,0,0), at {{.*}}kinds.cu:3{{[345]}}
  // CHECK-NEXT: endless: 702 cudaErrorLaunchTimeout
  test("endless", [&] { endless<<<1, 32>>>(fresh()); });
  return 0;
}
