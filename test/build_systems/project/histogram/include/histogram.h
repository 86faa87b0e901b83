#pragma once
#define HISTOGRAM_EXPORT __attribute__((visibility("default")))

constexpr int kBins = 16;

// `bytes` is in device memory, `bins` in host memory.
HISTOGRAM_EXPORT void count_bytes(const unsigned char* bytes, int count, unsigned (&bins)[kBins]);

// The fullest bin.
HISTOGRAM_EXPORT int largest_bin(const unsigned (&bins)[kBins]);
