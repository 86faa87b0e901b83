// Kernels launch kernels: parameters and shapes arrive, children run after their parent's grid and before the host's
// operation counts as done, streams and events keep their order, tails come last, and mistakes come back as errors of the
// thread that made them.
// RUN: %ox-nvcc -rdc=true %s -o %t -lcudadevrt && %t | FileCheck %s
// RUN: %ox-nvcc -rdc=true -G %s -o %t && %t | FileCheck %s
// RUN: not %ox-nvcc %s -o %t 2>&1 | FileCheck %s --check-prefix=WHOLE
// WHOLE: error: kernel launch from __device__ or __global__ function requires relocatable device code (compile with -rdc=true)
#include <cstdio>

struct Wide {
  char tag;
  double value;
  short last[3];
};

// Parameters of all sizes and alignments, dynamic shared memory, and a shape of three dimensions.
__global__ void child(int* sum, char c, Wide wide, float f, long long l) {
  extern __shared__ int shared[];
  shared[threadIdx.x] = threadIdx.x;
  __syncthreads();
  if (threadIdx.x == 0)
    atomicAdd(sum, shared[blockDim.x - 1] * 1000 + c + wide.tag + int(wide.value) + wide.last[2] + int(f) + int(l));
}
__global__ void parent(int* sum) {
  Wide wide{3, 40.0, {0, 0, 500}};
  child<<<dim3(2, 3, 1), dim3(4), 4 * sizeof(int)>>>(sum, 1, wide, 6000.0f, 70000LL);
}

template <typename T> __global__ void note(T* log, int* end, T value) { log[atomicAdd(end, 1)] = value; }

// Stream by stream in order; the tail after the rest of its grid, and its own children before the next tail.
__global__ void tail(int* log, int* end, int number) {
  note<<<1, 1>>>(log, end, number + 1);
  log[atomicAdd(end, 1)] = number;
}
__global__ void ordered(int* log, int* end) {
  tail<<<1, 1, 0, cudaStreamTailLaunch>>>(log, end, 100);
  tail<<<1, 1, 0, cudaStreamTailLaunch>>>(log, end, 200);
  cudaStream_t stream;
  cudaEvent_t event;
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  cudaEventCreateWithFlags(&event, cudaEventDisableTiming);
  note<<<1, 1, 0, stream>>>(log, end, 1);
  cudaEventRecord(event, stream);
  cudaStreamWaitEvent(0, event);
  note<<<1, 1>>>(log, end, 2);
  note<<<1, 1, 0, stream>>>(log, end, 3);
  note<<<1, 1, 0, cudaStreamFireAndForget>>>(log, end, 4);
  cudaEventDestroy(event);
  cudaStreamDestroy(stream);
  log[atomicAdd(end, 1)] = 0; // children wait for their parent
}

__global__ void count_down(int* depth, int left) {
  ++*depth;
  if (left > 0)
    count_down<<<1, 1, 0, cudaStreamTailLaunch>>>(depth, left - 1);
}

__global__ void nest(int* deepest, int* error, int depth) {
  *deepest = depth;
  nest<<<1, 1>>>(deepest, error, depth + 1);
  *error = cudaGetLastError();
}

__global__ void errors(int* to) {
  note<<<1, 1025>>>(to, to, 1);
  to[0] = cudaPeekAtLastError();
  to[1] = cudaGetLastError();
  to[2] = cudaGetLastError();
  note<<<0, 1>>>(to, to, 1);
  to[3] = cudaGetLastError();
  note<<<1, 1, 1 << 20>>>(to, to, 1);
  to[4] = cudaGetLastError();
  cudaStream_t stream;
  to[5] = cudaStreamCreateWithFlags(&stream, cudaStreamDefault);
  cudaGetLastError();
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  to[6] = cudaStreamDestroy(stream);
  to[7] = cudaStreamDestroy(stream);
  cudaGetLastError();
  int local = 0;
  to[8] = cudaMemsetAsync(&local, 0, sizeof local);
}
__global__ void errors_of_others(int* to) {
  if (threadIdx.x == 3)
    note<<<1, 1025>>>(to, to, 1);
  to[threadIdx.x] = cudaGetLastError();
}

__global__ void too_many(int* accepted, int* count, int* error) {
  for (int i = 0; i < 6; ++i)
    note<<<1, 1>>>(accepted, count, 0);
  *error = cudaGetLastError();
}

