// Operands of inline PTX: every constraint, names, matching numbers, early clobbers, types that are no integers, texts,
// and what stands for what in the text.  Expected values are computed in C++ beside each.
// RUN: %ox-nvcc -arch=sm_80 -std=c++17 %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -arch=sm_80 -std=c++17 -G %s -o %t && %t | FileCheck %s
// CHECK: 0 of 22 wrong
#include <cstdint>
#include <cstdio>
#include <cuda_fp16.h>

constexpr int kChecks = 22;

enum Colour : unsigned { kRed = 5, kGreen = 9 };

// A text for each rounding: ".rn" is a constraint of "C", put into the opcode.
template <int rounding> struct Rounding;
template <> struct Rounding<0> { static constexpr const char word[] = ".rn"; };
template <> struct Rounding<1> { static constexpr const char word[] = ".rp"; };
template <> struct Rounding<2> { static constexpr const char word[4] = ".rm"; };
__device__ const char kOpcode[] = "min";
static const char kNothing[8] = "";

template <int rounding> __device__ float add(float a, float b) {
  float sum;
  asm("add%3.f32 %0, %1, %2;" : "=f"(sum) : "f"(a), "f"(b), "C"(Rounding<rounding>::word));
  return sum;
}

template <int shift> __device__ uint32_t shifted(uint32_t x) {
  uint32_t y;
  asm("shl.b32 %0, %1, %2;" : "=r"(y) : "r"(x), "n"(shift * 2 + 1));
  return y;
}

__device__ uint32_t in_lambda(uint32_t x) {
  auto triple = [=](uint32_t by) {
    uint32_t y;
    asm("mad.lo.u32 %0, %1, 3, %2;" : "=r"(y) : "r"(x), "r"(by));
    return y;
  };
  return triple(1) + triple(2);
}

struct Counter {
  uint32_t value;
  template <class T> __device__ void add(T by) { asm("add.u32 %0, %0, %1;" : "+r"(value) : "r"(uint32_t(by))); }
};

// Host code has none of it; what is only for other architectures is not looked at.
__host__ __device__ uint32_t either(uint32_t x) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 9000
  asm("no.such.instruction %0;" : "+r"(x));
#elif defined(__CUDA_ARCH__)
  asm("add.u32 %0, %0, 1;" : "+r"(x));
#else
  x += 1;
#endif
  return x;
}

template <bool wide> __device__ uint32_t discarded(uint32_t x) {
  if constexpr (wide)
    asm("no.such.instruction %0;" : "+r"(x));
  else
    asm("add.u32 %0, %0, 2;" : "+r"(x));
  return x;
}

__device__ uint32_t swapped(uint32_t x) {
  uint32_t high, low;
  asm("mov.b32 {%1, %0}, %2;" : "=h"(*(uint16_t*)&high), "=h"(*(uint16_t*)&low) : "r"(x));
  return (high & 0xffff) | low << 16;
}

