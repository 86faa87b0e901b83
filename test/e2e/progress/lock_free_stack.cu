// A lock-free stack whose head is an index and a tag in one 64-bit word.  Few nodes go round quickly among many lanes,
// so without the tag the head would soon be the same index with another successor (the ABA problem) and nodes would be
// lost or given out twice.
// RUN: %progress %s %t
#include "check.h"

typedef unsigned long long Head; // (tag << 32) | index + 1

__device__ int pop(Head* head, volatile int* next) {
  for (;;) {
    Head old = *(volatile Head*)head;
    int at = int(unsigned(old)) - 1;
    if (at < 0)
      continue; // somebody will bring one back
    Head desired = ((old >> 32) + 1) << 32 | unsigned(next[at]);
    if (atomicCAS(head, old, desired) == old)
      return at;
  }
}

__device__ void push(Head* head, volatile int* next, int at) {
  Head old = *(volatile Head*)head, seen;
  for (;; old = seen) {
    next[at] = int(unsigned(old));
    __threadfence();
    seen = atomicCAS(head, old, ((old >> 32) + 1) << 32 | unsigned(at + 1));
    if (seen == old)
      return;
  }
}

__global__ void circulate(Head* head, int* next, int* owners, int* uses, int* conflicts, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    int node = pop(head, next);
    if (atomicAdd(&owners[node], 1) != 0) // given out twice
      atomicAdd(conflicts, 1);
    atomicAdd(&uses[node], 1);
    atomicSub(&owners[node], 1);
    push(head, next, node);
  }
}

int main() {
  const int nodes = 3, n = 96, rounds = 4;
  std::vector<int> links(nodes);
  for (int i = 0; i < nodes; ++i)
    links[i] = i; // node i is followed by node i - 1: its index + 1
  Buffer<int> next(links), owners(nodes), uses(nodes), conflicts(1);
  Buffer<Head> head(std::vector<Head>{Head(nodes)});
  circulate<<<2, n / 2>>>(head, next, owners, uses, conflicts, rounds);
  CHECK_LAUNCH();
  expect("conflicts", 0, conflicts.read()[0], 0);
  int total = 0, on_the_stack = 0;
  for (int i = 0; i < nodes; ++i)
    total += uses.read()[i];
  expect("uses", 0, total, n * rounds);
  links = next.read();
  for (int at = int(unsigned(head.read()[0])); at != 0 && on_the_stack <= nodes; at = links[at - 1])
    ++on_the_stack;
  expect("nodes on the stack", 0, on_the_stack, nodes);
}
