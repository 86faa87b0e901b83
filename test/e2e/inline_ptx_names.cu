// Names in inline PTX: registers and variables that one statement declares and others use, labels of copies, blocks.
// What the statements do is computed in C++ beside each.
// RUN: %ox-nvcc -arch=sm_80 %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -arch=sm_80 -G %s -o %t && %t | FileCheck %s
// CHECK: 0 of 12 wrong
#include <cstdint>
#include <cstdio>

constexpr int kChecks = 12;

// Declared outside braces, a register is the function's.
__device__ uint32_t through_registers(uint32_t x) {
  asm volatile(".reg .u32 kept;\n\t.reg .pred is_big;\n\t.reg .b64 wide<4>;");
  asm volatile("mul.lo.u32 kept, %0, 7;" ::"r"(x));
  asm volatile("setp.gt.u32 is_big, %0, 9;" ::"r"(x));
  asm volatile("cvt.u64.u32 wide3, kept; shl.b64 wide2, wide3, 33;");
  uint32_t y, z;
  asm volatile("@is_big add.u32 %0, kept, 100;\n\t@!is_big add.u32 %0, kept, 1;" : "=r"(y));
  asm volatile("{ .reg .u32 low; mov.b64 {low, %0}, wide2; }" : "=r"(z));
  return y + z * 1000;
}

// It keeps its value over branches and loops of C++.
__device__ uint32_t summed(uint32_t n) {
  asm volatile(".reg .u32 total; mov.u32 total, 0;");
  for (uint32_t i = 0; i <= n; ++i)
    if (i % 3 != 0)
      asm volatile("add.u32 total, total, %0;" ::"r"(i));
  uint32_t result;
  asm volatile("mov.u32 %0, total;" : "=r"(result));
  return result;
}

// Each copy of a statement, and each statement, has its own of what nobody else uses.
__device__ __forceinline__ uint32_t plus_one(uint32_t x) {
  asm(".reg .u32 one; mov.u32 one, 1; add.u32 %0, %0, one;" : "+r"(x));
  return x;
}

__device__ uint32_t same_names(uint32_t x) {
  asm(".reg .u32 t; add.u32 t, %0, 1; mov.u32 %0, t;" : "+r"(x));
  asm(".reg .u64 t; cvt.u64.u32 t, %0; mul.lo.u64 t, t, 3; cvt.u32.u64 %0, t;" : "+r"(x));
#pragma unroll
  for (int i = 0; i < 4; ++i)
    asm(".reg .u32 t; mov.u32 t, 5; add.u32 %0, %0, t;" : "+r"(x));
  return x;
}

// Names in braces hide those outside.
__device__ uint32_t hidden(uint32_t x) {
  uint32_t inner, outer;
  asm("{ .reg .u32 t; mov.u32 t, %2;\n"
      "  { .reg .u32 t; mov.u32 t, 77; mov.u32 %0, t; }\n"
      "  mov.u32 %1, t; }"
      : "=&r"(inner), "=r"(outer)
      : "r"(x));
  return inner * 1000 + outer;
}

__device__ uint32_t countdown(uint32_t n) {
  uint32_t steps;
  asm volatile("{ .reg .pred more; .reg .u32 n;\n"
               "  mov.u32 n, %1; mov.u32 %0, 0;\n"
               "AGAIN:\n"
               "  setp.ne.u32 more, n, 0;\n"
               "  @!more bra END;\n"
               "  sub.u32 n, n, 1; add.u32 %0, %0, 2;\n"
               "  bra.uni AGAIN;\n"
               "END: }"
               : "=&r"(steps)
               : "r"(n));
  return steps;
}

// Labels outside braces need a number for each copy.
__device__ __forceinline__ uint32_t absolute(int x) {
  asm(".reg .pred %%is_negative_%=;\n\t"
      "setp.lt.s32 %%is_negative_%=, %0, 0;\n\t"
      "@!%%is_negative_%= bra POSITIVE_%=;\n\t"
      "neg.s32 %0, %0;\n"
      "POSITIVE_%=:"
      : "+r"(x));
  return uint32_t(x);
}

__device__ uint32_t by_index(uint32_t which) {
  uint32_t value;
  asm("{ mov.u32 %0, 0;\n"
      "  PLACES: .branchtargets TEN, TWENTY, THIRTY;\n"
      "  brx.idx %1, PLACES;\n"
      "  TEN: add.u32 %0, %0, 10; TWENTY: add.u32 %0, %0, 20; THIRTY: add.u32 %0, %0, 30; }"
      : "=&r"(value)
      : "r"(which));
  return value;
}

// A variable in shared memory: one for the block, known to the other statements by its name.
__device__ uint32_t through_shared(uint32_t t) {
  asm volatile(".shared .align 8 .b32 mailbox[64];");
  asm volatile("{ .reg .u32 at; mov.u32 at, mailbox; mad.lo.u32 at, %0, 4, at; st.shared.u32 [at], %1; }" ::"r"(t),
               "r"(t * t)
               : "memory");
  __syncthreads();
  uint32_t other;
  asm volatile("{ .reg .u64 at; .reg .u32 near;\n"
               "  mov.u32 near, mailbox; cvt.u64.u32 at, near; cvta.shared.u64 at, at;\n"
               "  mad.wide.u32 at, %1, 4, at; ld.u32 %0, [at]; }"
               : "=r"(other)
               : "r"(31 - t)
               : "memory");
  return other;
}

// Two statements with the same text have two variables.
template <int n> __device__ uint32_t own_variable(uint32_t t) {
  asm volatile("{ .shared .u32 slot; .reg .pred first; setp.eq.u32 first, %0, 0; @first st.shared.u32 [slot], %1; }"
               ::"r"(t), "r"(100 + n));
  return n;
}

__global__ void test(uint32_t (*ok)[32]) {
  const uint32_t t = threadIdx.x;
  auto check = [&](int number, bool good) { ok[number][t] = good; };
  check(0, through_registers(t) == 7 * t + (t > 9 ? 100 : 1) + 14 * t * 1000);
  uint32_t sum = 0;
  for (uint32_t i = 0; i <= t; ++i)
    sum += i % 3 != 0 ? i : 0;
  check(1, summed(t) == sum);
  check(2, plus_one(plus_one(t)) == t + 2);
  check(3, same_names(t) == (t + 1) * 3 + 20);
  check(4, hidden(t) == 77000 + t);
  check(5, countdown(t) == 2 * t);
  check(6, countdown(3) == 6); // another copy of the same labels
  check(7, absolute(int(t) - 16) == (t < 16 ? 16 - t : t - 16) && absolute(-5) == 5);
  check(8, by_index(t % 3) == (t % 3 == 0 ? 60 : t % 3 == 1 ? 50 : 30));
  check(9, through_shared(t) == (31 - t) * (31 - t));
  check(10, own_variable<1>(t) + own_variable<2>(t) == 3);

  // A register that is an output's name in one statement is no other's.
  uint32_t x = t, y;
  asm("{ .reg .u32 r1; mov.u32 r1, %0; add.u32 %0, r1, r1; }" : "+r"(x));
  asm("{ .reg .f32 r1; cvt.rn.f32.u32 r1, %1; add.f32 r1, r1, 0f3F800000; cvt.rzi.u32.f32 %0, r1; }" : "=r"(y) : "r"(x));
  check(11, y == 2 * t + 1);
}

int main() {
  uint32_t(*ok)[32];
  cudaMallocManaged(&ok, kChecks * sizeof *ok);
  test<<<1, 32>>>(ok);
  if (cudaDeviceSynchronize() != cudaSuccess)
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
