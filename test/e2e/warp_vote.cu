// Ballot, any, all, activemask, match and reduce under divergence and with partial masks.
// RUN: %ox-nvcc -arch=sm_80 %s -o %t && %t | FileCheck %s
#include <cstdio>

__global__ void votes(unsigned* out) {
  unsigned lane = threadIdx.x;
  unsigned ballot = __ballot_sync(~0u, lane % 3 == 0);
  int all = __all_sync(~0u, lane < 32), not_all = __all_sync(~0u, lane != 7), any = __any_sync(~0u, lane == 31);
  unsigned odd = 0;
  if (lane % 2)
    odd = __ballot_sync(0xaaaaaaaa, lane > 15); // only the odd lanes
  unsigned match = __match_any_sync(~0u, lane / 5);
  int pred = -1;
  unsigned every = __match_all_sync(~0u, 17, &pred);
  unsigned sum = __reduce_add_sync(~0u, lane);
  int low = __reduce_min_sync(~0u, int(lane) - 9);
  unsigned bits = __reduce_xor_sync(~0u, 1u << lane % 31);
  unsigned outside = 0;
  if (lane < 8) // lane + 16 takes no part: GPUs give 0
    outside = __shfl_down_sync(0xff, lane + 1, 16);
  outside = __ballot_sync(~0u, outside != 0);
  if (lane == 13) {
    unsigned values[] = {ballot, unsigned(all), unsigned(not_all), unsigned(any), odd, match, every, unsigned(pred), sum,
                         unsigned(low), bits, outside};
    for (unsigned value : values)
      *out++ = value;
  }
}

int main() {
  unsigned *device, host[12];
  cudaMalloc(&device, sizeof host);
  votes<<<1, 32>>>(device);
  cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("ballot %08x all %u %u any %u odd %08x match %08x all %08x %u sum %u min %d xor %08x outside %x\n", host[0], host[1],
              host[2], host[3], host[4], host[5], host[6], host[7], host[8], int(host[9]), host[10], host[11]);
  // CHECK: ballot 49249249 all 1 0 any 1 odd aaaa0000 match 00007c00 all ffffffff 1 sum 496 min -9 xor 7ffffffe outside 0
}
