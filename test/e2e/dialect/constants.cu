// What host code has that device code may use: constexpr functions, with --expt-relaxed-constexpr and without;
// constants by value and by address; the parts of std:: that are constexpr or have device overloads.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc --expt-relaxed-constexpr %s -o %t && %t | FileCheck %s
// CHECK: constants 3 2.5 1.5 30 20 2 4 5 5 7 3.14 4 10 9
// CHECK: functions 6 3 5 6 9 2147483647 3 7 8 11
// CHECK: math 3 2 5 8 1
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <utility>

const int kInteger = 3;
constexpr float kFloat = 2.5f;
static const double kDouble = 1.5;
constexpr int kArray[] = {10, 20, 30};
struct Pair {
  int first, second;
};
constexpr Pair kPair{1, 2};
struct Members {
  static const int kConst = 4;
  static constexpr int kConstexpr = 5;
  enum { kEnumerator = 7 };
};
inline constexpr int kInline = 4;
template <typename T> constexpr T kPi = T(3.14);
constexpr std::array<int, 3> kStdArray{8, 9, 10};
int unused[10];
__device__ int through_reference(const int& x) { return x; }

__global__ void constants(double* out, int i) {
  int n = 0;
  out[n++] = kInteger, out[n++] = kFloat, out[n++] = kDouble;
  out[n++] = kArray[i + 2], out[n++] = *(&kArray[1]);
  out[n++] = kPair.second, out[n++] = Members::kConst, out[n++] = Members::kConstexpr;
  out[n++] = through_reference(Members::kConstexpr), out[n++] = Members::kEnumerator;
  out[n++] = kPi<double>, out[n++] = through_reference(kInline);
  out[n++] = sizeof(unused) / sizeof(unused[0]), out[n++] = kStdArray[1];
}

constexpr int factorial(int n) { return n <= 1 ? 1 : n * factorial(n - 1); }
struct Counter {
  constexpr Counter(int start) : count(start) {}
  constexpr int next() { return ++count; }
  int count;
};

__global__ void functions(int* out, int n) {
  int i = 0;
  out[i++] = factorial(n);
  out[i++] = std::min(n, 5), out[i++] = std::max(n, 5);
  for (int x : {1, 2, 3})
    out[i] = x == 1 ? x : out[i] + x;
  ++i;
  std::initializer_list<int> list = {4, 5};
  out[i++] = *list.begin() + list.begin()[1];
  out[i++] = std::numeric_limits<int>::max();
  int moved = std::move(n);
  out[i++] = std::forward<int>(moved);
  Counter counter(6);
  out[i++] = counter.next(), out[i++] = counter.next();
  auto pair = std::make_pair(5, 6);
  out[i++] = pair.first + pair.second;
}

__global__ void math(float* out, float x) {
  out[0] = std::sqrt(x), out[1] = std::log2(x - 5), out[2] = std::abs(4 - x), out[3] = std::pow(2.0f, 3);
  out[4] = std::isnan(x - x) + std::signbit(-x);
}

template <typename T> void show(const char* name, const T* device, int count) {
  T values[16];
  cudaMemcpy(values, device, count * sizeof(T), cudaMemcpyDeviceToHost);
  printf("%s", name);
  for (int i = 0; i < count; ++i)
    printf(" %.10g", double(values[i]));
  printf("\n");
}

int main() {
  void* memory;
  cudaMalloc(&memory, 1024);
  constants<<<1, 1>>>((double*)memory, 0);
  show("constants", (double*)memory, 14);
  functions<<<1, 1>>>((int*)memory, 3);
  show("functions", (int*)memory, 10);
  math<<<1, 1>>>((float*)memory, 9.0f);
  show("math", (float*)memory, 5);
}
