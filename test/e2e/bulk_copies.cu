// cp.async.bulk without tensors: into shared memory with an mbarrier that waits for the bytes, from shared memory to
// global, and from one block's shared memory to that of another block of its cluster.
// RUN: %ox-nvcc -arch=sm_90 %s -o %t && %t
#include <cstdint>
#include <cstdio>

constexpr int kThreads = 64;

__device__ uint32_t shared_address(const void* p) { return static_cast<uint32_t>(__cvta_generic_to_shared(p)); }

__device__ void wait(uint64_t* barrier, int parity) {
  asm volatile("{\n.reg .pred done;\n"
               "again: mbarrier.try_wait.parity.shared::cta.b64 done, [%0], %1;\n"
               "@!done bra again;\n}"
               : : "r"(shared_address(barrier)), "r"(parity) : "memory");
}

__device__ void init_and_expect(uint64_t* barrier, uint32_t bytes) {
  asm volatile("mbarrier.init.shared::cta.b64 [%0], 1;" : : "r"(shared_address(barrier)) : "memory");
  asm volatile("fence.mbarrier_init.release.cluster;" : : : "memory");
  asm volatile("{\n.reg .b64 token;\nmbarrier.arrive.expect_tx.shared::cta.b64 token, [%0], %1;\n}"
               : : "r"(shared_address(barrier)), "r"(bytes) : "memory");
}

// Doubles `count` numbers on their way through shared memory.
__global__ void there_and_back(const int* in, int* out, uint32_t count) {
  __shared__ alignas(128) int tile[2 * kThreads];
  __shared__ alignas(8) uint64_t barrier;
  const uint32_t bytes = count * sizeof(int);
  if (threadIdx.x == 0) {
    init_and_expect(&barrier, bytes);
    asm volatile("cp.async.bulk.prefetch.L2.global [%0], %1;" : : "l"(in), "r"(bytes) : "memory");
    asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];"
                 : : "r"(shared_address(tile)), "l"(in), "r"(bytes), "r"(shared_address(&barrier)) : "memory");
  }
  __syncthreads();
  wait(&barrier, 0);
  for (uint32_t i = threadIdx.x; i < count; i += kThreads)
    tile[i] *= 2;
  asm volatile("fence.proxy.async.shared::cta;" : : : "memory");
  __syncthreads();
  if (threadIdx.x == 0) {
    asm volatile("cp.async.bulk.global.shared::cta.bulk_group [%0], [%1], %2;"
                 : : "l"(out), "r"(shared_address(tile)), "r"(bytes) : "memory");
    asm volatile("cp.async.bulk.commit_group;" : : : "memory");
    asm volatile("cp.async.bulk.wait_group.read 0;" : : : "memory");
    asm volatile("cp.async.bulk.wait_group 0;" : : : "memory");
  }
}

// Each of two blocks sends its numbers to the other.
__global__ void __cluster_dims__(2) exchange(int* out) {
  __shared__ alignas(16) int own[kThreads], received[kThreads];
  __shared__ alignas(8) uint64_t barrier;
  own[threadIdx.x] = static_cast<int>(blockIdx.x * 1000 + threadIdx.x);
  received[threadIdx.x] = -1;
  if (threadIdx.x == 0)
    init_and_expect(&barrier, sizeof own);
  asm volatile("fence.proxy.async.shared::cta;" : : : "memory");
  asm volatile("barrier.cluster.arrive.release;\nbarrier.cluster.wait.acquire;" : : : "memory");
  if (threadIdx.x == 0) {
    uint32_t to, to_barrier, other = blockIdx.x ^ 1;
    asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(to) : "r"(shared_address(received)), "r"(other));
    asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(to_barrier) : "r"(shared_address(&barrier)), "r"(other));
    asm volatile("cp.async.bulk.shared::cluster.shared::cta.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];"
                 : : "r"(to), "r"(shared_address(own)), "r"(static_cast<uint32_t>(sizeof own)), "r"(to_barrier) : "memory");
  }
  wait(&barrier, 0);
  out[blockIdx.x * kThreads + threadIdx.x] = received[threadIdx.x];
  asm volatile("barrier.cluster.arrive;\nbarrier.cluster.wait;" : : : "memory");
}

int main() {
  constexpr int kCount = 100; // 400 bytes, a multiple of 16
  int *in, *out, wrong = 0;
  cudaMallocManaged(&in, 2 * kThreads * sizeof(int));
  cudaMallocManaged(&out, 2 * kThreads * sizeof(int));
  for (int i = 0; i < 2 * kThreads; i++)
    in[i] = i * i, out[i] = -1;
  there_and_back<<<1, kThreads>>>(in, out, kCount);
  if (cudaDeviceSynchronize() != cudaSuccess)
    return 2;
  for (int i = 0; i < 2 * kThreads; i++)
    wrong += out[i] != (i < kCount ? 2 * i * i : -1);
  printf("wrong after the way there and back: %d\n", wrong);
  exchange<<<2, kThreads>>>(out);
  if (cudaDeviceSynchronize() != cudaSuccess)
    return 3;
  for (int i = 0; i < 2 * kThreads; i++)
    wrong += out[i] != (i < kThreads ? 1000 + i : i - kThreads);
  printf("wrong in all: %d\n", wrong);
  return wrong != 0;
}
