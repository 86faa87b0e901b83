// Comparison of what a CCCL algorithm gave with a reference that the host computed; the program's exit code says
// whether all agreed.
#pragma once
#include <cmath>
#include <cstdio>
#include <vector>

inline int failures = 0;

template <class T> bool same(const T& got, const T& expected) { return got == expected; }
// Sums of floating-point numbers may be taken in any order.
inline bool same(float got, float expected) { return std::fabs(got - expected) <= 1e-5f * std::fabs(expected) + 1e-6f; }
inline bool same(double got, double expected) { return std::fabs(got - expected) <= 1e-12 * std::fabs(expected); }

template <class T> void expect(const char* what, const T& got, const T& expected) {
  if (same(got, expected))
    return;
  std::printf("%s: differs\n", what);
  failures++;
}

inline void expect(const char* what, long long got, long long expected) {
  if (got == expected)
    return;
  std::printf("%s: %lld, not %lld\n", what, got, expected);
  failures++;
}

inline void expect_true(const char* what, bool holds) { expect(what, static_cast<long long>(holds), 1LL); }

// `got` is anything with size() and operator[].
template <class Range, class T> void expect_all(const char* what, const Range& got, const std::vector<T>& expected) {
  if (got.size() != expected.size()) {
    std::printf("%s: %zu elements, not %zu\n", what, static_cast<size_t>(got.size()), expected.size());
    failures++;
    return;
  }
  for (size_t i = 0; i < expected.size(); i++) {
    const T value = got[i];
    if (same(value, expected[i]))
      continue;
    std::printf("%s: element %zu of %zu differs\n", what, i, expected.size());
    failures++;
    return;
  }
}

inline void expect_success(const char* what, cudaError_t error) {
  if (error == cudaSuccess)
    return;
  std::printf("%s: %s\n", what, cudaGetErrorString(error));
  failures++;
}

// The numbers that the programs work on: repeatable, spread, with repetitions where `limit` is small.
inline std::vector<int> numbers(int count, unsigned seed, unsigned limit) {
  std::vector<int> values(count);
  unsigned state = seed * 2654435761u + 12345u;
  for (int& value : values) {
    state = state * 1664525u + 1013904223u;
    value = static_cast<int>((state >> 8) % limit);
  }
  return values;
}

inline int report(const char* program) {
  std::printf(failures ? "%s: %d checks failed\n" : "%s: all right\n", program, failures);
  return failures != 0;
}
