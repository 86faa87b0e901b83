// What nvcc refuses, Ox refuses: with the place, what is wrong, and what to do instead.
// RUN: not %ox-nvcc -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: test ! -e %t.o
// RUN: %exits 2 %ox-nvcc -c %s -o %t.o > %t.txt 2>&1
#include <typeinfo>
struct A {
  __device__ virtual int f() { return 1; }
};
struct B : A {};
struct Huge {
  char bytes[40000];
};
struct Initialised {
  __host__ __device__ Initialised() : x(1) {}
  int x;
};

__device__ bool casts(A* a) { return dynamic_cast<B*>(a) != nullptr; }
// CHECK-DAG: [[@LINE-1]]:38: error: dynamic_cast is not supported in device code: there is no run-time type information; use a virtual function or a member that says the type
__device__ const char* names() { return typeid(int).name(); }
// CHECK-DAG: [[@LINE-1]]:41: error: typeid is not supported in device code: there is no run-time type information; compare types with std::is_same
__device__ void throws() { throw 1; }
// CHECK-DAG: [[@LINE-1]]:28: error: cannot use 'throw' in __device__ function
__device__ void tries() {
  try {
    // CHECK-DAG: [[@LINE-1]]:3: error: cannot use 'try' in __device__ function
  } catch (...) {
  }
}
__device__ int own() {
  thread_local int x = 3;
  // CHECK-DAG: [[@LINE-1]]:20: error: thread_local is not supported in device code: local variables are each thread's own, and __shared__ ones are the block's
  return x;
}
__device__ void* label() {
a:
  return &&a;
  // CHECK-DAG: [[@LINE-1]]:10: error: the address of a label is not supported in device code; use a switch
}
__device__ int array(int n) {
  int a[n];
  // CHECK-DAG: [[@LINE-1]]:8: error: cannot use variable-length arrays in __device__ functions
  return a[0];
}
__global__ void variadic(int n, ...) {}
// CHECK-DAG: [[@LINE-1]]:17: error: a kernel can't have variable arguments; use a template with a parameter pack
__global__ void rvalue(int&& x) {}
// CHECK-DAG: [[@LINE-1]]:30: error: a kernel's parameter can't be an rvalue reference: it would refer to the host's memory; pass it by value
__global__ void huge(Huge h) {}
// CHECK-DAG: [[@LINE-1]]:17: error: the parameters of the kernel take 40000 bytes, more than 32764; pass a pointer to device memory
__global__ int returns() { return 1; }
// CHECK-DAG: [[@LINE-1]]:12: error: kernel function type 'int ()' must have void return type
__global__ void not_constant(__grid_constant__ Huge* p) {}
// CHECK-DAG: [[@LINE-1]]:30: error: __grid_constant__ is only allowed on const-qualified kernel parameters
struct Class {
  __global__ void member() {}
  // CHECK-DAG: [[@LINE-1]]:3: error: kernel function 'member' must be a free function or static member function
};
__device__ Initialised dynamic;
// CHECK-DAG: [[@LINE-1]]:24: error: dynamic initialization is not supported for __device__, __constant__, __shared__, and __managed__ variables
__global__ void shared() {
  __shared__ int s = 3;
  // CHECK-DAG: [[@LINE-1]]:18: error: initialization is not supported for __shared__ variables
  __device__ int d;
  // CHECK-DAG: [[@LINE-1]]:3: error: __constant__, __device__, and __managed__ are not allowed on non-static local variables
}
template <typename T> __global__ void dynamic_shared(T* out) {
  extern __shared__ T memory[];
  // CHECK-DAG: [[@LINE-1]]:23: error: redeclaration of 'memory' with a different type: 'float[]' vs 'int[]'
  *out = memory[0];
}
__global__ void launched() {}
void host() {
  __shared__ int s;
  // CHECK-DAG: [[@LINE-1]]:3: error: __shared__ local variables not allowed in __host__ functions
  launched();
  // CHECK-DAG: [[@LINE-1]]:11: error: call to global function 'launched' not configured
  host<<<1, 1>>>();
  // CHECK-DAG: [[@LINE-1]]:17: error: kernel call to non-global function 'host'
  dynamic_shared<<<1, 1>>>((int*)0);
  dynamic_shared<<<1, 1>>>((float*)0);
}
__host__ int both() { return 1; }
__device__ int both() { return 2; }
// CHECK-DAG: [[@LINE-1]]:16: error: redefinition of 'both'
__global__ void bounds();
void bounds() {}
// CHECK-DAG: [[@LINE-1]]:6: error: __host__ function 'bounds' cannot overload __global__ function 'bounds'
