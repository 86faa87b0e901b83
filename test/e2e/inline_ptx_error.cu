// An error in inline PTX points into the string, wherever the text has been through: escapes, several literals, names of
// operands, raw strings, templates, macros.
// RUN: not %ox-nvcc -arch=sm_80 -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: not %ox-nvcc -arch=sm_80 -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=COUNT

// Not emitted, so nobody reads it.
__device__ static inline void unused() { asm("min.rm.s32 nothing;"); }

__device__ int several(int x, long long y) {
  asm("{\n\t"
      "  mov.u32 %0, %1;\n\t"
      "  min.rm.s32 %0, %1, 3;\n\t"
      "}" : "=r"(x) : "r"(1));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-2]]:13: error: in inline PTX: '.rm' does not go with 'min'; the manual has: min.atype d, a, b;
  asm("mov.u32 %0, %%nosuch;" : "=r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:20: error: in inline PTX: '%nosuch' is not declared
  asm("mov.u32 %0, 1; add.u64 %0, %0, %1;" : "+r"(x) : "l"(y));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:35: error: in inline PTX: '%0' is a .b32 register; 'add.u64' takes .u64 here
  asm("call (%0), nowhere, (%1);" : "=r"(x) : "r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:19: error: in inline PTX: 'nowhere' is not declared
  asm(R"(
      mov.u32 %[named], 1;
      mov.u32 %[named], 1, $ 2;)" : [named] "=r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:30: error: in inline PTX: expected ';' behind mov.u32, found '2'
  return x;
}

__device__ int structure(int x) {
  asm("mov.u32 %c0, %1;" : "=r"(x) : "r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:16: error: in inline PTX: '%c0': operands in PTX have no modifiers such as 'c'
  asm("bra OUT;");
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:12: error: in inline PTX: OUT is a label of another asm statement; none can be left by a branch
  asm("OUT: mov.u32 %0, 1;" : "=r"(x));
  asm("ret;");
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:8: error: in inline PTX: 'ret' would leave the function around the asm; return in C++, or end the thread with 'exit'
  asm("{ mov.u32 %0, 1;" : "=r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:8: error: in inline PTX: this '{' has no '}'
  asm("} mov.u32 %0, 1;" : "=r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:8: error: in inline PTX: a '}' without '{'
  asm("mov.u32 %0, undeclared;" : "=r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:20: error: in inline PTX: 'undeclared' is not declared
  asm(".local .u32 place;");
  asm("ld.local.u32 %0, [place];" : "=r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-2]]:{{[0-9]+}}: error: in inline PTX: place is used by another asm statement; only registers that are no vectors, and variables in .shared, .global and .const memory, can be
  return x;
}

// Once, though there are two instances.
template <class T> __device__ T in_template(T x) {
  asm("add.u32 %0, %1;" : "+r"(x) : "r"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:8: error: in inline PTX: 'add.u32' needs more operands; the manual has: add.type d, a, b;
  return x;
}

#define MOVE(to, from) asm("mov.b32 %0, %1, %1;" : "=r"(to) : "r"(from))
__device__ int in_macro(int x) {
  MOVE(x, x);
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:3: error: in inline PTX: {{.*}} 'mov.b32'
  return x;
}

// Constants that aren't.
__device__ int constants(int x, const char* text) {
  asm("add.s32 %0, %0, %1;" : "+r"(x) : "n"(x));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:3: error: in inline PTX: the value of operand %1 is not known here: "n" needs an integer constant, "C" a constant array of char
  asm("add%1.s32 %0, %0, 1;" : "+r"(x) : "C"(text));
  // CHECK-DAG: inline_ptx_error.cu:[[#@LINE-1]]:3: error: in inline PTX: the value of operand %1 is not known here: "n" needs an integer constant, "C" a constant array of char
  return x;
}

__global__ void kernel(int* p) {
  p[0] = several(p[0], 1) + structure(p[0]) + in_template(p[0]) + int(in_template(unsigned(p[1]))) + in_macro(p[2]) +
         constants(p[3], "");
}
// COUNT: 18 errors generated.
