// PTX in asm statements: every constraint, several statements, registers, labels and blocks of their own, predicates, carry
// chains, memory, warp operations, special registers.  Expected values are computed in C++ beside each.
// RUN: %ox-nvcc -arch=sm_80 %s -o %t && %t | FileCheck %s
// CHECK: 0 of 16 wrong
#include <cstdint>
#include <cstdio>
#include <cstring>

__device__ uint32_t table[4] = {10, 20, 30, 40};

struct Results {
  uint32_t ok[16][32];
};

__device__ uint64_t add_with_carry(uint64_t a, uint64_t b, uint32_t& top) {
  uint32_t low, high, carry;
  asm("add.cc.u32 %0, %3, %5;\n\t"
      "addc.cc.u32 %1, %4, %6;\n\t"
      "addc.u32 %2, 0, 0;"
      : "=r"(low), "=r"(high), "=r"(carry)
      : "r"(uint32_t(a)), "r"(uint32_t(a >> 32)), "r"(uint32_t(b)), "r"(uint32_t(b >> 32)));
  top = carry;
  return uint64_t(high) << 32 | low;
}

__device__ uint32_t collatz(uint32_t n) {
  uint32_t steps;
  asm volatile("{\n"
               ".reg .pred one, odd;\n"
               ".reg .u32 n, bit;\n"
               "mov.u32 n, %1;\n"
               "mov.u32 %0, 0;\n"
               "NEXT:\n"
               "setp.eq.u32 one, n, 1;\n"
               "@one bra DONE;\n"
               "and.b32 bit, n, 1;\n"
               "setp.ne.u32 odd, bit, 0;\n"
               "@odd mad.lo.u32 n, n, 3, 1;\n"
               "@!odd shr.u32 n, n, 1;\n"
               "add.u32 %0, %0, 1;\n"
               "bra NEXT;\n"
               "DONE:\n"
               "}"
               : "=r"(steps)
               : "r"(n));
  return steps;
}

template <class T> __device__ T bits_as(uint64_t bits) {
  T value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

__global__ void test(Results* out) {
  const uint32_t t = threadIdx.x;
  uint32_t top;
  const uint64_t a = ~0ull - t, b = 2 * t;
  out->ok[0][t] = add_with_carry(a, b, top) == a + b && top == (a + b < a);

  uint32_t steps = 0;
  for (uint32_t n = t + 1; n != 1; n = n % 2 ? 3 * n + 1 : n / 2)
    ++steps;
  out->ok[1][t] = collatz(t + 1) == steps;

  float f = float(t);
  asm("fma.rn.f32 %0, %0, %1, 0f3F000000;" : "+f"(f) : "f"(2.0f));
  out->ok[2][t] = f == 2.0f * float(t) + 0.5f;

  double d;
  asm("add.rz.f64 %0, %1, %2;" : "=d"(d) : "d"(1.0), "d"(0x1.8p-53));
  out->ok[3][t] = d == 1.0;

  unsigned short h;
  asm("mul.lo.u16 %0, %1, %2;" : "=h"(h) : "h"((unsigned short)t), "h"((unsigned short)40000));
  out->ok[4][t] = h == (unsigned short)(t * 40000);

  uint32_t loaded;
  asm volatile("ld.global.u32 %0, [%1+%2];" : "=r"(loaded) : "l"(table), "n"(8) : "memory");
  out->ok[5][t] = loaded == 30;

  uint32_t lane;
  asm("mov.u32 %0, %%laneid;" : "=r"(lane));
  out->ok[6][t] = lane == t % 32;

  uint32_t moved, in_range;
  asm volatile("{ .reg .pred p; shfl.sync.up.b32 %0|p, %2, 3, 0, -1; selp.u32 %1, 1, 0, p; }"
               : "=r"(moved), "=r"(in_range)
               : "r"(t * 7));
  out->ok[7][t] = in_range == (t >= 3) && moved == (t >= 3 ? (t - 3) * 7 : t * 7);

  uint32_t ballot;
  asm volatile("{ .reg .pred p; setp.gt.s32 p, %1, 10; vote.sync.ballot.b32 %0, p, 0xffffffff; }" : "=r"(ballot) : "r"(t));
  out->ok[8][t] = ballot == 0xfffff800;

  __shared__ uint32_t counter;
  if (t == 0)
    counter = 5;
  __syncthreads();
  uint32_t old;
  asm volatile("{ .reg .u64 a64; .reg .u32 a; cvta.to.shared.u64 a64, %1; cvt.u32.u64 a, a64;"
               "  atom.shared.add.u32 %0, [a], 2; }"
               : "=r"(old)
               : "l"(&counter)
               : "memory");
  __syncthreads();
  out->ok[9][t] = old >= 5 && old < 69 && old % 2 == 1 && counter == 69;

  uint32_t prmt;
  asm("prmt.b32 %0, %1, %2, 0x7531;" : "=r"(prmt) : "r"(0x33221100), "r"(0x77665544));
  out->ok[10][t] = prmt == 0x77553311;

  uint64_t wide;
  asm("mad.wide.u32 %0, %1, %2, %3;" : "=l"(wide) : "r"(0xffffffff), "r"(t), "l"(1ull));
  out->ok[11][t] = wide == 0xffffffffull * t + 1;

  int clamped;
  asm("cvt.rni.sat.s8.f32 %0, %1;" : "=r"(clamped) : "f"(bits_as<float>(0x43160000))); // 150
  out->ok[12][t] = clamped == 127;

  uint32_t unique = 0; // labels of two copies don't meet
#pragma unroll
  for (int i = 0; i < 2; ++i)
    asm volatile("{ .reg .pred p; setp.lt.u32 p, %1, 16;\n @p bra L%=;\n add.u32 %0, %0, 1;\n L%=: }" : "+r"(unique) : "r"(t));
  out->ok[13][t] = unique == (t < 16 ? 0 : 2);

  uint32_t low, high;
  asm("mov.b64 {%0, %1}, %2;" : "=r"(low), "=r"(high) : "l"(0x123456789abcdef0ull + t));
  out->ok[14][t] = low == 0x9abcdef0 + t && high == 0x12345678;

  uint32_t four[4];
  asm volatile("ld.global.v4.u32 {%0, %1, %2, %3}, [%4];" : "=r"(four[0]), "=r"(four[1]), "=r"(four[2]), "=r"(four[3]) : "l"(table));
  out->ok[15][t] = four[0] == 10 && four[1] == 20 && four[2] == 30 && four[3] == 40;
}

int main() {
  Results* device;
  static Results host;
  cudaMalloc(&device, sizeof host);
  test<<<1, 32>>>(device);
  if (cudaMemcpy(&host, device, sizeof host, cudaMemcpyDeviceToHost) != cudaSuccess)
    return 1;
  int wrong = 0;
  for (int check = 0; check < 16; ++check)
    for (int t = 0; t < 32; ++t)
      if (!host.ok[check][t]) {
        std::printf("check %d is wrong in thread %d\n", check, t);
        ++wrong;
        break;
      }
  std::printf("%d of 16 wrong\n", wrong);
}