__global__ void test(uint32_t (*ok)[32], uint64_t* memory) {
  const uint32_t t = threadIdx.x;
  auto check = [&](int number, bool good) { ok[number][t] = good; };

  uint16_t h;
  asm("sub.u16 %0, %1, %2;" : "=h"(h) : "h"(uint16_t(t)), "h"(uint16_t(7)));
  check(0, h == uint16_t(t - 7));

  // 128 bits
  unsigned __int128 q = (unsigned __int128)0x0123456789abcdefull << 64 | t;
  uint64_t low, high;
  asm("mov.b128 {%0, %1}, %2;" : "=l"(low), "=l"(high) : "q"(q));
  check(1, low == t && high == 0x0123456789abcdefull);
  asm("mov.b128 %0, {%1, %2};" : "=q"(q) : "l"(high), "l"(low + 1));
  check(2, q == ((unsigned __int128)(t + 1) << 64 | 0x0123456789abcdefull));

  double d = t;
  asm("{ .reg .f64 half; mov.f64 half, 0.5; mul.f64 %0, %0, half; }" : "+d"(d));
  check(3, d == 0.5 * t);

  // A pointer, an enumerator, a boolean that was made an int
  uint64_t loaded;
  asm volatile("ld.global.u64 %0, [%1];" : "=l"(loaded) : "l"(memory + t));
  check(4, loaded == 1000 + t);
  uint32_t colour;
  asm("add.u32 %0, %1, %2;" : "=r"(colour) : "r"(kRed), "r"(int(t > 3)));
  check(5, colour == 5u + (t > 3));

  // Names; a number that is another operand's
  uint32_t named;
  asm("mad.lo.u32 %[out], %[a], %[b], %[a];" : [out] "=r"(named) : [a] "r"(t), [b] "r"(10u));
  check(6, named == 11 * t);
  uint32_t matched;
  asm("add.u32 %0, %1, %2;" : "=r"(matched) : "0"(t), "r"(3));
  check(7, matched == t + 3);

  // Two results; the first is written before the last input is read
  uint32_t sum, difference;
  asm("add.u32 %0, %2, %3;\n\tsub.u32 %1, %2, %3;" : "=&r"(sum), "=r"(difference) : "r"(t), "r"(100 - t));
  check(8, sum == 100 && difference == 2 * t - 100);

  // Roundings as texts: 1 + 2^-24 lies between two floats
  check(9, add<0>(1.0f, 0x1p-24f) == 1.0f && add<1>(1.0f, 0x1p-24f) == 0x1.000002p0f &&
               add<2>(-1.0f, -0x1p-25f) == -0x1.000002p0f);
  int least;
  asm("%3%4.s32 %0, %1, %2;" : "=r"(least) : "r"(int(t) - 16), "r"(0), "C"(kOpcode), "C"(kNothing));
  check(10, least == (t < 16 ? int(t) - 16 : 0));

  check(11, shifted<3>(t) == t << 7 && shifted<0>(t) == t << 1);
  check(12, in_lambda(t) == 6 * t + 3);
  Counter counter{t};
  counter.add(1), counter.add(2.75f), counter.add(3ll);
  check(13, counter.value == t + 6);
  check(14, either(t) == t + 1);
  check(15, discarded<false>(t) == t + 2);
  check(16, swapped(0x12340000 + t) == ((0x1234 << 16 | t) >> 16 | t << 16));

  // %% is %, dollars stand for themselves, blanks and comments anywhere
  uint32_t lane;
  asm("{\n\t"
      "  .reg .u32 $lane; // a name with a dollar\n"
      "  /* mov.u32 %%nothing, 1; */ mov.u32 $lane,\n\n    %%laneid ; ; \n"
      "  add.u32 %0, $lane, 1; }"
      : "=r"(lane));
  check(17, lane == t % 32 + 1);

  // Bits of a number in a register of the same width
  uint32_t bits;
  asm("mov.b32 %0, %1;" : "=r"(bits) : "f"(1.0f + t));
  check(18, bits == __float_as_uint(1.0f + t));
  __half half = __float2half(0.25f * t);
  uint16_t doubled;
  asm("add.f16 %0, %1, %1;" : "=h"(doubled) : "h"(__half_as_ushort(half)));
  check(19, doubled == __half_as_ushort(__float2half(0.5f * t)));

  // A constant that is negative, and one in an address
  int negative;
  asm("add.s32 %0, %1, %2;" : "=r"(negative) : "r"(int(t)), "n"(-5));
  check(20, negative == int(t) - 5);

  // Empty statements keep the compiler from seeing a value, of any width
  uint32_t a = t;
  uint64_t b = t;
  uint16_t c = uint16_t(t);
  float e = t;
  double f = t;
  asm volatile("" : "+r"(a), "+l"(b), "+h"(c), "+f"(e), "+d"(f)::"memory");
  asm volatile("" ::: "memory");
  asm("// nothing but a comment" : "+r"(a));
  check(21, a == t && b == t && c == t && e == t && f == t);
}

int main() {
  uint32_t(*ok)[32];
  uint64_t* memory;
  cudaMallocManaged(&ok, kChecks * sizeof *ok);
  cudaMallocManaged(&memory, 32 * sizeof *memory);
  for (int t = 0; t < 32; ++t)
    memory[t] = 1000 + t;
  test<<<1, 32>>>(ok, memory);
  if (cudaDeviceSynchronize() != cudaSuccess || either(1) != 2)
    return 1;
  int wrong = 0;
  for (int check = 0; check < kChecks; ++check)
    for (int t = 0; t < 32; ++t)
      if (!ok[check][t]) {
        std::printf("check %d is wrong in thread %d\n", check, t);
        ++wrong;
        break;
      }
  std::printf("%d of %d wrong\n", wrong, kChecks);
}
