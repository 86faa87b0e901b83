// Atomics are the IR's own, relaxed as CUDA's are.
// RUN: %cuda-device -O1 -S -emit-llvm %s -o - | FileCheck %s --implicit-check-not=asm
extern "C" __global__ void atomics(int* i, unsigned* u, unsigned long long* l, float* f, double* d, unsigned short* h) {
  // CHECK: atomicrmw add ptr %{{.*}}, i32 1 monotonic
  atomicAdd(i, 1);
  // CHECK: atomicrmw fadd ptr %{{.*}}, float 1.000000e+00 monotonic
  atomicAdd(f, 1.0f);
  // CHECK: atomicrmw fadd ptr %{{.*}}, double 1.000000e+00 monotonic
  atomicAdd_block(d, 1.0);
  // CHECK: atomicrmw max ptr %{{.*}}, i32 2 monotonic
  atomicMax(i, 2);
  // CHECK: atomicrmw umin ptr %{{.*}}, i64 3 monotonic
  atomicMin(l, 3ull);
  // CHECK: atomicrmw uinc_wrap ptr %{{.*}}, i32 7 monotonic
  atomicInc(u, 7u);
  // CHECK: atomicrmw udec_wrap ptr %{{.*}}, i32 7 monotonic
  atomicDec(u, 7u);
  // CHECK: atomicrmw xchg ptr %{{.*}}, i32 1065353216 monotonic
  atomicExch(f, 1.0f);
  // CHECK: cmpxchg ptr %{{.*}}, i32 4, i32 5 monotonic monotonic
  atomicCAS(i, 4, 5);
  // CHECK: cmpxchg ptr %{{.*}}, i16 6, i16 7 monotonic monotonic
  atomicCAS(h, (unsigned short)6, (unsigned short)7);
  // CHECK: atomicrmw or ptr %{{.*}}, i64 8 monotonic
  atomicOr_system(l, 8ull);
  // CHECK: atomicrmw and ptr %{{.*}}, i64 9 {{.*}}monotonic
  atomicAnd_block((long long*)l, 9ll);
}
