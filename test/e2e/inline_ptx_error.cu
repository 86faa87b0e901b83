// An error in inline PTX names the function, the line, and the place in the text.
// RUN: not %ox-nvcc -arch=sm_80 -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK: function broken(int*), {{.*}}inline_ptx_error.cu:8: in its inline PTX: '.rm' does not go with 'min'; the manual has: min.atype d, a, b;
// CHECK-NEXT:     min.rm.s32 %0, %1, 3;
// CHECK-NEXT: {{^        \^}}
__global__ void broken(int* p) {
  int x;
  asm("min.rm.s32 %0, %1, 3;" : "=r"(x) : "r"(p[0]));
  p[0] = x;
}
