// CUDA's functions on two halves or four bytes in 32 bits, each against its definition element by element, on random
// and extreme values; and __fns on every base and offset.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0
#include <cstdio>
#include <cstdlib>
#include <vector>

// OPERATION(name, result of elements x and y, signed elements)
#define BINARY(OPERATION)                                                                                              \
  OPERATION(add, x + y, false)                                                                                         \
  OPERATION(sub, x - y, false)                                                                                         \
  OPERATION(addss, clamp(x + y), true)                                                                                 \
  OPERATION(addus, clamp(x + y), false)                                                                                \
  OPERATION(subss, clamp(x - y), true)                                                                                 \
  OPERATION(subus, clamp(x - y), false)                                                                                \
  OPERATION(maxs, x > y ? x : y, true)                                                                                 \
  OPERATION(maxu, x > y ? x : y, false)                                                                                \
  OPERATION(mins, x < y ? x : y, true)                                                                                 \
  OPERATION(minu, x < y ? x : y, false)                                                                                \
  OPERATION(haddu, (x + y) / 2, false)                                                                                 \
  OPERATION(avgu, (x + y + 1) / 2, false)                                                                              \
  OPERATION(avgs, x + y < 0 ? -((-x - y + 1) / 2) : (x + y + 1) / 2, true)                                             \
  OPERATION(absdiffu, abs(x - y), false)                                                                               \
  OPERATION(absdiffs, abs(x - y), true)                                                                                \
  OPERATION(cmpeq, -(x == y), false)                                                                                   \
  OPERATION(cmpne, -(x != y), false)                                                                                   \
  OPERATION(cmpges, -(x >= y), true)                                                                                   \
  OPERATION(cmpgeu, -(x >= y), false)                                                                                  \
  OPERATION(cmpgts, -(x > y), true)                                                                                    \
  OPERATION(cmpgtu, -(x > y), false)                                                                                   \
  OPERATION(cmples, -(x <= y), true)                                                                                   \
  OPERATION(cmpleu, -(x <= y), false)                                                                                  \
  OPERATION(cmplts, -(x < y), true)                                                                                    \
  OPERATION(cmpltu, -(x < y), false)                                                                                   \
  OPERATION(seteq, x == y, false)                                                                                      \
  OPERATION(setne, x != y, false)                                                                                      \
  OPERATION(setges, x >= y, true)                                                                                      \
  OPERATION(setgeu, x >= y, false)                                                                                     \
  OPERATION(setgts, x > y, true)                                                                                       \
  OPERATION(setgtu, x > y, false)                                                                                      \
  OPERATION(setles, x <= y, true)                                                                                      \
  OPERATION(setleu, x <= y, false)                                                                                     \
  OPERATION(setlts, x < y, true)                                                                                       \
  OPERATION(setltu, x < y, false)
#define UNARY(OPERATION)                                                                                               \
  OPERATION(abs, abs(x), true)                                                                                         \
  OPERATION(absss, clamp(abs(x)), true)                                                                                \
  OPERATION(neg, -x, true)                                                                                             \
  OPERATION(negss, clamp(-x), true)

#define COUNT(...) +1
constexpr int kFunctions = 0 BINARY(COUNT) UNARY(COUNT), kSums = 2;
constexpr int kPairs = 512, kRow = 2 * (kFunctions + kSums);

__global__ void compute(const uint2* pairs, unsigned* out) {
  unsigned a = pairs[threadIdx.x].x, b = pairs[threadIdx.x].y;
  out += threadIdx.x * kRow;
#define CALL2(name, element, is_signed)                                                                                \
  *out++ = __v##name##2(a, b);                                                                                         \
  *out++ = __v##name##4(a, b);
#define CALL1(name, element, is_signed)                                                                                \
  *out++ = __v##name##2(a);                                                                                            \
  *out++ = __v##name##4(a);
  BINARY(CALL2)
  UNARY(CALL1)
  *out++ = __vsads2(a, b);
  *out++ = __vsads4(a, b);
  *out++ = __vsadu2(a, b);
  *out++ = __vsadu4(a, b);
}

__global__ void find_bits(const uint2* masks, unsigned* out) {
  for (int base = 0; base < 32; ++base)
    for (int offset = -33; offset <= 33; ++offset)
      out[(threadIdx.x * 32 + base) * 67 + offset + 33] = __fns(masks[threadIdx.x].x, base, offset);
}

