// A barrier among lanes of one warp made of an atomic counter and a flag that changes sense: no warp instruction tells
// the machine who waits for whom.  And philosophers: neighbours share forks, each takes the lower one first. RUN:
// %progress %s %t
#include "check.h"

__device__ void wait_for_all(int* arrived, volatile int* sense, int members, int& mine) {
  mine = !mine;
  __threadfence_block();
  if (atomicAdd(arrived, 1) == members - 1) {
    *arrived = 0;
    __threadfence_block();
    *sense = mine;
  } else
    while (*sense != mine)
      ;
  __threadfence_block();
}

// Every third lane takes part.
__global__ void rotate(int* out, int rounds) {
  __shared__ int arrived;
  __shared__ volatile int sense, values[64];
  int i = threadIdx.x, members = (blockDim.x + 2) / 3, mine = 0;
  if (i == 0)
    arrived = sense = 0;
  __syncthreads();
  if (i % 3 != 0)
    return;
  int rank = i / 3, value = rank + 1;
  for (int round = 0; round < rounds; ++round) {
    values[rank] = value;
    wait_for_all(&arrived, &sense, members, mine);
    value = values[(rank + 1) % members] * 3 + round;
    wait_for_all(&arrived, &sense, members, mine);
  }
  out[rank] = value;
}

__global__ void dine(int* forks, volatile int* meals, int rounds) {
  int i = threadIdx.x, next = (i + 1) % blockDim.x;
  for (int round = 0; round < rounds; ++round) {
    acquire(&forks[min(i, next)]);
    acquire(&forks[max(i, next)]);
    meals[i] = meals[i] + 1; // of both neighbours' plates
    meals[next] = meals[next] + 1;
    release(&forks[i]);
    release(&forks[next]);
  }
}

int main() {
  const int threads = 46, members = 16, rounds = 4;
  Buffer<int> out(members);
  rotate<<<1, threads>>>(out, rounds);
  CHECK_LAUNCH();
  std::vector<int> values(members), old;
  for (int i = 0; i < members; ++i)
    values[i] = i + 1;
  for (int round = 0; round < rounds; ++round) {
    old = values;
    for (int i = 0; i < members; ++i)
      values[i] = old[(i + 1) % members] * 3 + round;
  }
  for (int i = 0; i < members; ++i)
    expect("value", i, out.read()[i], values[i]);

  const int philosophers = 37, courses = 3;
  Buffer<int> forks(philosophers), meals(philosophers);
  dine<<<1, philosophers>>>(forks, meals, courses);
  CHECK_LAUNCH();
  for (int i = 0; i < philosophers; ++i)
    expect("meals", i, meals.read()[i], 2 * courses);
}
