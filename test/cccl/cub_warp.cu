// Primitives of a warp, whole and in logical warps of 8 lanes.
#include "check.h"
#include <algorithm>
#include <cub/cub.cuh>
#include <numeric>

namespace {

constexpr int kThreads = 64, kItems = 4;

struct Maximum {
  __host__ __device__ int operator()(int a, int b) const { return a < b ? b : a; }
};

struct Less {
  __device__ bool operator()(int a, int b) const { return a < b; }
};

template <int kLanes> __global__ void reduce_and_scan(const int* in, int* sums, int* maxima, int* scans) {
  using Reduce = cub::WarpReduce<int, kLanes>;
  using Scan = cub::WarpScan<int, kLanes>;
  constexpr int kWarps = kThreads / kLanes;
  __shared__ typename Reduce::TempStorage reduce_storage[kWarps];
  __shared__ typename Scan::TempStorage scan_storage[kWarps];
  int warp = threadIdx.x / kLanes, value = in[threadIdx.x];
  int sum = Reduce(reduce_storage[warp]).Sum(value);
  int maximum = Reduce(reduce_storage[warp]).Reduce(value, Maximum());
  int scan;
  Scan(scan_storage[warp]).ExclusiveSum(value, scan);
  if (threadIdx.x % kLanes == 0)
    sums[warp] = sum, maxima[warp] = maximum;
  scans[threadIdx.x] = scan;
}

template <int kLanes> void check_reduce_and_scan(const int* in, int* out) {
  constexpr int kWarps = kThreads / kLanes;
  reduce_and_scan<kLanes><<<1, kThreads>>>(in, out, out + kWarps, out + 2 * kWarps);
  expect_success("reduce_and_scan", cudaDeviceSynchronize());
  for (int warp = 0; warp < kWarps; warp++) {
    const int *begin = in + warp * kLanes, *end = begin + kLanes;
    expect("WarpReduce, sum", out[warp], static_cast<long long>(std::accumulate(begin, end, 0)));
    expect("WarpReduce, maximum", out[kWarps + warp], static_cast<long long>(*std::max_element(begin, end)));
    for (int lane = 0; lane < kLanes; lane++)
      expect("WarpScan", out[2 * kWarps + warp * kLanes + lane],
             static_cast<long long>(std::accumulate(begin, begin + lane, 0)));
  }
}

// Segments start where the flag is set.
__global__ void segmented(const int* in, int* out) {
  using Reduce = cub::WarpReduce<int>;
  __shared__ typename Reduce::TempStorage storage;
  out[threadIdx.x] = Reduce(storage).HeadSegmentedSum(in[threadIdx.x], threadIdx.x % 5 == 0);
}

template <int kLanes> __global__ void sort(const int* in, int* out) {
  using Load = cub::WarpLoad<int, kItems, cub::WARP_LOAD_TRANSPOSE, kLanes>;
  using Sort = cub::WarpMergeSort<int, kItems, kLanes>;
  using Store = cub::WarpStore<int, kItems, cub::WARP_STORE_TRANSPOSE, kLanes>;
  __shared__ union Storage {
    typename Load::TempStorage load;
    typename Sort::TempStorage sort;
    typename Store::TempStorage store;
    __device__ Storage() {}
  } storage[kThreads / kLanes];
  int warp = threadIdx.x / kLanes, first = warp * kLanes * kItems, items[kItems];
  Load(storage[warp].load).Load(in + first, items);
  __syncwarp();
  Sort(storage[warp].sort).Sort(items, Less());
  __syncwarp();
  Store(storage[warp].store).Store(out + first, items);
}

template <int kLanes> void check_sort(const int* in, int* out) {
  sort<kLanes><<<1, kThreads>>>(in, out);
  expect_success("sort", cudaDeviceSynchronize());
  std::vector<int> expected(in, in + kThreads * kItems);
  for (auto run = expected.begin(); run != expected.end(); run += kLanes * kItems)
    std::sort(run, run + kLanes * kItems);
  expect_all("WarpMergeSort", std::vector<int>(out, out + expected.size()), expected);
}

} // namespace

int main() {
  const std::vector<int> values = numbers(kThreads * kItems, 11, 1000);
  int *in, *out;
  cudaMallocManaged(&in, values.size() * sizeof(int));
  cudaMallocManaged(&out, values.size() * sizeof(int));
  std::copy(values.begin(), values.end(), in);

  check_reduce_and_scan<32>(in, out);
  check_reduce_and_scan<8>(in, out);
  segmented<<<1, 32>>>(in, out);
  expect_success("segmented", cudaDeviceSynchronize());
  for (int head = 0; head < 32; head += 5)
    expect("HeadSegmentedSum", out[head],
           static_cast<long long>(std::accumulate(in + head, in + std::min(head + 5, 32), 0)));
  check_sort<32>(in, out);
  check_sort<8>(in, out);
  return report("cub_warp");
}