int element(unsigned word, int index, int bits, bool is_signed) {
  unsigned value = word >> index * bits & ((1u << bits) - 1);
  return is_signed && value >> (bits - 1) ? int(value) - (1 << bits) : int(value);
}

template <class F> unsigned each(unsigned a, unsigned b, int bits, bool is_signed, F f) {
  unsigned result = 0;
  for (int i = 0; i < 32 / bits; ++i)
    result |= (unsigned(f(element(a, i, bits, is_signed), element(b, i, bits, is_signed))) & ((1u << bits) - 1))
              << i * bits;
  return result;
}

unsigned sum_of_differences(unsigned a, unsigned b, int bits, bool is_signed) {
  unsigned sum = 0;
  for (int i = 0; i < 32 / bits; ++i)
    sum += abs(element(a, i, bits, is_signed) - element(b, i, bits, is_signed));
  return sum;
}

unsigned find_bit(unsigned mask, int base, int offset) { // CUDA's description of fns, read literally
  if (offset == 0)
    return mask >> base & 1 ? base : ~0u;
  int left = abs(offset);
  for (int at = base; at >= 0 && at < 32; at += offset > 0 ? 1 : -1)
    if (mask >> at & 1 && --left == 0)
      return at;
  return ~0u;
}

int main() {
  std::vector<uint2> pairs(kPairs);
  const unsigned extremes[] = {0, ~0u, 0x80008000, 0x7fff7fff, 0x80808080, 0x7f7f7f7f, 0x00017fff, 0x80ff0001};
  unsigned state = 1;
  auto random = [&] {
    state = state * 1664525 + 1013904223;
    return state ^ state >> 15;
  };
  for (int i = 0; i < kPairs; ++i)
    pairs[i] = i < 64 ? make_uint2(extremes[i / 8], extremes[i % 8]) : make_uint2(random(), random());
  uint2* device_pairs;
  unsigned *out, *found;
  cudaMalloc(&device_pairs, kPairs * sizeof(uint2));
  cudaMalloc(&out, kPairs * kRow * 4);
  cudaMalloc(&found, 32 * 32 * 67 * 4);
  cudaMemcpy(device_pairs, pairs.data(), kPairs * sizeof(uint2), cudaMemcpyHostToDevice);
  compute<<<1, kPairs>>>(device_pairs, out);
  find_bits<<<1, 32>>>(device_pairs + 56, found);
  std::vector<unsigned> got(kPairs * kRow), bits_found(32 * 32 * 67);
  int error = cudaMemcpy(got.data(), out, got.size() * 4, cudaMemcpyDeviceToHost);
  error |= cudaMemcpy(bits_found.data(), found, bits_found.size() * 4, cudaMemcpyDeviceToHost);
  int wrong = 0;
  auto check = [&](const char* name, int bits, const uint2& pair, unsigned value, unsigned want) {
    if (value != want && ++wrong < 10)
      std::printf("%s%d(%08x, %08x) is %08x, expected %08x\n", name, 32 / bits, pair.x, pair.y, value, want);
  };
  for (int i = 0; i < kPairs; ++i) {
    unsigned* next = &got[i * kRow];
#define CHECK(name, element, is_signed)                                                                                \
  for (int bits : {16, 8}) {                                                                                           \
    auto clamp = [&](int v) {                                                                                          \
      int low = is_signed ? -(1 << (bits - 1)) : 0, high = is_signed ? -low - 1 : (1 << bits) - 1;                     \
      return v < low ? low : v > high ? high : v;                                                                      \
    };                                                                                                                 \
    (void)clamp;                                                                                                       \
    check(#name, bits, pairs[i], *next++, each(pairs[i].x, pairs[i].y, bits, is_signed, [&](int x, int y) {            \
            (void)y;                                                                                                   \
            return element;                                                                                            \
          }));                                                                                                         \
  }
    BINARY(CHECK)
    UNARY(CHECK)
    for (bool is_signed : {true, false})
      for (int bits : {16, 8})
        check(is_signed ? "sads" : "sadu", bits, pairs[i], *next++,
              sum_of_differences(pairs[i].x, pairs[i].y, bits, is_signed));
  }
  for (int i = 0; i < 32; ++i)
    for (int base = 0; base < 32; ++base)
      for (int offset = -33; offset <= 33; ++offset)
        wrong += bits_found[(i * 32 + base) * 67 + offset + 33] != find_bit(pairs[56 + i].x, base, offset);
  std::printf("error %d, wrong %d\n", error, wrong);
}
