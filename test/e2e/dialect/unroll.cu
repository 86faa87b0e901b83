// #pragma unroll in every form, before every kind of loop and where there is none: the loops give what they give
// without, and what can't be followed is a warning at most.
// RUN: %ox-nvcc -w %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -c %s -o %t.o 2>&1 | FileCheck --check-prefix=WARN %s
// CHECK: 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28
// WARN-NOT: error
// WARN-DAG: warning: expected a for, while, or do-while loop to follow '#pragma unroll'
// WARN-DAG: warning: invalid value '-1'; must be positive
// WARN-NOT: should not be in parentheses
constexpr int kFour = 4;
#define FACTOR 2
#define UNROLL _Pragma("unroll")
#define UNROLL_3 _Pragma("unroll 3")

// clang-format off
template <int N> __device__ int with_parameter(int n) {
  int sum = 0, total = 0;
#pragma unroll N
  for (int i = 0; i < n; ++i) sum += i;
  total += sum, sum = 0;
#pragma unroll (N + 1)
  for (int i = 0; i < n; ++i) sum += i;
  total += sum, sum = 0;
#pragma unroll(N)
  for (int i = 0; i < n; ++i) sum += i;
  return total + sum;
}

__global__ void loops(int* out, int n) {
  int at = 0;
#define BEGIN { int sum = 0;
#define END out[at++] = sum; }
  BEGIN
#pragma unroll
  for (int i = 0; i < 8; ++i) sum += i;
  END BEGIN
#pragma unroll 4
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll(4)
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll kFour
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll (kFour * 2)
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll FACTOR
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll 1
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll 0
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll -1
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma nounroll
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
  UNROLL for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
  UNROLL_3 for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
  int i = 0;
#pragma unroll 2
  while (i < n) sum += i++;
  END BEGIN
  int i = 0;
#pragma unroll
  do { sum += i++; } while (i < n);
  END BEGIN
  int values[] = {0, 1, 2, 3, 4, 5, 6, 7};
#pragma unroll
  for (int value : values) sum += value;
  END BEGIN
#pragma unroll
#pragma unroll 4
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll 4 // the comment is no argument
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll
  sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
#pragma unroll
  if (n > 0) for (int i = 0; i < n; ++i) sum += i;
  END BEGIN
  sum = (with_parameter<3>(n) + with_parameter<0>(n)) / 6;
  END
}
// clang-format on

int main() {
  int *out, results[20];
  cudaMalloc(&out, sizeof results);
  loops<<<1, 1>>>(out, 8);
  cudaMemcpy(results, out, sizeof results, cudaMemcpyDeviceToHost);
  for (int result : results)
    printf("%d ", result);
  printf("\n");
}
