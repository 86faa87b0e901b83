// Primitives of a block.
#include "check.h"
#include <algorithm>
#include <cub/cub.cuh>
#include <numeric>

namespace {

constexpr int kThreads = 128, kItems = 4, kCount = kThreads * kItems;

// Runs `kernel` with one block on a copy of `input` and gives back `output` elements.
template <class T, class Kernel> std::vector<T> run(Kernel kernel, const std::vector<T>& input, size_t outputs) {
  T *in, *out;
  cudaMallocManaged(&in, input.size() * sizeof(T));
  cudaMallocManaged(&out, outputs * sizeof(T));
  std::copy(input.begin(), input.end(), in);
  std::fill(out, out + outputs, T());
  kernel<<<1, kThreads>>>(in, out);
  expect_success("kernel", cudaDeviceSynchronize());
  std::vector<T> result(out, out + outputs);
  cudaFree(in);
  cudaFree(out);
  return result;
}

struct Maximum {
  template <class T> __host__ __device__ T operator()(T a, T b) const { return a < b ? b : a; }
};

template <cub::BlockReduceAlgorithm kAlgorithm> __global__ void reduce(const int* in, int* out) {
  using Reduce = cub::BlockReduce<int, kThreads, kAlgorithm>;
  __shared__ typename Reduce::TempStorage storage;
  int items[kItems];
  for (int i = 0; i < kItems; i++)
    items[i] = in[threadIdx.x * kItems + i];
  int sum = Reduce(storage).Sum(items);
  __syncthreads();
  int maximum = Reduce(storage).Reduce(items[0], Maximum());
  __syncthreads();
  int first_100 = Reduce(storage).Sum(items[0], 100);
  if (threadIdx.x == 0)
    out[0] = sum, out[1] = maximum, out[2] = first_100;
}

template <cub::BlockScanAlgorithm kAlgorithm> __global__ void scan(const int* in, int* out) {
  using Scan = cub::BlockScan<int, kThreads, kAlgorithm>;
  __shared__ typename Scan::TempStorage storage;
  int items[kItems], sums[kItems], total;
  cub::LoadDirectBlocked(threadIdx.x, in, items);
  Scan(storage).ExclusiveSum(items, sums, total);
  cub::StoreDirectBlocked(threadIdx.x, out, sums);
  __syncthreads();
  Scan(storage).InclusiveScan(items, items, Maximum());
  cub::StoreDirectBlocked(threadIdx.x, out + kCount, items);
  if (threadIdx.x == 0)
    out[2 * kCount] = total;
}

__global__ void radix_sort(const int* in, int* out) {
  using Sort = cub::BlockRadixSort<int, kThreads, kItems, int>;
  __shared__ typename Sort::TempStorage storage;
  int keys[kItems], values[kItems];
  for (int i = 0; i < kItems; i++)
    keys[i] = in[threadIdx.x * kItems + i], values[i] = threadIdx.x * kItems + i;
  Sort(storage).SortDescending(keys, values);
  cub::StoreDirectBlocked(threadIdx.x, out, keys);
  cub::StoreDirectBlocked(threadIdx.x, out + kCount, values);
}

struct Less {
  __device__ bool operator()(int a, int b) const { return a < b; }
};

__global__ void merge_sort(const int* in, int* out) {
  using Sort = cub::BlockMergeSort<int, kThreads, kItems>;
  __shared__ typename Sort::TempStorage storage;
  int keys[kItems];
  cub::LoadDirectBlocked(threadIdx.x, in, keys);
  Sort(storage).Sort(keys, Less());
  cub::StoreDirectBlocked(threadIdx.x, out, keys);
}

// Loads in one arrangement, exchanges, and stores in another; the last tile is not full.
template <cub::BlockLoadAlgorithm kLoad, cub::BlockStoreAlgorithm kStore>
__global__ void load_store(const int* in, int* out) {
  using Load = cub::BlockLoad<int, kThreads, kItems, kLoad>;
  using Store = cub::BlockStore<int, kThreads, kItems, kStore>;
  __shared__ union {
    typename Load::TempStorage load;
    typename Store::TempStorage store;
  } storage;
  int items[kItems];
  Load(storage.load).Load(in, items, kCount - 5, -1);
  for (int i = 0; i < kItems; i++)
    items[i] = 2 * items[i] + i;
  __syncthreads();
  Store(storage.store).Store(out, items, kCount - 5);
}

__global__ void exchange(const int* in, int* out) {
  using Exchange = cub::BlockExchange<int, kThreads, kItems>;
  __shared__ typename Exchange::TempStorage storage;
  int items[kItems];
  cub::LoadDirectStriped<kThreads>(threadIdx.x, in, items);
  Exchange(storage).StripedToBlocked(items, items);
  cub::StoreDirectBlocked(threadIdx.x, out, items);
}

template <cub::BlockHistogramAlgorithm kAlgorithm> __global__ void histogram(const int* in, int* out) {
  using Histogram = cub::BlockHistogram<unsigned char, kThreads, kItems, 16, kAlgorithm>;
  __shared__ typename Histogram::TempStorage storage;
  __shared__ int bins[16];
  unsigned char items[kItems];
  for (int i = 0; i < kItems; i++)
    items[i] = static_cast<unsigned char>(in[threadIdx.x * kItems + i] % 16);
  Histogram(storage).Histogram(items, bins);
  __syncthreads();
  if (threadIdx.x < 16)
    out[threadIdx.x] = bins[threadIdx.x];
}

struct Differ {
  __device__ bool operator()(int a, int b) const { return a != b; }
};

struct Subtract {
  __device__ int operator()(int a, int b) const { return a - b; }
};

__global__ void neighbours(const int* in, int* out) {
  using Discontinuity = cub::BlockDiscontinuity<int, kThreads>;
  using Difference = cub::BlockAdjacentDifference<int, kThreads>;
  __shared__ union {
    typename Discontinuity::TempStorage flags;
    typename Difference::TempStorage differences;
  } storage;
  int items[kItems], flags[kItems], differences[kItems];
  cub::LoadDirectBlocked(threadIdx.x, in, items);
  Discontinuity(storage.flags).FlagHeads(flags, items, Differ());
  __syncthreads();
  Difference(storage.differences).SubtractLeft(items, differences, Subtract());
  cub::StoreDirectBlocked(threadIdx.x, out, flags);
  cub::StoreDirectBlocked(threadIdx.x, out + kCount, differences);
}

void check_reductions_and_scans(const std::vector<int>& in) {
  std::vector<int> every_fourth;
  for (int i = 0; i < kThreads; i++)
    every_fourth.push_back(in[i * kItems]);
  std::vector<int> reductions = {std::accumulate(in.begin(), in.end(), 0),
                                 *std::max_element(every_fourth.begin(), every_fourth.end()),
                                 std::accumulate(every_fourth.begin(), every_fourth.begin() + 100, 0)};
  expect_all("BlockReduce, raking", run(reduce<cub::BLOCK_REDUCE_RAKING>, in, 3), reductions);
  expect_all("BlockReduce, warps", run(reduce<cub::BLOCK_REDUCE_WARP_REDUCTIONS>, in, 3), reductions);
  expect_all("BlockReduce, commutative", run(reduce<cub::BLOCK_REDUCE_RAKING_COMMUTATIVE_ONLY>, in, 3), reductions);

  std::vector<int> scans(2 * kCount + 1);
  std::exclusive_scan(in.begin(), in.end(), scans.begin(), 0);
  std::partial_sum(in.begin(), in.end(), scans.begin() + kCount, Maximum());
  scans.back() = reductions[0];
  expect_all("BlockScan, raking", run(scan<cub::BLOCK_SCAN_RAKING>, in, scans.size()), scans);
  expect_all("BlockScan, memoized", run(scan<cub::BLOCK_SCAN_RAKING_MEMOIZE>, in, scans.size()), scans);
  expect_all("BlockScan, warps", run(scan<cub::BLOCK_SCAN_WARP_SCANS>, in, scans.size()), scans);
}

void check_sorts(const std::vector<int>& in) {
  std::vector<int> order(kCount), sorted = in;
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return in[a] > in[b]; });
  std::vector<int> expected;
  for (int place : order)
    expected.push_back(in[place]);
  expected.insert(expected.end(), order.begin(), order.end());
  expect_all("BlockRadixSort", run(radix_sort, in, 2 * kCount), expected);
  std::sort(sorted.begin(), sorted.end());
  expect_all("BlockMergeSort", run(merge_sort, in, kCount), sorted);
}

