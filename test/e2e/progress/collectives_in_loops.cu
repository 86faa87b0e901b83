// Warp collectives with partial masks inside divergent loops: lanes that go round different numbers of times meet those
// of their mask each time, at instructions of one kind that stand at different places.  The rest does something else
// meanwhile, locks included.
// RUN: %progress %s %t
#include "check.h"

// Groups of 4 lanes; each goes round as often as its number says, and passes a value round.
__global__ void groups(int* out, int* lock, volatile int* count) {
  int lane = threadIdx.x % 32, group = lane / 4;
  unsigned mask = 0xfu << group * 4;
  int value = lane;
  for (int round = 0; round <= group; ++round) {
    value += __shfl_sync(mask, value, (lane + 1) % 4 + group * 4);
    if (lane % 4 == round % 4) { // one lane of the group is held up
      acquire(lock);
      *count = *count + 1;
      release(lock);
    }
    if (__all_sync(mask, value > 200))
      break;
  }
  out[threadIdx.x] = value;
}

// The same vote from both sides of a branch.
__global__ void both_sides(unsigned* out) {
  unsigned lane = threadIdx.x, votes;
  if (lane % 2) {
    for (unsigned k = 0; k < lane; ++k)
      out[lane] = k;
    votes = __ballot_sync(0xffffffffu, lane > 9);
  } else {
    votes = __ballot_sync(0xffffffffu, lane < 4);
    votes ^= 0;
  }
  __syncwarp();
  out[lane] = votes;
}

// Each round those with the lowest key go, found by a reduction over the lanes that are left.
__global__ void tournament(unsigned* out) {
  unsigned lane = threadIdx.x, key = lane * 7 % 11, left = 0xffffffffu;
  for (unsigned round = 0;; ++round) {
    unsigned lowest = __reduce_min_sync(left, key);
    unsigned gone = __ballot_sync(left, key == lowest);
    if (key == lowest) {
      out[lane] = round * 100 + __popc(gone);
      break;
    }
    left &= ~gone;
  }
}

int main() {
  Buffer<int> out(64), lock(1), count(1);
  groups<<<1, 64>>>(out, lock, count);
  CHECK_LAUNCH();
  int rounds_of_all = 0;
  for (int warp = 0; warp < 2; ++warp)
    for (int group = 0; group < 8; ++group) {
      int values[4];
      for (int k = 0; k < 4; ++k)
        values[k] = group * 4 + k;
      for (int round = 0; round <= group; ++round) {
        int old[4] = {values[0], values[1], values[2], values[3]};
        bool all = true;
        for (int k = 0; k < 4; ++k)
          all &= (values[k] += old[(k + 1) % 4]) > 200;
        ++rounds_of_all;
        if (all)
          break;
      }
      for (int k = 0; k < 4; ++k)
        expect("value", warp * 32 + group * 4 + k, out.read()[warp * 32 + group * 4 + k], values[k]);
    }
  expect("rounds", 0, count.read()[0], rounds_of_all);

  Buffer<unsigned> votes(32), places(32);
  both_sides<<<1, 32>>>(votes);
  CHECK_LAUNCH();
  for (int i = 0; i < 32; ++i)
    expect("votes", i, votes.read()[i], 0xaaaaa805u); // odd lanes above 9, even lanes below 4
  tournament<<<1, 32>>>(places);
  CHECK_LAUNCH();
  for (int i = 0; i < 32; ++i) {
    int key = i * 7 % 11, same = 0;
    for (int k = 0; k < 32; ++k)
      same += k * 7 % 11 == key;
    expect("place", i, places.read()[i], key * 100 + same);
  }
}
