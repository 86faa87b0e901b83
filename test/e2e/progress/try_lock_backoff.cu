// Locks that are tried, not waited for: a lane that does not get both of two locks lets go of the first and sleeps a
// while, longer each time.  The locks are taken in no particular order, so waiting would be a deadlock.
// RUN: %progress %s %t
#include "check.h"

constexpr int kAccounts = 5;

__device__ bool try_lock(int* lock) { return atomicCAS(lock, 0, 1) == 0; }

__global__ void transfer(int* locks, volatile long long* balances, const int3* orders, int rounds) {
  int i = global_thread();
  int3 order = orders[i];
  for (int round = 0; round < rounds; ++round) {
    unsigned pause = 20 + i % 7;
    for (;;) {
      if (try_lock(&locks[order.x])) {
        if (try_lock(&locks[order.y]))
          break;
        release(&locks[order.x]);
      }
      __nanosleep(pause);
      pause = pause < 2000 ? 2 * pause : pause;
    }
    __threadfence();
    balances[order.x] = balances[order.x] - order.z;
    balances[order.y] = balances[order.y] + order.z;
    release(&locks[order.y]);
    release(&locks[order.x]);
  }
}

int main() {
  const int n = 96, rounds = 2;
  std::vector<int3> orders(n);
  std::vector<long long> want(kAccounts);
  for (int i = 0; i < n; ++i) {
    int from = i % kAccounts, to = (from + 1 + i / 7 % (kAccounts - 1)) % kAccounts;
    orders[i] = make_int3(from, to, i * 13 % 50);
    want[from] -= rounds * orders[i].z;
    want[to] += rounds * orders[i].z;
  }
  Buffer<int> locks(kAccounts);
  Buffer<long long> balances(kAccounts);
  Buffer<int3> device_orders(orders);
  transfer<<<2, n / 2>>>(locks, balances, device_orders, rounds);
  CHECK_LAUNCH();
  for (int i = 0; i < kAccounts; ++i)
    expect("balance", i, balances.read()[i], want[i]);
}
