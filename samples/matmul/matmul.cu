// C = A B with 16 x 16 tiles in shared memory; sizes that are no multiple of the tile.
#include "../common/check.h"
#include <vector>

constexpr int kTile = 16;

__global__ void multiply(const float* a, const float* b, float* c, int rows, int inner, int columns) {
  __shared__ float tile_a[kTile][kTile], tile_b[kTile][kTile];
  int row = blockIdx.y * kTile + threadIdx.y, column = blockIdx.x * kTile + threadIdx.x;
  float sum = 0;
  for (int k = 0; k < inner; k += kTile) {
    int ka = k + threadIdx.x, kb = k + threadIdx.y;
    tile_a[threadIdx.y][threadIdx.x] = row < rows && ka < inner ? a[row * inner + ka] : 0;
    tile_b[threadIdx.y][threadIdx.x] = kb < inner && column < columns ? b[kb * columns + column] : 0;
    __syncthreads();
#pragma unroll
    for (int i = 0; i < kTile; ++i)
      sum += tile_a[threadIdx.y][i] * tile_b[i][threadIdx.x];
    __syncthreads();
  }
  if (row < rows && column < columns)
    c[row * columns + column] = sum;
}

int main() {
  const int rows = 250, inner = 300, columns = 270;
  std::vector<float> a(rows * inner), b(inner * columns), c(rows * columns);
  Random random(4);
  for (float& x : a)
    x = random.uniform() - 0.5f;
  for (float& x : b)
    x = random.uniform() - 0.5f;

  float *device_a, *device_b, *device_c;
  CHECK(cudaMalloc(&device_a, a.size() * sizeof(float)));
  CHECK(cudaMalloc(&device_b, b.size() * sizeof(float)));
  CHECK(cudaMalloc(&device_c, c.size() * sizeof(float)));
  CHECK(cudaMemcpy(device_a, a.data(), a.size() * sizeof(float), cudaMemcpyHostToDevice));
  CHECK(cudaMemcpy(device_b, b.data(), b.size() * sizeof(float), cudaMemcpyHostToDevice));

  dim3 block(kTile, kTile), grid((columns + kTile - 1) / kTile, (rows + kTile - 1) / kTile);
  multiply<<<grid, block>>>(device_a, device_b, device_c, rows, inner, columns);
  CHECK_LAUNCH();
  CHECK(cudaMemcpy(c.data(), device_c, c.size() * sizeof(float), cudaMemcpyDeviceToHost));

  bool right = true;
  for (int i = 0; i < rows && right; ++i)
    for (int j = 0; j < columns && right; ++j) {
      double want = 0;
      for (int k = 0; k < inner; ++k)
        want += double(a[i * inner + k]) * b[k * columns + j];
      right = near(c[i * columns + j], want, 1e-5, "c", i * columns + j);
    }
  CHECK(cudaFree(device_a));
  CHECK(cudaFree(device_b));
  CHECK(cudaFree(device_c));
  return verdict("matmul", right);
}
