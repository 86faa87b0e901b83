// A lock-free stack of pointers with tags, 128 bits changed at once, under the same strain as lock_free_stack.cu; its
// readers check that the halves they see belong together.
// RUN: %progress %s %t
#include "check.h"

struct Node {
  Node* next;
  int value, owner;
};
struct __align__(16) Head {
  Node* top;
  unsigned long long tag; // number of changes
};

__device__ Head read(Head* head) { return atomicCAS(head, Head{nullptr, ~0ull}, Head{nullptr, ~0ull}); }

__device__ Node* pop(Head* head) {
  for (Head old = read(head);;) {
    if (!old.top) {
      old = read(head);
      continue;
    }
    Node* next = *(Node* volatile*)&old.top->next;
    Head seen = atomicCAS(head, old, Head{next, old.tag + 1});
    if (seen.top == old.top && seen.tag == old.tag)
      return old.top;
    old = seen;
  }
}

__device__ void push(Head* head, Node* node) {
  for (Head old = read(head);;) {
    *(Node* volatile*)&node->next = old.top;
    __threadfence();
    Head seen = atomicCAS(head, old, Head{node, old.tag + 1});
    if (seen.top == old.top && seen.tag == old.tag)
      return;
    old = seen;
  }
}

__global__ void fill(Head* head, Node* nodes, int n) {
  if (threadIdx.x < n)
    push(head, &nodes[threadIdx.x]);
}

__global__ void circulate(Head* head, int* conflicts, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    Node* node = pop(head);
    if (atomicAdd(&node->owner, 1) != 0)
      atomicAdd(conflicts, 1);
    *(volatile int*)&node->value = node->value + 1; // nobody else has it
    __threadfence();
    atomicSub(&node->owner, 1);
    push(head, node);
  }
}

int main() {
  const int count = 3, n = 96, rounds = 3;
  Buffer<Node> nodes(count);
  Buffer<Head> head(1);
  Buffer<int> conflicts(1);
  fill<<<1, 32>>>(head, nodes, count);
  circulate<<<2, n / 2>>>(head, conflicts, rounds);
  CHECK_LAUNCH();
  expect("conflicts", 0, conflicts.read()[0], 0);
  int total = 0;
  for (const Node& node : nodes.read())
    total += node.value;
  expect("uses", 0, total, n * rounds);
  expect("changes", 0, (long long)head.read()[0].tag, count + 2 * n * rounds);
}
