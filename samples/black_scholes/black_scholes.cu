// European option prices by Black and Scholes: exponentials, logarithms and the error function, in single precision
// against a double-precision reference; inputs travel in two streams.
#include "../common/check.h"
#include <vector>

constexpr float kRate = 0.02f, kVolatility = 0.30f;

__device__ float normal_cdf(float x) { return 0.5f * erfcf(-x * 0.70710678f); }

__global__ void price(const float* spot, const float* strike, const float* years, float* call, float* put, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  float root = sqrtf(years[i]), deviation = kVolatility * root;
  float d1 = (logf(spot[i] / strike[i]) + (kRate + 0.5f * kVolatility * kVolatility) * years[i]) / deviation;
  float d2 = d1 - deviation, discounted = strike[i] * expf(-kRate * years[i]);
  call[i] = spot[i] * normal_cdf(d1) - discounted * normal_cdf(d2);
  put[i] = discounted * normal_cdf(-d2) - spot[i] * normal_cdf(-d1);
}

double reference_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

int main() {
  const int n = 200'000, halves = 2, half = n / halves;
  float *spot, *strike, *years, *call, *put;
  for (float** array : {&spot, &strike, &years, &call, &put})
    CHECK(cudaMallocHost(array, n * sizeof(float)));
  Random random(9);
  for (int i = 0; i < n; ++i) {
    spot[i] = 5 + 25 * random.uniform();
    strike[i] = 1 + 99 * random.uniform();
    years[i] = 0.25f + 9.75f * random.uniform();
  }
  float* device[5];
  for (float*& array : device)
    CHECK(cudaMalloc(&array, n * sizeof(float)));

  cudaStream_t streams[halves];
  for (int h = 0; h < halves; ++h) {
    CHECK(cudaStreamCreate(&streams[h]));
    const int at = h * half;
    const float* inputs[3] = {spot, strike, years};
    for (int k = 0; k < 3; ++k)
      CHECK(cudaMemcpyAsync(device[k] + at, inputs[k] + at, half * sizeof(float), cudaMemcpyHostToDevice, streams[h]));
    price<<<(half + 127) / 128, 128, 0, streams[h]>>>(device[0] + at, device[1] + at, device[2] + at, device[3] + at,
                                                      device[4] + at, half);
    CHECK(cudaGetLastError());
    CHECK(cudaMemcpyAsync(call + at, device[3] + at, half * sizeof(float), cudaMemcpyDeviceToHost, streams[h]));
    CHECK(cudaMemcpyAsync(put + at, device[4] + at, half * sizeof(float), cudaMemcpyDeviceToHost, streams[h]));
  }
  for (cudaStream_t stream : streams) {
    CHECK(cudaStreamSynchronize(stream));
    CHECK(cudaStreamDestroy(stream));
  }

  bool right = true;
  for (int i = 0; i < n && right; ++i) {
    double s = spot[i], k = strike[i], t = years[i], v = kVolatility, r = kRate, deviation = v * std::sqrt(t);
    double d1 = (std::log(s / k) + (r + 0.5 * v * v) * t) / deviation, d2 = d1 - deviation;
    double discounted = k * std::exp(-r * t);
    right = near(call[i], s * reference_cdf(d1) - discounted * reference_cdf(d2), 2e-5, "call", i) &&
            near(put[i], discounted * reference_cdf(-d2) - s * reference_cdf(-d1), 2e-5, "put", i);
  }
  for (float* array : {spot, strike, years, call, put})
    CHECK(cudaFreeHost(array));
  for (float* array : device)
    CHECK(cudaFree(array));
  return verdict("black_scholes", right);
}
