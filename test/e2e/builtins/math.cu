// The compiler's builtins for C's mathematical functions work in device code, those without an LLVM intrinsic too.
// (Not through PTX text, for which LLVM has no calls of some.)
// RUN: %ox-nvcc %s -o %t && %t
#include <cmath>
#include <cstdio>

__global__ void calculate(double x, double y, double* to, float* to_float, int* exponent, long long* integers) {
  to[0] = __builtin_hypot(x, y);
  to[1] = __builtin_cbrt(x);
  to[2] = __builtin_erf(y);
  to[3] = __builtin_expm1(y);
  to[4] = __builtin_fmod(x, y);
  to[5] = __builtin_tgamma(y);
  to[6] = __builtin_frexp(x, exponent);
  to[7] = __builtin_asinh(x);
  to[8] = __builtin_modf(-x - y, &to[9]);
  to_float[0] = __builtin_hypotf(3, 4);
  to_float[1] = __builtin_log1pf(1e-10f);
  to_float[2] = __builtin_fdimf(5, 3);
  integers[0] = __builtin_llround(x);
  integers[1] = __builtin_ilogb(x);
}

int main() {
  double *to, x = 27, y = 0.75;
  float* to_float;
  int* exponent;
  long long* integers;
  cudaMallocManaged(&to, 10 * sizeof *to);
  cudaMallocManaged(&to_float, 3 * sizeof *to_float);
  cudaMallocManaged(&exponent, sizeof *exponent);
  cudaMallocManaged(&integers, 2 * sizeof *integers);
  calculate<<<1, 1>>>(x, y, to, to_float, exponent, integers);
  if (cudaDeviceSynchronize() != cudaSuccess)
    return 2;
  const double expected[] = {hypot(x, y), 3, erf(y), expm1(y), 0, tgamma(y), 0.84375, asinh(x), -0.75, -27};
  int wrong = 0;
  for (int i = 0; i < 10; i++)
    if (fabs(to[i] - expected[i]) > 1e-15 * fabs(expected[i]) * 8)
      printf("%d: %.17g, not %.17g\n", i, to[i], expected[i]), wrong++;
  bool floats_good = to_float[0] == 5 && to_float[1] == 1e-10f && to_float[2] == 2;
  bool integers_good = *exponent == 5 && integers[0] == 27 && integers[1] == 4;
  return wrong || !floats_good || !integers_good;
}
