// A stray access names the nearest allocation, and the line of the host program that made it, whichever call that was;
// memory that was given back also has the line that did so.
// RUN: %ox-nvcc -g %s -o %t && %t 2>&1 | FileCheck %s
// RUN: %ox-nvcc -g -O0 %s -o %t && %t 2>&1 | FileCheck %s
// RUN: %ox-nvcc -g -cudart static %s -o %t && %t 2>&1 | FileCheck %s
// Without -g there are functions instead of lines.
// RUN: %ox-nvcc %s -o %t && %t 2>&1 | FileCheck %s --check-prefix=NAMES
#include <cstdio>
#include <cstdlib>
#include <vector>

__global__ void read_at(const char* p, long at, char* to) { *to = p[at]; }
__global__ void write_at(char* p, long at) { *reinterpret_cast<int*>(p + at) = 1; }
__global__ void add_at(char* p, long at) { atomicAdd(reinterpret_cast<unsigned*>(p + at), 1u); }

__device__ int table[1000];
__managed__ int shared_by_all[8];
__constant__ int constants[6];
__global__ void over_the_table(int at) { table[at] = 1; }
__global__ void write_constant(int at) { const_cast<volatile int*>(constants)[at] = 1; }

char* helper(size_t bytes) {
  char* p;
  cudaMalloc(&p, bytes); // MALLOC
  return p;
}

void report(const char* what) {
  std::fflush(stderr);
  std::printf("%s: %d\n", what, int(cudaDeviceSynchronize()));
  std::fflush(stdout);
  cudaDeviceReset();
}

int main() {
  setvbuf(stdout, nullptr, _IONBF, 0);
  char *p, *q;
  // CHECK: write of 4 bytes at 0x{{[0-9a-f]+}}, 24 bytes past the end of the 4,096-byte allocation made at {{.*}}allocations.cu:24 (cudaMalloc)
  // CHECK-NEXT: in kernel write_at(char*, long), block (0,0,0), thread (0,0,0), at {{.*}}allocations.cu:13
  // CHECK-NEXT: malloc: 700
  // NAMES: 24 bytes past the end of the 4,096-byte allocation made at {{helper\(unsigned long\)|main}}+0x{{[0-9a-f]+}} in {{.*}} (cudaMalloc)
  write_at<<<1, 1>>>(helper(4096), 4096 + 24);
  report("malloc");

  // CHECK: atomic access of 4 bytes at 0x{{[0-9a-f]+}}, 8 bytes before the 10,000-byte managed allocation made at {{.*}}allocations.cu:[[@LINE+1]] (cudaMallocManaged)
  cudaMallocManaged(&p, 10000);
  add_at<<<1, 1>>>(p, -8);
  report("managed");

  // CHECK: read of 1 byte at 0x{{[0-9a-f]+}}, directly past the end of the 512-byte pinned host allocation made at {{.*}}allocations.cu:[[@LINE+1]] (cudaMallocHost)
  cudaMallocHost(&p, 512);
  cudaMalloc(&q, 1);
  read_at<<<1, 1>>>(p, 512, q);
  report("pinned");

  // CHECK: write of 4 bytes at 0x{{[0-9a-f]+}}, 128 bytes past the end of the 2,048-byte allocation made at {{.*}}allocations.cu:[[@LINE+1]] (cudaMallocAsync)
  cudaMallocAsync(&p, 2048, 0);
  write_at<<<1, 1>>>(p, 2048 + 128);
  report("async");

  // CHECK: write of 4 bytes at 0x{{[0-9a-f]+}}, 64 bytes past the end of the 1,536-byte allocation made at {{.*}}allocations.cu:[[@LINE+2]] (cudaMallocPitch)
  size_t pitch;
  cudaMallocPitch(&p, &pitch, 100, 3);
  write_at<<<1, 1>>>(p, 3 * pitch + 64);
  report("pitch");

  // CHECK: write of 4 bytes at 0x{{[0-9a-f]+}}, directly past the end of the 4,096-byte registered host range made at {{.*}}allocations.cu:[[@LINE+2]] (cudaHostRegister)
  p = static_cast<char*>(std::aligned_alloc(4096, 8192));
  cudaHostRegister(p, 4096, cudaHostRegisterDefault);
  write_at<<<1, 1>>>(p, 4096);
  report("registered");
  std::free(p);

  // CHECK: write of 4 bytes at 0x{{[0-9a-f]+}}, 8 bytes into the 4,096-byte allocation made at {{.*}}allocations.cu:24 (cudaMalloc), which was freed at {{.*}}allocations.cu:[[@LINE+3]] (cudaFree)
  // CHECK: free it later
  p = helper(4096);
  cudaFree(p);
  write_at<<<1, 1>>>(p, 8);
  report("freed");

  // A variable of the program is known by its name.
  // CHECK: past the end of the {{[0-9,]+}}-byte {{variable|part of the program's image}}
  // CHECK-NEXT: at {{.*}}allocations.cu:19
  over_the_table<<<1, 1>>>(1 << 20);
  report("variable");
  // CHECK: to symbol: 0
  // CHECK: write of 4 bytes at 0x{{[0-9a-f]+}}, 8 bytes into the 24-byte variable constants, which is read-only
  int values[6] = {1, 2, 3, 4, 5, 6}; // the host may write
  std::printf("to symbol: %d\n", int(cudaMemcpyToSymbol(constants, values, sizeof values)));
  write_constant<<<1, 1>>>(2);
  report("constant");

  // CHECK: a null pointer plus 16 bytes
  write_at<<<1, 1>>>(nullptr, 16);
  report("null");

  // CHECK: in host memory that is neither pinned nor registered with the device
  // CHECK: give kernels memory of cudaMalloc
  std::vector<char> heap(1 << 20);
  write_at<<<1, 1>>>(heap.data(), 64);
  report("host");
  return 0;
}
