// A relaxed or volatile access to a vector moves all of it at once: a reader never sees the elements of two writes, which
// programs that publish a value together with its flag count on.
// RUN: %ox-nvcc %s -o %t && %t
#include <cstdio>

constexpr int kReads = 30000;

struct Words {
  using Element = unsigned;
  static __device__ void write(unsigned* to, unsigned a, unsigned b) {
    asm volatile("st.relaxed.gpu.v4.u32 [%0], {%1, %2, %2, %1};" : : "l"(to), "r"(a), "r"(b) : "memory");
  }
  static __device__ bool read(unsigned* from, unsigned& a, unsigned& b) {
    unsigned c, d;
    asm volatile("ld.relaxed.gpu.v4.u32 {%0, %1, %2, %3}, [%4];"
                 : "=r"(a), "=r"(b), "=r"(c), "=r"(d) : "l"(from) : "memory");
    return b == c && a == d;
  }
};

struct LongWords {
  using Element = unsigned long long;
  static __device__ void write(unsigned long long* to, unsigned a, unsigned b) {
    unsigned long long wide_a = a, wide_b = b;
    asm volatile("st.volatile.v2.u64 [%0], {%1, %2};" : : "l"(to), "l"(wide_a), "l"(wide_b) : "memory");
  }
  static __device__ bool read(unsigned long long* from, unsigned& a, unsigned& b) {
    unsigned long long wide_a, wide_b;
    asm volatile("ld.acquire.gpu.v2.u64 {%0, %1}, [%2];" : "=l"(wide_a), "=l"(wide_b) : "l"(from) : "memory");
    a = wide_a, b = wide_b;
    return true;
  }
};

struct HalfWords {
  using Element = unsigned short;
  static __device__ void write(unsigned short* to, unsigned a, unsigned b) {
    unsigned short half_a = a, half_b = b;
    asm volatile("st.relaxed.gpu.v4.u16 [%0], {%1, %2, %1, %2};" : : "l"(to), "h"(half_a), "h"(half_b) : "memory");
  }
  static __device__ bool read(unsigned short* from, unsigned& a, unsigned& b) {
    unsigned short half_a, half_b, c, d;
    asm volatile("ld.relaxed.gpu.v4.u16 {%0, %1, %2, %3}, [%4];"
                 : "=h"(half_a), "=h"(half_b), "=h"(c), "=h"(d) : "l"(from) : "memory");
    a = half_a, b = half_b;
    return half_a == c && half_b == d;
  }
};

template <class Form> __global__ void places(typename Form::Element* to, unsigned a, unsigned b) { Form::write(to, a, b); }

// Block 0 writes pairs whose second is the complement of the first, until the others have read often enough.
template <class Form> __global__ void race(typename Form::Element* shared, int* readers, int* torn) {
  using Element = typename Form::Element;
  if (blockIdx.x == 0) {
    for (unsigned i = 1; atomicAdd(readers, 0) != 0; i++)
      Form::write(shared, i, ~i);
    return;
  }
  int count = 0;
  for (int i = 0; i < kReads; i++) {
    unsigned a = 0, b = 0;
    bool whole = Form::read(shared, a, b);
    count += !whole || static_cast<Element>(~a) != static_cast<Element>(b);
  }
  atomicAdd(torn, count);
  atomicAdd(readers, -1);
}

template <class Form> int torn_reads() {
  constexpr int kReaders = 3;
  typename Form::Element* shared;
  int* counters;
  cudaMallocManaged(&shared, 16);
  cudaMallocManaged(&counters, 2 * sizeof(int));
  places<Form><<<1, 1>>>(shared, 0, ~0u);
  cudaDeviceSynchronize();
  counters[0] = kReaders;
  counters[1] = 0;
  race<Form><<<1 + kReaders, 1>>>(shared, &counters[0], &counters[1]);
  return cudaDeviceSynchronize() == cudaSuccess ? counters[1] : -1;
}

int main() {
  int words = torn_reads<Words>(), long_words = torn_reads<LongWords>(), half_words = torn_reads<HalfWords>();
  printf("torn: %d of v4.u32, %d of v2.u64, %d of v4.u16\n", words, long_words, half_words);
  unsigned* memory;
  cudaMallocManaged(&memory, 16);
  places<Words><<<1, 1>>>(memory, 1, 2);
  cudaDeviceSynchronize();
  bool in_order = memory[0] == 1 && memory[1] == 2 && memory[2] == 2 && memory[3] == 1;
  return words || long_words || half_words || !in_order;
}
