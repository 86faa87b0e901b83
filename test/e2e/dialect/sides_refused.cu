// Code that is certain to run on the wrong side is refused, with both functions named and what to do.
// RUN: not %ox-nvcc -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: test ! -e %t.o
int host_only(int x) { return x + 1; }
struct Object {
  Object() {}
  int method() const { return 1; }
  int value;
};
int variable;
__device__ int device_only();

__device__ int f(int x) { return host_only(x); }
// CHECK-DAG: [[@LINE-1]]:34: error: no matching function for call to 'host_only'
// CHECK-DAG: note: the __host__ function can't be called from the __device__ function 'f': declare it as __host__ __device__ to have it on both sides, or keep the call out of device code with '#ifndef __CUDA_ARCH__'
__global__ void k(const Object* o, int* p) { *p = o->method(); }
// CHECK-DAG: [[@LINE-1]]:54: error: the __host__ function 'Object::method' can't be called from the __global__ function 'k'
// CHECK-DAG: note: declare 'Object::method' as __host__ __device__
__global__ void makes_object(int* p) {
  Object o;
  // CHECK-DAG: [[@LINE-1]]:10: error: no matching constructor for initialization of 'Object'
  // CHECK-DAG: note: the __host__ function can't be called from the __global__ function 'makes_object'
  *p = o.value;
}
__global__ void reads(int* p) { *p = variable; }
// CHECK-DAG: [[@LINE-1]]:38: error: the __host__ variable 'variable' can't be used in the __global__ function 'reads'
// CHECK-DAG: note: declare 'variable' as __device__, __constant__ or __managed__, make it a constant, or pass it to the kernel as an argument
int on_host() { return device_only(); }
// CHECK-DAG: [[@LINE-1]]:24: error: no matching function for call to 'device_only'
// CHECK-DAG: note: the __device__ function can't be called from the __host__ function 'on_host': declare it as __host__ __device__ to have it on both sides, or keep the call out of host code with '#ifdef __CUDA_ARCH__'
// CHECK-NOT: -fcuda
// CHECK: 5 errors generated.
