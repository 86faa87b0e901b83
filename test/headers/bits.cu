// Bit intrinsics become the optimiser's own operations.
// RUN: %cuda-device -O1 -S -emit-llvm %s -o - | FileCheck %s --implicit-check-not=asm
extern "C" __global__ void bits(unsigned* p, unsigned long long* q, float* f, unsigned a, unsigned b, unsigned c) {
  // CHECK-DAG: call {{.*}}i32 @llvm.ctlz.i32(i32 %{{.*}}, i1 false)
  p[0] = __clz(a);
  // CHECK-DAG: call {{.*}}i32 @llvm.ctpop.i32(
  p[1] = __popc(a);
  // CHECK-DAG: call {{.*}}i32 @llvm.bitreverse.i32(
  p[2] = __brev(a);
  // CHECK-DAG: call {{.*}}i32 @llvm.fshl.i32(i32 %{{.*}}, i32 %{{.*}}, i32 %{{.*}})
  p[3] = __funnelshift_l(a, b, c);
  // CHECK-DAG: call {{.*}}i32 @llvm.fshr.i32(i32 %{{.*}}, i32 %{{.*}}, i32 %{{.*}})
  p[4] = __funnelshift_r(a, b, c);
  // CHECK-DAG: call {{.*}}i32 @llvm.nvvm.prmt(i32 %{{.*}}, i32 %{{.*}}, i32 %{{.*}})
  p[5] = __byte_perm(a, b, c);
  // CHECK-DAG: call {{.*}}<4 x i8> @llvm.uadd.sat.v4i8(
  p[6] = __vaddus4(a, b);
  // CHECK-DAG: call {{.*}}<2 x i16> @llvm.smax.v2i16(
  p[7] = __vmaxs2(a, b);
  // CHECK-DAG: call {{.*}}float @__nv_fadd_rz(
  f[0] = __fadd_rz(f[1], f[2]);
  // CHECK-DAG: call {{.*}}float @__nv_fast_expf(
  f[3] = __expf(f[4]);
}
