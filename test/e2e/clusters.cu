// Clusters from CUDA C++: __cluster_dims__ and the launch attribute, where blocks are in them, the barrier of all their
// threads, and shared memory of the other blocks: read, written and counted in by atomics.  What can't be is refused.
// RUN: %ox-nvcc -arch=sm_90 %s -o %t && OX_VERBOSE=1 %t 2>%t.words | FileCheck %s
// RUN: FileCheck %s --check-prefix=WORDS < %t.words
// CHECK: error 0, wrong 0
// WORDS: a grid of 7x1x1 blocks can't be cut into clusters of 4x1x1
// WORDS: requires clusters of 2x3x1 blocks, not of 4x1x1
// WORDS: a cluster of 16x1x1 blocks, at most 8 are possible
#include <cstdio>
#include <vector>

__device__ unsigned number_of(dim3 index, dim3 size) { return (index.z * size.y + index.y) * size.x + index.x; }

// Each block leaves a row of numbers in its shared memory; each thread adds up those of all blocks of its cluster.
__global__ void __cluster_dims__(2, 3) sums(int* out, unsigned* where) {
  __shared__ int row[64];
  unsigned block = number_of(blockIdx, gridDim), i = threadIdx.x;
  row[i] = block * 1000 + i;
  __cluster_barrier_arrive();
  unsigned rank = __clusterRelativeBlockRank();
  if (i == 0) {
    dim3 inside = __clusterRelativeBlockIdx(), cluster = __clusterIdx(), size = __clusterDim();
    bool right = inside.x + cluster.x * size.x == blockIdx.x && inside.y + cluster.y * size.y == blockIdx.y &&
                 size.x == 2 && size.y == 3 && size.z == 1 && rank == inside.y * 2 + inside.x &&
                 __clusterSizeInBlocks() == 6 && __clusterGridDimInClusters().x * 2 == gridDim.x &&
                 __clusterGridDimInClusters().y * 3 == gridDim.y && __clusterDimIsSpecified();
    where[block] = right ? number_of(cluster, __clusterGridDimInClusters()) : ~0u;
  }
  __cluster_barrier_wait();
  int sum = 0;
  for (unsigned other = 0; other < __clusterSizeInBlocks(); ++other) {
    const int* remote = (const int*)__cluster_map_shared_rank(row, other);
    if (__cluster_query_shared_rank(remote + i) != other || !__isClusterShared(remote) ||
        __isCtaShared(remote) != (other == rank))
      sum += 1 << 30;
    sum += remote[(i + other) % 64];
  }
  out[block * 64 + i] = sum;
  __cluster_barrier_arrive(); // nobody's shared memory goes before the others have read it
  __cluster_barrier_wait();
}

// A histogram whose bins are spread over the blocks of the cluster: all count in all of it.
__global__ void histogram(const unsigned char* data, int n, unsigned* bins) {
  extern __shared__ unsigned mine[];
  unsigned rank = __clusterRelativeBlockRank(), blocks = __clusterSizeInBlocks(), share = 256 / blocks;
  for (unsigned i = threadIdx.x; i < share; i += blockDim.x)
    mine[i] = 0;
  __cluster_barrier_arrive();
  __cluster_barrier_wait();
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    unsigned* there = (unsigned*)__cluster_map_shared_rank(mine, data[i] / share);
    atomicAdd(&there[data[i] % share], 1);
  }
  __cluster_barrier_arrive();
  __cluster_barrier_wait();
  for (unsigned i = threadIdx.x; i < share; i += blockDim.x)
    atomicAdd(&bins[rank * share + i], mine[i]);
}

// Rounds of passing a value to the next block, written into its memory, with only the barrier in between.
__global__ void ring(int* out, int rounds) {
  __shared__ int slots[2];
  unsigned blocks = __clusterSizeInBlocks(), rank = __clusterRelativeBlockRank();
  int value = rank;
  int* next = (int*)__cluster_map_shared_rank(slots, (rank + 1) % blocks);
  for (int round = 0; round < rounds; ++round) {
    if (threadIdx.x == 0)
      next[round % 2] = value * 3 + round;
    __cluster_barrier_arrive();
    __cluster_barrier_wait();
    value = slots[round % 2];
  }
  if (threadIdx.x == 31)
    out[blockIdx.x] = value;
  __cluster_barrier_arrive();
  __cluster_barrier_wait();
}

__global__ void alone(unsigned* out) {
  *out = __clusterSizeInBlocks() * 100 + __clusterDimIsSpecified() * 10 + __clusterRelativeBlockRank();
}

int wrong = 0;
void expect(const char* what, long index, long long got, long long want) {
  if (got != want && ++wrong < 10)
    std::printf("%s[%ld] is %lld, expected %lld\n", what, index, got, want);
}

