// Bitonic sort of keys with values: stages that fit a block run in shared memory, wider ones in global memory.
#include "../common/check.h"
#include <algorithm>
#include <vector>

constexpr int kBlock = 256, kTile = 2 * kBlock; // a thread handles one pair

struct Item {
  unsigned key, value;
};

__device__ inline void order(Item& low, Item& high, bool ascending) {
  if ((low.key > high.key) == ascending) {
    Item keep = low;
    low = high;
    high = keep;
  }
}

// Index of the lower element of pair p at distance stride.
__device__ inline int lower_of(int p, int stride) { return 2 * p - (p & (stride - 1)); }

__global__ void sort_tiles(Item* items, int from_size, int to_size) {
  __shared__ Item tile[kTile];
  int base = blockIdx.x * kTile, p = threadIdx.x;
  tile[p] = items[base + p];
  tile[p + kBlock] = items[base + p + kBlock];
  for (int size = from_size; size <= to_size; size *= 2)
    for (int stride = min(size, kTile) / 2; stride > 0; stride /= 2) {
      __syncthreads();
      int low = lower_of(p, stride);
      order(tile[low], tile[low + stride], ((base + low) & size) == 0);
    }
  __syncthreads();
  items[base + p] = tile[p];
  items[base + p + kBlock] = tile[p + kBlock];
}

__global__ void merge_wide(Item* items, int size, int stride) {
  int low = lower_of(blockIdx.x * kBlock + threadIdx.x, stride);
  order(items[low], items[low + stride], (low & size) == 0);
}

int main() {
  const int n = 1 << 16;
  std::vector<Item> items(n), got(n);
  Random random(10);
  for (int i = 0; i < n; ++i)
    items[i] = {random.next() % 50'000, unsigned(i)};

  Item* device_items;
  CHECK(cudaMalloc(&device_items, n * sizeof(Item)));
  CHECK(cudaMemcpy(device_items, items.data(), n * sizeof(Item), cudaMemcpyHostToDevice));
  sort_tiles<<<n / kTile, kBlock>>>(device_items, 2, kTile);
  for (int size = 2 * kTile; size <= n; size *= 2) {
    for (int stride = size / 2; stride >= kTile; stride /= 2)
      merge_wide<<<n / kTile, kBlock>>>(device_items, size, stride);
    sort_tiles<<<n / kTile, kBlock>>>(device_items, size, size);
  }
  CHECK_LAUNCH();
  CHECK(cudaMemcpy(got.data(), device_items, n * sizeof(Item), cudaMemcpyDeviceToHost));
  CHECK(cudaFree(device_items));

  // Sorted, each value with its own key, and none lost.
  bool right = true;
  std::vector<bool> seen(n);
  for (int i = 0; i < n && right; ++i) {
    right = got[i].value < unsigned(n) && !seen[got[i].value] && got[i].key == items[got[i].value].key &&
            (i == 0 || got[i - 1].key <= got[i].key);
    if (!right)
      std::fprintf(stderr, "item %d is wrong: key %u, value %u\n", i, got[i].key, got[i].value);
    else
      seen[got[i].value] = true;
  }
  return verdict("bitonic_sort", right);
}
