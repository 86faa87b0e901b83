// Inclusive prefix sum of any length: scan each block (Hillis and Steele, in shared memory), scan the blocks' sums the
// same way, add them back.
#include "../common/check.h"
#include <vector>

constexpr int kBlock = 512;

__global__ void scan_block(const unsigned* in, unsigned* out, unsigned* sums, int n) {
  __shared__ unsigned buffer[2][kBlock];
  int i = blockIdx.x * kBlock + threadIdx.x, from = 0;
  buffer[0][threadIdx.x] = i < n ? in[i] : 0;
  for (int distance = 1; distance < kBlock; distance *= 2) {
    __syncthreads();
    unsigned value = buffer[from][threadIdx.x];
    if (threadIdx.x >= distance)
      value += buffer[from][threadIdx.x - distance];
    buffer[1 - from][threadIdx.x] = value;
    from = 1 - from;
  }
  if (i < n)
    out[i] = buffer[from][threadIdx.x];
  if (threadIdx.x == kBlock - 1)
    sums[blockIdx.x] = buffer[from][threadIdx.x];
}

__global__ void add_offsets(unsigned* out, const unsigned* scanned_sums, int n) {
  int i = blockIdx.x * kBlock + threadIdx.x;
  if (blockIdx.x > 0 && i < n)
    out[i] += scanned_sums[blockIdx.x - 1];
}

void scan(const unsigned* in, unsigned* out, int n) {
  int blocks = (n + kBlock - 1) / kBlock;
  unsigned* sums;
  CHECK(cudaMalloc(&sums, blocks * sizeof(unsigned)));
  scan_block<<<blocks, kBlock>>>(in, out, sums, n);
  if (blocks > 1) {
    scan(sums, sums, blocks);
    add_offsets<<<blocks, kBlock>>>(out, sums, n);
  }
  CHECK_LAUNCH();
  CHECK(cudaFree(sums));
}

int main() {
  const int n = 700'001; // three levels
  std::vector<unsigned> in(n), out(n);
  Random random(3);
  for (unsigned& x : in)
    x = random.next(); // wraps around, on the CPU too

  unsigned *device_in, *device_out;
  CHECK(cudaMalloc(&device_in, n * sizeof(unsigned)));
  CHECK(cudaMalloc(&device_out, n * sizeof(unsigned)));
  CHECK(cudaMemcpy(device_in, in.data(), n * sizeof(unsigned), cudaMemcpyHostToDevice));
  scan(device_in, device_out, n);
  CHECK(cudaMemcpy(out.data(), device_out, n * sizeof(unsigned), cudaMemcpyDeviceToHost));

  bool right = true;
  unsigned running = 0;
  for (int i = 0; i < n && right; ++i) {
    running += in[i];
    right = near(out[i], running, 0, "out", i);
  }
  CHECK(cudaFree(device_in));
  CHECK(cudaFree(device_out));
  return verdict("scan", right);
}
