// Named barriers with thread counts, by warps that do different things: producers and consumers that meet at a pair of
// barriers from inside loops of different lengths, and warps whose pairs meet at barriers of their own.  A block-wide
// barrier in two branches of an if is one barrier.
// RUN: %progress %s %t
#include "check.h"

constexpr int kFull = 1, kEmpty = 2, kPair = 4;

// Warps 0 and 1 fill a buffer that warps 2 and 3 add up.  Both sides wait at a barrier of all 128 for each half turn.
__global__ void pipeline(int* sums, int rounds) {
  __shared__ int buffer[64];
  int i = threadIdx.x % 64, sum = 0;
  if (threadIdx.x < 64) {
    for (int round = 0; round < rounds; ++round) {
      buffer[i] = round * 1000 + i;
      __barrier_sync_count(kFull, 128);
      __barrier_sync_count(kEmpty, 128);
    }
  } else {
    for (int round = 0; round < rounds; ++round) {
      __barrier_sync_count(kFull, 128);
      sum += buffer[(i + round) % 64];
      __barrier_sync_count(kEmpty, 128);
    }
    sums[i] = sum;
  }
}

// Warps 2k and 2k + 1 exchange values as often as k says: the pairs don't know of each other.
__global__ void pairs(int* out) {
  __shared__ volatile int values[256];
  int i = threadIdx.x, pair = i / 64, value = i;
  for (int round = 0; round <= pair * 3; ++round) {
    values[i] = value;
    __barrier_sync_count(kPair + pair, 64);
    value = values[i ^ 32] + 1;
    __barrier_sync_count(kPair + pair, 64);
  }
  out[i] = value;
}

// Each lane reaches the barrier by one of several calls: they are the same barrier.
__global__ void branches(int* out) {
  __shared__ int values[96];
  int i = threadIdx.x;
  values[i] = i * 3;
  if (i % 3 == 0)
    __syncthreads();
  else if (i % 3 == 1) {
    for (int k = 0; k < i % 5; ++k)
      values[i] += k;
    __syncthreads();
  } else
    __barrier_sync(0);
  out[i] = values[(i + 7) % 96];
}

int main() {
  const int rounds = 5;
  Buffer<int> sums(64), exchanged(256), branched(96);
  pipeline<<<1, 128>>>(sums, rounds);
  CHECK_LAUNCH();
  for (int i = 0; i < 64; ++i) {
    int want = 0;
    for (int round = 0; round < rounds; ++round)
      want += round * 1000 + (i + round) % 64;
    expect("sum", i, sums.read()[i], want);
  }
  pairs<<<1, 256>>>(exchanged);
  CHECK_LAUNCH();
  for (int i = 0; i < 256; ++i) {
    int swaps = i / 64 * 3 + 1;
    expect("exchanged", i, exchanged.read()[i], (swaps % 2 ? i ^ 32 : i) + swaps);
  }
  branches<<<1, 96>>>(branched);
  CHECK_LAUNCH();
  for (int i = 0; i < 96; ++i) {
    int k = (i + 7) % 96, want = k * 3;
    for (int add = 0; k % 3 == 1 && add < k % 5; ++add)
      want += add;
    expect("branched", i, branched.read()[i], want);
  }
}