__global__ void copies(int* to) {
  cudaMemsetAsync(to, 1, 4 * sizeof(int));
  cudaMemcpyAsync(to + 4, to, 2 * sizeof(int), cudaMemcpyDeviceToDevice);
  cudaMemset2DAsync(to + 8, 8, 2, 4, 2);
  cudaMemcpy2DAsync(to + 12, 4, to + 8, 8, 4, 2, cudaMemcpyDeviceToDevice);
  to[0] = to[4] = 7; // before, not after
}

__global__ void __launch_bounds__(128) bounded(int* p) {
  __shared__ int buffer[25];
  buffer[threadIdx.x % 25] = threadIdx.x;
  *p = buffer[0];
}
__global__ void questions(int* to) {
  int device, count, blocks, warp, version;
  cudaFuncAttributes attributes;
  size_t pending, *memory;
  to[0] = cudaGetDevice(&device) == cudaSuccess ? device : -1;
  to[1] = cudaGetDeviceCount(&count) == cudaSuccess ? count : -1;
  to[2] = cudaDeviceGetAttribute(&warp, cudaDevAttrWarpSize, device) == cudaSuccess ? warp : -1;
  to[3] = cudaFuncGetAttributes(&attributes, bounded) == cudaSuccess ? attributes.maxThreadsPerBlock : -1;
  to[4] = int(attributes.sharedSizeBytes);
  to[5] = cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, bounded, 128, 0) == cudaSuccess && blocks > 0;
  to[6] = cudaRuntimeGetVersion(&version) == cudaSuccess && version == CUDART_VERSION;
  to[7] = cudaDeviceGetLimit(&pending, cudaLimitDevRuntimePendingLaunchCount) == cudaSuccess ? int(pending) : -1;
  to[8] = cudaMalloc(&memory, 8) == cudaSuccess ? int(*memory = 9) : -1;
  cudaFree(memory);
  printf("%s: %s\n", cudaGetErrorName(cudaErrorInvalidValue), cudaGetErrorString(cudaErrorInvalidValue));
}

int* memory;
void finish(const char* what, int numbers) {
  cudaError_t error = cudaDeviceSynchronize();
  std::printf("%s:", what);
  for (int i = 0; i < numbers; ++i)
    std::printf(" %d", memory[i]);
  std::printf(error ? " (%s)\n" : "\n", cudaGetErrorString(error));
  cudaMemset(memory, 0, 400);
  cudaDeviceSynchronize();
}

int main() {
  cudaMallocManaged(&memory, 400);
  cudaMemset(memory, 0, 400);
  int *end = memory + 90, *other = memory + 1;

  // CHECK: parameters: 477264
  parent<<<1, 1>>>(memory); // 6 blocks of 3000 + 1 + 3 + 40 + 500 + 6000 + 70000 = 79544
  finish("parameters", 1);
  // CHECK-NEXT: order: 0 1 2 3 4 100 101 200 201
  ordered<<<1, 1>>>(memory, end);
  finish("order", 9);
  // CHECK-NEXT: tails: 1001
  count_down<<<1, 1>>>(memory, 1000);
  finish("tails", 1);
  // CHECK-NEXT: depth: 24 65
  nest<<<1, 1>>>(memory, other, 0);
  finish("depth", 2);
  // CHECK-NEXT: errors: 9 9 0 9 1 1 0 400 1
  errors<<<1, 1>>>(memory);
  finish("errors", 9);
  // CHECK-NEXT: of one thread: 0 0 0 9 0
  errors_of_others<<<1, 5>>>(memory);
  finish("of one thread", 5);
  // CHECK-NEXT: pending: 4 69
  cudaDeviceSetLimit(cudaLimitDevRuntimePendingLaunchCount, 4);
  too_many<<<1, 1>>>(memory + 10, memory, other);
  finish("pending", 2);
  // CHECK-NEXT: copies: 16843009 16843009 16843009 16843009 16843009 16843009 0 0 33686018 0 33686018 0 33686018 33686018
  copies<<<1, 1>>>(memory);
  finish("copies", 14);
  // CHECK-NEXT: cudaErrorInvalidValue: invalid argument
  // CHECK-NEXT: questions: 0 1 32 128 100 1 1 4 9
  questions<<<1, 1>>>(memory);
  finish("questions", 9);
}
