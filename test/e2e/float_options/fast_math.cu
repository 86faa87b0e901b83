// -use_fast_math: the functions of CUDA's list are the intrinsics with two underscores, bit for bit, under all their
// names; the others and double precision are what they were.
// RUN: %ox-nvcc %s -DFAST=0 -o %t && %t | FileCheck %s --check-prefix=SLOW
// RUN: %ox-nvcc -ftz=true -prec-div=false -prec-sqrt=false %s -DFAST=0 -o %t && %t | FileCheck %s --check-prefix=SLOW
// RUN: %ox-nvcc -use_fast_math %s -DFAST=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -use_fast_math -ftz=false -fmad=false %s -DFAST=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -use_fast_math --ox-device-through=ptx %s -DFAST=1 -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -use_fast_math -rdc=true %s -DFAST=1 -o %t && %t | FileCheck %s
// CHECK: error 0, as the intrinsic 30 of 30, others changed 0 of 10
// SLOW: error 0, as the intrinsic 0 of 30, others changed 0 of 10
#include <cmath>
#include <cstdio>
#include <cstring>

constexpr int kPairs = 30, kAnyway = 4, kOthers = 10;

// How many values of how many threads differ, for each pair of a function and an intrinsic.
__global__ void compare(unsigned* differences) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  const float x = exp2f(i * (1 / 2048.0f) - 2), y = i * (1 / 65536.0f); // 1/4 to 2^30, 0 to 1
  unsigned* pair = differences;
  auto both = [&](float function, float intrinsic) {
    if (__float_as_uint(function) != __float_as_uint(intrinsic))
      atomicAdd(pair, 1u);
    ++pair;
  };
  // These may be the same in any case: division is always correctly rounded, and log2 nearly.
  both(x / (y + 1), __fdividef(x, y + 1)), both(1 / x, __frcp_rn(x));
  both(log2f(x), __log2f(x)), both(std::log2(x), __log2f(x));
  both(sinf(x), __sinf(x)), both(cosf(x), __cosf(x)), both(tanf(x), __tanf(x)), both(tanhf(y), __tanhf(y));
  both(logf(x), __logf(x)), both(log10f(x), __log10f(x));
  both(expf(y), __expf(y)), both(exp10f(y), __exp10f(y)), both(powf(x, y), __powf(x, y));
  float s, c, fast_s, fast_c;
  sincosf(x, &s, &c), __sincosf(x, &fast_s, &fast_c);
  both(s, fast_s), both(c, fast_c);
  both(sin(x), __sinf(x)), both(cos(x), __cosf(x)), both(tan(x), __tanf(x)), both(exp10(y), __exp10f(y));
  both(log(x), __logf(x)), both(exp(y), __expf(y)), both(pow(x, y), __powf(x, y));
  both(std::sin(x), __sinf(x)), both(std::cos(x), __cosf(x)), both(std::tan(x), __tanf(x));
  both(std::tanh(y), __tanhf(y)), both(std::log(x), __logf(x));
  both(std::log10(x), __log10f(x)), both(std::exp(y), __expf(y)), both(std::pow(x, y), __powf(x, y));
}

// Where an approximation would show.
__global__ void compute_others(double* r, float x, float y, double d) {
  *r++ = exp2f(x), *r++ = atanf(x), *r++ = sinhf(y), *r++ = cbrtf(x), *r++ = erff(y);
  *r++ = sin(d), *r++ = exp(d), *r++ = log(d), *r++ = pow(d, 0.3456789), *r++ = d / 3;
}

int main() {
  unsigned* differences;
  double* others;
  cudaMallocManaged(&differences, kPairs * sizeof(unsigned));
  cudaMallocManaged(&others, kOthers * sizeof(double));
  memset(differences, 0, kPairs * sizeof(unsigned));
  const float x = 23.456789f, y = 0.3456789f;
  const double d = 23.456789;
  compare<<<256, 256>>>(differences);
  compute_others<<<1, 1>>>(others, x, y, d);
  const cudaError_t error = cudaDeviceSynchronize();
  int same = 0, changed = 0;
  for (int i = 0; i < kPairs; ++i) {
    const bool equal = differences[i] == 0;
    same += equal && (FAST || i >= kAnyway);
    if (equal != FAST && (FAST || i >= kAnyway))
      printf("pair %d differs in %u values\n", i, differences[i]);
  }
  const double expected[kOthers] = {
      exp2((double)x), atan((double)x), sinh((double)y), cbrt((double)x),   erf((double)y),
      sin(d),          exp(d),          log(d),          pow(d, 0.3456789), d / 3};
  for (int i = 0; i < kOthers; ++i)
    changed += !(fabs(others[i] - expected[i]) <= fabs(expected[i]) * (i < 5 ? 0x1p-22 : 0x1p-51));
  printf("error %d, as the intrinsic %d of %d, others changed %d of %d\n", error, same, kPairs, changed, kOthers);
}
