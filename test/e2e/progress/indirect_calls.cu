// Every lane calls another function: through a table of pointers, through virtual functions of objects that the device
// made, and pointers that call pointers.  Some of the functions wait for others: a lane in one spins until a lane in
// another has run.
// RUN: %progress %s %t
#include "check.h"

typedef int (*Function)(int, int);
template <int kN> __host__ __device__ int apply(int x, int depth);

constexpr int kFunctions = 32;
__host__ __device__ Function choose(int i) {
#define FOUR(n) apply<n>, apply<n + 1>, apply<n + 2>, apply<n + 3>
  const Function table[kFunctions] = {FOUR(0), FOUR(4), FOUR(8), FOUR(12), FOUR(16), FOUR(20), FOUR(24), FOUR(28)};
#undef FOUR
  return table[unsigned(i) % kFunctions];
}
template <int kN> __host__ __device__ int apply(int x, int depth) {
  int y = kN % 3 == 0 ? x * kN + 1 : kN % 3 == 1 ? x ^ (kN * 77) : x - kN;
  for (int k = 0; k < kN % 5; ++k)
    y = y * 3 + k;
  return depth == 0 ? y : choose(y >> 3)(y, depth - 1) + kN;
}

struct Shape {
  __host__ __device__ virtual int area() const = 0;
  __host__ __device__ virtual int twice() const { return 2 * area(); }
};
struct Square : Shape {
  int side;
  __host__ __device__ explicit Square(int s) : side(s) {}
  __host__ __device__ int area() const override { return side * side; }
};
struct Cross : Square {
  __host__ __device__ explicit Cross(int s) : Square(s) {}
  __host__ __device__ int area() const override { return 5 * Square::area(); }
  __host__ __device__ int twice() const override { return Square::twice() + 1; }
};
struct Stairs : Shape {
  int steps;
  __host__ __device__ explicit Stairs(int s) : steps(s) {}
  __host__ __device__ int area() const override {
    int sum = 0;
    for (int i = 1; i <= steps; ++i)
      sum += i;
    return sum;
  }
};

__host__ __device__ int areas(int i) {
  Square square(i);
  Cross cross(i + 1);
  Stairs stairs(i % 11);
  const Shape* shapes[] = {&square, &cross, &stairs};
  int sum = 0;
  for (int k = 0; k <= i % 4; ++k)
    sum = sum * 7 + (i + k) % 2 * shapes[(i + k) % 3]->area() + shapes[(i * k) % 3]->twice();
  return sum;
}

// Lane i waits in its function for the word that lane i + 1 writes in its own.
typedef void (*Step)(volatile int*, int);
__device__ __noinline__ void wait_below(volatile int* words, int i) {
  while (words[i + 1] == 0)
    ;
  words[i] = words[i + 1] + 1;
}
__device__ __noinline__ void wait_above(volatile int* words, int i) {
  int next;
  do
    next = words[i + 1];
  while (next == 0);
  words[i] = next + 2;
}
__device__ __noinline__ void begin(volatile int* words, int i) { words[i] = 1; }

__global__ void call(int* results, int* sums, volatile int* words) {
  int i = global_thread();
  results[i] = choose(i * 5)(i, i % 6);
  sums[i] = areas(i);
  const Step steps[] = {wait_below, wait_above, begin};
  int last = gridDim.x * blockDim.x - 1;
  steps[i == last ? 2 : i % 2](words, i);
}

int main() {
  const int n = 96;
  Buffer<int> results(n), sums(n), words(n);
  call<<<2, n / 2>>>(results, sums, words);
  CHECK_LAUNCH();
  int word = 1;
  for (int i = n - 1; i >= 0; --i) {
    expect("result", i, results.read()[i], choose(i * 5)(i, i % 6));
    expect("areas", i, sums.read()[i], areas(i));
    if (i != n - 1)
      word += i % 2 ? 2 : 1;
    expect("word", i, words.read()[i], word);
  }
}
