// The inverse error functions in host code: values of the DLMF and of tables, and that they invert the C library's.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: 0 wrong
#include <cmath>
#include <cstdio>

static int wrong = 0;

static void near(const char* what, double value, double expected, double ulps) {
  const double bound = ulps * 2.3e-16 * std::fabs(expected);
  if (!(std::fabs(value - expected) <= bound) && value != expected) {
    std::printf("%s is %.17g, expected %.17g\n", what, value, expected);
    ++wrong;
  }
}

int main() {
  near("erfinv(0.5)", erfinv(0.5), 0.47693627620446987338, 4);
  near("erfinv(-0.9)", erfinv(-0.9), -1.1630871536766740867, 4);
  near("erfcinv(1e-10)", erfcinv(1e-10), 4.5728249673894852787, 4);
  near("erfcx(1)", erfcx(1.0), 0.42758357615580700442, 4);
  near("erfcx(10)", erfcx(10.0), 0.056140992743822585, 4);
  near("normcdfinv(0.975)", normcdfinv(0.975), 1.9599639845400542355, 4);
  near("erfinv(1)", erfinv(1.0), INFINITY, 0);
  near("erfinv(-1)", erfinv(-1.0), -INFINITY, 0);
  near("erfcinv(2)", erfcinv(2.0), -INFINITY, 0);
  near("erfcinv(1)", erfcinv(1.0), 0, 0);
  wrong += !std::isnan(erfinv(1.5)) + !std::isnan(erfcinv(-0.1)) + !std::signbit(erfinv(-0.0));

  for (double y = -0.999; y < 1; y += 0.037)
    near("erf(erfinv(y))", std::erf(erfinv(y)), y, 8);
  // erfc falls by x^2 powers of e: what an ulp of x makes of it grows with x.
  for (double y = 1e-300; y < 1; y *= 37) {
    const double x = erfcinv(y);
    near("erfc(erfcinv(y))", std::erfc(x), y, 8 + 4 * x * x);
  }
  // The series starts where the product ends.
  near("erfcx(25)", erfcx(25.0), erfcx(25.0 - 1e-9), 5e5);
  wrong += std::fabs(erfinv(0.25f) - 0.22531205f) > 1e-7f;
  std::printf("%d wrong\n", wrong);
  return wrong != 0;
}
