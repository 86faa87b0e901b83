// What may run at the same time does: kernels, copies, fills and the host wait for each other in every pair, so that
// each line is only reached when neither side held the other up.  No lock is held across a launch: while a kernel runs,
// every call that doesn't wait for it returns.
// RUN: %ox-nvcc %s -o %t && timeout 300 %t | FileCheck %s
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

__global__ void meet(volatile int* mine, volatile int* other) {
  *mine = 1;
  __threadfence_system();
  while (*other == 0) {
  }
}
__global__ void meet_all(int* arrived, int count) {
  atomicAdd(arrived, 1);
  while (*(volatile int*)arrived < count) {
  }
}
__global__ void wait_for(volatile int* flag, int value, int* result) {
  while (*flag != value) {
  }
  *result = value;
}
__global__ void set(int* flag, int value) { *flag = value; }
__global__ void unused() {}

#define CHECK(call)                                                                                                    \
  if (cudaError_t error = (call)) {                                                                                    \
    std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));                                                 \
    std::exit(1);                                                                                                      \
  }

cudaStream_t new_stream() {
  cudaStream_t stream;
  CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  return stream;
}

int *flags, *pinned, *mapped;

// Holds a stream with a kernel that waits for `value` in flags[0]; `release` makes it come.
template <typename Release> void held(const char* what, int value, Release&& release) {
  cudaStream_t holder = new_stream(), other = new_stream();
  CHECK(cudaMemset(flags, 0, 8 * sizeof(int)));
  CHECK(cudaDeviceSynchronize());
  wait_for<<<1, 1, 0, holder>>>(flags, value, flags + 1);
  CHECK(cudaGetLastError());
  release(other);
  CHECK(cudaStreamSynchronize(holder));
  int result = 0;
  CHECK(cudaMemcpy(&result, flags + 1, sizeof(int), cudaMemcpyDeviceToHost));
  std::printf("%s: %s\n", what, result == value ? "met" : "wrong");
}

int main() {
  CHECK(cudaMalloc(&flags, 64 * sizeof(int)));
  CHECK(cudaMallocHost(&pinned, sizeof(int)));
  CHECK(cudaHostAlloc(&mapped, 2 * sizeof(int), cudaHostAllocMapped));
  CHECK(cudaMemset(flags, 0, 64 * sizeof(int)));
  CHECK(cudaDeviceSynchronize());

  cudaStream_t first = new_stream(), second = new_stream();
  meet<<<1, 1, 0, first>>>(flags, flags + 1);
  meet<<<1, 1, 0, second>>>(flags + 1, flags);
  CHECK(cudaDeviceSynchronize());
  std::printf("two kernels: met\n");

  std::vector<cudaStream_t> streams(64);
  for (cudaStream_t& stream : streams) {
    stream = new_stream();
    meet_all<<<1, 32, 0, stream>>>(flags + 2, 64 * 32);
  }
  CHECK(cudaDeviceSynchronize());
  std::printf("64 kernels: met\n");

  CHECK(cudaMemset(flags, 0, 8 * sizeof(int)));
  std::thread threads[8];
  for (std::thread& thread : threads)
    thread = std::thread([] {
      meet_all<<<1, 1, 0, cudaStreamPerThread>>>(flags + 3, 8);
      CHECK(cudaStreamSynchronize(cudaStreamPerThread));
    });
  for (std::thread& thread : threads)
    thread.join();
  std::printf("kernels of 8 threads: met\n");

  held("kernel and kernel", 1, [](cudaStream_t other) { set<<<1, 1, 0, other>>>(flags, 1); });
  held("kernel and copy from pinned memory", 2, [](cudaStream_t other) {
    *pinned = 2;
    CHECK(cudaMemcpyAsync(flags, pinned, sizeof(int), cudaMemcpyHostToDevice, other));
  });
  held("kernel and copy from pageable memory", 3, [](cudaStream_t other) {
    int value = 3;
    CHECK(cudaMemcpyAsync(flags, &value, sizeof(int), cudaMemcpyHostToDevice, other));
  });
  held("kernel and copy on the device", 4, [](cudaStream_t other) {
    set<<<1, 1, 0, other>>>(flags + 5, 4);
    CHECK(cudaMemcpyAsync(flags, flags + 5, sizeof(int), cudaMemcpyDeviceToDevice, other));
  });
  held("kernel and fill", 0x05050505,
       [](cudaStream_t other) { CHECK(cudaMemsetAsync(flags, 5, sizeof(int), other)); });
  held("kernel and host function", 6, [](cudaStream_t other) {
    CHECK(cudaLaunchHostFunc(other, [](void*) { *pinned = 6; }, nullptr));
    CHECK(cudaMemcpyAsync(flags, pinned, sizeof(int), cudaMemcpyHostToDevice, other));
  });
  held("kernel and copy to the host", 7, [](cudaStream_t other) {
    set<<<1, 1, 0, other>>>(flags + 5, 7);
    CHECK(cudaMemcpyAsync(pinned, flags + 5, sizeof(int), cudaMemcpyDeviceToHost, other));
    CHECK(cudaStreamSynchronize(other)); // while the kernel is held
    CHECK(cudaMemcpyAsync(flags, pinned, sizeof(int), cudaMemcpyHostToDevice, other));
  });
  held("kernel and events", 8, [](cudaStream_t other) {
    cudaEvent_t event;
    CHECK(cudaEventCreate(&event));
    CHECK(cudaEventRecord(event, other));
    CHECK(cudaEventSynchronize(event));
    CHECK(cudaStreamWaitEvent(other, event, 0));
    set<<<1, 1, 0, other>>>(flags, 8);
  });
  // Calls that make something, in this thread and in another, with a kernel that was never used, too.
  held("kernel and calls", 9, [](cudaStream_t other) {
    auto calls = [] {
      void *device, *host;
      cudaStream_t stream;
      cudaFuncAttributes attributes;
      size_t free, total;
      CHECK(cudaMalloc(&device, 1 << 20));
      CHECK(cudaMallocHost(&host, 1 << 12));
      CHECK(cudaMallocManaged(&host, 1 << 12));
      CHECK(cudaStreamCreate(&stream));
      CHECK(cudaFuncGetAttributes(&attributes, unused));
      CHECK(cudaMemGetInfo(&free, &total));
      CHECK(cudaStreamDestroy(stream));
    };
    calls();
    std::thread(calls).join();
    set<<<1, 1, 0, other>>>(flags, 9);
  });

  // Kernel and host, there and back, through mapped memory.
  mapped[0] = mapped[1] = 0;
  meet<<<1, 1>>>(mapped, mapped + 1);
  CHECK(cudaGetLastError());
  while (*static_cast<volatile int*>(mapped) == 0) {
  }
  mapped[1] = 1;
  CHECK(cudaDeviceSynchronize());
  std::printf("kernel and host: met\n");
}
// CHECK: two kernels: met
// CHECK-NEXT: 64 kernels: met
// CHECK-NEXT: kernels of 8 threads: met
// CHECK-NEXT: kernel and kernel: met
// CHECK-NEXT: kernel and copy from pinned memory: met
// CHECK-NEXT: kernel and copy from pageable memory: met
// CHECK-NEXT: kernel and copy on the device: met
// CHECK-NEXT: kernel and fill: met
// CHECK-NEXT: kernel and host function: met
// CHECK-NEXT: kernel and copy to the host: met
// CHECK-NEXT: kernel and events: met
// CHECK-NEXT: kernel and calls: met
// CHECK-NEXT: kernel and host: met
