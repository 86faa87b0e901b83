// Histogram of bytes: each block counts in shared memory with atomics, then adds its bins to the whole.
#include "../common/check.h"
#include <vector>

constexpr int kBins = 256;

__global__ void count(const unsigned char* data, int n, unsigned* bins) {
  __shared__ unsigned local[kBins];
  for (int bin = threadIdx.x; bin < kBins; bin += blockDim.x)
    local[bin] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    atomicAdd(&local[data[i]], 1u);
  __syncthreads();
  for (int bin = threadIdx.x; bin < kBins; bin += blockDim.x)
    atomicAdd(&bins[bin], local[bin]);
}

int main() {
  const int n = 2'000'003;
  std::vector<unsigned char> data(n);
  std::vector<unsigned> want(kBins), got(kBins);
  Random random(5);
  for (unsigned char& x : data) {
    float u = random.uniform();
    x = static_cast<unsigned char>(u * u * 255); // many in the low bins: contention
    ++want[x];
  }
  unsigned char* device_data;
  unsigned* device_bins;
  CHECK(cudaMalloc(&device_data, n));
  CHECK(cudaMalloc(&device_bins, kBins * sizeof(unsigned)));
  CHECK(cudaMemcpy(device_data, data.data(), n, cudaMemcpyHostToDevice));
  CHECK(cudaMemset(device_bins, 0, kBins * sizeof(unsigned)));

  count<<<32, 192>>>(device_data, n, device_bins);
  CHECK_LAUNCH();
  CHECK(cudaMemcpy(got.data(), device_bins, kBins * sizeof(unsigned), cudaMemcpyDeviceToHost));

  bool right = true;
  for (int bin = 0; bin < kBins && right; ++bin)
    right = near(got[bin], want[bin], 0, "bin", bin);
  CHECK(cudaFree(device_data));
  CHECK(cudaFree(device_bins));
  return verdict("histogram", right);
}
