// Kernels as nvcc takes them and every way to write a launch.
// RUN: %ox-nvcc -w %s -o %t && %t | FileCheck %s
// CHECK: launches 26, kernels 15, no error
#include <cstdint>
#include <tuple>

__device__ int launched, kinds;
__global__ void k(int* p) { atomicAdd(&launched, 1); }
template <class T, int N> __global__ void t(T* p) { atomicAdd(&launched, 1); }
namespace n {
__global__ void q(int) { atomicAdd(&launched, 1); }
} // namespace n

// clang-format off
#define LAUNCH(f, g, b, ...) f<<<g, b>>>(__VA_ARGS__)
template <class T> void launch_dependent(T* p) { t<T, 3><<<1, 1>>>(p); t<T, 3> <<< 1 , 1 >>> (p); }
template <class F> void launch_argument(F f) { f<<<1, 1>>>((int*)0); }
template <void (*F)(int*)> void launch_parameter() { F<<<1, 1>>>(0); }
struct Holder { void (*kernel)(int*); };
__host__ __device__ void launch_on_host_only() {
#ifndef __CUDA_ARCH__
  k<<<1, 1>>>(0);
#endif
}

void launches() {
  k<<<1, 1>>>(0);
  k<<< dim3(1), dim3(1, 1, 1), 0, 0 >>>(0);
  k <<<1, 1>>> (0);
  k<< <1, 1>> >(0);
  (k)<<<1, 1>>>(0);
  (&k)<<<1, 1>>>(0);
  ::k<<<1, 1>>>(0);
  n::q<<<1, 1>>>(3);
  void (*pointer)(int*) = k;
  pointer<<<1, 1>>>(0);
  (*pointer)<<<1, 1>>>(0);
  LAUNCH(k, 1, 1, 0);
  LAUNCH((t<int, 3>), 1, 1, (int*)0);
  launch_dependent((int*)0);
  launch_argument(k);
  launch_parameter<k>();
  Holder holder{k};
  holder.kernel<<<1, 1>>>(0);
  k<<<1, dim3{1}, sizeof(int) * 3>>>(0);
  int g = 2;
  k<<<g >> 1, 1>>>(0);
  k<<<(g > 0) ? 1 : 2, 1>>>(0);
  cudaStream_t stream = 0;
  k<<<1, 1, 0, stream>>>(0);
  k<<<1u, 1ul>>>(0);
  if (g) k<<<1, 1>>>(0); else k<<<1, 1>>>(0);
  auto in_lambda = [&] { k<<<1, 1>>>(0); };
  in_lambda();
  launch_on_host_only();
  dim3 one, two(1), three(1, 1), four{1, 1, 1}, five = dim3(1), six = {1};
  k<<<one, six>>>(0);
}

// Kinds of kernels: what may be a template's argument, a parameter, a specifier.
#define COUNT atomicAdd(&kinds, 1)
static __global__ void is_static() { COUNT; }
__global__ static void is_static_too() { COUNT; }
inline __global__ void is_inline() { COUNT; }
extern "C" __global__ void is_c() { COUNT; }
namespace { __global__ void is_anonymous() { COUNT; } }
__global__ auto trailing() -> void { COUNT; }
template <class... T> __global__ void pack(T... values) { if ((values + ...) == 6) COUNT; }
template <auto V> __global__ void any_value() { if (V == 3) COUNT; }
template <int... N> __global__ void values() { if ((N + ...) == 3) COUNT; }
template <class T> struct Wrapped { T value; };
template <template <class> class C> __global__ void of_template(C<int> c) { if (c.value == 4) COUNT; }
__global__ void defaulted(int x, int y = 3) { if (x + y == 5) COUNT; }
struct WithFriend { friend __global__ void befriended(WithFriend w); private: int x = 5; };
__global__ void befriended(WithFriend w) { if (w.x == 5) COUNT; }
namespace { struct Hidden { int x; }; }
template <class T> __global__ void of_type(T t) { if (t.x == 6) COUNT; }
__global__ void overloaded(int*) {}
__global__ void overloaded(float*) { COUNT; }
static __global__ void forward();
void launch_forward() { forward<<<1, 1>>>(); }
static __global__ void forward() { COUNT; }
// clang-format on

int main() {
  launches();
  is_static<<<1, 1>>>(), is_static_too<<<1, 1>>>(), is_inline<<<1, 1>>>(), is_c<<<1, 1>>>(), is_anonymous<<<1, 1>>>();
  trailing<<<1, 1>>>(), pack<<<1, 1>>>(1, 2.0, '\3'), any_value<3><<<1, 1>>>(), values<1, 2><<<1, 1>>>();
  of_template<<<1, 1>>>(Wrapped<int>{4}), defaulted<<<1, 1>>>(2), befriended<<<1, 1>>>(WithFriend());
  of_type<<<1, 1>>>(Hidden{6}), overloaded<<<1, 1>>>((float*)0), launch_forward();
  int counts[2];
  cudaMemcpyFromSymbol(&counts[0], launched, sizeof(int));
  cudaMemcpyFromSymbol(&counts[1], kinds, sizeof(int));
  printf("launches %d, kernels %d, %s\n", counts[0], counts[1], cudaGetErrorString(cudaGetLastError()));
}
