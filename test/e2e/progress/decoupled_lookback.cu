// A scan in a single pass: each block publishes the sum of its tile, then looks back over the blocks before it until
// one knows its whole prefix, and waits for those that have not published yet.  With block numbers given out in the
// order of arrival, as CUB does it, and with blockIdx, which needs blocks that start in order or all run. RUN:
// %progress %s %t
#include "check.h"

constexpr int kThreads = 64;
constexpr unsigned long long kAggregate = 1ull << 62, kPrefix = 2ull << 62, kValue = kAggregate - 1;

__global__ void scan(const int* in, long long* out, volatile unsigned long long* tiles, unsigned* next, bool ordered) {
  __shared__ long long partial[kThreads];
  __shared__ unsigned tile;
  __shared__ long long before;
  if (threadIdx.x == 0)
    tile = ordered ? atomicAdd(next, 1) : blockIdx.x;
  __syncthreads();
  int i = tile * kThreads + threadIdx.x;
  partial[threadIdx.x] = in[i];
  for (int offset = 1; offset < kThreads; offset *= 2) {
    __syncthreads();
    long long below = threadIdx.x >= offset ? partial[threadIdx.x - offset] : 0;
    __syncthreads();
    partial[threadIdx.x] += below;
  }
  if (threadIdx.x == kThreads - 1) {
    long long sum = partial[threadIdx.x], prefix = 0;
    if (tile != 0)
      tiles[tile] = kAggregate | sum;
    for (int back = int(tile) - 1; back >= 0; --back) {
      unsigned long long state;
      while ((state = tiles[back]) == 0) {
      }
      prefix += state & kValue;
      if (state & kPrefix)
        break;
    }
    tiles[tile] = kPrefix | (prefix + sum);
    before = prefix;
  }
  __syncthreads();
  out[i] = before + partial[threadIdx.x];
}

int main() {
  const int blocks = 61, n = blocks * kThreads;
  std::vector<int> in(n);
  for (int i = 0; i < n; ++i)
    in[i] = i * 2654435761u >> 12;
  Buffer<int> device_in(in);
  for (bool ordered : {true, false}) {
    Buffer<long long> out(n);
    Buffer<unsigned long long> tiles(blocks);
    Buffer<unsigned> next(1);
    scan<<<blocks, kThreads>>>(device_in, out, tiles, next, ordered);
    CHECK_LAUNCH();
    std::vector<long long> got = out.read();
    long long want = 0;
    for (int i = 0; i < n; ++i)
      expect("prefix", i, got[i], want += in[i]);
  }
}
