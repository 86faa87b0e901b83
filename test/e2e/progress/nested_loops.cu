// Loops in loops with breaks, continues, gotos out of and into them, early returns and switches that fall through; then
// the same kind of loop around locks, where leaving early must not leave others waiting.
// RUN: %progress %s %t
#include "check.h"

// A loop with two entries: no structured form of it exists.
__host__ __device__ int two_entries(int x) {
  int steps = 0;
  if (x % 3 == 0)
    goto middle;
top:
  if (++steps > 50)
    return steps + 1000;
  x = x * 5 + 1;
middle:
  x = x % 37;
  if (x % 2)
    goto top;
  if (x > 4) {
    x /= 2;
    ++steps;
    goto middle;
  }
  return steps * 10 + x;
}

// A copy loop whose switch jumps into it.
__host__ __device__ int into_the_loop(int count) {
  int sum = 0, rounds = (count + 3) / 4;
  switch (count % 4) {
    do {
    case 0:
      sum += 1;
    case 3:
      sum += 20;
    case 2:
      sum += 300;
    case 1:
      sum += 4000;
    } while (--rounds > 0);
  }
  return sum;
}

__host__ __device__ int nest(int i) {
  int result = i;
  for (int a = 0; a < i % 13 + 1; ++a) {
    if (a == 7)
      continue;
    int b = 0;
    while (true) {
      ++b;
      if (b % 3 == a % 3)
        continue;
      if (a * b > i)
        break;
      for (int c = b; c > 0; c -= 2) {
        result += a * 3 + b * 5 + c;
        if (result % 17 == 0)
          goto next_a;
        if (result % 101 == 3)
          goto out;
        if (result > 100000)
          return -result;
        do {
          result ^= c << 2;
          if (result & 8)
            break;
        } while (++result % 6);
      }
      if (b > 9 + i % 5)
        break;
    }
  next_a:
    switch (a % 4) {
    case 1:
      result += 2;
    case 2:
      result *= 3;
      break;
    case 3:
      if (i % 2)
        return result;
    default:
      --result;
    }
  }
out:
  return result * 2 + 1;
}

// Each lane takes its items out of a shared box, several at a time, and leaves by one of four ways.
__global__ void loops(int* results, int* lock, volatile int* box, int* ways) {
  int i = global_thread();
  results[i] = nest(i) + two_entries(i) * 7 + into_the_loop(i % 23 + 1) * 3;
  int taken = 0;
  for (int attempt = 0;; ++attempt) {
    acquire(lock);
    int left = *box;
    if (left == 0) {
      release(lock);
      atomicAdd(&ways[0], taken);
      return;
    }
    int want = 1 + (i + attempt) % 3;
    if (want > left) {
      *box = 0;
      release(lock);
      atomicAdd(&ways[1], left);
      break;
    }
    *box = left - want;
    release(lock);
    taken += want;
    if (i % 5 == 0 && taken > 4)
      goto enough;
    if (taken > 9)
      break;
  }
enough:
  atomicAdd(&ways[2], taken);
  return;
}

int main() {
  const int n = 96, items = 300;
  Buffer<int> results(n), lock(1), box(1, items), ways(3);
  loops<<<2, n / 2>>>(results, lock, box, ways);
  CHECK_LAUNCH();
  for (int i = 0; i < n; ++i)
    expect("result", i, results.read()[i], nest(i) + two_entries(i) * 7 + into_the_loop(i % 23 + 1) * 3);
  expect("box", 0, box.read()[0], 0);
  expect("items", 0, ways.read()[0] + ways.read()[1] + ways.read()[2], items);
  expect("lock", 0, lock.read()[0], 0);
}
