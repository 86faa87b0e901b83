// A bounded queue of many producers and many consumers, lanes of the same warps: each cell has a sequence number that
// says whose turn it is, so lanes wait for exactly one other.  What comes out is what went in, in order for each
// producer. RUN: %progress %s %t
#include "check.h"

constexpr unsigned kCells = 8;

struct Cell {
  unsigned sequence; // position: may be filled; position + 1: may be taken
  unsigned value;
};

__device__ void put(volatile Cell* cells, unsigned* tail, unsigned value) {
  unsigned position = atomicAdd(tail, 1);
  volatile Cell& cell = cells[position % kCells];
  while (cell.sequence != position)
    ;
  cell.value = value;
  __threadfence();
  cell.sequence = position + 1;
}

__device__ unsigned take(volatile Cell* cells, unsigned* head, unsigned& position) {
  position = atomicAdd(head, 1);
  volatile Cell& cell = cells[position % kCells];
  while (cell.sequence != position + 1)
    ;
  __threadfence();
  unsigned value = cell.value;
  __threadfence();
  cell.sequence = position + kCells;
  return value;
}

__global__ void exchange(Cell* cells, unsigned* tail, unsigned* head, unsigned* taken, int rounds) {
  unsigned i = global_thread(), position;
  for (int round = 0; round < rounds; ++round)
    if (i % 2 == 0)
      put(cells, tail, i * 100 + round);
    else {
      unsigned value = take(cells, head, position);
      taken[position] = value;
    }
}

int main() {
  const int n = 64, rounds = 3, items = n / 2 * rounds;
  std::vector<Cell> cells(kCells);
  for (unsigned i = 0; i < kCells; ++i)
    cells[i].sequence = i;
  Buffer<Cell> device_cells(cells);
  Buffer<unsigned> tail(1), head(1), taken(items);
  exchange<<<2, n / 2>>>(device_cells, tail, head, taken, rounds);
  CHECK_LAUNCH();
  std::vector<int> next(n);
  for (int position = 0; position < items; ++position) {
    unsigned value = taken.read()[position], producer = value / 100;
    expect("producer is even", position, producer % 2, 0);
    expect("order of a producer", position, value % 100, next[producer]++);
  }
  for (int i = 0; i < n; i += 2)
    expect("items of producer", i, next[i], rounds);
}
