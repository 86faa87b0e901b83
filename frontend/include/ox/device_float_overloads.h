// The overloads for float that clang's headers declare, so that libstdc++'s constexpr versions don't become device
// code, and leave to the CUDA headers to define.
#pragma once

OX_DEVICE float acosh(float x) { return acoshf(x); }
OX_DEVICE float asinh(float x) { return asinhf(x); }
OX_DEVICE float atanh(float x) { return atanhf(x); }
OX_DEVICE float cbrt(float x) { return cbrtf(x); }
OX_DEVICE float copysign(float x, float y) { return copysignf(x, y); }
OX_DEVICE float erf(float x) { return erff(x); }
OX_DEVICE float erfc(float x) { return erfcf(x); }
OX_DEVICE float exp2(float x) { return exp2f(x); }
OX_DEVICE float expm1(float x) { return expm1f(x); }
OX_DEVICE float fdim(float x, float y) { return fdimf(x, y); }
OX_DEVICE float j0(float x) { return j0f(x); }
OX_DEVICE float j1(float x) { return j1f(x); }
OX_DEVICE float jn(int n, float x) { return jnf(n, x); }
OX_DEVICE float y0(float x) { return y0f(x); }
OX_DEVICE float y1(float x) { return y1f(x); }
OX_DEVICE float yn(int n, float x) { return ynf(n, x); }
OX_DEVICE float fma(float x, float y, float z) { return fmaf(x, y, z); }
OX_DEVICE float fmax(float x, float y) { return fmaxf(x, y); }
OX_DEVICE float fmin(float x, float y) { return fminf(x, y); }
OX_DEVICE float hypot(float x, float y) { return hypotf(x, y); }
OX_DEVICE int ilogb(float x) { return ilogbf(x); }
OX_DEVICE float lgamma(float x) { return lgammaf(x); }
OX_DEVICE long long llrint(float x) { return llrintf(x); }
OX_DEVICE long long llround(float x) { return llroundf(x); }
OX_DEVICE float log1p(float x) { return log1pf(x); }
OX_DEVICE float log2(float x) { return log2f(x); }
OX_DEVICE float logb(float x) { return logbf(x); }
OX_DEVICE long lrint(float x) { return lrintf(x); }
OX_DEVICE long lround(float x) { return lroundf(x); }
OX_DEVICE double nan(const char* tag) { return __nv_nan((const signed char*)tag); }
OX_DEVICE float nanf(const char* tag) { return __nv_nanf((const signed char*)tag); }
OX_DEVICE float nearbyint(float x) { return nearbyintf(x); }
OX_DEVICE float nextafter(float x, float y) { return nextafterf(x, y); }
OX_DEVICE float remainder(float x, float y) { return remainderf(x, y); }
OX_DEVICE float remquo(float x, float y, int* quotient) { return remquof(x, y, quotient); }
OX_DEVICE float rint(float x) { return rintf(x); }
OX_DEVICE float round(float x) { return roundf(x); }
OX_DEVICE float scalbln(float x, long exponent) { return scalblnf(x, exponent); }
OX_DEVICE float scalbn(float x, int exponent) { return scalbnf(x, exponent); }
OX_DEVICE float tgamma(float x) { return tgammaf(x); }
OX_DEVICE float trunc(float x) { return truncf(x); }
