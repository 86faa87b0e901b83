// A range lock: a list of the ranges that are held, itself under a spinlock.  A lane that finds an overlap lets go of
// the list and asks again.  Under its range a lane changes every element by plain loads and stores.
// RUN: %progress %s %t
#include "check.h"
#include <algorithm>

constexpr int kCells = 64, kSlots = 128;

struct Ranges {
  int lock;
  int begin[kSlots], end[kSlots]; // of thread t in slot t; empty when begin == end
};

__device__ bool try_hold(volatile Ranges* held, int slot, int begin, int end) {
  acquire((int*)&held->lock);
  bool is_free = true;
  for (int i = 0; i < kSlots && is_free; ++i)
    is_free = held->end[i] <= begin || end <= held->begin[i];
  if (is_free) {
    held->begin[slot] = begin;
    held->end[slot] = end;
  }
  release((int*)&held->lock);
  return is_free;
}

__device__ void let_go(volatile Ranges* held, int slot) {
  acquire((int*)&held->lock);
  held->begin[slot] = held->end[slot] = 0;
  release((int*)&held->lock);
}

__global__ void add_to_ranges(volatile Ranges* held, volatile int* cells, const int2* ranges) {
  int i = global_thread();
  int2 range = ranges[i];
  while (!try_hold(held, i, range.x, range.y)) {
  }
  for (int cell = range.x; cell < range.y; ++cell)
    cells[cell] = cells[cell] + i + 1;
  let_go(held, i);
}

int main() {
  const int n = 64;
  std::vector<int2> ranges(n);
  std::vector<int> want(kCells);
  for (int i = 0; i < n; ++i) {
    ranges[i].x = i * 29 % kCells;
    ranges[i].y = std::min(kCells, ranges[i].x + 1 + i * 7 % 12);
    for (int cell = ranges[i].x; cell < ranges[i].y; ++cell)
      want[cell] += i + 1;
  }
  Buffer<Ranges> held(1);
  Buffer<int> cells(kCells);
  Buffer<int2> device_ranges(ranges);
  add_to_ranges<<<2, n / 2>>>(held, cells, device_ranges);
  CHECK_LAUNCH();
  for (int i = 0; i < kCells; ++i)
    expect("cell", i, cells.read()[i], want[i]);
}
