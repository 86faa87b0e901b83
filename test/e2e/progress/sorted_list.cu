// A sorted linked list under hand-over-hand locks: each lane holds at most two neighbouring nodes while it walks, so
// lanes of one warp stand at different nodes and wait for each other.  Insertions and removals run at the same time.
// RUN: %progress %s %t
#include "check.h"
#include <algorithm>
#include <set>

struct Node {
  int key, next, lock; // next: an index, 0 is the end
};
constexpr int kHead = 0;

// Leaves previous and the node after it locked (if there is one); that node is the first whose key is not below.
__device__ int walk(volatile Node* nodes, int key, int& previous) {
  previous = kHead;
  acquire((int*)&nodes[previous].lock);
  int at = nodes[previous].next;
  while (at != 0) {
    acquire((int*)&nodes[at].lock);
    if (nodes[at].key >= key)
      break;
    release((int*)&nodes[previous].lock);
    previous = at;
    at = nodes[at].next;
  }
  return at;
}

// Node i + 1 belongs to thread i.
__global__ void insert_all(volatile Node* nodes, const int* keys, int n) {
  int i = global_thread(), previous;
  if (i >= n)
    return;
  int at = walk(nodes, keys[i], previous);
  nodes[i + 1].key = keys[i];
  nodes[i + 1].next = at;
  nodes[previous].next = i + 1;
  if (at != 0)
    release((int*)&nodes[at].lock);
  release((int*)&nodes[previous].lock);
}

// Even threads remove their key, odd ones insert one more.
__global__ void change(volatile Node* nodes, const int* keys, const int* more, int n, int* removed) {
  int i = global_thread(), previous;
  if (i >= n)
    return;
  int key = i % 2 ? more[i] : keys[i];
  int at = walk(nodes, key, previous);
  if (i % 2) {
    nodes[n + i + 1].key = key;
    nodes[n + i + 1].next = at;
    nodes[previous].next = n + i + 1;
  } else if (at != 0 && nodes[at].key == key) {
    nodes[previous].next = nodes[at].next;
    atomicAdd(removed, 1);
  }
  if (at != 0)
    release((int*)&nodes[at].lock);
  release((int*)&nodes[previous].lock);
}

std::vector<int> keys_in(const std::vector<Node>& nodes) {
  std::vector<int> keys;
  for (int at = nodes[kHead].next; at != 0; at = nodes[at].next)
    keys.push_back(nodes[at].key);
  return keys;
}

void compare(const char* what, const std::vector<int>& got, const std::multiset<int>& want) {
  expect(what, -1, (long long)got.size(), (long long)want.size());
  size_t i = 0;
  for (int key : want) {
    expect(what, long(i), got[i], key);
    ++i;
  }
}

int main() {
  const int n = 72;
  std::vector<int> keys(n), more(n);
  for (int i = 0; i < n; ++i) {
    keys[i] = i * 37 % 101 + 1;
    more[i] = i * 53 % 211 + 200;
  }
  Buffer<Node> nodes(2 * n + 1);
  Buffer<int> device_keys(keys), device_more(more), removed(1);
  insert_all<<<3, 24>>>(nodes, device_keys, n);
  CHECK_LAUNCH();
  std::multiset<int> want(keys.begin(), keys.end());
  compare("after insertion", keys_in(nodes.read()), want);

  change<<<2, 36>>>(nodes, device_keys, device_more, n, removed);
  CHECK_LAUNCH();
  for (int i = 0; i < n; ++i)
    if (i % 2)
      want.insert(more[i]);
    else
      want.erase(want.find(keys[i]));
  expect("removed", 0, removed.read()[0], n / 2);
  compare("after changes", keys_in(nodes.read()), want);
}
