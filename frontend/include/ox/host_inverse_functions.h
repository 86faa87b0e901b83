// Host versions of the inverse error functions and their kin, which the C library doesn't have and CUDA does.
//
// erfc(x) is tiny where its inverse is asked for most, so that one is solved in logarithms: ln erfc is nearly a
// parabola, and Newton's method reaches the last bit from a rough start in a few steps.
#pragma once

// exp(x*x) * erfc(x)
OX_HOST double erfcx(double x) {
  if (x < 25) {
    const double square = x * x, rest = __builtin_fma(x, x, -square); // exp() magnifies what the square rounds off
    const double product = ::exp(square) * ::erfc(x);
    return x < -26.7 ? __builtin_inf() : product + product * rest;
  }
  const double inverse = 1 / x, t = 0.5 * inverse * inverse;
  const double series = 1 - t * (1 - 3 * t * (1 - 5 * t * (1 - 7 * t * (1 - 9 * t))));
  return 0.56418958354775628695 * inverse * series; // 1/sqrt(pi)
}

OX_HOST double erfcinv(double y) {
  if (!(y > 0 && y < 2)) // NaN too
    return y == 0 ? __builtin_inf() : y == 2 ? -__builtin_inf() : __builtin_nan("");
  if (y > 1)
    return y == 1 ? 0 : -erfcinv(2 - y);
  const double slope = 1.12837916709551257390; // 2/sqrt(pi)
  if (y > 0.5) {                               // erf is the smooth one here
    const double target = 1 - y;
    double x = target / slope;
    for (int step = 0; step < 6; ++step)
      x -= (::erf(x) - target) / (slope * ::exp(-x * x));
    return x;
  }
  const double logarithm = ::log(y);
  double x = ::sqrt(-logarithm);
  for (int step = 0; step < 8; ++step) {
    const double scaled = erfcx(x);
    x += (::log(scaled) - x * x - logarithm) * scaled / slope;
  }
  return x;
}

OX_HOST double erfinv(double y) {
  if (!(y > -1 && y < 1))
    return y == 1 ? __builtin_inf() : y == -1 ? -__builtin_inf() : __builtin_nan("");
  if (::fabs(y) > 0.5)
    return ::copysign(erfcinv(1 - ::fabs(y)), y);
  const double slope = 1.12837916709551257390;
  double x = y / slope;
  for (int step = 0; step < 6; ++step)
    x -= (::erf(x) - y) / (slope * ::exp(-x * x));
  return y == 0 ? y : x;
}

OX_HOST double normcdfinv(double p) { return -1.41421356237309504880 * erfcinv(2 * p); }

OX_HOST float erfcxf(float x) { return (float)erfcx((double)x); }
OX_HOST float erfcinvf(float y) { return (float)erfcinv((double)y); }
OX_HOST float erfinvf(float y) { return (float)erfinv((double)y); }
OX_HOST float normcdfinvf(float p) { return (float)normcdfinv((double)p); }
OX_HOST float erfcx(float x) { return erfcxf(x); }
OX_HOST float erfcinv(float y) { return erfcinvf(y); }
OX_HOST float erfinv(float y) { return erfinvf(y); }
OX_HOST float normcdfinv(float p) { return normcdfinvf(p); }
