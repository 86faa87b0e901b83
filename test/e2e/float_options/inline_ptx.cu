// PTX in asm statements says itself whether it flushes: -ftz=true does not reach it.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -use_fast_math %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true -rdc=true %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true -G %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ftz=true --ox-device-through=ptx %s -o %t && %t | FileCheck %s
// CHECK: add 00080000 fma 00080000 min 00080000 setp 00080000 sqrt 1f000000 div 00080000 narrow 00080000 wide 1
// CHECK-NEXT: flushed: add 00000000 fma 00000000 min 00000000 setp 00000000 sqrt 00000000 div 00000000 narrow 00000000
// CHECK-NEXT: in a loop 00500000
#include <cstdio>

#define OX_FORMS(index, ftz)                                                                                           \
  asm("add" ftz ".f32 %0, %1, 0f00000000;" : "=r"(o[index]) : "f"(s));                                                 \
  asm("fma.rn" ftz ".f32 %0, %1, %2, 0f00000000;" : "=r"(o[index + 1]) : "f"(s), "f"(one));                            \
  asm("min" ftz ".f32 %0, %1, %2;" : "=r"(o[index + 2]) : "f"(s), "f"(one));                                           \
  asm("{.reg .pred p; setp.gt" ftz ".f32 p, %1, 0f00000000; selp.b32 %0, %2, 0, p;}"                                   \
      : "=r"(o[index + 3])                                                                                             \
      : "f"(s), "r"(__float_as_uint(s)));                                                                              \
  asm("sqrt.rn" ftz ".f32 %0, %1;" : "=r"(o[index + 4]) : "f"(s));                                                     \
  asm("div.rn" ftz ".f32 %0, %1, %2;" : "=r"(o[index + 5]) : "f"(s), "f"(one));                                        \
  asm("cvt.rn" ftz ".f32.f64 %0, %1;" : "=r"(o[index + 6]) : "d"(one * 0x1p-130));

__global__ void compute(unsigned* o, float s, float one, int count) {
  OX_FORMS(0, "")
  OX_FORMS(8, ".ftz")
  double wide;
  asm("cvt.f64.f32 %0, %1;" : "=d"(wide) : "f"(s));
  o[7] = wide == 0x1p-130;
  float sum = 0;
  for (int i = 0; i < count; ++i)
    asm volatile("add.f32 %0, %0, %1;" : "+f"(sum) : "f"(s));
  o[15] = __float_as_uint(sum);
}

int main() {
  unsigned* o;
  cudaMallocManaged(&o, 16 * sizeof(unsigned));
  compute<<<1, 1>>>(o, 0x1p-130f, 1.0f, 10);
  cudaDeviceSynchronize();
  auto show = [](const unsigned* r) {
    printf("add %08x fma %08x min %08x setp %08x sqrt %08x div %08x narrow %08x", r[0], r[1], r[2], r[3], r[4], r[5],
           r[6]);
  };
  show(o);
  printf(" wide %u\nflushed: ", o[7]);
  show(o + 8);
  printf("\n");
  printf("in a loop %08x\n", o[15]);
}
