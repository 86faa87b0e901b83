// Escape times of a small Mandelbrot set, and sums over rows of it by shuffles: loops that each lane leaves at another
// time, by two ways, then code that is quick only when the lanes are back together, but right in any case.
// RUN: %progress %s %t
#include "check.h"

constexpr int kWidth = 64, kHeight = 24, kLimit = 100;

__host__ __device__ int escape_time(int column, int row) {
  int cx = column * 200 - 9000, cy = row * 450 - 5000; // fixed point, 4096 is 1: the same on host and device
  int x = 0, y = 0;
  for (int i = 0; i < kLimit; ++i) {
    long long xx = (long long)x * x >> 12, yy = (long long)y * y >> 12;
    if (xx + yy > 4 * 4096)
      return i;
    if (i > 20 && x == y)
      break;
    y = int((long long)x * y >> 11) + cy;
    x = int(xx - yy) + cx;
  }
  return kLimit;
}

__global__ void draw(int* times, int* sums) {
  int column = threadIdx.x, row = blockIdx.x, time = escape_time(column, row);
  times[row * kWidth + column] = time;
  int sum = time;
  for (int offset = 16; offset > 0; offset /= 2)
    sum += __shfl_xor_sync(0xffffffff, sum, offset);
  if (column % 32 == 0)
    sums[row * 2 + column / 32] = sum;
}

int main() {
  Buffer<int> times(kWidth * kHeight), sums(kHeight * 2);
  draw<<<kHeight, kWidth>>>(times, sums);
  CHECK_LAUNCH();
  std::vector<int> got = times.read(), rows = sums.read();
  for (int row = 0; row < kHeight; ++row)
    for (int half = 0; half < 2; ++half) {
      int sum = 0;
      for (int column = half * 32; column < half * 32 + 32; ++column) {
        expect("time", row * kWidth + column, got[row * kWidth + column], escape_time(column, row));
        sum += escape_time(column, row);
      }
      expect("sum", row * 2 + half, rows[row * 2 + half], sum);
    }
}
