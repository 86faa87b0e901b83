// A program may ask for the 16-bit types without operators, and define its own.
// RUN: %gxx -std=c++14 %s -o %t && %t
#define __CUDA_NO_HALF_OPERATORS__
#define __CUDA_NO_HALF2_OPERATORS__
#define __CUDA_NO_BFLOAT16_OPERATORS__
#define __CUDA_NO_BFLOAT162_OPERATORS__
#include <cuda_bf16.h>
#include <cuda_fp16.h>

static __half operator+(const __half& a, const __half& b) { return __hsub(a, b); }
static __half2 operator*(const __half2& a, const __half2& b) { return __hadd2(a, b); }
static __nv_bfloat16 operator-(const __nv_bfloat16& a) { return a; }
static bool operator<(const __nv_bfloat162& a, const __nv_bfloat162& b) { return __hbgt2(a, b); }

int main() {
  const __half2 pair(__half(2.0f), __half(3.0f));
  const __nv_bfloat162 other(__nv_bfloat16(2.0f), __nv_bfloat16(3.0f)), zero(__nv_bfloat16(0.0f), __nv_bfloat16(0.0f));
  int failures = (float)(__half(3.0f) + __half(1.0f)) != 2.0f;
  failures += (float)(pair * pair).y != 6.0f;
  failures += (float)-__nv_bfloat16(1.0f) != 1.0f;
  failures += !(other < zero);
  return failures;
}
