// nvcc's pragmas about diagnostics, by number, old names and new: each holds from its line on, and until the pop.
// RUN: %ox-nvcc -c %s -o %t.o 2>&1 | FileCheck --implicit-check-not=warning: --implicit-check-not=error: %s
// RUN: not %ox-nvcc -DERRORS -c %s -o %t.o 2>&1 | FileCheck --check-prefix=ERROR %s
#pragma nv_diag_suppress unused_variable // a tag is no number: nothing happens
#pragma nv_diag_suppress 99999999

void before() { int a; }
#pragma nv_diagnostic push
#pragma nv_diag_warning 177, 550
void warned() { int b; }
// CHECK: [[@LINE-1]]:21: warning: unused variable 'b'
#pragma nv_diag_suppress 177
void suppressed() { int c; }
#pragma nv_diag_warning=177
void warned_again() { int d; }
// CHECK: [[@LINE-1]]:27: warning: unused variable 'd'
#pragma nv_diag_default 177
void by_default() { int e; }
#pragma nv_diag_once 177
void warned_once() { int f; }
// CHECK: [[@LINE-1]]:26: warning: unused variable 'f'
#pragma nv_diagnostic pop
void after() { int g; }
#pragma diag_warning 177
void old_name() { int h; }
// CHECK: [[@LINE-1]]:23: warning: unused variable 'h'
#pragma diag_suppress 177
void old_suppressed() { int i; }

int host_only();
#pragma nv_diag_suppress 20011, 20014
__host__ __device__ int quiet() { return host_only(); }
#pragma nv_diag_default 20011
__host__ __device__ int told() { return host_only(); }
// CHECK: [[@LINE-1]]:41: warning: the __host__ function 'host_only' can't be called

#ifdef ERRORS
#pragma nv_diag_error 177
void refused() { int j; }
// ERROR: [[@LINE-1]]:22: error: unused variable 'j'
#pragma nv_diag_error 20014
__host__ __device__ int refused_call() { return host_only(); }
// ERROR: [[@LINE-1]]:49: error: the __host__ function 'host_only' can't be called
#endif
