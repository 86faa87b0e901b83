// Intrinsics of constants fold to the values that the CUDA C++ Programming Guide defines.
// RUN: %cuda-device -O1 -S -emit-llvm %s -o - | FileCheck %s
// CHECK-LABEL: define {{.*}} @folded(
extern "C" __global__ void folded(unsigned* p) {
  // The stores are in order; each is the value by hand.
  // CHECK: store volatile i32 305419896,
  *(volatile unsigned*)p = __funnelshift_lc(0x12345678u, 0x9abcdef0u, 32);  // clamped: the low word
  // CHECK: store volatile i32 -1698898192,
  *(volatile unsigned*)p = __funnelshift_rc(0x12345678u, 0x9abcdef0u, 40);  // clamped: the high word
  // CHECK: store volatile i32 -1,
  *(volatile int*)p = __hadd(-1, 0);  // floor((-1 + 0) / 2)
  // CHECK: store volatile i32 0,
  *(volatile int*)p = __rhadd(-1, 0);  // floor((-1 + 0 + 1) / 2)
  // CHECK: store volatile i32 -2,
  *(volatile int*)p = __mulhi(-5, 0x60000000);
  // CHECK: store volatile i32 70,
  *(volatile int*)p = __dp4a(0x01020304, 0x05060708, 0);  // 1*5 + 2*6 + 3*7 + 4*8
  // CHECK: store volatile i32 -10,
  *(volatile int*)p = __dp4a((int)0xffffffff, 0x01020304, 0);
  // CHECK: store volatile i32 2130706559,
  *(volatile unsigned*)p = __vaddss4(0x7f00007fu, 0x01000001u);
  // CHECK: store volatile i32 -65536,
  *(volatile unsigned*)p = __vcmpgts2(0x00010001u, 0xffff0001u);
  // CHECK: store volatile i32 196606,
  *(volatile unsigned*)p = __vavgs2(0x0001fffdu, 0x0002ffffu);  // (1+2)/2 up to 2, (-3-1)/2 = -2
  // CHECK: store volatile i32 -8388608,
  *(volatile int*)p = __mul24(0x00800000, 1);  // bit 23 is the sign
  // CHECK: store volatile i32 33,
  *(volatile int*)p = __ffs(0) + 33;
}
