// Objects that use CUDA in their destructors, handlers at exit, and children of fork: with the shared and with the
// static runtime, whose own ends come at different times.
// RUN: %ox-nvcc %s -o %t && timeout 300 %t | FileCheck %s
// RUN: %ox-nvcc -cudart static %s -o %t && timeout 300 %t | FileCheck %s
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

__managed__ int managed = 5; // there before main, without the process having used CUDA
__device__ int in_memory;

__global__ void add(int* value, int more) { *value += more; }

// 3 + 4, by a kernel in the legacy stream and one in the thread's own.
int use() {
  int *device = nullptr, result = 3;
  if (cudaError_t error = cudaMalloc(&device, sizeof(int)))
    return -error;
  cudaMemcpy(device, &result, sizeof(int), cudaMemcpyHostToDevice);
  add<<<1, 1>>>(device, 1);
  add<<<1, 1, 0, cudaStreamPerThread>>>(device, 3);
  cudaStreamSynchronize(cudaStreamPerThread);
  cudaMemcpy(&result, device, sizeof(int), cudaMemcpyDeviceToHost);
  cudaFree(device);
  return result;
}

struct Object {
  const char* name;
  int* memory = nullptr;
  ~Object() {
    int result = -1;
    if (memory) {
      cudaMemcpy(&result, memory, sizeof(int), cudaMemcpyDeviceToHost);
      cudaFree(memory);
    }
    std::printf("%s: %d %d\n", name, result, use());
    std::fflush(stdout);
  }
};
Object before_main{"static"};

void fork_and_use(const char* when) {
  std::fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    std::printf("child %s: %d\n", when, use());
    std::fflush(stdout);
    _exit(0);
  }
  int status = -1;
  waitpid(child, &status, 0);
  std::printf("its end: %d\n", status);
}

int main() {
  managed += 1;
  fork_and_use("before the first call");
  std::atexit([] { std::printf("handler from before: %d\n", use()); });
  std::printf("main: %d\n", use());
  fork_and_use("after it");
  std::atexit([] { std::printf("handler from after: %d\n", use()); });
  static Object in_main{"static of main"};
  int value = 42;
  for (Object* object : {&before_main, &in_main}) {
    cudaMalloc(&object->memory, sizeof(int));
    cudaMemcpy(object->memory, &value, sizeof(int), cudaMemcpyHostToDevice);
  }
  std::thread([] {
    thread_local Object of_thread{"of a thread"};
    cudaMalloc(&of_thread.memory, sizeof(int));
    cudaMemset(of_thread.memory, 0, sizeof(int));
  }).join();
  thread_local Object of_main{"of the main thread"};
  (void)&of_main;
  return 0;
}
// CHECK: child before the first call: 7
// CHECK-NEXT: its end: 0
// CHECK-NEXT: main: 7
// CHECK-NEXT: child after it: -3
// CHECK-NEXT: its end: 0
// CHECK-NEXT: of a thread: 0 7
// CHECK-NEXT: of the main thread: -1 7
// CHECK-NEXT: static of main: 42 7
// CHECK-NEXT: handler from after: 7
// CHECK-NEXT: handler from before: 7
// CHECK-NEXT: static: 42 7
