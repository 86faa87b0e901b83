// Lanes of one warp talk through memory: a producer and its consumer with a ring of slots between them, one producer
// for many consumers, a ping-pong of two lanes, and a chain in which lane i waits for lane i + 1 or i - 1.
// RUN: %progress %s %t
#include "check.h"

constexpr int kRing = 4, kItems = 16;

// Even lanes produce for the odd lane beside them.
__global__ void pairs(long long* sums) {
  struct Channel {
    int items[kRing];
    int written, read;
  };
  __shared__ volatile Channel channels[16];
  volatile Channel& channel = channels[threadIdx.x / 2];
  if (threadIdx.x % 2 == 0)
    channel.written = channel.read = 0;
  __syncwarp();
  if (threadIdx.x % 2 == 0) {
    for (int i = 0; i < kItems; ++i) {
      while (channel.written - channel.read == kRing) // full
        ;
      channel.items[i % kRing] = i * i + int(threadIdx.x);
      __threadfence_block();
      channel.written = i + 1;
    }
  } else {
    long long sum = 0;
    for (int i = 0; i < kItems; ++i) {
      while (channel.written == i) // empty
        ;
      __threadfence_block();
      sum = sum * 3 + channel.items[i % kRing]; // the order matters
      channel.read = i + 1;
    }
    sums[threadIdx.x / 2] = sum;
  }
}

// Lane 17 feeds all the others, who take what they get.
__global__ void one_feeds_all(int* taken, int items) {
  __shared__ volatile int produced, claimed;
  if (threadIdx.x == 17)
    produced = claimed = 0;
  __syncwarp();
  if (threadIdx.x == 17) {
    for (int i = 0; i < items; ++i) {
      while (i - claimed >= 3)
        ;
      produced = i + 1;
    }
  } else {
    for (;;) {
      int ticket = atomicAdd((int*)&claimed, 1);
      if (ticket >= items)
        break;
      while (produced <= ticket)
        ;
      atomicAdd(&taken[ticket], 1);
    }
  }
}

__global__ void ping_pong(int* result, int rounds) {
  __shared__ volatile int ball;
  if (threadIdx.x == 0)
    ball = 0;
  __syncwarp();
  if (threadIdx.x == 5) {
    for (int i = 0; i < rounds; ++i) {
      while (ball != 2 * i)
        ;
      ball = 2 * i + 1;
    }
  } else if (threadIdx.x == 30) {
    for (int i = 0; i < rounds; ++i) {
      while (ball != 2 * i + 1)
        ;
      ball = 2 * i + 2;
    }
  }
  __syncwarp();
  if (threadIdx.x == 11)
    *result = ball;
}

// Each thread of the block adds to what the thread before it in the chain has, forwards and then backwards.
__global__ void chain(volatile int* up, volatile int* down) {
  int i = threadIdx.x, last = blockDim.x - 1;
  if (i == 0)
    up[0] = 1;
  else {
    while (up[i - 1] == 0)
      ;
    up[i] = up[i - 1] + i;
  }
  if (i == last)
    down[last] = 1;
  else {
    while (down[i + 1] == 0)
      ;
    down[i] = down[i + 1] + i;
  }
}

int main() {
  Buffer<long long> sums(16);
  pairs<<<1, 32>>>(sums);
  CHECK_LAUNCH();
  for (int pair = 0; pair < 16; ++pair) {
    long long want = 0;
    for (int i = 0; i < kItems; ++i)
      want = (long long)((unsigned long long)want * 3 + unsigned(i * i + 2 * pair));
    expect("sum", pair, sums.read()[pair], want);
  }

  const int items = 60;
  Buffer<int> taken(items);
  one_feeds_all<<<1, 32>>>(taken, items);
  CHECK_LAUNCH();
  for (int i = 0; i < items; ++i)
    expect("taken", i, taken.read()[i], 1);

  Buffer<int> ball(1);
  ping_pong<<<1, 32>>>(ball, 20);
  CHECK_LAUNCH();
  expect("ball", 0, ball.read()[0], 40);

  const int threads = 64;
  Buffer<int> up(threads), down(threads);
  chain<<<1, threads>>>(up, down);
  CHECK_LAUNCH();
  for (int i = 0; i < threads; ++i) {
    expect("up", i, up.read()[i], 1 + i * (i + 1) / 2);
    int above = 0;
    for (int k = i; k < threads - 1; ++k)
      above += k;
    expect("down", i, down.read()[i], 1 + above);
  }
}