void check_movement(const std::vector<int>& in) {
  std::vector<int> expected(kCount, 0);
  for (int i = 0; i < kCount - 5; i++)
    expected[i] = 2 * in[i] + i % kItems;
  using namespace cub;
  expect_all("direct", run(load_store<BLOCK_LOAD_DIRECT, BLOCK_STORE_DIRECT>, in, kCount), expected);
  expect_all("vectorized", run(load_store<BLOCK_LOAD_VECTORIZE, BLOCK_STORE_VECTORIZE>, in, kCount), expected);
  expect_all("transpose", run(load_store<BLOCK_LOAD_TRANSPOSE, BLOCK_STORE_WARP_TRANSPOSE>, in, kCount), expected);
  expect_all("warp transpose",
             run(load_store<BLOCK_LOAD_WARP_TRANSPOSE_TIMESLICED, BLOCK_STORE_WARP_TRANSPOSE_TIMESLICED>, in, kCount),
             expected);
  expect_all("BlockExchange", run(exchange, in, kCount), in);
}

void check_counts(const std::vector<int>& in) {
  std::vector<int> bins(16);
  for (int value : in)
    bins[value % 16]++;
  expect_all("BlockHistogram, atomic", run(histogram<cub::BLOCK_HISTO_ATOMIC>, in, 16), bins);
  expect_all("BlockHistogram, sort", run(histogram<cub::BLOCK_HISTO_SORT>, in, 16), bins);

  std::vector<int> expected(2 * kCount);
  for (int i = 0; i < kCount; i++) {
    expected[i] = i == 0 || in[i] != in[i - 1];
    expected[kCount + i] = i == 0 ? in[0] : in[i] - in[i - 1];
  }
  expect_all("BlockDiscontinuity, BlockAdjacentDifference", run(neighbours, in, 2 * kCount), expected);
}

} // namespace

int main() {
  const std::vector<int> in = numbers(kCount, 9, 300);
  check_reductions_and_scans(in);
  check_sorts(in);
  check_movement(in);
  check_counts(numbers(kCount, 10, 40));
  return report("cub_block");
}
