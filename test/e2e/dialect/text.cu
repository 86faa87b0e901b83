// What depends on the text: lines, names of functions, literals, counters, macros of the device side, strings that
// device code prints, asm for one side, pragmas of other compilers. RUN: %ox-nvcc -w %s -o %t && %t | FileCheck %s
// CHECK: named named T = char] 77 other.cu
// CHECK: literals 119 8364 128512 t 1.5 1000000 5 101 3
// CHECK: counters 1 2
// CHECK: architecture 750 0
// CHECK: packed 5 1
// CHECK: asm 5 1
#pragma once
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused"
#pragma GCC diagnostic pop
#pragma GCC optimize("O2")
#pragma region unknown
#pragma message "is only for the one who compiles"

template <typename T> __global__ void named() {
  printf("%s %s %s", __FUNCTION__, __func__, __PRETTY_FUNCTION__ + sizeof(__PRETTY_FUNCTION__) - 10);
#line 77 "other.cu"
  printf(" %d %s\n", __LINE__, __FILE__);
}

__global__ void literals() {
  const wchar_t* wide = L"wide";
  const char16_t* utf16 = u"\u20ac";
  const char32_t* utf32 = U"\U0001f600";
  auto raw = R"x(")")x";
  auto joined = "t"
                "wo";
  printf("literals %d %d %d %c %g %d %d %d %d\n", int(wide[0]), int(utf16[0]), int(utf32[0]), joined[0], 0x1.8p0,
         1'000'000, 0b101, 'e', int(sizeof(R"(")")) + int(raw[0] == '"'));
}

// Both sides have to count alike, or the kernel isn't found.
template <int N> struct Counted {
  int x = N;
};
constexpr int kFirst = __COUNTER__;
template <typename T> __global__ void counters(T first) { printf("counters %d", first.x); }
template <typename T> __global__ void counters_end(T second) { printf(" %d\n", second.x); }

__host__ __device__ int architecture() {
#ifdef __CUDA_ARCH__
  return __CUDA_ARCH__;
#else
  return 0;
#endif
}
__global__ void architecture_of_device(int of_host) { printf("architecture %d %d\n", architecture(), of_host); }

#pragma pack(push, 1)
struct Packed {
  char c;
  int x;
};
#pragma pack(pop)
__global__ void packed(Packed p) { printf("packed %d %d\n", int(sizeof p), p.x); }

void of_host() { asm volatile("nop" ::: "memory"); }
__host__ __device__ int of_both() {
  int result;
#ifdef __CUDA_ARCH__
  asm("mov.u32 %0, 5;" : "=r"(result));
#else
  __asm__ __volatile__("movl $1, %0" : "=r"(result));
#endif
  return result;
}
__global__ void assembly(int host) { printf("asm %d %d\n", of_both(), host); }

int main() {
  of_host();
  named<char><<<1, 1>>>();
  literals<<<1, 1>>>();
  counters<<<1, 1>>>(Counted<__COUNTER__ - kFirst>());
  counters_end<<<1, 1>>>(Counted<__COUNTER__ - kFirst>());
  architecture_of_device<<<1, 1>>>(architecture());
  packed<<<1, 1>>>(Packed{'c', 1});
  assembly<<<1, 1>>>(of_both());
  return cudaDeviceSynchronize();
}
