// The fast approximations keep the bounds of the programming guide's table of intrinsic functions on the machine's own
// special-function unit: over floats a fixed step apart, or all of them in the long run.
// RUN: %ox-nvcc -O2 %s -o %t && %t | FileCheck %s
// CHECK: error 0, beyond a bound 0 of {{[1-9][0-9][0-9][0-9][0-9][0-9][0-9]+}}
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

constexpr int kFunctions = 9;
constexpr const char* kNames[kFunctions] = {"__sinf",  "__cosf",   "__expf",  "__exp10f",   "__logf",
                                            "__log2f", "__log10f", "__tanhf", "__frsqrt_rn"};

__global__ void compute(float* results, uint64_t first, unsigned step, int count) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count)
    return;
  const float x = __uint_as_float(unsigned((first + i) * step));
  const float all[kFunctions] = {__sinf(x),  __cosf(x),   __expf(x),  __exp10f(x),   __logf(x),
                                 __log2f(x), __log10f(x), __tanhf(x), __frsqrt_rn(x)};
  for (int f = 0; f < kFunctions; ++f)
    results[f * count + i] = all[f];
}

double ulp_of(double value) {
  int exponent;
  frexp(value, &exponent);
  return ldexp(1, (fabs(value) < 0x1p-126 ? -125 : exponent) - 24);
}

// What the guide allows at x, where it says something; else infinity.
double bound(int function, double x, double exact) {
  const bool is_logarithm = function >= 4 && function <= 6, near_one = x >= 0.5 && x <= 2;
  if (fabs(exact) > 3.4028234e38 || ((is_logarithm || function == 8) && !(x > 0)))
    return HUGE_VAL;
  const double ulp = ulp_of(exact), pi = 3.14159265;
  switch (function) {
  case 0:
    return fabs(x) <= pi ? exp2(-21.41) : HUGE_VAL;
  case 1:
    return fabs(x) <= pi ? exp2(-21.19) : HUGE_VAL;
  case 2:
    return (2 + floor(fabs(1.173 * x))) * ulp;
  case 3:
    return (2 + floor(fabs(2.97 * x))) * ulp;
  case 4:
    return near_one ? exp2(-21.41) : 3 * ulp;
  case 5:
    return near_one ? exp2(-22) : 2 * ulp;
  case 6:
    return near_one ? exp2(-24) : 3 * ulp;
  case 7:
    return fabs(exact) * 0x1p-11;
  default:
    return 0.50000001 * ulp; // the correctly rounded result
  }
}

int main() {
  const char* text = getenv("OX_TEST_LONG");
  const unsigned step = text && *text == '1' ? 1 : 4099;
  constexpr int kAtOnce = 1 << 20;
  float* results;
  cudaMallocManaged(&results, sizeof(float) * kFunctions * kAtOnce);
  const uint64_t total = (uint64_t(1) << 32) / step;
  uint64_t judged = 0, wrong = 0;
  for (uint64_t first = 0; first < total; first += kAtOnce) {
    const int count = int(total - first < kAtOnce ? total - first : kAtOnce);
    compute<<<(count + 255) / 256, 256>>>(results, first, step, count);
    cudaDeviceSynchronize();
    for (int i = 0; i < count; ++i) {
      const uint32_t bits = uint32_t((first + i) * step);
      float argument;
      memcpy(&argument, &bits, sizeof argument);
      const double x = argument;
      if (!std::isfinite(x))
        continue;
      const double exact[kFunctions] = {sin(x),  cos(x),   exp(x),  exp10(x),   log(x),
                                        log2(x), log10(x), tanh(x), 1 / sqrt(x)};
      for (int f = 0; f < kFunctions; ++f) {
        const double allowed = bound(f, x, exact[f]);
        if (allowed == HUGE_VAL)
          continue;
        ++judged;
        if (!(fabs(results[f * count + i] - exact[f]) <= allowed) && ++wrong < 10)
          printf("%s(%a) = %a, exactly %a\n", kNames[f], x, double(results[f * count + i]), exact[f]);
      }
    }
  }
  printf("error %d, beyond a bound %llu of %llu\n", cudaGetLastError(), (unsigned long long)wrong,
         (unsigned long long)judged);
}
