// Operands that PTX has no registers for, at the place of each.
// RUN: not %ox-nvcc -arch=sm_80 -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: not %ox-nvcc -arch=sm_80 -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=COUNT
struct Pair {
  int a, b;
};

__device__ long operands(char c, long long w, float f, Pair pair, bool flag, int* p, float4 four) {
  int x;
  asm("mov.u32 %0, %1;" : "=r"(x) : "r"(c));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:41: error: asm operand type size(1) does not match type/size implied by constraint 'r'
  asm("mov.u32 %0, %1;" : "=r"(x) : "r"(w));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:41: error: asm operand type size(8) does not match type/size implied by constraint 'r'
  asm("mov.u32 %0, %1;" : "=r"(x) : "r"(p));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:41: error: asm operand type size(8) does not match type/size implied by constraint 'r'
  asm("mov.u32 %0, %1;" : "=r"(x) : "h"(x));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:41: error: asm operand type size(4) does not match type/size implied by constraint 'h'
  asm("mov.u32 %0, %1;" : "=r"(x) : "d"(f));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:41: error: asm operand type size(4) does not match type/size implied by constraint 'd'
  asm("mov.b128 %0, {%1, %1};" : "=q"(w) : "l"(w));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:39: error: asm operand type size(8) does not match type/size implied by constraint 'q'
  asm("mov.u32 %0, %1;" : "=r"(flag) : "r"(x));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:32: error: asm operand type size(1) does not match type/size implied by constraint 'r'
  asm("mov.b64 %0, %1;" : "=l"(w) : "l"(pair));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:41: error: an asm operand must have scalar type; pass the members of 'Pair' one by one
  asm("mov.b128 %0, {%1, %1};" : "=q"(four) : "l"(w));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:39: error: an asm operand must have scalar type; pass the members of 'float4' one by one
  asm("mov.u32 %0, %1;" : "=r,r"(x) : "r,n"(1));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:27: error: constraint '=r,r' has alternatives; a PTX register has one width: choose one of them
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-2]]:39: error: constraint 'r,n' has alternatives; a PTX register has one width: choose one of them
  asm("mov.u32 %0, %1;" : "=r"(x) : "m"(w));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:37: error: constraint 'm' does not exist in PTX; there are h (16 bits), r (32), l (64), q (128), f (float), d (double), n (an integer constant) and C (a text)
  asm("mov.u32 %0, 1;" : "=m"(x));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:26: error: constraint '=m' does not exist in PTX
  asm("mov.u32 %0, 1;" : "=r"(x)::"r5");
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:35: error: unknown register name 'r5' in asm
  asm("mov.u32 %0, 1; mov.u32 %1, %2;" : "=r"(x) : "r"(x));
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:36: error: invalid operand number in inline asm string
  asm goto("bra %l0;" :::: out);
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:3: error: asm goto has no meaning in device code; branch in C++ on a result of the asm
out:
  auto lambda = [=](short s) { asm("mov.u32 %0, 1;" ::"r"(s)); };
  // CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:59: error: asm operand type size(2) does not match type/size implied by constraint 'r'
  lambda(1);
  return x;
}

template <class T> __device__ void in_template(T value) { asm("mov.b32 %0, %0;" : "+r"(value)); }
// CHECK-DAG: inline_ptx_operand_error.cu:[[#@LINE-1]]:88: error: asm operand type size(8) does not match type/size implied by constraint 'r'
template __device__ void in_template<long long>(long long);
template __device__ void in_template<int>(int);

// Host code is the host's, and host compilers know other constraints; so is asm outside functions.
int on_host(int x) {
  asm("addl $1, %0" : "+m"(x));
  return x;
}
asm(".globl a_symbol_of_the_host\na_symbol_of_the_host = 7");
// COUNT: 18 errors generated.
