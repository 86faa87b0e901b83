// mbarrier objects: phases that complete by arrivals of a count, by dropped arrivals, and by announced bytes; tokens,
// parities and pending counts; and a pipeline in which warps that fill stages and warps that empty them wait for each
// other's objects.
// RUN: %ox-nvcc -arch=sm_90 %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0
#include <cstdio>

// What clang has no builtin for is called by its intrinsic's name.
typedef __attribute__((address_space(3))) void Shared;
#define SHARED(p) ((Shared*)(p))
extern "C" {
__device__ bool try_wait(Shared*, long) __asm("llvm.nvvm.mbarrier.try.wait.scope.cta.space.cta");
__device__ bool try_wait_parity(Shared*, int) __asm("llvm.nvvm.mbarrier.try.wait.parity.scope.cta.space.cta");
__device__ bool test_wait_parity(Shared*, int) __asm("llvm.nvvm.mbarrier.test.wait.parity.scope.cta.space.cta");
__device__ long arrive_expect(Shared*, int) __asm("llvm.nvvm.mbarrier.arrive.expect.tx.scope.cta.space.cta");
__device__ void complete_bytes(Shared*, int) __asm("llvm.nvvm.mbarrier.complete.tx.scope.cta.space.cta");
}

__device__ int wrong;
#define EXPECT(condition)                                                                                              \
  if (!(condition)) {                                                                                                  \
    printf("line %d, thread %d: %s\n", __LINE__, int(threadIdx.x), #condition);                                        \
    atomicAdd(&wrong, 1);                                                                                              \
  }

// One lane goes through the rules.
__global__ void rules() {
  __shared__ long object;
  __nvvm_mbarrier_init(&object, 3);
  EXPECT(!test_wait_parity(SHARED(&object), 0)); // phase 0 is not complete, the one before it is
  EXPECT(test_wait_parity(SHARED(&object), 1));
  long first = __nvvm_mbarrier_arrive(&object);
  EXPECT(__nvvm_mbarrier_pending_count(first) == 3);
  long second = __nvvm_mbarrier_arrive_noComplete(&object, 1);
  EXPECT(__nvvm_mbarrier_pending_count(second) == 2);
  EXPECT(!__nvvm_mbarrier_test_wait(&object, first));
  __nvvm_mbarrier_arrive_drop(&object); // completes the phase; the next expects two
  EXPECT(__nvvm_mbarrier_test_wait(&object, first));
  EXPECT(try_wait(SHARED(&object), second));
  EXPECT(test_wait_parity(SHARED(&object), 0));
  EXPECT(!test_wait_parity(SHARED(&object), 1));
  long third = __nvvm_mbarrier_arrive(&object);
  EXPECT(__nvvm_mbarrier_pending_count(third) == 2);
  long fourth = arrive_expect(SHARED(&object), 48); // the last arrival, but bytes are missing
  EXPECT(!__nvvm_mbarrier_test_wait(&object, fourth));
  complete_bytes(SHARED(&object), 40);
  EXPECT(!try_wait(SHARED(&object), fourth));
  complete_bytes(SHARED(&object), 8);
  EXPECT(__nvvm_mbarrier_test_wait(&object, fourth));
  __nvvm_mbarrier_inval(&object);
}

constexpr int kStages = 3, kItems = 17, kLanes = 64;

// Threads 0 to 63 fill, the others empty; the stages are further apart than one side can run ahead.
__global__ void pipeline(int* sums) {
  __shared__ long full[kStages], empty[kStages];
  __shared__ int stages[kStages][kLanes];
  if (threadIdx.x < kStages) {
    __nvvm_mbarrier_init(&full[threadIdx.x], kLanes);
    __nvvm_mbarrier_init(&empty[threadIdx.x], kLanes);
  }
  __syncthreads();
  int i = threadIdx.x % kLanes, sum = 0;
  for (int item = 0; item < kItems; ++item) {
    int stage = item % kStages, parity = item / kStages % 2;
    if (threadIdx.x < kLanes) {
      while (!try_wait_parity(SHARED(&empty[stage]), parity ^ 1))
        ;
      stages[stage][i] = item * 1000 + i;
      __nvvm_mbarrier_arrive(&full[stage]);
    } else {
      while (!try_wait_parity(SHARED(&full[stage]), parity))
        ;
      sum = sum * 3 + stages[stage][(i + item) % kLanes];
      __nvvm_mbarrier_arrive_shared((__attribute__((address_space(3))) long*)&empty[stage]);
    }
  }
  if (threadIdx.x >= kLanes)
    sums[i] = sum;
}

// Each thread waits for the token of its own arrival, round after round: a barrier.
__global__ void rotate(int* out, int rounds) {
  __shared__ long object;
  __shared__ int values[96];
  int i = threadIdx.x, value = i;
  if (i == 0)
    __nvvm_mbarrier_init(&object, blockDim.x);
  __syncthreads();
  for (int round = 0; round < rounds; ++round) {
    values[i] = value;
    long token = __nvvm_mbarrier_arrive(&object);
    while (!__nvvm_mbarrier_test_wait(&object, token))
      ;
    value = values[(i + 1) % 96] + 1;
    token = __nvvm_mbarrier_arrive(&object);
    while (!try_wait(SHARED(&object), token))
      ;
  }
  out[i] = value;
}

int main() {
  int *out, host[96], bad = 0, on_device = 0;
  cudaMalloc(&out, sizeof host);
  rules<<<1, 1>>>();
  pipeline<<<1, 2 * kLanes>>>(out);
  int error = cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
  for (int i = 0; i < kLanes; ++i) {
    int sum = 0;
    for (int item = 0; item < kItems; ++item)
      sum = int(unsigned(sum) * 3 + item * 1000 + (i + item) % kLanes);
    bad += host[i] != sum;
  }
  rotate<<<1, 96>>>(out, 10);
  error |= cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
  for (int i = 0; i < 96; ++i)
    bad += host[i] != (i + 10) % 96 + 10;
  error |= cudaMemcpyFromSymbol(&on_device, wrong, sizeof on_device);
  std::printf("error %d, wrong %d\n", error, bad + on_device);
}
