// A machine file is what device properties, limits of launches and occupancy follow; a bad one is refused with its line.
// RUN: %ox-nvcc %s -o %t && env OX_CONFIG=%S/Inputs/machine.json %t | FileCheck %s
// RUN: sed 's/"cores": 6/"cores": 0/' %S/Inputs/machine.json > %t.json
// RUN: %exits 1 env OX_CONFIG=%t.json %t 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: sed 's/"chiplets": 3/"chiplets": 4/' %S/Inputs/machine.json > %t.json
// RUN: %exits 1 env OX_CONFIG=%t.json %t 2>&1 | FileCheck %s --check-prefix=CHIPLETS
// RUN: sed 's/"clock_khz"/"clock_mhz"/' %S/Inputs/machine.json > %t.json
// RUN: %exits 1 env OX_CONFIG=%t.json %t 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: sed 's/"shared_per_core": "64 KiB",/"shared_per_core": "64 KiB"/' %S/Inputs/machine.json > %t.json
// RUN: %exits 1 env OX_CONFIG=%t.json %t 2>&1 | FileCheck %s --check-prefix=COMMA
// ZERO: device 0 can't be made: configuration {{.*}}.json:5:12: "cores" must be from 1 to 65536
// CHIPLETS: device 0 can't be made: configuration {{.*}}.json:6:15: "chiplets": 6 cores can't be divided among 4 chiplets
// NAME: device 0 can't be made: configuration {{.*}}.json:19:3: unknown key "clock_mhz"; the keys are name, {{.*}}clock_khz
// COMMA: device 0 can't be made: configuration {{.*}}.json:16:{{[0-9]+}}: syntax error
#include <cstdio>

__global__ void plain(int* out) { out[threadIdx.x] = threadIdx.x; }
__global__ void shared_hungry(int* out) {
  __shared__ int rows[2560]; // 10 KiB, and 1 KiB that the system takes: 5 blocks in 64 KiB
  rows[threadIdx.x] = threadIdx.x;
  __syncthreads();
  out[threadIdx.x] = rows[threadIdx.x ^ 1];
}
__global__ void where(unsigned* most) {
  unsigned core, cores;
  asm volatile("mov.u32 %0, %%smid;" : "=r"(core));
  asm volatile("mov.u32 %0, %%nsmid;" : "=r"(cores));
  atomicMax(most, core);
  most[1] = cores;
}

int blocks(void (*kernel)(int*), int threads, size_t dynamic_bytes = 0) {
  int count = -1;
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&count, kernel, threads, dynamic_bytes);
  return count;
}

int main() {
  cudaDeviceProp prop;
  if (cudaGetDeviceProperties(&prop, 0) != cudaSuccess)
    return 1;
  std::printf("%s %d.%d\n", prop.name, prop.major, prop.minor);
  std::printf("cores %d threads %d blocks %d registers %d\n", prop.multiProcessorCount, prop.maxThreadsPerMultiProcessor,
              prop.maxBlocksPerMultiProcessor, prop.regsPerMultiprocessor);
  std::printf("block %d (%d %d %d) grid (%d %d %d)\n", prop.maxThreadsPerBlock, prop.maxThreadsDim[0],
              prop.maxThreadsDim[1], prop.maxThreadsDim[2], prop.maxGridSize[0], prop.maxGridSize[1],
              prop.maxGridSize[2]);
  std::printf("shared %zu %zu %zu memory %zu constant %zu l2 %d\n", prop.sharedMemPerBlock, prop.sharedMemPerBlockOptin,
              prop.sharedMemPerMultiprocessor, prop.totalGlobalMem, prop.totalConstMem, prop.l2CacheSize);
  int clock = 0, memory_clock = 0;
  cudaDeviceGetAttribute(&clock, cudaDevAttrClockRate, 0);
  cudaDeviceGetAttribute(&memory_clock, cudaDevAttrMemoryClockRate, 0);
  std::printf("clock %d memory %d bus %d\n", clock, memory_clock, prop.memoryBusWidth);
  // CHECK: odd machine 8.6
  // CHECK: cores 6 threads 1280 blocks 12 registers 40960
  // CHECK: block 512 (512 256 32) grid (100000 3000 2000)
  // CHECK: shared 32768 64512 65536 memory 536870912 constant 32768 l2 3145728
  // CHECK: clock 987000 memory 1234000 bus 192

  // By blocks, by warps (40 / 8 and 40 / 16), by shared memory (64 KiB / (15 + 1)), not at all.
  std::printf("occupancy %d %d %d %d %d %d\n", blocks(plain, 32), blocks(plain, 256), blocks(plain, 512),
              blocks(plain, 64, 15 << 10), blocks(shared_hungry, 64), blocks(plain, 1024));
  // CHECK: occupancy 12 5 2 4 5 0

  int* out;
  cudaMalloc(&out, 4096);
  plain<<<1, 513>>>(out);
  std::printf("513 threads: %s\n", cudaGetErrorName(cudaGetLastError()));
  plain<<<dim3(1, 3001), 1>>>(out);
  std::printf("3001 rows: %s\n", cudaGetErrorName(cudaGetLastError()));
  std::printf("600 MB: %s\n", cudaGetErrorName(cudaMalloc(&out, 600 << 20)));
  // CHECK: 513 threads: cudaErrorInvalidConfiguration
  // CHECK: 3001 rows: cudaErrorInvalidConfiguration
  // CHECK: 600 MB: cudaErrorMemoryAllocation
  unsigned seen[2], *most;
  cudaMalloc(&most, sizeof seen);
  where<<<1000, 32>>>(most);
  cudaMemcpy(seen, most, sizeof seen, cudaMemcpyDeviceToHost);
  std::printf("cores seen: %u of %u\n", seen[0] + 1, seen[1]);
  // CHECK: cores seen: 6 of 6
  return 0;
}
