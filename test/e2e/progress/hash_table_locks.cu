// A hash table with chains, one lock for each bucket: lanes of a warp that fall into the same bucket contend.  Words
// are counted; entries are found or added under the lock by plain loads and stores. RUN: %progress %s %t
#include "check.h"
#include <map>

constexpr int kBuckets = 7;

struct Entry {
  int key, count, next;
};
struct Table {
  int locks[kBuckets];
  int heads[kBuckets]; // index of the first entry + 1
  int used;
};

__device__ unsigned hash(int key) { return unsigned(key) * 2654435761u % kBuckets; }

__global__ void count_words(volatile Table* table, volatile Entry* entries, const int* words, int n) {
  int i = global_thread();
  if (i >= n)
    return;
  unsigned bucket = hash(words[i]);
  acquire((int*)&table->locks[bucket]);
  int at = table->heads[bucket];
  while (at != 0 && entries[at - 1].key != words[i])
    at = entries[at - 1].next;
  if (at == 0) {
    at = atomicAdd((int*)&table->used, 1) + 1;
    entries[at - 1].key = words[i];
    entries[at - 1].count = 0;
    entries[at - 1].next = table->heads[bucket];
    table->heads[bucket] = at;
  }
  entries[at - 1].count = entries[at - 1].count + 1;
  release((int*)&table->locks[bucket]);
}

int main() {
  const int n = 600;
  std::vector<int> words(n);
  std::map<int, int> want;
  unsigned state = 5;
  for (int& word : words) {
    state = state * 1664525 + 1013904223;
    word = int(state >> 16) % 40 - 20;
    ++want[word];
  }
  Buffer<Table> table(1);
  Buffer<Entry> entries(n);
  Buffer<int> device_words(words);
  count_words<<<5, 128>>>(table, entries, device_words, n);
  CHECK_LAUNCH();
  Table result = table.read()[0];
  std::vector<Entry> all = entries.read();
  expect("entries", 0, result.used, (long long)want.size());
  std::map<int, int> got;
  for (int bucket = 0; bucket < kBuckets; ++bucket)
    for (int at = result.heads[bucket]; at != 0; at = all[at - 1].next)
      got[all[at - 1].key] += all[at - 1].count;
  for (auto [word, count] : want)
    expect("count of word", word, got[word], count);
}
