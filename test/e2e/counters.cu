// What a kernel does to memory, by source line: a transposition of 64 x 64 floats in blocks of 32 x 32 threads, so 128
// warps, each a row of 32 lanes.  The kernels are in the order of their symbols.
// RUN: %ox-nvcc %s -o %t && env OX_STATS=%t.json %t && FileCheck %s < %t.json
// RUN: env OX_STATS=- %t 2>&1 | FileCheck %s --check-prefix=TEXT
#include <cstdio>
#include <cstdlib>

constexpr int kSize = 64, kTile = 32;

// CHECK: "schema": "ox-counters-1"
// CHECK: "kernel": "naive(float*, float const*)",
// CHECK-NEXT: "symbol": "_Z5naivePfPKf",
// CHECK-NEXT: "launches": 1,
// CHECK: "lines": [
__global__ void naive(float* out, const float* in) {
  int x = blockIdx.x * kTile + threadIdx.x, y = blockIdx.y * kTile + threadIdx.y;
  float value = in[y * kSize + x];
  // A row is 128 bytes side by side: 4 sectors, all of them used.
  // CHECK: "line": [[#@LINE-2]],
  // CHECK: "global": {
  // CHECK-NEXT: "load": {
  // CHECK-NEXT: "requests": 128,
  // CHECK-NEXT: "lane_accesses": 4096,
  // CHECK-NEXT: "bytes_asked": 16384,
  // CHECK-NEXT: "bytes_used": 16384,
  // CHECK-NEXT: "sectors": 512,
  // CHECK-NEXT: "least_sectors": 512,
  // CHECK-NEXT: "lines": 128
  out[x * kSize + y] = value;
  // Every lane writes to a row of its own, 256 bytes from the next one's: 32 sectors in 32 lines.
  // CHECK: "line": [[#@LINE-2]],
  // CHECK: "global": {
  // CHECK-NEXT: "store": {
  // CHECK-NEXT: "requests": 128,
  // CHECK-NEXT: "lane_accesses": 4096,
  // CHECK-NEXT: "bytes_asked": 16384,
  // CHECK-NEXT: "bytes_used": 16384,
  // CHECK-NEXT: "sectors": 4096,
  // CHECK-NEXT: "least_sectors": 512,
  // CHECK-NEXT: "lines": 4096
}

// With 32 words a row all of a column is in one bank: 32 passes a request, 31 more than the least.
// CHECK: "kernel": "plain(float*, float const*)",
// CHECK: "launches": 1,
// CHECK: "lines": [
template <int kPitch> __device__ void transpose(float* out, const float* in) {
  __shared__ float tile[kTile][kPitch];
  int x = blockIdx.x * kTile + threadIdx.x, y = blockIdx.y * kTile + threadIdx.y;
  tile[threadIdx.y][threadIdx.x] = in[y * kSize + x];
  // CHECK: "line": [[#@LINE-1]],
  // CHECK: "global": {
  // CHECK-NEXT: "load": {
  // CHECK-NEXT: "requests": 128,
  // CHECK: "sectors": 512,
  // CHECK: "shared": {
  // CHECK-NEXT: "store": {
  // CHECK-NEXT: "requests": 128,
  // CHECK: "passes": 128,
  // CHECK-NEXT: "least_passes": 128
  __syncthreads();
  // CHECK: "line": [[#@LINE-1]],
  // CHECK: "barriers": {
  // CHECK-NEXT: "arrivals": 128,
  // CHECK-NEXT: "waits": 128,
  x = blockIdx.y * kTile + threadIdx.x;
  y = blockIdx.x * kTile + threadIdx.y;
  float value = tile[threadIdx.x][threadIdx.y];
  // CHECK: "line": [[#@LINE-1]],
  // CHECK: "shared": {
  // CHECK-NEXT: "load": {
  // CHECK-NEXT: "requests": 128,
  // CHECK-NEXT: "lane_accesses": 4096,
  // CHECK-NEXT: "bytes_asked": 16384,
  // CHECK-NEXT: "passes": 4096,
  // CHECK-NEXT: "least_passes": 128
  out[y * kSize + x] = value;
  // CHECK: "line": [[#@LINE-1]],
  // CHECK: "global": {
  // CHECK-NEXT: "store": {
  // CHECK-NEXT: "requests": 128,
  // CHECK: "sectors": 512,
}
__global__ void plain(float* out, const float* in) { transpose<kTile>(out, in); }

// A column of a tile with 33 words a row is in 32 banks, a pass for each request.  Two launches.
// CHECK: "kernel": "padded(float*, float const*)",
// CHECK: "launches": 2,
// CHECK: "total": {
// CHECK: "store_shared": {
// CHECK-NEXT: "warp_instructions": 256,
// CHECK: "barrier": {
// CHECK-NEXT: "warp_instructions": 256,
// CHECK-NEXT: "lane_instructions": 8192
// CHECK: "global": {
// CHECK-NEXT: "load": {
// CHECK-NEXT: "requests": 256,
// CHECK: "sectors": 1024,
// CHECK: "store": {
// CHECK-NEXT: "requests": 256,
// CHECK: "sectors": 1024,
// CHECK: "shared": {
// CHECK-NEXT: "load": {
// CHECK-NEXT: "requests": 256,
// CHECK: "passes": 256,
// CHECK-NEXT: "least_passes": 256
// CHECK: "store": {
// CHECK-NEXT: "requests": 256,
// CHECK: "passes": 256,
// CHECK: "arrivals": 256,
// CHECK-NEXT: "waits": 256,
__global__ void padded(float* out, const float* in) { transpose<kTile + 1>(out, in); }

// As text, the kernel with the most instructions first.
// TEXT: padded(float*, float const*): 2 launches,
// TEXT: shared loads 256 32768 256 0
// TEXT: plain(float*, float const*): 1 launch,
// TEXT: shared loads 32.0 passes a request, 3968 in conflict
// TEXT: naive(float*, float const*): 1 launch,
// TEXT: 32.0 lanes global stores 32.0 sectors a request, 12% used
// TEXT: global stores 128 16384 4096 4096 131072 12.5%

int main() {
  float *in, *out;
  cudaMallocManaged(&in, kSize * kSize * sizeof(float));
  cudaMallocManaged(&out, kSize * kSize * sizeof(float));
  for (int i = 0; i < kSize * kSize; ++i)
    in[i] = i;
  const dim3 grid(kSize / kTile, kSize / kTile), block(kTile, kTile);
  auto check = [&] {
    cudaDeviceSynchronize();
    for (int i = 0; i < kSize * kSize; ++i)
      if (out[i] != in[i % kSize * kSize + i / kSize])
        std::printf("wrong at %d\n", i);
  };
  naive<<<grid, block>>>(out, in);
  check();
  plain<<<grid, block>>>(out, in);
  check();
  padded<<<grid, block>>>(out, in);
  padded<<<grid, block>>>(out, in);
  check();
  std::exit(0); // the end of main is not the only end
}
