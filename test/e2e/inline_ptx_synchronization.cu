// Asynchronous copies, mbarriers, clusters and scoped atomics as programs write them in asm: labels of their own, sinks,
// constants, modifiers in any order.
// RUN: %ox-nvcc -arch=sm_90 -O2 -std=c++17 %s -o %t && %t | FileCheck %s
#include <cstdint>
#include <cstdio>

__device__ uint32_t shared_address(const void* p) { return uint32_t(__cvta_generic_to_shared(p)); }

__device__ void wait_parity(uint32_t barrier, uint32_t parity) {
  asm volatile("{\n"
               ".reg .pred done;\n"
               "WAIT:\n"
               "mbarrier.try_wait.parity.shared::cta.b64 done, [%0], %1;\n"
               "@done bra.uni DONE;\n"
               "bra.uni WAIT;\n"
               "DONE:\n"
               "}" ::"r"(barrier),
               "r"(parity)
               : "memory");
}

__device__ bool elect_one() {
  uint32_t is_elected;
  asm volatile("{\n.reg .pred %%px;\nelect.sync _|%%px, %1;\nselp.b32 %0, 1, 0, %%px;\n}"
               : "=r"(is_elected)
               : "r"(0xffffffff));
  return is_elected;
}

template <int kBytes> __device__ void copy_async(void* to, const void* from, bool reads) {
  asm volatile("cp.async.ca.shared.global [%0], [%1], %2, %3;" ::"r"(shared_address(to)), "l"(from), "n"(kBytes),
               "r"(reads ? kBytes : 0)
               : "memory");
}

// One warp copies a row of the matrix to shared memory, the other waits for it and adds it up.
__global__ void sum_rows(const int* matrix, int* sums, int columns) {
  __shared__ alignas(16) int row[64];
  __shared__ alignas(8) uint64_t full;
  const uint32_t barrier = shared_address(&full);
  if (threadIdx.x == 0) {
    asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(barrier), "r"(32u) : "memory");
    asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
  }
  __syncthreads();
  const int lane = int(threadIdx.x % 32);
  if (threadIdx.x < 32) {
    for (int column = lane; column < 64; column += 32)
      copy_async<4>(row + column, matrix + blockIdx.x * columns + (column < columns ? column : 0), column < columns);
    asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(barrier) : "memory");
    asm volatile("cp.async.commit_group;\n\tcp.async.wait_group %0;" ::"n"(0) : "memory");
  } else {
    wait_parity(barrier, 0);
    int sum = row[lane] + row[lane + 32], total;
    asm volatile("redux.sync.add.s32 %0, %1, 0xffffffff;" : "=r"(total) : "r"(sum));
    if (elect_one())
      asm volatile("red.add.release.global.gpu.s32 [%0], %1;" ::"l"(sums + blockIdx.x), "r"(total) : "memory");
  }
}

// Each block of a cluster sends its rank to the one behind it.
__global__ void __cluster_dims__(4) ring(int* out) {
  __shared__ int inbox;
  __shared__ alignas(8) uint64_t arrived;
  uint32_t rank, remote_inbox, remote_barrier;
  asm volatile("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  const uint32_t barrier = shared_address(&arrived), next = (rank + 1) % 4;
  asm volatile("mbarrier.init.shared::cta.b64 [%0], 1;" ::"r"(barrier) : "memory");
  asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(barrier), "r"(4u) : "memory");
  asm volatile("barrier.cluster.arrive.release.aligned;\nbarrier.cluster.wait.acquire.aligned;" ::: "memory");
  asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(remote_inbox) : "r"(shared_address(&inbox)), "r"(next));
  asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(remote_barrier) : "r"(barrier), "r"(next));
  asm volatile("st.async.shared::cluster.mbarrier::complete_tx::bytes.u32 [%0], %1, [%2];" ::"r"(remote_inbox),
               "r"(100 + rank), "r"(remote_barrier)
               : "memory");
  wait_parity(barrier, 0);
  out[rank] = *(volatile int*)&inbox;
  asm volatile("barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;" ::: "memory");
}

// Loads and atomics with orders, scopes, hints and policies.
__global__ void accesses(int* p, int* out) {
  uint64_t policy;
  int4 v;
  int old, flag, seen;
  asm("createpolicy.fractional.L2::evict_first.b64 %0, 1.0;" : "=l"(policy));
  asm volatile("ld.global.nc.L1::no_allocate.L2::cache_hint.v4.s32 {%0, %1, %2, %3}, [%4], %5;"
               : "=r"(v.x), "=r"(v.y), "=r"(v.z), "=r"(v.w)
               : "l"(p), "l"(policy));
  asm volatile("st.global.release.gpu.b32 [%0], %1;" ::"l"(p + 4), "r"(v.x + v.w) : "memory");
  asm volatile("ld.acquire.gpu.global.b32 %0, [%1];" : "=r"(flag) : "l"(p + 4) : "memory");
  asm volatile("atom.add.acq_rel.gpu.global.s32 %0, [%1], %2;" : "=r"(old) : "l"(p + 5), "r"(7) : "memory");
  asm volatile("atom.global.acquire.sys.cas.b32 %0, [%1], %2, %3;"
               : "=r"(seen)
               : "l"(p + 5), "r"(old + 7), "r"(90)
               : "memory");
  asm volatile("prefetch.global.L2 [%0];\ndiscard.global.L2 [%1], 128;" ::"l"(p), "l"(p + 32));
  asm volatile("griddepcontrol.wait;\ngriddepcontrol.launch_dependents;\nnanosleep.u32 %0;" ::"r"(20));
  asm volatile("fence.proxy.async.shared::cta;\nfence.acq_rel.cluster;\nmembar.gl;" ::: "memory");
  out[0] = flag;
  out[1] = old;
  out[2] = seen;
  out[3] = p[5];
}

int main() {
  constexpr int kRows = 3, kColumns = 50;
  int matrix[kRows * kColumns], host[4] = {};
  for (int i = 0; i < kRows * kColumns; ++i)
    matrix[i] = i;
  int *device, *out;
  cudaMalloc(&device, sizeof(matrix));
  cudaMalloc(&out, sizeof(host));
  auto show = [&](int count) {
    cudaMemcpy(host, out, sizeof(host), cudaMemcpyDefault);
    for (int i = 0; i < count; ++i)
      printf("%d ", host[i]);
    printf("%s\n", cudaGetErrorString(cudaGetLastError()));
    cudaMemset(out, 0, sizeof(host));
  };
  cudaMemcpy(device, matrix, sizeof(matrix), cudaMemcpyDefault);
  cudaMemset(out, 0, sizeof(host));
  sum_rows<<<kRows, 64>>>(device, out, kColumns);
  show(3); // 0 + ... + 49, 50 + ... + 99, 100 + ... + 149
  // CHECK: 1225 3725 6225 no error
  ring<<<4, 1>>>(out);
  show(4);
  // CHECK: 103 100 101 102 no error
  accesses<<<1, 1>>>(device, out);
  show(4); // 0 + 3; 5, which becomes 12, then 90
  // CHECK: 3 5 12 90 no error
}
