// Sorting: radix sort of keys and of pairs, merge sort with a comparison of the program's own, stability.
#include "check.h"
#include <algorithm>
#include <numeric>
#include <thrust/device_vector.h>
#include <thrust/host_vector.h>
#include <thrust/sort.h>

namespace {

// Large enough for several tiles, so that the passes over all of the device are taken and not the one-block shortcut.
constexpr int kCount = 20000;

struct ByLastDigit {
  __host__ __device__ bool operator()(int a, int b) const { return a % 10 < b % 10; }
};

void sorts_keys() {
  std::vector<int> values = numbers(kCount, 1, 1u << 24);
  for (int i = 0; i < kCount; i += 3)
    values[i] = -values[i];
  thrust::device_vector<int> device(values.begin(), values.end());
  thrust::sort(device.begin(), device.end());
  std::sort(values.begin(), values.end());
  expect_all("sort", thrust::host_vector<int>(device), values);
  expect_true("is_sorted", thrust::is_sorted(device.begin(), device.end()));
}

void sorts_pairs_downwards() {
  std::vector<int> keys = numbers(kCount, 2, 500);
  std::vector<int> order(kCount);
  std::iota(order.begin(), order.end(), 0);
  thrust::device_vector<float> device_keys(keys.begin(), keys.end());
  thrust::device_vector<int> device_values(order.begin(), order.end());
  thrust::stable_sort_by_key(device_keys.begin(), device_keys.end(), device_values.begin(), thrust::greater<float>());
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return keys[a] > keys[b]; });
  expect_all("stable_sort_by_key", thrust::host_vector<int>(device_values), order);
  std::sort(keys.begin(), keys.end(), std::greater<int>());
  expect_all("keys of it", thrust::host_vector<float>(device_keys), std::vector<float>(keys.begin(), keys.end()));
}

void sorts_by_comparison() {
  std::vector<int> values = numbers(3000, 3, 1000);
  thrust::device_vector<int> device(values.begin(), values.end());
  thrust::stable_sort(device.begin(), device.end(), ByLastDigit());
  std::stable_sort(values.begin(), values.end(), ByLastDigit());
  expect_all("stable_sort", thrust::host_vector<int>(device), values);
}

void sorts_one_and_none() {
  thrust::device_vector<int> one(1, 7);
  thrust::sort(one.begin(), one.end());
  expect("sort of one", static_cast<int>(one[0]), 7LL);
  thrust::sort(one.begin(), one.begin());
}

} // namespace

int main() {
  sorts_keys();
  sorts_pairs_downwards();
  sorts_by_comparison();
  sorts_one_and_none();
  return report("thrust_sort");
}
