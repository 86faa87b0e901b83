// The smallest whole program: c = a + b, one thread an element, a grid that does not divide evenly.
#include "../common/check.h"
#include <vector>

__global__ void add(const float* a, const float* b, float* c, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    c[i] = a[i] + b[i];
}

int main() {
  const int n = 1'000'003;
  std::vector<float> a(n), b(n), c(n);
  Random random(1);
  for (int i = 0; i < n; ++i)
    a[i] = random.uniform(), b[i] = random.uniform();

  float *device_a, *device_b, *device_c;
  const size_t bytes = n * sizeof(float);
  CHECK(cudaMalloc(&device_a, bytes));
  CHECK(cudaMalloc(&device_b, bytes));
  CHECK(cudaMalloc(&device_c, bytes));
  CHECK(cudaMemcpy(device_a, a.data(), bytes, cudaMemcpyHostToDevice));
  CHECK(cudaMemcpy(device_b, b.data(), bytes, cudaMemcpyHostToDevice));

  add<<<(n + 255) / 256, 256>>>(device_a, device_b, device_c, n);
  CHECK_LAUNCH();
  CHECK(cudaMemcpy(c.data(), device_c, bytes, cudaMemcpyDeviceToHost));

  bool right = true;
  for (int i = 0; i < n && right; ++i)
    right = near(c[i], a[i] + b[i], 0, "c", i);
  CHECK(cudaFree(device_a));
  CHECK(cudaFree(device_b));
  CHECK(cudaFree(device_c));
  return verdict("vector_add", right);
}
