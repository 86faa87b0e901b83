// Algorithms that keep, move and reorder elements.
#include "check.h"
#include <algorithm>
#include <thrust/copy.h>
#include <thrust/device_vector.h>
#include <thrust/fill.h>
#include <thrust/gather.h>
#include <thrust/host_vector.h>
#include <thrust/partition.h>
#include <thrust/remove.h>
#include <thrust/replace.h>
#include <thrust/reverse.h>
#include <thrust/scatter.h>
#include <thrust/sequence.h>
#include <thrust/unique.h>

namespace {

constexpr int kCount = 5003;

struct IsOdd {
  __host__ __device__ bool operator()(int x) const { return x & 1; }
};

const std::vector<int> kValues = numbers(kCount, 5, 10);

template <class Iterator> void cut(thrust::device_vector<int>& vector, Iterator end) {
  vector.resize(end - vector.begin());
}

void keeps_some() {
  thrust::device_vector<int> device(kValues.begin(), kValues.end()), result(kCount);
  cut(result, thrust::copy_if(device.begin(), device.end(), result.begin(), IsOdd()));
  std::vector<int> odd, even;
  std::partition_copy(kValues.begin(), kValues.end(), std::back_inserter(odd), std::back_inserter(even), IsOdd());
  expect_all("copy_if", thrust::host_vector<int>(result), odd);

  thrust::device_vector<int> removed = device;
  cut(removed, thrust::remove_if(removed.begin(), removed.end(), IsOdd()));
  expect_all("remove_if", thrust::host_vector<int>(removed), even);

  thrust::device_vector<int> parted = device;
  auto middle = thrust::stable_partition(parted.begin(), parted.end(), IsOdd());
  expect("middle of the partition", middle - parted.begin(), static_cast<long long>(odd.size()));
  std::vector<int> expected = odd;
  expected.insert(expected.end(), even.begin(), even.end());
  expect_all("stable_partition", thrust::host_vector<int>(parted), expected);

  thrust::device_vector<int> odd_result(kCount), even_result(kCount);
  auto ends = thrust::partition_copy(device.begin(), device.end(), odd_result.begin(), even_result.begin(), IsOdd());
  cut(odd_result, ends.first);
  cut(even_result, ends.second);
  expect_all("partition_copy, first", thrust::host_vector<int>(odd_result), odd);
  expect_all("partition_copy, second", thrust::host_vector<int>(even_result), even);
}

void drops_repetitions() {
  thrust::device_vector<int> keys(kValues.begin(), kValues.end()), places(kCount);
  thrust::sequence(places.begin(), places.end());
  std::vector<int> expected_keys, expected_places;
  for (int i = 0; i < kCount; i++)
    if (i == 0 || kValues[i] != kValues[i - 1])
      expected_keys.push_back(kValues[i]), expected_places.push_back(i);

  thrust::device_vector<int> alone = keys;
  cut(alone, thrust::unique(alone.begin(), alone.end()));
  expect_all("unique", thrust::host_vector<int>(alone), expected_keys);
  auto ends = thrust::unique_by_key(keys.begin(), keys.end(), places.begin());
  cut(keys, ends.first);
  cut(places, ends.second);
  expect_all("unique_by_key, keys", thrust::host_vector<int>(keys), expected_keys);
  expect_all("unique_by_key, values", thrust::host_vector<int>(places), expected_places);
}

void moves_elements() {
  std::vector<int> map(kCount), gathered(kCount), scattered(kCount);
  for (int i = 0; i < kCount; i++)
    map[i] = static_cast<int>(i * 7LL % kCount); // a permutation: 5003 is prime
  for (int i = 0; i < kCount; i++)
    gathered[i] = kValues[map[i]], scattered[map[i]] = kValues[i];
  thrust::device_vector<int> device(kValues.begin(), kValues.end()), device_map(map.begin(), map.end()), result(kCount);
  thrust::gather(device_map.begin(), device_map.end(), device.begin(), result.begin());
  expect_all("gather", thrust::host_vector<int>(result), gathered);
  thrust::scatter(device.begin(), device.end(), device_map.begin(), result.begin());
  expect_all("scatter", thrust::host_vector<int>(result), scattered);

  thrust::fill(result.begin(), result.begin() + 100, -1);
  expect("fill", static_cast<int>(result[99]), -1LL);
  expect("behind it", static_cast<int>(result[100]), static_cast<long long>(scattered[100]));
  thrust::copy(device.begin(), device.end(), result.begin());
  thrust::replace(result.begin(), result.end(), 3, 33);
  thrust::reverse(result.begin(), result.end());
  std::vector<int> expected = kValues;
  std::replace(expected.begin(), expected.end(), 3, 33);
  std::reverse(expected.begin(), expected.end());
  expect_all("replace and reverse", thrust::host_vector<int>(result), expected);
}

} // namespace

int main() {
  keeps_some();
  drops_repetitions();
  moves_elements();
  return report("thrust_select");
}
