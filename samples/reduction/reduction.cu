// Sum of integers: shuffles within a warp, shared memory within a block, one atomic a block.
#include "../common/check.h"
#include <vector>

__inline__ __device__ int warp_sum(int value) {
  for (int offset = 16; offset > 0; offset /= 2)
    value += __shfl_down_sync(0xffffffff, value, offset);
  return value;
}

__global__ void sum(const int* data, int n, int* total) {
  __shared__ int partial[32];
  int value = 0;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    value += data[i];

  value = warp_sum(value);
  int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  if (lane == 0)
    partial[warp] = value;
  __syncthreads();
  if (warp == 0) {
    value = lane < blockDim.x / 32 ? partial[lane] : 0;
    value = warp_sum(value);
    if (lane == 0)
      atomicAdd(total, value);
  }
}

int main() {
  const int n = 3'000'017;
  std::vector<int> data(n);
  Random random(2);
  int want = 0;
  for (int& x : data) {
    x = static_cast<int>(random.next() % 2001) - 1000;
    want += x;
  }
  int *device_data, *device_total, got = 0;
  CHECK(cudaMalloc(&device_data, n * sizeof(int)));
  CHECK(cudaMalloc(&device_total, sizeof(int)));
  CHECK(cudaMemcpy(device_data, data.data(), n * sizeof(int), cudaMemcpyHostToDevice));
  CHECK(cudaMemset(device_total, 0, sizeof(int)));

  sum<<<64, 256>>>(device_data, n, device_total);
  CHECK_LAUNCH();
  CHECK(cudaMemcpy(&got, device_total, sizeof(int), cudaMemcpyDeviceToHost));
  std::printf("sum of %d integers: %d, expected %d\n", n, got, want);
  CHECK(cudaFree(device_data));
  CHECK(cudaFree(device_total));
  return verdict("reduction", got == want);
}
