// Time from cudaLaunchKernel of an empty kernel to its end as seen by cudaDeviceSynchronize, and the time a launch
// takes in a long queue of them.  Prints microseconds: median, 90th percentile, per launch in a queue.
#include "../../samples/common/check.h"
#include <algorithm>
#include <chrono>
#include <vector>

__global__ void empty() {}

double now_us() {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int main() {
  for (int i = 0; i < 100; ++i)
    empty<<<1, 1>>>();
  CHECK_LAUNCH();
  std::vector<double> times;
  for (int i = 0; i < 2000; ++i) {
    double begin = now_us();
    empty<<<1, 1>>>();
    cudaDeviceSynchronize();
    times.push_back(now_us() - begin);
  }
  CHECK(cudaGetLastError());
  std::sort(times.begin(), times.end());
  const int queued = 5000;
  double begin = now_us();
  for (int i = 0; i < queued; ++i)
    empty<<<1, 1>>>();
  CHECK_LAUNCH();
  double each = (now_us() - begin) / queued;
  std::printf("%.2f %.2f %.2f\n", times[times.size() / 2], times[times.size() * 9 / 10], each);
}
