// Device-wide algorithms on segments and runs, merge sort, and elementwise ones.
#include "cub_device.h"
#include <numeric>

namespace {

constexpr int kCount = 6000, kSegments = 40;
const std::vector<int> kValues = numbers(kCount, 13, 1 << 15);

// Segments of very different sizes, some empty.
std::vector<int> borders() {
  std::vector<int> offsets{0};
  for (int segment = 0; segment < kSegments - 1; segment++)
    offsets.push_back(std::min(kCount, offsets.back() + (segment % 7 == 3 ? 0 : segment * segment / 3)));
  offsets.push_back(kCount);
  return offsets;
}

struct Less {
  __host__ __device__ bool operator()(int a, int b) const { return a < b; }
};

void segments(Buffer<int>& in) {
  const std::vector<int> offsets = borders();
  Buffer<int> device_offsets(offsets), sums(kSegments), out(kCount);
  in_two_phases("SegmentedReduce", [&](void* storage, size_t& bytes) {
    return cub::DeviceSegmentedReduce::Sum(storage, bytes, in.get(), sums.get(), kSegments, device_offsets.get(),
                                           device_offsets.get() + 1);
  });
  in_two_phases("SegmentedSort", [&](void* storage, size_t& bytes) {
    return cub::DeviceSegmentedSort::SortKeys(storage, bytes, in.get(), out.get(), kCount, kSegments,
                                              device_offsets.get(), device_offsets.get() + 1);
  });
  std::vector<int> expected_sums, expected = kValues;
  for (int segment = 0; segment < kSegments; segment++) {
    auto begin = expected.begin() + offsets[segment], end = expected.begin() + offsets[segment + 1];
    expected_sums.push_back(std::accumulate(begin, end, 0));
    std::sort(begin, end);
  }
  expect_all("DeviceSegmentedReduce", sums.first(kSegments), expected_sums);
  expect_all("DeviceSegmentedSort", out.first(kCount), expected);
}

void sorts_by_comparison(Buffer<int>& in) {
  Buffer<int> keys(kValues);
  in_two_phases("MergeSort", [&](void* storage, size_t& bytes) {
    return cub::DeviceMergeSort::SortKeys(storage, bytes, keys.get(), kCount, Less());
  });
  std::vector<int> expected = kValues;
  std::sort(expected.begin(), expected.end());
  expect_all("DeviceMergeSort", keys.first(kCount), expected);
}

void runs() {
  std::vector<int> values, expected_values, expected_lengths;
  for (int run = 0; static_cast<int>(values.size()) < kCount; run++) {
    values.insert(values.end(), 1 + run % 11, run % 3);
    expected_values.push_back(run % 3);
    expected_lengths.push_back(1 + run % 11);
  }
  Buffer<int> in(values), unique(values.size()), lengths(values.size()), count(1);
  in_two_phases("Encode", [&](void* storage, size_t& bytes) {
    return cub::DeviceRunLengthEncode::Encode(storage, bytes, in.get(), unique.get(), lengths.get(), count.get(),
                                              static_cast<int>(values.size()));
  });
  expect("runs", count[0], static_cast<long long>(expected_values.size()));
  expect_all("DeviceRunLengthEncode, values", unique.first(count[0]), expected_values);
  expect_all("DeviceRunLengthEncode, lengths", lengths.first(count[0]), expected_lengths);
}

#if CUB_VERSION >= 200800 // DeviceFor and DeviceTransform are that young
struct AddOne {
  __device__ void operator()(int& x) const { x += 1; }
};

struct Multiply {
  __device__ int operator()(int a, int b) const { return a * b; }
};

void elementwise(Buffer<int>& in) {
  Buffer<int> values(kValues), products(kCount);
  expect_success("ForEach", cub::DeviceFor::ForEach(values.get(), values.get() + kCount, AddOne()));
  expect_success("Transform", cub::DeviceTransform::Transform(cuda::std::make_tuple(in.get(), values.get()),
                                                              products.get(), kCount, Multiply()));
  expect_success("synchronize", cudaDeviceSynchronize());
  std::vector<int> expected;
  for (int value : kValues)
    expected.push_back(value * (value + 1));
  expect_all("DeviceFor and DeviceTransform", products.first(kCount), expected);
}
#else
void elementwise(Buffer<int>&) {}
#endif

} // namespace

int main() {
  Buffer<int> in(kValues);
  segments(in);
  sorts_by_comparison(in);
  runs();
  elementwise(in);
  return report("cub_device_more");
}
