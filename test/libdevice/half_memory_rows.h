// Rows of half_rows.h that are no functions of numbers: loads, stores, shuffles and atomic addition.
#pragma once
#include "device_rows.h"
#include <cstring>
#include <memory>

namespace ox::half_rows {

// All numbers; of a pair, each in either place.
template <typename T> std::vector<T> all_numbers() {
  std::vector<T> all(0x10000);
  for (unsigned i = 0; i < 0x10000; ++i) {
    const unsigned bits = i | (i * 40503u + 12345u) << 16;
    std::memcpy(static_cast<void*>(&all[i]), &bits, sizeof(T));
  }
  return all;
}
template <typename T> std::vector<T> on_device(const std::vector<T>& in, void (*launch)(T* in, T* out, size_t count)) {
  T *device_in = nullptr, *device_out = nullptr;
  std::vector<T> out(in.size());
  device_rows::check(cudaMalloc(&device_in, in.size() * sizeof(T)), "cudaMalloc");
  device_rows::check(cudaMalloc(&device_out, in.size() * sizeof(T)), "cudaMalloc");
  cudaMemcpy(device_in, in.data(), in.size() * sizeof(T), cudaMemcpyHostToDevice);
  launch(device_in, device_out, in.size());
  device_rows::check(cudaMemcpy(out.data(), device_out, in.size() * sizeof(T), cudaMemcpyDeviceToHost), "the kernel");
  cudaFree(device_in);
  cudaFree(device_out);
  return out;
}

template <typename Row, typename T> __global__ void copy_each(const T* in, T* out) {
  const size_t i = size_t(blockIdx.x) * blockDim.x + threadIdx.x;
  Row::copy(in + i, out + i);
}
template <typename Row, typename T> void test_copy() {
  const std::vector<T> in = all_numbers<T>();
  const std::vector<T> out = on_device<T>(
      in, [](T* from, T* to, size_t count) { copy_each<Row, T><<<unsigned(count / 256), 256>>>(from, to); });
  EXPECT_EQ(std::memcmp(in.data(), out.data(), in.size() * sizeof(T)), 0) << Row::kName;
}

// A warp for each amount, and 32 amounts for each width.
constexpr int kWidths[] = {32, 16, 8, 1};
template <typename Row, typename T> __global__ void shuffle_each(const T* in, T* out) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  const int widths[] = {32, 16, 8, 1};
  out[i] = Row::shuffle(in[i], i / 32 % 32, widths[i / 1024]);
}
// The programming guide's rules: a lane whose source lies outside of its group, or for xor behind it, keeps its value.
inline int source_lane(std::string_view name, int lane, int by, int width) {
  const int in_group = lane % width, group = lane - in_group;
  if (name == "__shfl_up_sync")
    return in_group < by ? lane : lane - by;
  if (name == "__shfl_down_sync")
    return in_group + by >= width ? lane : lane + by;
  if (name == "__shfl_xor_sync")
    return (lane ^ by) >= group + width ? lane : lane ^ by;
  return group + by % width;
}
template <typename Row, typename T> void test_shuffle(const char* name) {
  std::vector<T> in = all_numbers<T>();
  in.resize(1024 * std::size(kWidths));
  const std::vector<T> out = on_device<T>(
      in, [](T* from, T* to, size_t count) { shuffle_each<Row, T><<<unsigned(count / 256), 256>>>(from, to); });
  for (size_t i = 0; i < in.size(); ++i) {
    const size_t source = i / 32 * 32 + source_lane(name, i % 32, i / 32 % 32, kWidths[i / 1024]);
    EXPECT_EQ(std::memcmp(&out[i], &in[source], sizeof(T)), 0) << name << ", thread " << i;
  }
}

// Adds 1, or 1 and 2, so often that every sum is a number: each sum is some addition's old value.
template <typename Row, typename T> __global__ void add_each(T* sum, T* old) {
  T one;
  const unsigned short bits = OX_N(__, _as_ushort)(::OX_T(1.0f)), two = OX_N(__, _as_ushort)(::OX_T(2.0f));
  const unsigned both = bits | two << 16;
  __builtin_memcpy(&one, &both, sizeof one);
  old[blockIdx.x * blockDim.x + threadIdx.x] = Row::add(sum, one);
}
template <typename Row, typename T> void test_atomic_add() {
  constexpr size_t kCount = 96; // twice that is still a number of bfloat16
  const std::vector<T> old = on_device<T>(std::vector<T>(kCount), [](T* sum, T* values, size_t count) {
    add_each<Row, T><<<unsigned(count / 32), 32>>>(sum, values);
  });
  for (size_t place = 0; place < sizeof(T) / 2; ++place) {
    std::vector<bool> seen(kCount);
    for (const T& value : old) {
      uint16_t bits[sizeof(T) / 2];
      std::memcpy(bits, &value, sizeof bits);
      const size_t sum = static_cast<size_t>(half_reference::Numbers::decode(bits[place])) / (place + 1);
      ASSERT_LT(sum, kCount);
      EXPECT_FALSE(seen[sum]) << Row::kName << ": twice the sum " << sum;
      seen[sum] = true;
    }
  }
}
} // namespace ox::half_rows
