// Device-wide reductions, scans, radix sorts, selections and histograms.
#include "cub_device.h"
#include <numeric>

namespace {

constexpr int kCount = 12345;
const std::vector<int> kValues = numbers(kCount, 12, 1000);

struct IsSmall {
  __host__ __device__ bool operator()(int x) const { return x < 300; }
};

struct Maximum {
  __host__ __device__ int operator()(int a, int b) const { return a < b ? b : a; }
};

void reduces(Buffer<int>& in) {
  Buffer<int> out(1);
  in_two_phases("Sum", [&](void* storage, size_t& bytes) {
    return cub::DeviceReduce::Sum(storage, bytes, in.get(), out.get(), kCount);
  });
  expect("DeviceReduce::Sum", out[0], static_cast<long long>(std::accumulate(kValues.begin(), kValues.end(), 0)));
  in_two_phases("Reduce", [&](void* storage, size_t& bytes) {
    return cub::DeviceReduce::Reduce(storage, bytes, in.get(), out.get(), kCount, Maximum(), -1);
  });
  expect("DeviceReduce::Reduce", out[0], static_cast<long long>(*std::max_element(kValues.begin(), kValues.end())));
}

void scans(Buffer<int>& in) {
  Buffer<int> out(kCount);
  std::vector<int> expected(kCount);
  in_two_phases("ExclusiveSum", [&](void* storage, size_t& bytes) {
    return cub::DeviceScan::ExclusiveSum(storage, bytes, in.get(), out.get(), kCount);
  });
  std::exclusive_scan(kValues.begin(), kValues.end(), expected.begin(), 0);
  expect_all("DeviceScan::ExclusiveSum", out.first(kCount), expected);
  in_two_phases("InclusiveScan", [&](void* storage, size_t& bytes) {
    return cub::DeviceScan::InclusiveScan(storage, bytes, in.get(), out.get(), Maximum(), kCount);
  });
  std::partial_sum(kValues.begin(), kValues.end(), expected.begin(), Maximum());
  expect_all("DeviceScan::InclusiveScan", out.first(kCount), expected);
}

void sorts(Buffer<int>& in) {
  Buffer<int> keys(kCount), places(kCount), sorted_places(kCount);
  std::vector<int> order(kCount), sorted = kValues;
  std::iota(order.begin(), order.end(), 0);
  std::iota(places.get(), places.get() + kCount, 0);
  in_two_phases("SortPairs", [&](void* storage, size_t& bytes) {
    return cub::DeviceRadixSort::SortPairs(storage, bytes, in.get(), keys.get(), places.get(), sorted_places.get(),
                                           kCount);
  });
  std::stable_sort(order.begin(), order.end(), [](int a, int b) { return kValues[a] < kValues[b]; });
  std::sort(sorted.begin(), sorted.end());
  expect_all("DeviceRadixSort::SortPairs, keys", keys.first(kCount), sorted);
  expect_all("DeviceRadixSort::SortPairs, values", sorted_places.first(kCount), order);
}

void selects(Buffer<int>& in) {
  Buffer<int> out(kCount), count(1);
  std::vector<int> expected;
  std::copy_if(kValues.begin(), kValues.end(), std::back_inserter(expected), IsSmall());
  in_two_phases("If", [&](void* storage, size_t& bytes) {
    return cub::DeviceSelect::If(storage, bytes, in.get(), out.get(), count.get(), kCount, IsSmall());
  });
  expect("count of DeviceSelect::If", count[0], static_cast<long long>(expected.size()));
  expect_all("DeviceSelect::If", out.first(count[0]), expected);
  in_two_phases("Partition", [&](void* storage, size_t& bytes) {
    return cub::DevicePartition::If(storage, bytes, in.get(), out.get(), count.get(), kCount, IsSmall());
  });
  // What isn't selected comes behind, in reverse.
  std::copy_if(kValues.rbegin(), kValues.rend(), std::back_inserter(expected), [](int x) { return !IsSmall()(x); });
  expect_all("DevicePartition::If", out.first(kCount), expected);
}

void counts(Buffer<int>& in) {
  Buffer<int> bins(10);
  in_two_phases("Histogram", [&](void* storage, size_t& bytes) {
    return cub::DeviceHistogram::HistogramEven(storage, bytes, in.get(), bins.get(), 11, 0, 1000, kCount);
  });
  std::vector<int> expected(10);
  for (int value : kValues)
    expected[value / 100]++;
  expect_all("DeviceHistogram", bins.first(10), expected);
}

} // namespace

int main() {
  Buffer<int> in(kValues);
  reduces(in);
  scans(in);
  sorts(in);
  selects(in);
  counts(in);
  return report("cub_device");
}
