// A syntax error is shown once, with place and caret, though host and device compile the same file.
// RUN: %exits 2 %ox-nvcc -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: test ! -e %t.o
__global__ void broken(int* p) {
  *p = 1
  // CHECK: syntax_error.cu:[[#@LINE-1]]:{{[0-9]+}}: error: expected ';'
}
// CHECK-NOT: error: expected ';'
// CHECK: 1 error generated