template <class... Parameters, class... Arguments>
cudaError_t launch(void (*kernel)(Parameters...), int blocks, int threads, int shared, int cluster,
                   Arguments... arguments) {
  cudaLaunchAttribute attribute;
  attribute.id = cudaLaunchAttributeClusterDimension;
  attribute.val.clusterDim.x = cluster;
  attribute.val.clusterDim.y = attribute.val.clusterDim.z = 1;
  cudaLaunchConfig_t config = {};
  config.gridDim = blocks;
  config.blockDim = threads;
  config.dynamicSmemBytes = shared;
  config.attrs = &attribute;
  config.numAttrs = 1;
  return cudaLaunchKernelEx(&config, kernel, arguments...);
}

int main() {
  const dim3 grid(4, 6, 2);
  const int blocks = 48;
  int *out, error = 0;
  unsigned *where, *bins;
  std::vector<int> sum(blocks * 64), ring_values(8);
  std::vector<unsigned> place(blocks), count(256), counted(256);
  cudaMalloc(&out, sum.size() * 4);
  cudaMalloc(&where, blocks * 4);
  cudaMalloc(&bins, 256 * 4);
  sums<<<grid, 64>>>(out, where);
  error |= cudaMemcpy(sum.data(), out, sum.size() * 4, cudaMemcpyDeviceToHost);
  error |= cudaMemcpy(place.data(), where, blocks * 4, cudaMemcpyDeviceToHost);
  for (int block = 0; block < blocks; ++block) {
    int x = block % 4, y = block / 4 % 6, z = block / 24;
    expect("cluster of block", block, place[block], (z * 2 + y / 3) * 2 + x / 2);
    for (int i = 0; i < 64; ++i) {
      int want = 0;
      for (int other = 0; other < 6; ++other)
        want += ((z * 6 + y / 3 * 3 + other / 2) * 4 + x / 2 * 2 + other % 2) * 1000 + (i + other) % 64;
      expect("sum", block * 64 + i, sum[block * 64 + i], want);
    }
  }

  const int n = 10000;
  std::vector<unsigned char> data(n);
  for (int i = 0; i < n; ++i)
    ++count[data[i] = (unsigned char)(i * i / 7 + i)];
  unsigned char* device_data;
  cudaMalloc(&device_data, n);
  cudaMemcpy(device_data, data.data(), n, cudaMemcpyHostToDevice);
  for (int cluster : {1, 2, 4, 8}) {
    cudaMemset(bins, 0, 256 * 4);
    error |= launch(histogram, 8, 96, 256 / cluster * 4, cluster, device_data, n, bins);
    error |= cudaMemcpy(counted.data(), bins, 256 * 4, cudaMemcpyDeviceToHost);
    for (int i = 0; i < 256; ++i)
      expect("bin", i, counted[i], count[i]);
  }

  for (int cluster : {8, 16}) { // 16 only for those who ask
    if (cluster == 16)
      cudaFuncSetAttribute(ring, cudaFuncAttributeNonPortableClusterSizeAllowed, 1);
    const int rounds = 9;
    error |= launch(ring, 16, 32, 0, cluster, out, rounds);
    std::vector<int> values(cluster), old, got(16);
    error |= cudaMemcpy(got.data(), out, 64, cudaMemcpyDeviceToHost);
    for (int i = 0; i < cluster; ++i)
      values[i] = i;
    for (int round = 0; round < rounds; ++round) {
      old = values;
      for (int i = 0; i < cluster; ++i)
        values[(i + 1) % cluster] = old[i] * 3 + round;
    }
    for (int i = 0; i < 16; ++i)
      expect("ring", i, got[i], values[i % cluster]);
  }

  alone<<<3, 1>>>(where);
  unsigned single = 0;
  error |= cudaMemcpy(&single, where, 4, cudaMemcpyDeviceToHost);
  expect("without clusters", 0, single, 100);

  expect("grid that can't be cut", 0, launch(histogram, 7, 32, 1024, 4, device_data, n, bins),
         cudaErrorInvalidClusterSize);
  expect("not the compiled size", 0, launch(sums, 8, 64, 0, 4, out, where), cudaErrorInvalidClusterSize);
  expect("too large", 0, launch(histogram, 16, 32, 1024, 16, device_data, n, bins), cudaErrorInvalidClusterSize);
  cudaGetLastError();

  int has_clusters = 0, most = 0;
  error |= cudaDeviceGetAttribute(&has_clusters, cudaDevAttrClusterLaunch, 0);
  expect("the device has clusters", 0, has_clusters, 1);
  cudaFuncAttributes attributes;
  error |= cudaFuncGetAttributes(&attributes, sums);
  expect("required", 0,
         attributes.clusterDimMustBeSet * 100 + attributes.requiredClusterWidth * 10 + attributes.requiredClusterHeight,
         123);
  cudaLaunchConfig_t config = {};
  config.gridDim = 64;
  config.blockDim = 32;
  error |= cudaOccupancyMaxPotentialClusterSize(&most, histogram, &config);
  expect("largest", 0, most, 8);
  error |= cudaOccupancyMaxPotentialClusterSize(&most, sums, &config);
  expect("largest of a fixed size", 0, most, 6);
  error |= cudaOccupancyMaxActiveClusters(&most, sums, &config);
  expect("some are active", 0, most > 0, 1);
  std::printf("error %d, wrong %d\n", error, wrong);
}
