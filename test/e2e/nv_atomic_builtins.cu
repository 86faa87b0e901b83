// nvcc's built-in atomic functions: each does what its name says, at every order and scope, on every size.
// RUN: %ox-nvcc -arch=sm_90 %s -o %t && %t
#include <cstdint>
#include <cstdio>

struct alignas(16) Wide {
  uint64_t low, high;
};

__device__ int failures;

#define EXPECT(condition)                                                                                              \
  if (!(condition)) {                                                                                                  \
    printf("line %d: " #condition "\n", __LINE__);                                                                     \
    atomicAdd(&failures, 1);                                                                                           \
  }

template <class T> __device__ void moves(T* object, T first, T second) {
  T result = T();
  __nv_atomic_store_n(object, first, __NV_ATOMIC_RELEASE, __NV_THREAD_SCOPE_DEVICE);
  EXPECT(__nv_atomic_load_n(object, __NV_ATOMIC_ACQUIRE, __NV_THREAD_SCOPE_DEVICE) == first);
  __nv_atomic_store(object, &second, __NV_ATOMIC_SEQ_CST);
  __nv_atomic_load(object, &result, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_BLOCK);
  EXPECT(result == second);
  EXPECT(__nv_atomic_exchange_n(object, first, __NV_ATOMIC_ACQ_REL, __NV_THREAD_SCOPE_CLUSTER) == second);
  __nv_atomic_exchange(object, &second, &result, __NV_ATOMIC_SEQ_CST, __NV_THREAD_SCOPE_SYSTEM);
  EXPECT(result == first);
  T expected = first;
  EXPECT(!__nv_atomic_compare_exchange_n(object, &expected, first, false, __NV_ATOMIC_ACQ_REL, __NV_ATOMIC_ACQUIRE,
                                         __NV_THREAD_SCOPE_DEVICE));
  EXPECT(expected == second);
  EXPECT(__nv_atomic_compare_exchange_n(object, &expected, first, false, __NV_ATOMIC_RELAXED, __NV_ATOMIC_RELAXED));
  EXPECT(*object == first);
}

template <class T> __device__ void computes(T* object) {
  *object = 12;
  EXPECT(__nv_atomic_fetch_add(object, 3, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_DEVICE) == 12);
  EXPECT(__nv_atomic_fetch_sub(object, 5, __NV_ATOMIC_ACQUIRE, __NV_THREAD_SCOPE_SYSTEM) == 15);
  __nv_atomic_add(object, 6, __NV_ATOMIC_RELEASE, __NV_THREAD_SCOPE_BLOCK); // 16
  EXPECT(__nv_atomic_fetch_max(object, 20, __NV_ATOMIC_SEQ_CST, __NV_THREAD_SCOPE_DEVICE) == 16);
  EXPECT(__nv_atomic_fetch_min(object, 7, __NV_ATOMIC_RELAXED) == 20);
  EXPECT(__nv_atomic_fetch_or(object, 8, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_DEVICE) == 7);
  EXPECT(__nv_atomic_fetch_and(object, 12, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_DEVICE) == 15);
  EXPECT(__nv_atomic_fetch_xor(object, 5, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_DEVICE) == 12);
  EXPECT(*object == 9);
}

__global__ void test(void* memory) {
  moves<unsigned char>(static_cast<unsigned char*>(memory), 1, 254);
  moves<short>(static_cast<short*>(memory), -1, 300);
  moves<int>(static_cast<int*>(memory), -1, 70000);
  moves<long long>(static_cast<long long*>(memory), -1, 1ll << 40);
  moves<float>(static_cast<float*>(memory), 0.5f, -2.0f);
  computes<int>(static_cast<int*>(memory));
  computes<unsigned>(static_cast<unsigned*>(memory));
  computes<unsigned long long>(static_cast<unsigned long long*>(memory));

  Wide *wide = static_cast<Wide*>(memory), value{3, 4}, result{}, other{5, 6};
  __nv_atomic_store(wide, &value, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_DEVICE);
  __nv_atomic_load(wide, &result, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_DEVICE);
  EXPECT(result.low == 3 && result.high == 4);
  EXPECT(__nv_atomic_compare_exchange(wide, &value, &other, false, __NV_ATOMIC_RELAXED, __NV_ATOMIC_RELAXED));
  EXPECT(wide->low == 5 && wide->high == 6);

  float* real = static_cast<float*>(memory);
  *real = 1.5f;
  EXPECT(__nv_atomic_fetch_add(real, 0.25f, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_DEVICE) == 1.5f && *real == 1.75f);
  __nv_atomic_thread_fence(__NV_ATOMIC_ACQ_REL, __NV_THREAD_SCOPE_DEVICE);
  __nv_atomic_thread_fence(__NV_ATOMIC_SEQ_CST);
}

// All threads of all blocks.
__global__ void count(unsigned* total) { __nv_atomic_add(total, 1, __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_DEVICE); }

int main() {
  unsigned* memory;
  cudaMallocManaged(&memory, 16);
  test<<<1, 1>>>(memory);
  if (cudaDeviceSynchronize() != cudaSuccess)
    return 2;
  *memory = 0;
  count<<<50, 40>>>(memory);
  cudaDeviceSynchronize();
  int failed = 0;
  cudaMemcpyFromSymbol(&failed, failures, sizeof failed);
  return failed || *memory != 2000;
}
