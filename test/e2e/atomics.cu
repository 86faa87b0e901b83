// Every atomic function on its types, contended by 4 blocks: the final value and the multiset of old values.
// RUN: %ox-nvcc -arch=sm_70 %s -o %t && %t | FileCheck %s
#include <cstdio>
#include <vector>

constexpr int kThreads = 4 * 96;

struct State {
  int add, sub, lowest, highest, both, either, flip, exchanged, swapped;
  unsigned wrap_up, wrap_down, unsigned_high;
  unsigned long long wide, wide_high;
  float real;
  double real_wide;
};

__global__ void all(State* s, int* old) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  old[i] = atomicAdd(&s->add, 1);
  atomicSub(&s->sub, 2);
  atomicMin(&s->lowest, 1000 - i);
  atomicMax(&s->highest, i * 2);
  atomicAnd(&s->both, ~(1 << i % 8));
  atomicOr(&s->either, 1 << i % 20);
  atomicXor(&s->flip, 1 << i % 31);
  atomicExch(&s->exchanged, i);
  for (int seen = s->swapped, assumed = -1; seen != assumed;) { // add 3 by compare-and-swap
    assumed = seen;
    seen = atomicCAS(&s->swapped, assumed, assumed + 3);
  }
  atomicInc(&s->wrap_up, 99);
  atomicDec(&s->wrap_down, 99);
  atomicMax(&s->unsigned_high, 0x80000000u + i);
  atomicAdd(&s->wide, 1ull << 33);
  atomicMax(&s->wide_high, (1ull << 40) + i);
  atomicAdd(&s->real, 0.5f);
  atomicAdd(&s->real_wide, 0.25);
}

int main() {
  State host{}, *device;
  int* device_old;
  std::vector<int> old(kThreads);
  host.lowest = 5000, host.both = 0xfff;
  cudaMalloc(&device, sizeof host);
  cudaMalloc(&device_old, kThreads * sizeof(int));
  cudaMemcpy(device, &host, sizeof host, cudaMemcpyHostToDevice);
  all<<<4, 96>>>(device, device_old);
  cudaMemcpy(&host, device, sizeof host, cudaMemcpyDeviceToHost);
  cudaMemcpy(old.data(), device_old, kThreads * sizeof(int), cudaMemcpyDeviceToHost);
  std::vector<int> seen(kThreads);
  int repeated = 0;
  for (int value : old)
    repeated += value < 0 || value >= kThreads || seen[value]++;
  int flip = 0;
  for (int i = 0; i < kThreads; ++i)
    flip ^= 1 << i % 31;
  std::printf("add %d repeated %d sub %d min %d max %d and %x or %x xor %d exch %d cas %d\n", host.add, repeated, host.sub,
              host.lowest, host.highest, host.both, host.either, host.flip == flip, host.exchanged >= 0, host.swapped);
  std::printf("inc %u dec %u umax %x wide %llx %llx float %g double %g\n", host.wrap_up, host.wrap_down,
              host.unsigned_high, host.wide, host.wide_high, host.real, host.real_wide);
  // CHECK: add 384 repeated 0 sub -768 min 617 max 766 and f00 or fffff xor 1 exch 1 cas 1152
  // 384 increments from 0 modulo 100; 384 decrements from 0: 0 -> 99, ... every 100th wraps.
  // CHECK: inc 84 dec 16 umax 8000017f wide 30000000000 1000000017f float 192 double 96
}
