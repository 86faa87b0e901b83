// IEEE arithmetic without contraction is the host's, bit for bit: add, multiply, divide, root, fma, conversions and
// comparisons in single and double precision, NaN apart (whose payload the standards leave open).
// RUN: %ox-nvcc -fmad=false %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0 of {{[1-9][0-9]+}}
#include <cmath>
#include <cstdio>
#include <cstring>

template <typename T> struct Results {
  T values[8];
  long long integers[6];
};

template <typename T> __host__ __device__ Results<T> everything(T a, T b, T c) {
  Results<T> r{};
  r.values[0] = a + b;
  r.values[1] = a - b;
  r.values[2] = a * b;
  r.values[3] = a / b;
  r.values[4] = std::sqrt(a);
  r.values[5] = std::fma(a, b, c);
  r.values[6] = a * b + c;
  r.values[7] = T(float(a)) + T(double(b));
  // Out of range and NaN are undefined in C++; keep what both sides define.
  r.integers[0] = std::fabs(a) < T(2e9) ? int(a) : 0;
  r.integers[1] = std::fabs(b) < T(9e18) ? (long long)(b) : 0;
  r.integers[2] = (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a != b) + 16 * (a > b);
  r.integers[3] = std::isnan(a) + 2 * std::isinf(b) + 4 * !!std::signbit(c);
  r.integers[4] = (long long)(T(int(r.integers[0])) * 2);
  r.integers[5] = c >= 0 && c < T(4e9) ? unsigned(c) : 7;
  return r;
}

__host__ __device__ inline unsigned long long random_bits(unsigned i) {
  unsigned long long z = (i + 1) * 0x9E3779B97F4A7C15ull;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
  return z ^ z >> 27;
}

// Ordinary values, any bit pattern, subnormals, and integers, by turns.
template <typename T> __host__ __device__ T input(unsigned i) {
  unsigned long long bits = random_bits(i);
  T value;
  if (i % 4 == 0)
    return T(int(bits)) / T(65536);
  if (i % 4 == 3)
    return T(int(bits >> 40) - 8000000);
  unsigned narrow = i % 4 == 1 ? unsigned(bits) : unsigned(bits) & 0x807fffff;
  if (sizeof(T) == 8 && i % 4 == 2)
    bits &= 0x800fffffffffffffull;
  memcpy(&value, sizeof(T) == 8 ? (const void*)&bits : (const void*)&narrow, sizeof value);
  return value;
}

template <typename T> __global__ void run(Results<T>* out) {
  unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  out[i] = everything(input<T>(3 * i), input<T>(3 * i + 1 + i / 1024), input<T>(3 * i + 2 + i / 512));
}

template <typename T> bool same(T a, T b) { return std::memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b); }

int error = 0, wrong = 0, total = 0;

template <typename T> void test() {
  const int n = 4096;
  static Results<T> host[n];
  Results<T>* device;
  cudaMalloc(&device, sizeof host);
  run<T><<<n / 256, 256>>>(device);
  error |= cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost);
  for (unsigned i = 0; i < n; ++i) {
    Results<T> want = everything(input<T>(3 * i), input<T>(3 * i + 1 + i / 1024), input<T>(3 * i + 2 + i / 512));
    for (int k = 0; k < 8; ++k, ++total)
      wrong += !same(host[i].values[k], want.values[k]);
    for (int k = 0; k < 6; ++k, ++total)
      wrong += host[i].integers[k] != want.integers[k];
  }
}

int main() {
  test<float>();
  test<double>();
  std::printf("error %d, wrong %d of %d\n", error, wrong, total);
}
