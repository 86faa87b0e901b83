// Graphs through the driver API: its own structures of parameters, the functions of older releases, and graphs that
// both APIs work on.  Values are by hand; errors are those of the CUDA driver API reference.
#include "driver_fixture.h"
#include <vector>

namespace ox::test {
namespace {

class DriverGraph : public Driver {
protected:
  void SetUp() override {
    Driver::SetUp();
    ASSERT_EQ(cuGraphCreate(&graph, 0), CUDA_SUCCESS);
    memory = zeros(4);
  }
  void TearDown() override {
    EXPECT_EQ(cuGraphDestroy(graph), CUDA_SUCCESS);
    Driver::TearDown();
  }

  // p[i] += i * factor, for four words.
  CUDA_KERNEL_NODE_PARAMS kernel(unsigned factor) {
    factors.push_back(std::make_unique<unsigned>(factor));
    arguments.push_back(
        std::make_unique<std::array<void*, 3>>(std::array<void*, 3>{&memory, &four, factors.back().get()}));
    CUDA_KERNEL_NODE_PARAMS result{};
    result.func = function("add");
    result.gridDimX = result.gridDimY = result.gridDimZ = 1;
    result.blockDimX = 32, result.blockDimY = result.blockDimZ = 1;
    result.kernelParams = arguments.back()->data();
    return result;
  }
  CUgraphNode add_kernel(unsigned factor, std::vector<CUgraphNode> before = {}) {
    CUgraphNode node = nullptr;
    const CUDA_KERNEL_NODE_PARAMS parameters = kernel(factor);
    EXPECT_EQ(cuGraphAddKernelNode(&node, graph, before.data(), before.size(), &parameters), CUDA_SUCCESS);
    return node;
  }
  CUgraphExec instantiate() {
    CUgraphExec exec = nullptr;
    EXPECT_EQ(cuGraphInstantiate(&exec, graph, 0), CUDA_SUCCESS);
    return exec;
  }
  Words4 launched(CUgraphExec exec) {
    EXPECT_EQ(cuGraphLaunch(exec, nullptr), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
    return read<4>(memory);
  }

  CUgraph graph = nullptr;
  CUdeviceptr memory = 0;
  unsigned four = 4;
  std::vector<std::unique_ptr<unsigned>> factors;
  std::vector<std::unique_ptr<std::array<void*, 3>>> arguments;
};

TEST_F(DriverGraph, KernelNodesRunWithTheirParametersAtEachLaunch) {
  add_kernel(10, {add_kernel(1)});
  CUgraphExec exec = instantiate();
  *factors[0] = 1000; // read when the node was made
  EXPECT_EQ(launched(exec), (Words4{0, 11, 22, 33}));
  EXPECT_EQ(launched(exec), (Words4{0, 22, 44, 66}));
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
  EXPECT_EQ(cuGraphLaunch(exec, nullptr), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverGraph, KernelParametersComeBackAndCanBeChanged) {
  CUgraphNode node = add_kernel(1);
  CUDA_KERNEL_NODE_PARAMS got;
  ASSERT_EQ(cuGraphKernelNodeGetParams(node, &got), CUDA_SUCCESS);
  EXPECT_EQ(got.func, function("add"));
  EXPECT_EQ(got.blockDimX, 32u);
  EXPECT_EQ(got.gridDimZ, 1u);
  EXPECT_EQ(got.ctx, context);
  EXPECT_EQ(*static_cast<CUdeviceptr*>(got.kernelParams[0]), memory);
  EXPECT_EQ(*static_cast<unsigned*>(got.kernelParams[1]), 4u);
  EXPECT_EQ(*static_cast<unsigned*>(got.kernelParams[2]), 1u);
  CUgraphExec exec = instantiate();

  CUDA_KERNEL_NODE_PARAMS changed = kernel(7);
  EXPECT_EQ(cuGraphKernelNodeSetParams(node, &changed), CUDA_SUCCESS);
  EXPECT_EQ(launched(exec), (Words4{0, 1, 2, 3})); // was made before
  EXPECT_EQ(cuGraphExecKernelNodeSetParams(exec, node, &changed), CUDA_SUCCESS);
  EXPECT_EQ(launched(exec), (Words4{0, 8, 16, 24}));
  changed.blockDimX = 2048;
  EXPECT_EQ(cuGraphKernelNodeSetParams(node, &changed), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
}

TEST_F(DriverGraph, KernelParametersMayBeABuffer) {
  struct {
    CUdeviceptr p;
    unsigned n, factor;
  } buffer{memory, 4, 3};
  size_t bytes = sizeof buffer;
  void* extra[] = {CU_LAUNCH_PARAM_BUFFER_POINTER, &buffer, CU_LAUNCH_PARAM_BUFFER_SIZE, &bytes, CU_LAUNCH_PARAM_END};
  CUDA_KERNEL_NODE_PARAMS parameters = kernel(0);
  parameters.extra = extra;
  CUgraphNode node = nullptr;
  EXPECT_EQ(cuGraphAddKernelNode(&node, graph, nullptr, 0, &parameters), CUDA_ERROR_INVALID_VALUE); // both
  parameters.kernelParams = nullptr;
  EXPECT_EQ(cuGraphAddKernelNode(&node, graph, nullptr, 0, &parameters), CUDA_SUCCESS);
  CUgraphExec exec = instantiate();
  EXPECT_EQ(launched(exec), (Words4{0, 3, 6, 9}));
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
}

TEST_F(DriverGraph, CopiesFillsAndFunctionsAreNodes) {
  Words4 result{};
  CUDA_MEMSET_NODE_PARAMS fill{.dst = memory, .pitch = 0, .value = 5, .elementSize = 4, .width = 4, .height = 1};
  CUDA_MEMCPY3D copy{};
  copy.srcMemoryType = CU_MEMORYTYPE_DEVICE, copy.srcDevice = memory;
  copy.dstMemoryType = CU_MEMORYTYPE_HOST, copy.dstHost = result.data();
  copy.WidthInBytes = sizeof result, copy.Height = copy.Depth = 1;
  unsigned seen = 0;
  struct Data {
    Words4* from;
    unsigned* to;
  } data{&result, &seen};
  CUDA_HOST_NODE_PARAMS call{
      [](void* given) { *static_cast<Data*>(given)->to = (*static_cast<Data*>(given)->from)[3]; }, &data};
  CUgraphNode filled, copied, called;
  ASSERT_EQ(cuGraphAddMemsetNode(&filled, graph, nullptr, 0, &fill, context), CUDA_SUCCESS);
  CUgraphNode added = add_kernel(2, {filled});
  ASSERT_EQ(cuGraphAddMemcpyNode(&copied, graph, &added, 1, &copy, context), CUDA_SUCCESS);
  ASSERT_EQ(cuGraphAddHostNode(&called, graph, &copied, 1, &call), CUDA_SUCCESS);

  CUDA_MEMCPY3D got;
  EXPECT_EQ(cuGraphMemcpyNodeGetParams(copied, &got), CUDA_SUCCESS);
  EXPECT_EQ(got.dstHost, result.data());
  EXPECT_EQ(got.WidthInBytes, sizeof result);
  EXPECT_EQ(cuGraphMemcpyNodeGetParams(filled, &got), CUDA_ERROR_INVALID_VALUE);
  CUDA_MEMSET_NODE_PARAMS got_fill;
  EXPECT_EQ(cuGraphMemsetNodeGetParams(filled, &got_fill), CUDA_SUCCESS);
  EXPECT_EQ(got_fill.value, 5u);
  EXPECT_EQ(got_fill.width, 4u);

  CUgraphExec exec = instantiate();
  EXPECT_EQ(launched(exec), (Words4{5, 7, 9, 11}));
  EXPECT_EQ(result, (Words4{5, 7, 9, 11}));
  EXPECT_EQ(seen, 11u);
  fill.value = 100;
  EXPECT_EQ(cuGraphExecMemsetNodeSetParams(exec, filled, &fill, context), CUDA_SUCCESS);
  Words4 other{};
  copy.dstHost = other.data();
  EXPECT_EQ(cuGraphExecMemcpyNodeSetParams(exec, copied, &copy, context), CUDA_SUCCESS);
  EXPECT_EQ(launched(exec), (Words4{100, 102, 104, 106}));
  EXPECT_EQ(other, (Words4{100, 102, 104, 106}));
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
}

TEST_F(DriverGraph, NodesOfAnyKindAreAddedByTheirType) {
  CUgraphNodeParams fill{}, copy{}, run{}, empty{};
  fill.type = CU_GRAPH_NODE_TYPE_MEMSET;
  fill.memset = {.dst = memory, .pitch = 0, .value = 9, .elementSize = 4, .width = 2, .height = 1, .ctx = context};
  run.type = CU_GRAPH_NODE_TYPE_KERNEL;
  const CUDA_KERNEL_NODE_PARAMS parameters = kernel(1);
  run.kernel.func = parameters.func;
  run.kernel.gridDimX = run.kernel.gridDimY = run.kernel.gridDimZ = 1;
  run.kernel.blockDimX = 4, run.kernel.blockDimY = run.kernel.blockDimZ = 1;
  run.kernel.kernelParams = parameters.kernelParams;
  copy.type = CU_GRAPH_NODE_TYPE_MEMCPY;
  CUDA_MEMCPY3D& box = copy.memcpy.copyParams;
  box.srcMemoryType = box.dstMemoryType = CU_MEMORYTYPE_DEVICE;
  box.srcDevice = memory, box.dstDevice = memory + 8;
  box.WidthInBytes = 8, box.Height = box.Depth = 1;
  empty.type = CU_GRAPH_NODE_TYPE_EMPTY;

  CUgraphNode nodes[4];
  ASSERT_EQ(cuGraphAddNode(&nodes[0], graph, nullptr, nullptr, 0, &fill), CUDA_SUCCESS);
  ASSERT_EQ(cuGraphAddNode(&nodes[1], graph, &nodes[0], nullptr, 1, &run), CUDA_SUCCESS);
  ASSERT_EQ(cuGraphAddNode(&nodes[2], graph, &nodes[1], nullptr, 1, &copy), CUDA_SUCCESS);
  ASSERT_EQ(cuGraphAddNode(&nodes[3], graph, &nodes[2], nullptr, 1, &empty), CUDA_SUCCESS);
  const CUgraphNodeType types[] = {CU_GRAPH_NODE_TYPE_MEMSET, CU_GRAPH_NODE_TYPE_KERNEL, CU_GRAPH_NODE_TYPE_MEMCPY,
                                   CU_GRAPH_NODE_TYPE_EMPTY};
  for (size_t i = 0; i < 4; ++i) {
    CUgraphNodeType type;
    EXPECT_EQ(cuGraphNodeGetType(nodes[i], &type), CUDA_SUCCESS);
    EXPECT_EQ(type, types[i]);
  }
  CUgraphExec exec = instantiate();
  EXPECT_EQ(launched(exec), (Words4{9, 10, 9, 10})); // the kernel's words 2 and 3 are copied over
  fill.memset.value = 1;
  EXPECT_EQ(cuGraphExecNodeSetParams(exec, nodes[0], &fill), CUDA_SUCCESS);
  EXPECT_EQ(launched(exec), (Words4{1, 2, 1, 2}));
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
}

TEST_F(DriverGraph, EdgesAreListedAddedAndRemoved) {
  CUgraphNode first = add_kernel(1), second = add_kernel(2);
  size_t count = 7;
  EXPECT_EQ(cuGraphGetRootNodes(graph, nullptr, &count), CUDA_SUCCESS);
  EXPECT_EQ(count, 2u);
  EXPECT_EQ(cuGraphAddDependencies(graph, &first, &second, nullptr, 1), CUDA_SUCCESS);
  EXPECT_EQ(cuGraphAddDependencies(graph, &first, &second, nullptr, 1), CUDA_ERROR_INVALID_VALUE);
  CUgraphNode from, to;
  count = 1;
  EXPECT_EQ(cuGraphGetEdges(graph, &from, &to, nullptr, &count), CUDA_SUCCESS);
  EXPECT_EQ(count, 1u);
  EXPECT_EQ(from, first);
  EXPECT_EQ(to, second);
  EXPECT_EQ(cuGraphNodeGetDependencies(second, &from, nullptr, &count), CUDA_SUCCESS);
  EXPECT_EQ(from, first);
  EXPECT_EQ(cuGraphNodeGetDependentNodes(first, &to, nullptr, &count), CUDA_SUCCESS);
  EXPECT_EQ(to, second);
  EXPECT_EQ(cuGraphRemoveDependencies(graph, &first, &second, nullptr, 1), CUDA_SUCCESS);
  EXPECT_EQ(cuGraphGetEdges(graph, nullptr, nullptr, nullptr, &count), CUDA_SUCCESS);
  EXPECT_EQ(count, 0u);
  EXPECT_EQ(cuGraphDestroyNode(second), CUDA_SUCCESS);
  EXPECT_EQ(cuGraphDestroyNode(second), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(DriverGraph, AStreamIsCaptured) {
  CUstream stream;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
  ASSERT_EQ(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_GLOBAL), CUDA_SUCCESS);
  CUstreamCaptureStatus status;
  EXPECT_EQ(cuStreamIsCapturing(stream, &status), CUDA_SUCCESS);
  EXPECT_EQ(status, CU_STREAM_CAPTURE_STATUS_ACTIVE);
  EXPECT_EQ(cuMemsetD32Async(memory, 3, 4, stream), CUDA_SUCCESS);
  CUgraph captured = nullptr;
  cuuint64_t id = 0;
  const CUgraphNode* dependencies = nullptr;
  size_t count = 0;
  EXPECT_EQ(cuStreamGetCaptureInfo(stream, &status, &id, &captured, &dependencies, nullptr, &count), CUDA_SUCCESS);
  EXPECT_NE(id, 0u);
  EXPECT_EQ(count, 1u);
  const CUDA_KERNEL_NODE_PARAMS launch = kernel(1);
  EXPECT_EQ(cuLaunchKernel(launch.func, 1, 1, 1, 4, 1, 1, 0, stream, launch.kernelParams, nullptr), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
  EXPECT_EQ(cuStreamEndCapture(stream, &captured), CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
  EXPECT_EQ(captured, nullptr);

  ASSERT_EQ(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32Async(memory, 3, 4, stream), CUDA_SUCCESS);
  EXPECT_EQ(cuLaunchKernel(launch.func, 1, 1, 1, 4, 1, 1, 0, stream, launch.kernelParams, nullptr), CUDA_SUCCESS);
  ASSERT_EQ(cuStreamEndCapture(stream, &captured), CUDA_SUCCESS);
  EXPECT_EQ(read<4>(memory), (Words4{0, 0, 0, 0})); // nothing has run
  CUgraphExec exec = nullptr;
  ASSERT_EQ(cuGraphInstantiate(&exec, captured, 0), CUDA_SUCCESS);
  EXPECT_EQ(launched(exec), (Words4{3, 4, 5, 6}));
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
  EXPECT_EQ(cuGraphDestroy(captured), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamDestroy(stream), CUDA_SUCCESS);
}

TEST_F(DriverGraph, AnUpdateTakesTheParametersOfAGraphOfTheSameShape) {
  CUgraphNode node = add_kernel(1);
  CUgraphExec exec = instantiate();
  CUgraph other = nullptr;
  EXPECT_EQ(cuGraphClone(&other, graph), CUDA_SUCCESS);
  CUgraphNode copy = nullptr;
  EXPECT_EQ(cuGraphNodeFindInClone(&copy, node, other), CUDA_SUCCESS);
  const CUDA_KERNEL_NODE_PARAMS changed = kernel(20);
  EXPECT_EQ(cuGraphKernelNodeSetParams(copy, &changed), CUDA_SUCCESS);
  CUgraphExecUpdateResultInfo info;
  EXPECT_EQ(cuGraphExecUpdate(exec, other, &info), CUDA_SUCCESS);
  EXPECT_EQ(info.result, CU_GRAPH_EXEC_UPDATE_SUCCESS);
  EXPECT_EQ(launched(exec), (Words4{0, 20, 40, 60}));
  CUgraphNode empty = nullptr;
  EXPECT_EQ(cuGraphAddEmptyNode(&empty, other, nullptr, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuGraphExecUpdate(exec, other, &info), CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE);
  EXPECT_EQ(info.result, CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED);
  EXPECT_EQ(cuGraphDestroy(other), CUDA_SUCCESS);
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
}

TEST_F(DriverGraph, MemoryOfAGraphIsItsNodes) {
  CUDA_MEM_ALLOC_NODE_PARAMS parameters{};
  parameters.poolProps.allocType = CU_MEM_ALLOCATION_TYPE_PINNED;
  parameters.poolProps.location = {.type = CU_MEM_LOCATION_TYPE_DEVICE, .id = 0};
  parameters.bytesize = 16;
  CUgraphNode allocated, filled, copied, freed;
  ASSERT_EQ(cuGraphAddMemAllocNode(&allocated, graph, nullptr, 0, &parameters), CUDA_SUCCESS);
  ASSERT_NE(parameters.dptr, 0u);
  CUDA_MEMSET_NODE_PARAMS fill{
      .dst = parameters.dptr, .pitch = 0, .value = 6, .elementSize = 4, .width = 4, .height = 1};
  CUDA_MEMCPY3D copy{};
  copy.srcMemoryType = copy.dstMemoryType = CU_MEMORYTYPE_DEVICE;
  copy.srcDevice = parameters.dptr, copy.dstDevice = memory;
  copy.WidthInBytes = 16, copy.Height = copy.Depth = 1;
  ASSERT_EQ(cuGraphAddMemsetNode(&filled, graph, &allocated, 1, &fill, context), CUDA_SUCCESS);
  ASSERT_EQ(cuGraphAddMemcpyNode(&copied, graph, &filled, 1, &copy, context), CUDA_SUCCESS);
  ASSERT_EQ(cuGraphAddMemFreeNode(&freed, graph, &copied, 1, parameters.dptr), CUDA_SUCCESS);
  CUdeviceptr address = 0;
  EXPECT_EQ(cuGraphMemFreeNodeGetParams(freed, &address), CUDA_SUCCESS);
  EXPECT_EQ(address, parameters.dptr);
  CUgraphExec exec = instantiate();
  EXPECT_EQ(launched(exec), (Words4{6, 6, 6, 6}));
  EXPECT_EQ(launched(exec), (Words4{6, 6, 6, 6}));
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
}

TEST_F(DriverGraph, WordsOfMemoryAreWrittenAndWaitedFor) {
  CUstreamBatchMemOpParams batch[2]{};
  batch[0].operation = CU_STREAM_MEM_OP_WRITE_VALUE_32;
  batch[0].writeValue.address = memory + 4;
  batch[0].writeValue.value = 77;
  batch[1].operation = CU_STREAM_MEM_OP_WAIT_VALUE_32;
  batch[1].waitValue.address = memory + 4;
  batch[1].waitValue.value = 77;
  batch[1].waitValue.flags = CU_STREAM_WAIT_VALUE_EQ;
  CUDA_BATCH_MEM_OP_NODE_PARAMS parameters{.ctx = context, .count = 2, .paramArray = batch, .flags = 0};
  CUgraphNode node = nullptr;
  ASSERT_EQ(cuGraphAddBatchMemOpNode(&node, graph, nullptr, 0, &parameters), CUDA_SUCCESS);
  CUgraphNodeType type;
  EXPECT_EQ(cuGraphNodeGetType(node, &type), CUDA_SUCCESS);
  EXPECT_EQ(type, CU_GRAPH_NODE_TYPE_BATCH_MEM_OP);
  CUDA_BATCH_MEM_OP_NODE_PARAMS got{};
  EXPECT_EQ(cuGraphBatchMemOpNodeGetParams(node, &got), CUDA_SUCCESS);
  EXPECT_EQ(got.count, 2u);
  EXPECT_EQ(got.paramArray[0].writeValue.value, 77u);
  CUgraphExec exec = instantiate();
  EXPECT_EQ(launched(exec), (Words4{0, 77, 0, 0}));
  batch[0].writeValue.value = batch[1].waitValue.value = 78;
  EXPECT_EQ(cuGraphExecBatchMemOpNodeSetParams(exec, node, &parameters), CUDA_SUCCESS);
  EXPECT_EQ(launched(exec), (Words4{0, 78, 0, 0}));
  parameters.count = 0;
  EXPECT_EQ(cuGraphBatchMemOpNodeSetParams(node, &parameters), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuGraphExecDestroy(exec), CUDA_SUCCESS);
}

TEST_F(DriverGraph, TheRuntimeApiSeesTheSameGraph) {
  CUgraphNode node = add_kernel(1);
  cudaGraphNodeType type;
  EXPECT_EQ(cudaGraphNodeGetType(node, &type), cudaSuccess);
  EXPECT_EQ(type, cudaGraphNodeTypeKernel);
  cudaGraphExec_t exec = nullptr;
  ASSERT_EQ(cudaGraphInstantiate(&exec, graph, 0), cudaSuccess);
  EXPECT_EQ(launched(exec), (Words4{0, 1, 2, 3}));
  EXPECT_EQ(cudaGraphExecDestroy(exec), cudaSuccess);
}

} // namespace
} // namespace ox::test
