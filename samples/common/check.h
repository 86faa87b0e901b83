// What every sample needs: CUDA errors that end the program with place and reason, a verdict, and progress for the
// long ones.  Exit codes: 0 right, 1 wrong result, 2 CUDA error.
#pragma once
#include <cmath>
#include <cstdio>
#include <cstdlib>

#define CHECK(call)                                                                                                    \
  do {                                                                                                                 \
    cudaError_t status = (call);                                                                                       \
    if (status != cudaSuccess) {                                                                                       \
      std::fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, cudaGetErrorString(status));                  \
      std::exit(2);                                                                                                    \
    }                                                                                                                  \
  } while (0)

// After a launch: errors of the launch itself, then of its execution.
#define CHECK_LAUNCH()                                                                                                 \
  do {                                                                                                                 \
    CHECK(cudaGetLastError());                                                                                         \
    CHECK(cudaDeviceSynchronize());                                                                                    \
  } while (0)

// Prints the verdict and gives main's return value.
inline int verdict(const char* sample, bool right) {
  std::printf("%s: %s\n", sample, right ? "PASSED" : "FAILED");
  return right ? 0 : 1;
}

// True when got is within relative of want (absolute below 1); says where it is not, so that a failure is a clue.
inline bool near(double got, double want, double relative, const char* what, long index) {
  double bound = relative * std::fmax(1.0, std::fabs(want));
  if (std::fabs(got - want) <= bound) // false for NaN
    return true;
  std::fprintf(stderr, "%s[%ld] is %.9g, expected %.9g\n", what, index, got, want);
  return false;
}

// A small generator, so that every run has the same input on every host.
struct Random {
  unsigned long long state;
  explicit Random(unsigned long long seed) : state(seed * 2862933555777941757ull + 3037000493ull) {}
  unsigned next() {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<unsigned>(state >> 33) ^ static_cast<unsigned>(state >> 11);
  }
  float uniform() { return static_cast<float>(next() >> 8) * (1.0f / 16777216.0f); }
};

inline void progress(const char* what, int done, int total) {
  std::fprintf(stderr, "\r%s %3d%%%s", what, done * 100 / total, done == total ? "\n" : "");
}
