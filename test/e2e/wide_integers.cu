// 128-bit integers in device code: arithmetic, comparison, shifts, conversions, as parameters and in every memory,
// against the host's.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -G %s -o %t.debug && %t.debug | FileCheck %s
// CHECK: error 0, wrong 0 of {{[1-9][0-9]+}}
#include <cmath>
#include <cstdio>
#include <vector>

typedef __int128 s128;
typedef unsigned __int128 u128;

struct Pair {
  s128 a, b;
};
struct Results {
  u128 sum, difference, product, quotient, remainder, low_and, low_or, low_xor, left, right;
  s128 signed_quotient, signed_remainder, arithmetic_right, negated;
  unsigned order; // <, <=, ==, signed and unsigned
  int zeros;
};
struct Conversions {
  float from_signed, from_unsigned;
  double double_from_signed, double_from_unsigned;
  s128 to_signed, float_to_signed;
  u128 to_unsigned, float_to_unsigned;
};

// Shifts by the width are undefined; a quotient by 0, or of the least by -1, too.
__host__ __device__ Results compute(s128 a, s128 b) {
  const u128 x = (u128)a, y = (u128)b;
  const u128 divisor = y ? y : 1;
  const s128 signed_divisor = b == 0 || b == -1 ? 3 : b;
  const int amount = (int)(y % 128);
  Results r;
  r.sum = x + y;
  r.difference = x - y;
  r.product = x * y;
  r.quotient = x / divisor;
  r.remainder = x % divisor;
  r.low_and = x & y;
  r.low_or = x | y;
  r.low_xor = x ^ ~y;
  r.left = x << amount;
  r.right = x >> amount;
  r.signed_quotient = a / signed_divisor;
  r.signed_remainder = a % signed_divisor;
  r.arithmetic_right = a >> amount;
  r.negated = (s128)-x;
  r.order = (a < b) | (a <= b) << 1 | (x < y) << 2 | (x <= y) << 3 | (a == b) << 4 | (a != b) << 5;
  r.zeros = x >> 64 ? 0 : 1;
  return r;
}

// Out of range a conversion to an integer is undefined, so what is too large is made smaller.
__host__ __device__ Conversions convert(s128 a) {
  Conversions c;
  c.from_signed = (float)a;
  c.from_unsigned = (float)(u128)a;
  c.double_from_signed = (double)a;
  c.double_from_unsigned = (double)(u128)a;
  c.to_signed = (s128)(c.double_from_signed * 0.75);
  c.float_to_signed = (s128)(c.from_signed * 0.75f);
  c.to_unsigned = (u128)(c.double_from_unsigned * 0.75);
  c.float_to_unsigned = (u128)(c.from_unsigned < 3e38f ? c.from_unsigned : 5.5f);
  return c;
}

__global__ void arithmetic(const Pair* in, Results* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    out[i] = compute(in[i].a, in[i].b);
}
__global__ void conversions(const s128* in, Conversions* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    out[i] = convert(in[i]);
}

// What is too large, and what is not a number: the range's ends, and 0.
__global__ void saturate(const double* in, s128* out) {
  out[4 * threadIdx.x] = (s128)in[threadIdx.x];
  out[4 * threadIdx.x + 1] = (s128)(u128)in[threadIdx.x];
  out[4 * threadIdx.x + 2] = (s128)(float)in[threadIdx.x];
  out[4 * threadIdx.x + 3] = (s128)(u128)(float)in[threadIdx.x];
}

__constant__ s128 in_constant = ((s128)0x0123456789abcdef << 64) | 0x7edcba9876543210;
__device__ u128 in_global[32];

__global__ void memory(u128 parameter, Pair pair, int offset, u128* out) {
  __shared__ u128 in_shared[32];
  s128 in_local[4];
  const int i = threadIdx.x;
  for (int n = 0; n < 4; ++n)
    in_local[n] = pair.b * (n + offset); // offset keeps the array in memory
  in_shared[31 - i] = parameter + i;
  in_global[i] = (u128)pair.a << i;
  __syncthreads();
  out[i] = in_shared[i] ^ in_global[31 - i] ^ (u128)in_local[(i + offset) & 3] ^ (u128)in_constant;
}

static std::vector<s128> numbers() {
  std::vector<s128> all{0, 3, 10, -7};
  for (int bit = 0; bit < 128; bit += 5)
    for (int around = -1; around <= 1; ++around) {
      all.push_back((s128)(((u128)1 << bit) + (u128)(s128)around));
      all.push_back((s128)(0 - ((u128)1 << bit) + (u128)(s128)around));
    }
  u128 random = 0x9e3779b97f4a7c15;
  for (int i = 0; i < 90; ++i) {
    random = random * ((u128)0x2360ed051fc65da4 << 64 | 0x4385df649fccf645) + 12345;
    all.push_back((s128)(random ^ random >> 61) >> (i * 7 % 128));
  }
  // Halfway between two floats or doubles, and next to it: 24 or 53 bits, then 1, then nothing or very little.
  for (int digits : {24, 53})
    for (int bits = digits + 2; bits < 128; bits += 9)
      for (u128 last : {(u128)0, (u128)1, ~(u128)0})
        for (u128 odd : {(u128)0, (u128)1}) {
          const u128 leading = ((((u128)1 << (digits - 1)) + odd) * 2 + 1) << (bits - digits - 1);
          all.push_back((s128)(leading + last));
          all.push_back((s128)(0 - leading - last));
        }
  return all;
}

