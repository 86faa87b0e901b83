// Transformations, reductions and scans, whole and by key.
#include "check.h"
#include <algorithm>
#include <numeric>
#include <thrust/count.h>
#include <thrust/device_vector.h>
#include <thrust/extrema.h>
#include <thrust/functional.h>
#include <thrust/host_vector.h>
#include <thrust/inner_product.h>
#include <thrust/logical.h>
#include <thrust/reduce.h>
#include <thrust/scan.h>
#include <thrust/transform.h>
#include <thrust/transform_reduce.h>
#include <thrust/transform_scan.h>

namespace {

constexpr int kCount = 10007;

struct Square {
  __host__ __device__ long long operator()(int x) const { return static_cast<long long>(x) * x; }
};

struct IsEven {
  __host__ __device__ bool operator()(int x) const { return x % 2 == 0; }
};

struct MultiplyAdd {
  int factor;
  __host__ __device__ int operator()(int x, int y) const { return factor * x + y; }
};

const std::vector<int> kValues = numbers(kCount, 4, 1000);

void transforms(const thrust::device_vector<int>& device) {
  thrust::device_vector<int> result(kCount);
  thrust::transform(device.begin(), device.end(), device.rbegin(), result.begin(), MultiplyAdd{3});
  std::vector<int> expected(kCount);
  std::transform(kValues.begin(), kValues.end(), kValues.rbegin(), expected.begin(), MultiplyAdd{3});
  expect_all("transform", thrust::host_vector<int>(result), expected);

  int offset = 5;
  thrust::transform(device.begin(), device.end(), result.begin(), [offset] __device__(int x) { return x + offset; });
  expect("transform by a lambda", static_cast<int>(result[17]), static_cast<long long>(kValues[17] + 5));
}

void reduces(const thrust::device_vector<int>& device) {
  expect("reduce", thrust::reduce(device.begin(), device.end(), 0LL),
         std::accumulate(kValues.begin(), kValues.end(), 0LL));
  expect("maximum", thrust::reduce(device.begin(), device.end(), -1, thrust::maximum<int>()),
         static_cast<long long>(*std::max_element(kValues.begin(), kValues.end())));
  long long squares = 0;
  for (int value : kValues)
    squares += Square()(value);
  expect("transform_reduce", thrust::transform_reduce(device.begin(), device.end(), Square(), 0LL, thrust::plus<>()),
         squares);
  expect("inner_product", thrust::inner_product(device.begin(), device.end(), device.begin(), 0LL), squares);

  thrust::device_vector<float> halves(kCount);
  thrust::transform(device.begin(), device.end(), halves.begin(), [] __device__(int x) { return 0.5f * x; });
  expect("float sum", static_cast<double>(thrust::reduce(halves.begin(), halves.end(), 0.0)),
         0.5 * std::accumulate(kValues.begin(), kValues.end(), 0LL));

  expect("count", thrust::count(device.begin(), device.end(), 7), std::count(kValues.begin(), kValues.end(), 7));
  expect("count_if", thrust::count_if(device.begin(), device.end(), IsEven()),
         std::count_if(kValues.begin(), kValues.end(), IsEven()));
  expect_true("any_of", thrust::any_of(device.begin(), device.end(), IsEven()));
  expect_true("not all_of", !thrust::all_of(device.begin(), device.end(), IsEven()));
  auto extremes = thrust::minmax_element(device.begin(), device.end());
  auto expected = std::minmax_element(kValues.begin(), kValues.end());
  expect("min_element", *extremes.first, static_cast<long long>(*expected.first));
  expect("max_element", *extremes.second, static_cast<long long>(*expected.second));
  expect("place of max_element", thrust::max_element(device.begin(), device.end()) - device.begin(),
         std::max_element(kValues.begin(), kValues.end()) - kValues.begin());
}

void scans(const thrust::device_vector<int>& device) {
  thrust::device_vector<int> result(kCount);
  std::vector<int> expected(kCount);
  thrust::inclusive_scan(device.begin(), device.end(), result.begin());
  std::partial_sum(kValues.begin(), kValues.end(), expected.begin());
  expect_all("inclusive_scan", thrust::host_vector<int>(result), expected);

  thrust::exclusive_scan(device.begin(), device.end(), result.begin(), 100);
  std::exclusive_scan(kValues.begin(), kValues.end(), expected.begin(), 100);
  expect_all("exclusive_scan", thrust::host_vector<int>(result), expected);

  thrust::inclusive_scan(device.begin(), device.end(), result.begin(), thrust::maximum<int>());
  std::partial_sum(kValues.begin(), kValues.end(), expected.begin(), [](int a, int b) { return std::max(a, b); });
  expect_all("inclusive_scan of maximum", thrust::host_vector<int>(result), expected);

  thrust::device_vector<long long> squares(kCount);
  std::vector<long long> expected_squares(kCount);
  thrust::transform_inclusive_scan(device.begin(), device.end(), squares.begin(), Square(), thrust::plus<long long>());
  std::transform_inclusive_scan(kValues.begin(), kValues.end(), expected_squares.begin(), std::plus<>(), Square());
  expect_all("transform_inclusive_scan", thrust::host_vector<long long>(squares), expected_squares);
}

// Runs of equal keys of 1 to 7 elements.
std::vector<int> runs() {
  std::vector<int> keys;
  for (int key = 0; static_cast<int>(keys.size()) < kCount; key++)
    keys.insert(keys.end(), 1 + key % 7, key);
  keys.resize(kCount);
  return keys;
}

void by_key(const thrust::device_vector<int>& device) {
  const std::vector<int> keys = runs();
  thrust::device_vector<int> device_keys(keys.begin(), keys.end());

  std::vector<int> sums, inclusive(kCount), exclusive(kCount);
  for (int i = 0; i < kCount; i++) {
    bool starts = i == 0 || keys[i] != keys[i - 1];
    if (starts)
      sums.push_back(0);
    exclusive[i] = sums.back();
    inclusive[i] = sums.back() += kValues[i];
  }
  thrust::device_vector<int> result_keys(kCount), result(kCount);
  auto ends = thrust::reduce_by_key(device_keys.begin(), device_keys.end(), device.begin(), result_keys.begin(),
                                    result.begin());
  result.resize(ends.second - result.begin());
  expect_all("reduce_by_key", thrust::host_vector<int>(result), sums);
  expect("last key of it", static_cast<int>(result_keys[sums.size() - 1]), static_cast<long long>(keys.back()));

  result.resize(kCount);
  thrust::inclusive_scan_by_key(device_keys.begin(), device_keys.end(), device.begin(), result.begin());
  expect_all("inclusive_scan_by_key", thrust::host_vector<int>(result), inclusive);
  thrust::exclusive_scan_by_key(device_keys.begin(), device_keys.end(), device.begin(), result.begin());
  expect_all("exclusive_scan_by_key", thrust::host_vector<int>(result), exclusive);
}

} // namespace

int main() {
  const thrust::device_vector<int> device(kValues.begin(), kValues.end());
  transforms(device);
  reduces(device);
  scans(device);
  by_key(device);
  return report("thrust_reduce_scan");
}
