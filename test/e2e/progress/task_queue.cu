// Work that makes work: threads take tasks from a shared queue and put more into it, and go on until none is left
// anywhere: a thread that finds nothing waits as long as another one is at work.
// RUN: %progress %s %t
#include "check.h"

constexpr int kTasks = 400;

struct Queue {
  int reserved, ready[kTasks]; // depth + 1 once it is there
  int taken, unfinished;
};

__device__ void put(Queue* queue, int depth) {
  atomicAdd(&queue->unfinished, 1);
  int at = atomicAdd(&queue->reserved, 1);
  __threadfence();
  atomicExch(&queue->ready[at], depth + 1);
}

// One lane in a tree of tasks: a task of depth d has d children of depths d - 1 ... 0.
__global__ void work(Queue* queue, int* done) {
  if (global_thread() == 0)
    put(queue, 8);
  for (;;) {
    int at = *(volatile int*)&queue->taken;
    if (at < *(volatile int*)&queue->reserved && *(volatile int*)&queue->ready[at] != 0) {
      if (atomicCAS(&queue->taken, at, at + 1) != at)
        continue;
      int depth = *(volatile int*)&queue->ready[at] - 1;
      for (int child = 0; child < depth; ++child)
        put(queue, child);
      atomicAdd(&done[depth], 1);
      __threadfence();
      atomicSub(&queue->unfinished, 1);
    } else if (at != 0 && *(volatile int*)&queue->unfinished == 0)
      break;
  }
}

int main() {
  Buffer<Queue> queue(1);
  Buffer<int> done(9);
  work<<<2, 48>>>(queue, done);
  CHECK_LAUNCH();
  expect("done", 8, done.read()[8], 1);
  for (int depth = 0; depth < 8; ++depth) // half of the others are of depth 0, and so on
    expect("done", depth, done.read()[depth], 1 << (7 - depth));
  expect("reserved", 0, queue.read()[0].reserved, 256);
}
