// __float128 in device code: operators, conversions, literals, parameters and memory, bit for bit as on the host.
// RUN: %ox-nvcc -arch=sm_100 %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -arch=sm_100 -rdc=true %s -o %t && %t | FileCheck %s
// RUN: not %ox-nvcc -arch=sm_90 %s -o %t 2>&1 | FileCheck %s --check-prefix=OLD
// RUN: not %ox-nvcc -arch=sm_100 -DWITHOUT_A_FUNCTION %s -o %t 2>&1 | FileCheck %s --check-prefix=MISSING
// CHECK: 2400 results, 0 wrong
// CHECK: 11 classified, 0 wrong
// CHECK: 3.1622776601683795
// OLD: error: {{.*}}requires 128 bit size '__float128' type support
// OLD: note: __float128 in device code needs compute capability 10.0 or above: compile with -arch=sm_100
// MISSING: error: {{.*}}quad_precision.cu:[[#@LINE+49]]: there is no 'atan2' of __float128 in device code; use the functions of
#include <cstdio>
#include <cstring>
#include <cuda_fp16.h>
#include <device_fp128_functions.h>
#include <random>
#include <vector>

struct Results {
  __float128 sum, difference, product, quotient, mixed, incremented, chosen, from_integers, negated, absolute;
  double to_double;
  float to_float;
  long long integer;
  unsigned char relations;
  bool truth;
};

__host__ __device__ Results compute(__float128 x, __float128 y, int n) {
  Results r;
  memset(&r, 0, sizeof r);
  r.sum = x + y;
  r.difference = x - y;
  r.product = x * y;
  r.quotient = x / y;
  r.mixed = 1.25q * x - 3 * y + 0.1;
  r.incremented = x;
  r.incremented++;
  r.incremented += n;
  r.chosen = n & 1 ? x : -y;
  __float128 several[4] = {x, y, 1, (__float128)n};
  r.from_integers = several[n & 3] + (unsigned long long)n * 0x9e3779b97f4a7c15ull + (__int128)n;
  r.negated = -x;
  r.absolute = x < 0 ? -x : x;
  r.to_double = (double)x;
  r.to_float = (float)x;
  r.integer = (long long)(1000 * (double)(x / (1 + r.absolute)));
  r.relations = (x < y) | (x <= y) << 1 | (x == y) << 2 | (x != y) << 3 | (x >= y) << 4 | (x > y) << 5 | !(x < y) << 6;
  r.truth = x - y;
  return r;
}

__constant__ __float128 limits[2] = {0x1p-16000q, 0x1.8p+16000q};

__global__ void run(const __float128* values, Results* results, int count, __float128 scale) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count)
    results[i] = compute(values[i] * scale, values[(i + 7) % count], i);
}
#ifdef WITHOUT_A_FUNCTION
__global__ void angle(__float128* x) { *x = __builtin_atan2f128(x[1], x[2]); }
#endif

// Tests of the bits, which the compiler makes of these.
__host__ __device__ unsigned classify(__float128 x) {
  return __builtin_isnan(x) | __builtin_isinf(x) << 1 | __builtin_isfinite(x) << 2 | __builtin_isnormal(x) << 3 |
         __builtin_issubnormal(x) << 4 | __builtin_iszero(x) << 5 | (__builtin_isnan(x) || __builtin_isinf(x)) << 6 |
         __builtin_issignaling(x) << 7 | !!__builtin_signbit(x) << 8 | (__builtin_isinf_sign(x) + 1) << 9;
}
__global__ void classify_each(const __float128* x, unsigned* classes) {
  classes[threadIdx.x] = classify(x[threadIdx.x]);
}

__global__ void root(__float128* x) {
  __shared__ __float128 shared[32];
  shared[threadIdx.x] = threadIdx.x == 3 ? *x * limits[0] * limits[1] / 1.5q : 0;
  __syncthreads();
  *x = __nv_fp128_sqrt(shared[3]);
}

int main() {
  std::mt19937_64 generator(1);
  std::vector<__float128> values;
  for (int i = 0; i < 1200; ++i) {
    unsigned long long words[2] = {generator(), generator()};
    words[1] = words[1] & 0x8000ffffffffffff | (16383 - 20 + generator() % 40) << 48;
    if (i % 4 == 0)
      words[0] = 0;
    __float128 value;
    memcpy(&value, words, sizeof value);
    values.push_back(i % 50 == 0 ? 0 : i % 51 == 0 ? values[i - 7] : i % 53 == 0 ? 1 / (__float128)0 : value);
  }
  __float128* on_device;
  Results* results_on_device;
  int count = (int)values.size(), total = 0, wrong = 0;
  cudaMalloc(&on_device, count * sizeof(__float128));
  cudaMalloc(&results_on_device, count * sizeof(Results));
  cudaMemcpy(on_device, values.data(), count * sizeof(__float128), cudaMemcpyDefault);
  for (__float128 scale : {(__float128)1, (__float128)0.7q}) {
    run<<<(count + 63) / 64, 64>>>(on_device, results_on_device, count, scale);
    std::vector<Results> results(count);
    cudaMemcpy(results.data(), results_on_device, count * sizeof(Results), cudaMemcpyDefault);
    for (int i = 0; i < count; ++i, ++total) {
      Results expected = compute(values[i] * scale, values[(i + 7) % count], i);
      const __float128 *a = &results[i].sum, *b = &expected.sum;
      bool same = memcmp(&results[i].to_double, &expected.to_double, sizeof(Results) - 10 * sizeof *a) == 0;
      for (int k = 0; k < 10; ++k)
        same &= memcmp(a + k, b + k, sizeof *a) == 0 || (a[k] != a[k] && b[k] != b[k]);
      wrong += !same;
    }
  }
  printf("%d results, %d wrong\n", total, wrong);
  const __float128 kinds[] = {0,
                              -0.0q,
                              1,
                              -2.5q,
                              0x1p-16382q,
                              0x1p-16400q,
                              -0x1p-16494q,
                              __builtin_huge_valf128(),
                              -__builtin_huge_valf128(),
                              __builtin_nanf128(""),
                              __builtin_nansf128("1")};
  const int kind_count = sizeof kinds / sizeof *kinds;
  unsigned classes[kind_count], *classes_on_device;
  cudaMalloc(&classes_on_device, sizeof classes);
  cudaMemcpy(on_device, kinds, sizeof kinds, cudaMemcpyDefault);
  classify_each<<<1, kind_count>>>(on_device, classes_on_device);
  cudaMemcpy(classes, classes_on_device, sizeof classes, cudaMemcpyDefault);
  wrong = 0;
  for (int i = 0; i < kind_count; ++i)
    wrong += classes[i] != classify(kinds[i]);
  printf("%d classified, %d wrong\n", kind_count, wrong);
  __float128 ten = 10;
  cudaMemcpy(on_device, &ten, sizeof ten, cudaMemcpyDefault);
  root<<<1, 32>>>(on_device);
  cudaMemcpy(&ten, on_device, sizeof ten, cudaMemcpyDefault);
  printf("%.17g\n", (double)ten);
}
