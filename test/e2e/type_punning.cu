// Memory that is written as one type and read as another holds what was written, as under nvcc: kernels count in 16-bit
// halves of a word that they clear and add as a whole.
// RUN: %ox-nvcc %s -o %t && %t
#include <cstdio>

__device__ void clear(unsigned* words) {
  for (int i = 0; i < 4; i++)
    words[i] = 0;
}

__global__ void count(const int* digits, unsigned short* totals) {
  __shared__ unsigned short counters[4][32][2];
  for (int lane = 0; lane < 4; lane++)
    *reinterpret_cast<unsigned*>(counters[lane][threadIdx.x]) = 0;
  for (int i = 0; i < 8; i++) {
    int digit = digits[threadIdx.x * 8 + i];
    unsigned short* counter = &counters[digit & 3][threadIdx.x][digit >> 2];
    *counter = static_cast<unsigned short>(*counter + 1);
  }
  unsigned words[4]; // both halves of each of the four counters
  clear(words);
  for (int lane = 0; lane < 4; lane++)
    words[lane] += *reinterpret_cast<unsigned*>(counters[lane][threadIdx.x]);
  unsigned short* halves = reinterpret_cast<unsigned short*>(words);
  for (int digit = 0; digit < 8; digit++)
    totals[threadIdx.x * 8 + digit] = halves[(digit & 3) * 2 + (digit >> 2)];
}

__global__ void bits_through_pointers(int* as_int, float* as_float, int* result) {
  *as_int = 1;
  *as_float = 2.0f;
  *result = *as_int;
}

int main() {
  int* digits;
  unsigned short* totals;
  cudaMallocManaged(&digits, 256 * sizeof(int));
  cudaMallocManaged(&totals, 256 * sizeof(unsigned short));
  for (int i = 0; i < 256; i++)
    digits[i] = (i * 5 + i / 8) % 8 * (i % 3 != 0);
  count<<<1, 32>>>(digits, totals);
  if (cudaDeviceSynchronize() != cudaSuccess)
    return 1;
  int wrong = 0;
  for (int thread = 0; thread < 32; thread++) {
    int expected[8] = {};
    for (int i = 0; i < 8; i++)
      expected[digits[thread * 8 + i]]++;
    for (int digit = 0; digit < 8; digit++)
      if (totals[thread * 8 + digit] != expected[digit]) {
        printf("thread %d, digit %d: %d, not %d\n", thread, digit, totals[thread * 8 + digit], expected[digit]);
        wrong++;
      }
  }
  bits_through_pointers<<<1, 1>>>(digits, reinterpret_cast<float*>(digits), digits + 1);
  cudaDeviceSynchronize();
  if (digits[1] != 0x40000000) { // 2.0f
    printf("1 overwritten by 2.0f reads as %#x\n", digits[1]);
    wrong++;
  }
  return wrong != 0;
}
