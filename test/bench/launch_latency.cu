// What launches cost, each as the median of many: an empty kernel from its launch to the end of cudaDeviceSynchronize; a
// launch's own call in a long queue; and launch, execution and a share of the synchronisation in such a queue, in one
// stream and spread over sixteen.  Prints microseconds: round trip, its 90th percentile, call, queued, queued in 16.
#include "../../samples/common/check.h"
#include <algorithm>
#include <chrono>
#include <vector>

__global__ void empty() {}

double now_us() {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Of sorted times.
double quantile(std::vector<double> times, double part) {
  std::sort(times.begin(), times.end());
  return times[static_cast<size_t>(part * static_cast<double>(times.size() - 1))];
}

struct Queued {
  std::vector<double> call_us, each_us;
};

Queued launch_many(const std::vector<cudaStream_t>& streams) {
  constexpr int kRounds = 60, kLaunches = 1024;
  Queued result;
  for (int round = 0; round < kRounds; ++round) {
    double begin = now_us();
    for (int i = 0; i < kLaunches; ++i)
      empty<<<1, 1, 0, streams[i % streams.size()]>>>();
    double called = now_us();
    CHECK_LAUNCH();
    result.call_us.push_back((called - begin) / kLaunches);
    result.each_us.push_back((now_us() - begin) / kLaunches);
  }
  return result;
}

int main() {
  for (int i = 0; i < 100; ++i)
    empty<<<1, 1>>>();
  CHECK_LAUNCH();
  std::vector<double> round_trips;
  for (int i = 0; i < 2000; ++i) {
    double begin = now_us();
    empty<<<1, 1>>>();
    cudaDeviceSynchronize();
    round_trips.push_back(now_us() - begin);
  }
  CHECK(cudaGetLastError());
  std::vector<cudaStream_t> streams(16);
  for (cudaStream_t& stream : streams)
    CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  Queued one = launch_many({nullptr}), sixteen = launch_many(streams);
  std::printf("%.2f %.2f %.2f %.2f %.2f\n", quantile(round_trips, 0.5), quantile(round_trips, 0.9),
              quantile(one.call_us, 0.5), quantile(one.each_us, 0.5), quantile(sixteen.each_us, 0.5));
}
