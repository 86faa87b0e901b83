// Fancy iterators, execution policies, memory, random numbers and complex numbers.
#include "check.h"
#include <algorithm>
#include <complex>
#include <numeric>
#include <random>
#include <thrust/complex.h>
#include <thrust/device_free.h>
#include <thrust/device_malloc.h>
#include <thrust/device_vector.h>
#include <thrust/execution_policy.h>
#include <thrust/for_each.h>
#include <thrust/host_vector.h>
#include <thrust/iterator/constant_iterator.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/iterator/discard_iterator.h>
#include <thrust/iterator/permutation_iterator.h>
#include <thrust/iterator/transform_iterator.h>
#include <thrust/iterator/zip_iterator.h>
#include <thrust/random.h>
#include <thrust/reduce.h>
#include <thrust/sequence.h>
#include <thrust/transform.h>
#include <thrust/tuple.h>
#include <thrust/universal_vector.h>

namespace {

constexpr int kCount = 1000;

struct Triple {
  __host__ __device__ int operator()(int x) const { return 3 * x; }
};

void fancy_iterators() {
  auto first = thrust::make_counting_iterator(1);
  expect("counting_iterator", thrust::reduce(first, first + kCount), kCount * (kCount + 1LL) / 2);
  auto tripled = thrust::make_transform_iterator(first, Triple());
  expect("transform_iterator", thrust::reduce(tripled, tripled + kCount), 3 * kCount * (kCount + 1LL) / 2);

  // Every tenth element, in reverse.
  thrust::device_vector<int> values(kCount), places(kCount / 10);
  thrust::copy(first, first + kCount, values.begin());
  for (int i = 0; i < kCount / 10; i++)
    places[i] = kCount - 1 - 10 * i;
  auto picked = thrust::make_permutation_iterator(values.begin(), places.begin());
  thrust::host_vector<int> picked_values(picked, picked + kCount / 10);
  std::vector<int> expected;
  for (int i = 0; i < kCount / 10; i++)
    expected.push_back(kCount - 10 * i);
  expect_all("permutation_iterator", picked_values, expected);

  // How long runs of equal keys are, without the keys.
  thrust::device_vector<int> keys(kCount), lengths(kCount);
  thrust::transform(first, first + kCount, keys.begin(), [] __device__(int i) { return i / 100; });
  auto ends = thrust::reduce_by_key(keys.begin(), keys.end(), thrust::make_constant_iterator(1),
                                    thrust::make_discard_iterator(), lengths.begin());
  lengths.resize(ends.second - lengths.begin());
  std::vector<int> expected_lengths(11, 100); // keys 0 to 10: 99 of the first, 1 of the last
  expected_lengths.front() = 99, expected_lengths.back() = 1;
  expect_all("constant and discard_iterator", thrust::host_vector<int>(lengths), expected_lengths);
}

void zipped() {
  thrust::device_vector<int> a(kCount), b(kCount), c(kCount);
  auto count = thrust::make_counting_iterator(0);
  thrust::copy(count, count + kCount, a.begin());
  thrust::fill(b.begin(), b.end(), 4);
  auto begin = thrust::make_zip_iterator(thrust::make_tuple(a.begin(), b.begin(), c.begin()));
  thrust::for_each(begin, begin + kCount,
                   [] __device__(auto t) { thrust::get<2>(t) = thrust::get<0>(t) * thrust::get<1>(t); });
  std::vector<int> expected(kCount);
  for (int i = 0; i < kCount; i++)
    expected[i] = 4 * i;
  expect_all("zip_iterator", thrust::host_vector<int>(c), expected);
}

void policies() {
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  thrust::device_vector<int> values(kCount, 1);
  auto add_two = [] __device__(int x) { return x + 2; };
  thrust::transform(thrust::cuda::par.on(stream), values.begin(), values.end(), values.begin(), add_two);
  thrust::transform(thrust::cuda::par_nosync.on(stream), values.begin(), values.end(), values.begin(), add_two);
  expect_success("stream", cudaStreamSynchronize(stream));
  expect("par.on", thrust::reduce(thrust::cuda::par.on(stream), values.begin(), values.end()), 5LL * kCount);
  expect("device policy", thrust::reduce(thrust::device, values.begin(), values.end()), 5LL * kCount);
  cudaStreamDestroy(stream);

  std::vector<int> host(kCount, 2);
  expect("host policy", thrust::reduce(thrust::host, host.begin(), host.end()), 2LL * kCount);
  expect("sequential", thrust::reduce(thrust::seq, host.begin(), host.end()), 2LL * kCount);

  int* raw;
  cudaMalloc(&raw, kCount * sizeof(int));
  thrust::sequence(thrust::device, raw, raw + kCount);
  expect("raw pointer", thrust::reduce(thrust::device, raw, raw + kCount), kCount * (kCount - 1LL) / 2);
  cudaFree(raw);
}

// Algorithms called by a kernel, one thread each.
__global__ void sum_rows(const int* matrix, int* sums, int columns) {
  const int* row = matrix + threadIdx.x * columns;
  sums[threadIdx.x] = thrust::reduce(thrust::seq, row, row + columns);
}

void memory() {
  thrust::device_ptr<int> pointer = thrust::device_malloc<int>(64);
  thrust::fill(pointer, pointer + 64, 9);
  expect("device_malloc", static_cast<int>(pointer[63]), 9LL);
  thrust::device_free(pointer);

  thrust::universal_vector<int> shared(64), sums(8);
  std::iota(shared.begin(), shared.end(), 0);
  sum_rows<<<1, 8>>>(thrust::raw_pointer_cast(shared.data()), thrust::raw_pointer_cast(sums.data()), 8);
  expect_success("kernel", cudaDeviceSynchronize());
  for (int row = 0; row < 8; row++)
    expect("seq in a kernel", sums[row], 64LL * row + 28);
}

// The first numbers of the generator, drawn by one thread each, are those that the standard prescribes.
void random_numbers() {
  thrust::device_vector<unsigned> drawn(100);
  auto count = thrust::make_counting_iterator(0u);
  thrust::transform(count, count + 100, drawn.begin(), [] __device__(unsigned i) {
    thrust::minstd_rand engine;
    engine.discard(i);
    return static_cast<unsigned>(engine());
  });
  std::minstd_rand engine;
  std::vector<unsigned> expected(100);
  for (unsigned& value : expected)
    value = static_cast<unsigned>(engine());
  expect_all("minstd_rand", thrust::host_vector<unsigned>(drawn), expected);

  thrust::device_vector<float> uniform(100);
  thrust::transform(count, count + 100, uniform.begin(), [] __device__(unsigned i) {
    thrust::default_random_engine engine(i);
    engine.discard(10);
    return thrust::uniform_real_distribution<float>(2.0f, 3.0f)(engine);
  });
  thrust::host_vector<float> on_host(uniform);
  expect_true("uniform_real_distribution",
              std::all_of(on_host.begin(), on_host.end(), [](float x) { return x >= 2.0f && x < 3.0f; }));
}

void complex_numbers() {
  using Complex = thrust::complex<double>;
  thrust::device_vector<Complex> z(kCount), w(kCount);
  auto count = thrust::make_counting_iterator(0);
  auto number = [] __host__ __device__(int i) { return Complex(0.01 * i - 3.0, 1.0 - 0.003 * i); };
  thrust::transform(count, count + kCount, z.begin(), number);
  thrust::transform(z.begin(), z.end(), w.begin(),
                    [] __device__(const Complex& x) { return thrust::exp(x) * x / Complex(2.0, 1.0); });
  thrust::host_vector<Complex> result(w);
  double worst = 0;
  for (int i = 0; i < kCount; i++) {
    std::complex<double> x(0.01 * i - 3.0, 1.0 - 0.003 * i);
    std::complex<double> expected = std::exp(x) * x / std::complex<double>(2.0, 1.0);
    worst = std::max(worst, std::abs(std::complex<double>(result[i].real(), result[i].imag()) - expected) /
                                (1e-300 + std::abs(expected)));
  }
  expect_true("complex", worst < 1e-14);
}

} // namespace

int main() {
  fancy_iterators();
  zipped();
  policies();
  memory();
  random_numbers();
  complex_numbers();
  return report("thrust_iterators");
}
