// The qualifiers of CUDA C++ and the attributes that nvcc adds, in every place where nvcc takes them, beside those of
// GCC and of C++.
// RUN: %ox-nvcc -w -arch=sm_90 %s -o %t && %t | FileCheck %s
// CHECK: functions 20
// CHECK: limits 128 64 32 192 64 96 32
// CHECK: layouts 16 8 32 64 8 128 1
// CHECK: managed 3 4 5
// CHECK: variables 1 2 3 4 5 6 7
#include <memory> // libstdc++ writes __attribute__((__noinline__)) and __attribute__((__always_inline__))
#include <string>

// clang-format off
__noinline__ __device__ int f1() { return 1; }
__device__ __noinline__ int f2() { return 1; }
static __device__ __noinline__ int f3() { return 1; }
__device__ int __noinline__ f4() { return 1; }
__forceinline__ __device__ int f5() { return 1; }
__device__ __forceinline__ int f6() { return 1; }
static __device__ __forceinline__ int f7() { return 1; }
static inline __device__ __forceinline__ int f8() { return 1; }
__attribute__((noinline)) __device__ int f9() { return 1; }
__attribute__((__noinline__)) __device__ int f10() { return 1; }
[[gnu::noinline]] __device__ int f11() { return 1; }
[[nodiscard]] __device__ int f12() { return 1; }
__device__ [[nodiscard]] int f13() { return 1; }
__host__ __device__ [[nodiscard]] __forceinline__ int f14() { return 1; }
template <class T> __device__ __forceinline__ T f15() { return 1; }
__device__ __nv_pure__ int f16() { return 1; }
__nv_pure__ __device__ int f17() { return 1; }
struct Methods {
  __device__ __forceinline__ Methods() {}
  __forceinline__ __device__ int f18() const { return 1; }
  __device__ __noinline__ int f19();
  static __device__ __forceinline__ int f20() { return 1; }
};
__device__ int Methods::f19() { return 1; }

__global__ void functions(int* out) {
  Methods m;
  *out = f1() + f2() + f3() + f4() + f5() + f6() + f7() + f8() + f9() + f10() + f11() + f12() + f13() + f14() +
         f15<int>() + f16() + f17() + m.f18() + m.f19() + Methods::f20();
}

// Bounds of launches: what cudaFuncGetAttributes says of each.
constexpr int kThreads = 64;
template <class T> struct Traits { enum { threads = 96 }; static constexpr int blocks = 3; };
__global__ void __launch_bounds__(128) bounded1() {}
__global__ __launch_bounds__(kThreads, 1 + 1) void bounded2() {}
__launch_bounds__(32) __global__ void bounded3() {}
template <int T, int M> __global__ void __launch_bounds__(T * 2, M) bounded4() {}
__global__ void __launch_bounds__(sizeof(int) * 16, 2, 4) bounded5() {}
template <class T> __global__ void __launch_bounds__(Traits<T>::threads, Traits<T>::blocks) bounded6() {}
__global__ void __launch_bounds__(32) bounded7();
__global__ void bounded7() {}
__global__ void __maxnreg__(32) limited() {}
__global__ void __cluster_dims__(2, 1, 1) clustered() {}
__global__ void __block_size__((128, 1, 1)) sized() {}

// Parameters and memory.
struct Big { int values[8]; };
__device__ int sum(const Big* big) { return big->values[0] + big->values[7]; }
__global__ void constant_parameter(const __grid_constant__ Big big, int* __restrict__ out, const int* __restrict__ const in) {
  *out = sum(&big) + *in;
}
template <class T> __global__ void constant_parameter(__grid_constant__ const T big, int* __restrict out) { *out = sum(&big); }

// Layout.
struct __align__(16) A { int x; };
struct __builtin_align__(8) B { int x; };
template <int N> struct __align__(N) C { int x; };
struct alignas(64) D { int x; };
typedef struct __align__(8) { int x; } E;
__device__ __align__(128) char aligned[4];
__global__ void layouts(int* out) {
  __shared__ __align__(16) char first[4];
  __align__(128) __shared__ char second[4];
  first[0] = second[0] = 1;
  *out = (size_t(aligned) % 128 | size_t(second) % 128 | size_t(first) % 16) == 0;
}

// Variables, of every linkage and in every place.
__managed__ int managed = 3;
__device__ __managed__ int both_words;
static __managed__ __device__ int is_static = 1;
namespace scope {
__device__ int in_namespace = 1;
namespace {
__constant__ int anonymous = 2;
}
} // namespace scope
static __device__ int with_static = 3;
extern __device__ int declared;
__device__ int declared = 4;
extern "C" { __constant__ int of_c = 5; }
template <class T> __device__ T of_template = T(6);
struct Holder { static __device__ int member; };
__device__ int Holder::member = 7;
__global__ void variables(int* out) {
  out[0] = scope::in_namespace, out[1] = scope::anonymous, out[2] = with_static, out[3] = declared, out[4] = of_c;
  out[5] = of_template<int>, out[6] = Holder::member;
  both_words = managed + 1, is_static = both_words + 1;
}

// Where they mean nothing they are ignored.
__host__ __device__ enum class Ignored { a };
typedef __device__ int ignored_int;
__host__ __device__ int on_a_variable = 3;
struct IgnoredMember { __device__ int x; };
// clang-format on

template <class K> int max_threads(K kernel) {
  cudaFuncAttributes attributes;
  cudaFuncGetAttributes(&attributes, (const void*)kernel);
  return attributes.maxThreadsPerBlock;
}

int main() {
  int *out, values[8];
  cudaMalloc(&out, sizeof values);
  auto get = [&](int count) { cudaMemcpy(values, out, count * sizeof(int), cudaMemcpyDeviceToHost); };
  functions<<<1, 1>>>(out), get(1);
  printf("functions %d\n", values[0]);
  printf("limits %d %d %d %d %d %d %d\n", max_threads(bounded1), max_threads(bounded2), max_threads(bounded3),
         max_threads(bounded4<96, 1>), max_threads(bounded5), max_threads(bounded6<int>), max_threads(bounded7));
  layouts<<<1, 1>>>(out), get(1);
  printf("layouts %zu %zu %zu %zu %zu %zu %d\n", alignof(A), alignof(B), alignof(C<32>), alignof(D), alignof(E),
         alignof(decltype(aligned)) > 4 ? size_t(0) : size_t(128), values[0]);
  variables<<<1, 1>>>(out), get(7);
  cudaDeviceSynchronize();
  printf("managed %d %d %d\n", managed, both_words, is_static);
  printf("variables");
  for (int i = 0; i < 7; ++i)
    printf(" %d", values[i]);
  printf("\n");
  limited<<<1, 1>>>(), clustered<<<2, 1>>>();
  Big big = {{1, 0, 0, 0, 0, 0, 0, 2}};
  constant_parameter<<<1, 1>>>(big, out + 1, out);
  constant_parameter<<<1, 1>>>(big, out + 2), get(3);
  // CHECK: parameters 4 3 no error
  printf("parameters %d %d %s\n", values[1], values[2], cudaGetErrorString(cudaDeviceSynchronize()));
}
