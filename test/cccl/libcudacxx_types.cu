// cuda::std in host and device code: each check runs on both sides.
#include "check.h"
#include <cuda/std/array>
#include <cuda/std/atomic>
#include <cuda/std/bit>
#include <cuda/std/chrono>
#include <cuda/std/complex>
#include <cuda/std/functional>
#include <cuda/std/limits>
#include <cuda/std/optional>
#include <cuda/std/span>
#include <cuda/std/tuple>
#include <cuda/std/type_traits>
#include <cuda/std/utility>
#include <cuda/version>
#if __has_include(<cuda/std/variant>)
#include <cuda/std/variant>
#endif
#if CCCL_VERSION >= 3001000 // the names of these headers and functions are that young
#define OX_HAS_NEWER_PARTS 1
#include <cuda/std/algorithm>
#include <cuda/std/mdspan>
#include <cuda/std/numeric>
#endif

namespace {

namespace std_ = cuda::std;

// Each returns 0, or the number of the check that failed.
__host__ __device__ int check_containers() {
  std_::array<int, 5> values{5, 3, 1, 4, 2};
  int sum = 0;
  for (int value : values)
    sum += value;
  if (sum != 15 || values.size() != 5 || values.back() != 2)
    return 1;
  std_::span<int> middle(values.data() + 1, 3);
  middle[0] = 30;
  if (middle.size() != 3 || values[1] != 30 || middle.last(1)[0] != 4)
    return 2;
  std_::tuple<int, double, char> triple(1, 2.5, 'c');
  auto [number, real, letter] = triple;
  if (number != 1 || real != 2.5 || letter != 'c' || std_::get<1>(triple) != 2.5)
    return 3;
  std_::optional<int> maybe;
  if (maybe.has_value() || maybe.value_or(7) != 7)
    return 4;
  maybe = 9;
  if (!maybe || *maybe != 9)
    return 5;
#if __has_include(<cuda/std/variant>)
  std_::variant<int, float> either = 1.5f;
  if (either.index() != 1 || std_::get<float>(either) != 1.5f || std_::get_if<int>(&either) != nullptr)
    return 6;
  either = 4;
  int visited = std_::visit([](auto x) { return static_cast<int>(x) * 10; }, either);
  if (visited != 40)
    return 7;
#endif
  auto pair = std_::make_pair(1, 'x');
  int taken = std_::exchange(pair.first, 5);
  return taken == 1 && pair.first == 5 ? 0 : 8;
}

__host__ __device__ int check_numbers() {
  if (std_::numeric_limits<int>::max() != 2147483647 || std_::numeric_limits<float>::epsilon() != 0x1p-23f)
    return 11;
  std_::complex<double> z(3, 4);
  if (std_::norm(z) != 25 || (z * std_::conj(z)).real() != 25 || std_::abs(z) != 5)
    return 12;
  if (std_::popcount(0xf0f0u) != 8 || std_::countl_zero(1u) != 31 || std_::countr_zero(8u) != 3 ||
      std_::rotl(0x80000001u, 1) != 3u)
    return 13;
  std_::chrono::milliseconds time = std_::chrono::seconds(2) + std_::chrono::milliseconds(5);
  if (time.count() != 2005)
    return 14;
  if (std_::plus<int>()(2, 3) != 5 || !std_::greater<>()(3, 2))
    return 15;
#if CCCL_VERSION >= 2008000
  if (std_::bit_cast<unsigned>(1.0f) != 0x3f800000u)
    return 16;
#endif
  static_assert(std_::is_same<std_::remove_cv_t<const int>, int>::value && std_::is_trivially_copyable<int>::value, "");
  return 0;
}

#if defined(OX_HAS_NEWER_PARTS)
__host__ __device__ int check_newer_parts() {
  int data[6] = {0, 1, 2, 3, 4, 5};
  std_::mdspan<int, std_::extents<int, 2, 3>> matrix(data);
  if (matrix(1, 2) != 5 || matrix.extent(1) != 3)
    return 21;
  std_::mdspan<int, std_::dextents<int, 2>, std_::layout_left> columns(data, 2, 3);
  if (columns(1, 2) != 5 || columns(1, 0) != 1)
    return 22;
  if (std_::accumulate(data, data + 6, 0) != 15 || std_::max(3, 4) != 4 || std_::clamp(9, 0, 5) != 5)
    return 23;
  std_::fill(data, data + 2, 7);
  if (data[1] != 7 || *std_::lower_bound(data + 2, data + 6, 4) != 4 || std_::count(data, data + 6, 7) != 2)
    return 24;
  if (std_::gcd(12, 18) != 6 || std_::midpoint(2, 8) != 5)
    return 25;
  return 0;
}
#else
__host__ __device__ int check_newer_parts() { return 0; }
#endif

__host__ __device__ int check_all() {
  if (int failed = check_containers())
    return failed;
  if (int failed = check_numbers())
    return failed;
  return check_newer_parts();
}

__global__ void on_device(int* failed) { *failed = check_all(); }

} // namespace

int main() {
  expect("on the host", check_all(), 0LL);
  int* failed;
  cudaMallocManaged(&failed, sizeof *failed);
  *failed = -1;
  on_device<<<1, 1>>>(failed);
  expect_success("kernel", cudaDeviceSynchronize());
  expect("on the device", *failed, 0LL);
  return report("libcudacxx_types");
}