static long wrong = 0, compared = 0;
template <class T> void expect(const T& got, const T& wanted, const char* what) {
  ++compared;
  if (got != wanted && ++wrong < 20)
    std::printf("wrong %s\n", what);
}
template <class T> T* managed(size_t count) {
  T* memory;
  cudaMallocManaged(&memory, count * sizeof(T));
  return memory;
}

static void check_arithmetic(const std::vector<s128>& all) {
  std::vector<Pair> pairs;
  for (size_t i = 0; i < all.size(); i += 3)
    for (size_t j = i % 2; j < all.size(); j += 2)
      pairs.push_back({all[i], all[j]});
  const int n = (int)pairs.size();
  Pair* in = managed<Pair>(n);
  Results* out = managed<Results>(n);
  for (int i = 0; i < n; ++i)
    in[i] = pairs[i];
  arithmetic<<<(n + 127) / 128, 128>>>(in, out, n);
  cudaDeviceSynchronize();
  for (int i = 0; i < n; ++i) {
    const Results r = compute(pairs[i].a, pairs[i].b), &o = out[i];
    expect(o.sum, r.sum, "sum");
    expect(o.difference, r.difference, "difference");
    expect(o.product, r.product, "product");
    expect(o.quotient, r.quotient, "unsigned quotient");
    expect(o.remainder, r.remainder, "unsigned remainder");
    expect(o.low_and, r.low_and, "and");
    expect(o.low_or, r.low_or, "or");
    expect(o.low_xor, r.low_xor, "exclusive or");
    expect(o.left, r.left, "shift left");
    expect(o.right, r.right, "shift right");
    expect(o.signed_quotient, r.signed_quotient, "quotient");
    expect(o.signed_remainder, r.signed_remainder, "remainder");
    expect(o.arithmetic_right, r.arithmetic_right, "arithmetic shift right");
    expect(o.negated, r.negated, "negation");
    expect(o.order, r.order, "comparison");
    expect(o.zeros, r.zeros, "upper half");
  }
}

static void check_conversions(const std::vector<s128>& all) {
  const int n = (int)all.size();
  s128* in = managed<s128>(n);
  Conversions* out = managed<Conversions>(n);
  for (int i = 0; i < n; ++i)
    in[i] = all[i];
  conversions<<<(n + 127) / 128, 128>>>(in, out, n);
  cudaDeviceSynchronize();
  for (int i = 0; i < n; ++i) {
    const Conversions c = convert(all[i]), &o = out[i];
    expect(o.from_signed, c.from_signed, "to float");
    expect(o.from_unsigned, c.from_unsigned, "unsigned to float");
    expect(o.double_from_signed, c.double_from_signed, "to double");
    expect(o.double_from_unsigned, c.double_from_unsigned, "unsigned to double");
    expect(o.to_signed, c.to_signed, "from double");
    expect(o.float_to_signed, c.float_to_signed, "from float");
    expect(o.to_unsigned, c.to_unsigned, "from double to unsigned");
    expect(o.float_to_unsigned, c.float_to_unsigned, "from float to unsigned");
  }
}

static void check_saturation() {
  const s128 highest = (s128)(~(u128)0 >> 1), lowest = -highest - 1, ones = -1;
  double* in = managed<double>(6);
  s128* out = managed<s128>(24);
  const double values[] = {INFINITY, -INFINITY, 0x1p128, -0x1p127, -1e39, 0.999};
  for (int i = 0; i < 6; ++i)
    in[i] = values[i];
  saturate<<<1, 6>>>(in, out);
  cudaDeviceSynchronize();
  const s128 wanted[][2] = {{highest, ones}, {lowest, 0}, {highest, ones}, {lowest, 0}, {lowest, 0}, {0, 0}};
  for (int i = 0; i < 24; ++i)
    expect(out[i], wanted[i / 4][i % 2], "conversion of what is out of range");
}

static void check_memory() {
  const u128 parameter = (u128)0xfedcba9876543210 << 64 | 0xffffffffffffffff;
  const Pair pair{(s128)1 << 90 | 12345, 99 - ((s128)5 << 70)};
  u128* out = managed<u128>(32);
  memory<<<1, 32>>>(parameter, pair, 2, out);
  cudaDeviceSynchronize();
  for (int i = 0; i < 32; ++i) {
    const u128 local = (u128)(pair.b * (((i + 2) & 3) + 2));
    const u128 constant = (u128)0x0123456789abcdef << 64 | 0x7edcba9876543210;
    expect(out[i], (parameter + (31 - i)) ^ ((u128)pair.a << (31 - i)) ^ local ^ constant, "memory");
  }
}

int main() {
  const std::vector<s128> all = numbers();
  check_arithmetic(all);
  check_conversions(all);
  check_saturation();
  check_memory();
  std::printf("error %d, wrong %ld of %ld\n", (int)cudaGetLastError(), wrong, compared);
}
