// Graphs with real kernels: captured from streams, with conditions that kernels set, with memory of their own, through
// the templates of cuda_runtime.h.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// RUN: env OX_TRACE=launch %t 2>&1 >/dev/null | FileCheck %s --check-prefix=TRACE
// TRACE: add(int*, int) grid (1, 1, 1)
// TRACE: count_down(
#include <cstdio>

#define CHECK(call)                                                                                                    \
  if (cudaError_t error = (call); error != cudaSuccess)                                                                \
  std::printf("line %d: %s\n", __LINE__, cudaGetErrorName(error))

__device__ int variable = 1;

__global__ void add(int* data, int value) { data[threadIdx.x] += value; }
__global__ void copy_variable(int* to) { *to = variable; }

// Counts down; the condition is whether something is left.
__global__ void count_down(int* left, int* rounds, cudaGraphConditionalHandle handle) {
  ++*rounds;
  cudaGraphSetConditional(handle, --*left > 0);
}
__global__ void choose(cudaGraphConditionalHandle handle, unsigned value) { cudaGraphSetConditional(handle, value); }

static void run(cudaGraph_t graph, int times = 1) {
  cudaGraphExec_t exec;
  CHECK(cudaGraphInstantiate(&exec, graph));
  for (int i = 0; i < times; ++i)
    CHECK(cudaGraphLaunch(exec, 0));
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaGraphExecDestroy(exec));
  CHECK(cudaGraphDestroy(graph));
}

static cudaGraph_t add_condition(cudaGraph_t graph, cudaGraphNode_t before, cudaGraphConditionalHandle handle,
                                 cudaGraphConditionalNodeType type, cudaGraph_t* bodies, unsigned size) {
  cudaGraphNodeParams parameters = {};
  parameters.type = cudaGraphNodeTypeConditional;
  parameters.conditional.handle = handle;
  parameters.conditional.type = type;
  parameters.conditional.size = size;
  cudaGraphNode_t node;
  CHECK(cudaGraphAddNode(&node, graph, before ? &before : nullptr, nullptr, before ? 1 : 0, &parameters));
  for (unsigned i = 0; i < size; ++i)
    bodies[i] = parameters.conditional.phGraph_out[i];
  return bodies[0];
}

static cudaGraphNode_t add_kernel(cudaGraph_t graph, void* function, void** arguments) {
  cudaKernelNodeParams parameters = {};
  parameters.func = function;
  parameters.gridDim = parameters.blockDim = dim3(1);
  parameters.kernelParams = arguments;
  cudaGraphNode_t node;
  CHECK(cudaGraphAddKernelNode(&node, graph, nullptr, 0, &parameters));
  return node;
}

int main() {
  int* data;
  CHECK(cudaMallocManaged(&data, 4 * sizeof(int)));

  // CHECK: captured 6 6
  cudaStream_t a, b;
  cudaEvent_t fork, join;
  cudaStreamCreate(&a), cudaStreamCreate(&b), cudaEventCreate(&fork), cudaEventCreate(&join);
  cudaGraph_t graph;
  CHECK(cudaStreamBeginCapture(a, cudaStreamCaptureModeGlobal));
  CHECK(cudaEventRecord(fork, a));
  CHECK(cudaStreamWaitEvent(b, fork));
  add<<<1, 1, 0, a>>>(data, 2);
  add<<<1, 1, 0, b>>>(data + 1, 2);
  CHECK(cudaEventRecord(join, b));
  CHECK(cudaStreamWaitEvent(a, join));
  CHECK(cudaStreamEndCapture(a, &graph));
  run(graph, 3);
  std::printf("captured %d %d\n", data[0], data[1]);

  // CHECK: while 5 rounds, 0 left
  int *left = data, *rounds = data + 1;
  *left = 5, *rounds = 0;
  cudaGraphConditionalHandle handle;
  cudaGraph_t bodies[3];
  CHECK(cudaGraphCreate(&graph, 0));
  CHECK(cudaGraphConditionalHandleCreate(&handle, graph, 1, cudaGraphCondAssignDefault));
  void* arguments[] = {&left, &rounds, &handle};
  add_kernel(add_condition(graph, nullptr, handle, cudaGraphCondTypeWhile, bodies, 1), (void*)count_down, arguments);
  run(graph);
  std::printf("while %d rounds, %d left\n", *rounds, *left);

  // CHECK: switch 0 10 0
  for (int i = 0; i < 3; ++i)
    data[i] = 0;
  CHECK(cudaGraphCreate(&graph, 0));
  CHECK(cudaGraphConditionalHandleCreate(&handle, graph));
  unsigned which = 1;
  void* choice[] = {&handle, &which};
  cudaGraphNode_t chooser = add_kernel(graph, (void*)choose, choice);
  add_condition(graph, chooser, handle, cudaGraphCondTypeSwitch, bodies, 3);
  for (int i = 0; i < 3; ++i) {
    int *target = data + i, value = 10;
    void* of_add[] = {&target, &value};
    add_kernel(bodies[i], (void*)add, of_add);
  }
  run(graph);
  std::printf("switch %d %d %d\n", data[0], data[1], data[2]);

  // CHECK: memory 7
  CHECK(cudaStreamBeginCapture(a, cudaStreamCaptureModeGlobal));
  int* own;
  int result = 0;
  CHECK(cudaMallocAsync(&own, sizeof(int), a));
  CHECK(cudaMemsetAsync(own, 0, sizeof(int), a));
  add<<<1, 1, 0, a>>>(own, 7);
  CHECK(cudaMemcpyAsync(&result, own, sizeof(int), cudaMemcpyDeviceToHost, a));
  CHECK(cudaFreeAsync(own, a));
  CHECK(cudaStreamEndCapture(a, &graph));
  run(graph, 2);
  std::printf("memory %d\n", result);

  // CHECK: symbol 42 42
  CHECK(cudaGraphCreate(&graph, 0));
  int value = 42;
  cudaGraphNode_t write, read;
  CHECK(cudaGraphAddMemcpyNodeToSymbol(&write, graph, nullptr, 0, variable, &value, sizeof value, 0,
                                       cudaMemcpyHostToDevice));
  CHECK(cudaGraphAddMemcpyNodeFromSymbol(&read, graph, &write, 1, &result, variable, sizeof result, 0,
                                         cudaMemcpyDeviceToHost));
  run(graph);
  copy_variable<<<1, 1>>>(data);
  CHECK(cudaDeviceSynchronize());
  std::printf("symbol %d %d\n", result, data[0]);

  // A kernel that no graph runs has no conditions.
  // CHECK: error cudaSuccess
  choose<<<1, 1>>>(handle, 1);
  std::printf("error %s\n", cudaGetErrorName(cudaDeviceSynchronize()));
}
