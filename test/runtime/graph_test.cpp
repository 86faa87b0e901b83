// Graphs: built, looked at, copied, changed, launched.  CUDA programming guide, "CUDA Graphs"; errors from the runtime
// API's reference.
#include "fixture.h"
#include <atomic>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <thread>

namespace ox::test {
namespace {

using Entries = std::vector<std::string>;

class Graphs : public Runtime {
protected:
  void SetUp() override {
    Runtime::SetUp();
    ASSERT_EQ(cudaGraphCreate(&graph, 0), cudaSuccess);
    stream = new_stream();
  }
  cudaGraph_t graph = nullptr;
  cudaStream_t stream = nullptr;
  uint64_t argument = 1;
  void* arguments[1] = {&argument};

  cudaKernelNodeParams kernel(const FakeKernel& which) {
    cudaKernelNodeParams parameters{};
    parameters.func = which.symbol();
    parameters.gridDim = parameters.blockDim = dim3(1);
    parameters.kernelParams = arguments;
    return parameters;
  }
  cudaGraphNode_t add_kernel(const FakeKernel& which, std::vector<cudaGraphNode_t> before = {},
                             cudaGraph_t to = nullptr) {
    cudaKernelNodeParams parameters = kernel(which);
    cudaGraphNode_t node = nullptr;
    EXPECT_EQ(cudaGraphAddKernelNode(&node, to ? to : graph, before.data(), before.size(), &parameters), cudaSuccess);
    return node;
  }
  cudaGraphNode_t add_empty(std::vector<cudaGraphNode_t> before = {}) {
    cudaGraphNode_t node = nullptr;
    EXPECT_EQ(cudaGraphAddEmptyNode(&node, graph, before.data(), before.size()), cudaSuccess);
    return node;
  }
  cudaGraphExec_t instantiate(unsigned long long flags = 0) {
    cudaGraphExec_t exec = nullptr;
    EXPECT_EQ(cudaGraphInstantiate(&exec, graph, flags), cudaSuccess);
    return exec;
  }
  void run(cudaGraphExec_t exec) {
    EXPECT_EQ(cudaGraphLaunch(exec, stream), cudaSuccess);
    EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  }
};

uint64_t parameter_of(const Launch& launch) {
  uint64_t value;
  std::memcpy(&value, launch.parameters.data(), sizeof value);
  return value;
}

TEST_F(Graphs, NodesRunBehindWhatTheyDependOn) {
  Log log;
  set_body(kFirst, [&] { log.add("first"); });
  set_body(kSecond, [&] { log.add("second"); });
  cudaGraphNode_t second = add_kernel(kSecond);
  cudaGraphNode_t first = add_kernel(kFirst);
  EXPECT_EQ(cudaGraphAddDependencies(graph, &first, &second, nullptr, 1), cudaSuccess);
  EXPECT_EQ(cudaGraphAddDependencies(graph, &first, &second, nullptr, 1), cudaErrorInvalidValue) << "it exists";
  run(instantiate());
  EXPECT_EQ(log.entries(), (Entries{"first", "second"}));
}

TEST_F(Graphs, NodesThatDoNotDependOnEachOtherRunAtTheSameTime) {
  Gate first, second;
  bool first_met = false, second_met = false;
  set_body(kFirst, [&] { first.open(), first_met = second.wait(); });
  set_body(kSecond, [&] { second.open(), second_met = first.wait(); });
  add_kernel(kFirst);
  add_kernel(kSecond);
  run(instantiate());
  EXPECT_TRUE(first_met && second_met);
}

TEST_F(Graphs, ALaunchIsInTheOrderOfItsStream) {
  Log log;
  set_body(kFirst, [&] { log.add("graph"); });
  set_body(kSecond, [&] { log.add("stream"); });
  add_kernel(kFirst);
  cudaGraphExec_t exec = instantiate();
  launch(kSecond, stream);
  cudaGraphLaunch(exec, stream);
  launch(kSecond, stream);
  cudaStreamSynchronize(stream);
  EXPECT_EQ(log.entries(), (Entries{"stream", "graph", "stream"}));
}

TEST_F(Graphs, LaunchesOfOneExecutableGraphFollowEachOther) {
  std::atomic<int> running = 0, most = 0, total = 0;
  set_body(kFirst, [&] {
    most = std::max(most.load(), ++running);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    --running, ++total;
  });
  add_kernel(kFirst);
  cudaGraphExec_t exec = instantiate();
  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(cudaGraphLaunch(exec, new_stream(cudaStreamNonBlocking)), cudaSuccess);
  EXPECT_EQ(cudaGraphExecDestroy(exec), cudaSuccess) << "what is launched goes on";
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(most, 1);
  EXPECT_EQ(total, 8);
  EXPECT_EQ(cudaGraphLaunch(exec, stream), cudaErrorInvalidValue);
}

TEST_F(Graphs, TheExecutableGraphDoesNotChangeWithTheGraph) {
  std::atomic<int> count = 0;
  set_body(kFirst, [&] { ++count; });
  add_kernel(kFirst);
  cudaGraphExec_t exec = instantiate();
  add_kernel(kFirst);
  EXPECT_EQ(cudaGraphDestroy(graph), cudaSuccess);
  run(exec);
  EXPECT_EQ(count, 1);
}

TEST_F(Graphs, ListsOfNodesAndEdges) {
  cudaGraphNode_t a = add_empty(), b = add_empty({a}), c = add_empty({a, b});
  size_t count = 0;
  EXPECT_EQ(cudaGraphGetNodes(graph, nullptr, &count), cudaSuccess);
  EXPECT_EQ(count, 3u);
  cudaGraphNode_t nodes[5] = {a, a, a, a, a};
  count = 5;
  EXPECT_EQ(cudaGraphGetNodes(graph, nodes, &count), cudaSuccess);
  EXPECT_EQ(count, 3u);
  EXPECT_EQ(nodes[2], c);
  EXPECT_EQ(nodes[4], nullptr) << "what is not there is null";
  count = 5;
  EXPECT_EQ(cudaGraphNodeGetDependencies(c, nodes, nullptr, &count), cudaSuccess);
  EXPECT_EQ(count, 2u);
  EXPECT_EQ(nodes[1], b);
  count = 5;
  EXPECT_EQ(cudaGraphNodeGetDependentNodes(a, nodes, nullptr, &count), cudaSuccess);
  EXPECT_EQ(count, 2u);
  cudaGraphNode_t from[4], to[4];
  count = 4;
  EXPECT_EQ(cudaGraphGetEdges(graph, from, to, nullptr, &count), cudaSuccess);
  EXPECT_EQ(count, 3u);
  EXPECT_EQ(cudaGraphRemoveDependencies(graph, &a, &c, nullptr, 1), cudaSuccess);
  EXPECT_EQ(cudaGraphRemoveDependencies(graph, &a, &c, nullptr, 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphDestroyNode(b), cudaSuccess);
  EXPECT_EQ(cudaGraphDestroyNode(b), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphGetEdges(graph, nullptr, nullptr, nullptr, &count), cudaSuccess);
  EXPECT_EQ(count, 0u);
}

TEST_F(Graphs, EdgesKeepTheirData) {
  cudaGraphNode_t first = add_kernel(kFirst), second = add_kernel(kSecond);
  cudaGraphEdgeData data{};
  data.from_port = cudaGraphKernelNodePortProgrammatic;
  data.type = cudaGraphDependencyTypeProgrammatic;
  EXPECT_EQ(cudaGraphAddDependencies(graph, &first, &second, &data, 1), cudaSuccess);
  cudaGraphNode_t before[1];
  size_t count = 1;
  EXPECT_EQ(cudaGraphNodeGetDependencies(second, before, nullptr, &count), cudaErrorLossyQuery);
  cudaGraphEdgeData found{};
  EXPECT_EQ(cudaGraphNodeGetDependencies(second, before, &found, &count), cudaSuccess);
  EXPECT_EQ(found.from_port, cudaGraphKernelNodePortProgrammatic);
  data.from_port = 9;
  EXPECT_EQ(cudaGraphAddDependencies(graph, &first, &second, &data, 1), cudaErrorInvalidValue);
}

TEST_F(Graphs, ACycleIsFoundWhenItIsInstantiated) {
  cudaGraphNode_t a = add_empty(), b = add_empty({a});
  EXPECT_EQ(cudaGraphAddDependencies(graph, &b, &a, nullptr, 1), cudaSuccess);
  cudaGraphExec_t exec = nullptr;
  cudaGraphInstantiateParams parameters{};
  EXPECT_EQ(cudaGraphInstantiateWithParams(&exec, graph, &parameters), cudaErrorInvalidValue);
  EXPECT_EQ(parameters.result_out, cudaGraphInstantiateInvalidStructure);
}

TEST_F(Graphs, DependenciesAreOfTheSameGraph) {
  cudaGraphNode_t a = add_empty(), node = nullptr;
  cudaGraph_t other = nullptr;
  cudaGraphCreate(&other, 0);
  EXPECT_EQ(cudaGraphAddEmptyNode(&node, other, &a, 1), cudaErrorInvalidValue);
  cudaGraphNode_t twice[] = {a, a};
  EXPECT_EQ(cudaGraphAddEmptyNode(&node, graph, twice, 2), cudaErrorInvalidValue);
}

TEST_F(Graphs, KernelParametersAreCopiedAndGivenBack) {
  std::vector<uint64_t> seen;
  set_body(kFirst, [&](const Launch& launch) {
    seen.push_back(parameter_of(launch));
    return std::optional<Fault>();
  });
  argument = 7;
  cudaGraphNode_t node = add_kernel(kFirst);
  argument = 8;
  cudaKernelNodeParams found{};
  EXPECT_EQ(cudaGraphKernelNodeGetParams(node, &found), cudaSuccess);
  EXPECT_EQ(found.func, kFirst.symbol());
  EXPECT_EQ(*static_cast<uint64_t*>(found.kernelParams[0]), 7u);
  cudaGraphExec_t exec = instantiate();
  run(exec);
  cudaKernelNodeParams changed = kernel(kFirst);
  EXPECT_EQ(cudaGraphExecKernelNodeSetParams(exec, node, &changed), cudaSuccess);
  run(exec);
  EXPECT_EQ(seen, (std::vector<uint64_t>{7, 8}));
}

TEST_F(Graphs, AChangeIsForLaterLaunches) {
  std::vector<uint64_t> seen;
  Gate go;
  set_body(kSecond, [&] { go.wait(); });
  set_body(kFirst, [&](const Launch& launch) {
    seen.push_back(parameter_of(launch));
    return std::optional<Fault>();
  });
  cudaGraphNode_t node = add_kernel(kFirst, {add_kernel(kSecond)});
  cudaGraphExec_t exec = instantiate();
  cudaGraphLaunch(exec, stream);
  argument = 2;
  cudaKernelNodeParams changed = kernel(kFirst);
  cudaGraphExecKernelNodeSetParams(exec, node, &changed);
  go.open();
  run(exec);
  EXPECT_EQ(seen, (std::vector<uint64_t>{1, 2}));
}

TEST_F(Graphs, KernelNodesAreChecked) {
  cudaGraphNode_t node = nullptr;
  cudaKernelNodeParams wrong = kernel(kFirst);
  wrong.blockDim = dim3(2048);
  EXPECT_EQ(cudaGraphAddKernelNode(&node, graph, nullptr, 0, &wrong), cudaErrorInvalidConfiguration);
  wrong = kernel(kFirst);
  wrong.func = &kUnregistered;
  EXPECT_EQ(cudaGraphAddKernelNode(&node, graph, nullptr, 0, &wrong), cudaErrorInvalidDeviceFunction);
}

TEST_F(Graphs, AttributesOfKernelNodes) {
  cudaGraphNode_t a = add_kernel(kFirst), b = add_kernel(kSecond);
  cudaLaunchAttributeValue value{}, found{};
  value.priority = -3;
  EXPECT_EQ(cudaGraphKernelNodeSetAttribute(a, cudaLaunchAttributePriority, &value), cudaSuccess);
  EXPECT_EQ(cudaGraphKernelNodeCopyAttributes(b, a), cudaSuccess);
  EXPECT_EQ(cudaGraphKernelNodeGetAttribute(b, cudaLaunchAttributePriority, &found), cudaSuccess);
  EXPECT_EQ(found.priority, -3);
  value = {};
  value.accessPolicyWindow.num_bytes = 64;
  EXPECT_EQ(cudaGraphKernelNodeSetAttribute(a, cudaLaunchAttributeAccessPolicyWindow, &value), cudaSuccess);
  EXPECT_EQ(cudaGraphKernelNodeGetAttribute(a, cudaLaunchAttributeAccessPolicyWindow, &found), cudaSuccess);
  EXPECT_EQ(found.accessPolicyWindow.num_bytes, 64u);
  EXPECT_EQ(cudaGraphKernelNodeSetAttribute(add_empty(), cudaLaunchAttributePriority, &value), cudaErrorInvalidValue);
}

TEST_F(Graphs, CopiesAndFills) {
  auto* device = new_device<unsigned>(4);
  unsigned host[4] = {}, source = 9;
  cudaMemsetParams fill{device, 0, 0x01020304, 4, 4, 1};
  cudaGraphNode_t first, second, third;
  EXPECT_EQ(cudaGraphAddMemsetNode(&first, graph, nullptr, 0, &fill), cudaSuccess);
  EXPECT_EQ(cudaGraphAddMemcpyNode1D(&second, graph, &first, 1, device, &source, 4, cudaMemcpyHostToDevice),
            cudaSuccess);
  EXPECT_EQ(cudaGraphAddMemcpyNode1D(&third, graph, &second, 1, host, device, 16, cudaMemcpyDeviceToHost), cudaSuccess);
  cudaGraphExec_t exec = instantiate();
  run(exec);
  EXPECT_EQ(host[0], 9u);
  EXPECT_EQ(host[3], 0x01020304u);
  fill.value = 5;
  EXPECT_EQ(cudaGraphExecMemsetNodeSetParams(exec, first, &fill), cudaSuccess);
  EXPECT_EQ(cudaGraphExecMemcpyNodeSetParams1D(exec, second, device + 1, &source, 4, cudaMemcpyHostToDevice),
            cudaSuccess);
  run(exec);
  EXPECT_EQ(host[0], 5u);
  EXPECT_EQ(host[1], 9u);
  cudaMemsetParams found{};
  EXPECT_EQ(cudaGraphMemsetNodeGetParams(first, &found), cudaSuccess);
  EXPECT_EQ(found.dst, device);
  EXPECT_EQ(found.value, 0x01020304u) << "the graph's own is as it was";
  EXPECT_EQ(found.width, 4u);
  fill.elementSize = 3;
  EXPECT_EQ(cudaGraphMemsetNodeSetParams(first, &fill), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphExecMemcpyNodeSetParams1D(exec, second, host, device, 4, cudaMemcpyDeviceToHost),
            cudaErrorInvalidValue)
      << "the kinds of memory stay";
  cudaMemcpy3DParms box{};
  EXPECT_EQ(cudaGraphMemcpyNodeGetParams(third, &box), cudaSuccess);
  EXPECT_EQ(box.dstPtr.ptr, host);
  EXPECT_EQ(box.extent.width, 16u);
}

TEST_F(Graphs, CopiesOfDeviceVariables) {
  int value = 77, result = 0;
  cudaGraphNode_t to, from;
  EXPECT_EQ(cudaGraphAddMemcpyNodeToSymbol(&to, graph, nullptr, 0, &fake_variable_symbol, &value, 4, 8,
                                           cudaMemcpyHostToDevice),
            cudaSuccess);
  EXPECT_EQ(cudaGraphAddMemcpyNodeFromSymbol(&from, graph, &to, 1, &result, &fake_variable_symbol, 4, 8,
                                             cudaMemcpyDeviceToHost),
            cudaSuccess);
  cudaGraphExec_t exec = instantiate();
  run(exec);
  EXPECT_EQ(result, 77);
  int other = 78;
  EXPECT_EQ(
      cudaGraphExecMemcpyNodeSetParamsToSymbol(exec, to, &fake_variable_symbol, &other, 4, 8, cudaMemcpyHostToDevice),
      cudaSuccess);
  run(exec);
  EXPECT_EQ(result, 78);
  EXPECT_EQ(cudaGraphMemcpyNodeSetParamsToSymbol(to, &fake_variable_symbol, &other, 4, 61, cudaMemcpyHostToDevice),
            cudaErrorInvalidValue);
}

TEST_F(Graphs, HostNodes) {
  int calls = 0, others = 0;
  auto count = [](void* data) { ++*static_cast<int*>(data); };
  cudaHostNodeParams parameters{count, &calls}, found{};
  cudaGraphNode_t node;
  EXPECT_EQ(cudaGraphAddHostNode(&node, graph, nullptr, 0, &parameters), cudaSuccess);
  EXPECT_EQ(cudaGraphHostNodeGetParams(node, &found), cudaSuccess);
  EXPECT_EQ(found.userData, &calls);
  cudaGraphExec_t exec = instantiate();
  run(exec);
  parameters.userData = &others;
  EXPECT_EQ(cudaGraphExecHostNodeSetParams(exec, node, &parameters), cudaSuccess);
  run(exec);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(others, 1);
}

TEST_F(Graphs, EventNodesRecordAndWait) {
  Log log;
  Gate go;
  set_body(kFirst, [&] { go.wait(), log.add("before"); });
  set_body(kSecond, [&] { log.add("after"); });
  cudaEvent_t event = new_event(), found = nullptr;
  cudaGraphNode_t first = add_kernel(kFirst), record, wait;
  EXPECT_EQ(cudaGraphAddEventRecordNode(&record, graph, &first, 1, event), cudaSuccess);
  EXPECT_EQ(cudaGraphEventRecordNodeGetEvent(record, &found), cudaSuccess);
  EXPECT_EQ(found, event);
  cudaGraphExec_t recording = instantiate();
  cudaGraph_t other = nullptr;
  cudaGraphCreate(&other, 0);
  EXPECT_EQ(cudaGraphAddEventWaitNode(&wait, other, nullptr, 0, event), cudaSuccess);
  add_kernel(kSecond, {wait}, other);
  cudaGraphExec_t waiting = nullptr;
  cudaGraphInstantiate(&waiting, other, 0);
  cudaGraphLaunch(recording, stream);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  cudaGraphLaunch(waiting, new_stream(cudaStreamNonBlocking));
  go.open();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(cudaEventQuery(event), cudaSuccess);
  EXPECT_EQ(log.entries(), (Entries{"before", "after"}));
}

TEST_F(Graphs, ChildGraphsAreCopies) {
  Log log;
  set_body(kFirst, [&] { log.add("inner"); });
  set_body(kSecond, [&] { log.add("outer"); });
  cudaGraph_t child = nullptr, own = nullptr;
  cudaGraphCreate(&child, 0);
  add_kernel(kFirst, {}, child);
  cudaGraphNode_t before = add_kernel(kSecond), node;
  EXPECT_EQ(cudaGraphAddChildGraphNode(&node, graph, &before, 1, child), cudaSuccess);
  add_kernel(kSecond, {node});
  add_kernel(kFirst, {}, child); // not in the copy
  EXPECT_EQ(cudaGraphChildGraphNodeGetGraph(node, &own), cudaSuccess);
  EXPECT_NE(own, child);
  EXPECT_EQ(cudaGraphDestroy(own), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphDestroy(child), cudaSuccess);
  run(instantiate());
  EXPECT_EQ(log.entries(), (Entries{"outer", "inner", "outer"}));
}

TEST_F(Graphs, ClonesHaveTheirOwnNodes) {
  cudaGraphNode_t a = add_empty(), b = add_empty({a}), copy = nullptr, before = nullptr;
  cudaGraph_t clone = nullptr;
  EXPECT_EQ(cudaGraphClone(&clone, graph), cudaSuccess);
  EXPECT_EQ(cudaGraphNodeFindInClone(&copy, b, clone), cudaSuccess);
  EXPECT_NE(copy, b);
  size_t count = 1;
  EXPECT_EQ(cudaGraphNodeGetDependencies(copy, &before, nullptr, &count), cudaSuccess);
  cudaGraphNode_t copy_of_a = nullptr;
  cudaGraphNodeFindInClone(&copy_of_a, a, clone);
  EXPECT_EQ(before, copy_of_a);
  EXPECT_EQ(cudaGraphNodeFindInClone(&copy, b, graph), cudaErrorInvalidValue);
}

TEST_F(Graphs, UpdateTakesTheParametersOfAGraphOfTheSameShape) {
  std::vector<uint64_t> seen;
  set_body(kFirst, [&](const Launch& launch) {
    seen.push_back(parameter_of(launch));
    return std::optional<Fault>();
  });
  add_kernel(kFirst);
  cudaGraphExec_t exec = instantiate();
  cudaGraph_t other = nullptr;
  cudaGraphCreate(&other, 0);
  argument = 5;
  cudaGraphNode_t node = add_kernel(kFirst, {}, other);
  cudaGraphExecUpdateResultInfo info{};
  EXPECT_EQ(cudaGraphExecUpdate(exec, other, &info), cudaSuccess);
  EXPECT_EQ(info.result, cudaGraphExecUpdateSuccess);
  run(exec);
  EXPECT_EQ(seen, (std::vector<uint64_t>{5}));
  add_kernel(kFirst, {node}, other);
  EXPECT_EQ(cudaGraphExecUpdate(exec, other, &info), cudaErrorGraphExecUpdateFailure);
  EXPECT_EQ(info.result, cudaGraphExecUpdateErrorTopologyChanged);
  cudaGraph_t empty = nullptr;
  cudaGraphNode_t empty_node = nullptr;
  cudaGraphCreate(&empty, 0);
  cudaGraphAddEmptyNode(&empty_node, empty, nullptr, 0);
  EXPECT_EQ(cudaGraphExecUpdate(exec, empty, &info), cudaErrorGraphExecUpdateFailure);
  EXPECT_EQ(info.result, cudaGraphExecUpdateErrorNodeTypeChanged);
  EXPECT_EQ(info.errorNode, empty_node);
}

TEST_F(Graphs, NodesCanBeDisabled) {
  std::atomic<int> count = 0;
  set_body(kFirst, [&] { ++count; });
  cudaGraphNode_t node = add_kernel(kFirst), empty = add_empty();
  cudaGraphExec_t exec = instantiate();
  unsigned enabled = 9;
  EXPECT_EQ(cudaGraphNodeSetEnabled(exec, node, 0), cudaSuccess);
  EXPECT_EQ(cudaGraphNodeGetEnabled(exec, node, &enabled), cudaSuccess);
  EXPECT_EQ(enabled, 0u);
  run(exec);
  EXPECT_EQ(count, 0);
  cudaGraphNodeSetEnabled(exec, node, 1);
  run(exec);
  EXPECT_EQ(count, 1);
  EXPECT_EQ(cudaGraphNodeSetEnabled(exec, empty, 0), cudaErrorInvalidValue);
}

TEST_F(Graphs, FlagsAreKeptAndChecked) {
  cudaGraphExec_t exec = instantiate(cudaGraphInstantiateFlagUseNodePriority);
  unsigned long long flags = 0;
  EXPECT_EQ(cudaGraphExecGetFlags(exec, &flags), cudaSuccess);
  EXPECT_EQ(flags, cudaGraphInstantiateFlagUseNodePriority);
  EXPECT_EQ(cudaGraphInstantiate(&exec, graph, 0x1000), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphInstantiate(&exec, graph, cudaGraphInstantiateFlagDeviceLaunch), cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphUpload(exec, stream), cudaSuccess);
}

TEST_F(Graphs, PrintsItselfForGraphviz) {
  add_kernel(kSecond, {add_kernel(kFirst)});
  std::string path = testing::TempDir() + "/graph.dot";
  EXPECT_EQ(cudaGraphDebugDotPrint(graph, path.c_str(), cudaGraphDebugDotFlagsVerbose), cudaSuccess);
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_NE(text.str().find("digraph"), std::string::npos);
  EXPECT_NE(text.str().find("first"), std::string::npos);
  EXPECT_NE(text.str().find("->"), std::string::npos);
  std::remove(path.c_str());
  EXPECT_EQ(cudaGraphDebugDotPrint(graph, "/no/such/folder/graph.dot", 0), cudaErrorOperatingSystem);
}

TEST_F(Graphs, UserObjectsLiveAsLongAsWhatRefersToThem) {
  int destroyed = 0;
  auto destroy = [](void* data) { ++*static_cast<int*>(data); };
  cudaUserObject_t object = nullptr;
  EXPECT_EQ(cudaUserObjectCreate(&object, &destroyed, destroy, 1, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaUserObjectCreate(&object, &destroyed, destroy, 1, cudaUserObjectNoDestructorSync), cudaSuccess);
  EXPECT_EQ(cudaGraphRetainUserObject(graph, object, 1, cudaGraphUserObjectMove), cudaSuccess);
  cudaGraphExec_t exec = instantiate();
  EXPECT_EQ(cudaGraphDestroy(graph), cudaSuccess);
  EXPECT_EQ(destroyed, 0);
  run(exec);
  EXPECT_EQ(cudaGraphExecDestroy(exec), cudaSuccess);
  cudaDeviceSynchronize();
  EXPECT_EQ(destroyed, 1);
  EXPECT_EQ(cudaUserObjectRelease(object, 1), cudaErrorInvalidValue);
}

// Memory.
class GraphMemory : public Graphs {
protected:
  cudaGraphNode_t add_allocation(size_t bytes, std::vector<cudaGraphNode_t> before, void** memory) {
    cudaMemAllocNodeParams parameters{};
    parameters.poolProps.allocType = cudaMemAllocationTypePinned;
    parameters.poolProps.location.type = cudaMemLocationTypeDevice;
    parameters.bytesize = bytes;
    cudaGraphNode_t node = nullptr;
    EXPECT_EQ(cudaGraphAddMemAllocNode(&node, graph, before.data(), before.size(), &parameters), cudaSuccess);
    *memory = parameters.dptr;
    return node;
  }
  cudaGraphNode_t add_free(void* memory, cudaGraphNode_t before) {
    cudaGraphNode_t node = nullptr;
    EXPECT_EQ(cudaGraphAddMemFreeNode(&node, graph, &before, 1, memory), cudaSuccess);
    return node;
  }
  static uint64_t attribute(cudaGraphMemAttributeType which) {
    uint64_t value = ~0ull;
    EXPECT_EQ(cudaDeviceGetGraphMemAttribute(0, which, &value), cudaSuccess);
    return value;
  }
};

TEST_F(GraphMemory, WhatIsFreedIsUsedAgain) {
  void *first = nullptr, *second = nullptr, *third = nullptr;
  cudaGraphNode_t a = add_allocation(1000, {}, &first);
  cudaGraphNode_t freed = add_free(first, a);
  cudaGraphNode_t b = add_allocation(2000, {freed}, &second);
  EXPECT_EQ(second, first) << "freed before it";
  add_allocation(1000, {}, &third);
  EXPECT_NE(third, first) << "perhaps at the same time";
  cudaGraphNode_t twice = nullptr;
  EXPECT_EQ(cudaGraphAddMemFreeNode(&twice, graph, &freed, 1, first), cudaSuccess) << "the second allocation's";
  EXPECT_EQ(cudaGraphAddMemFreeNode(&twice, graph, &b, 1, first), cudaErrorInvalidValue);
}

TEST_F(GraphMemory, TheProgramFreesWhatTheGraphDoesNot) {
  void* memory = nullptr;
  cudaGraphNode_t node = add_allocation(64, {}, &memory), fill;
  cudaMemsetParams parameters{memory, 0, 3, 1, 64, 1};
  EXPECT_EQ(cudaGraphAddMemsetNode(&fill, graph, &node, 1, &parameters), cudaSuccess);
  cudaGraphExec_t exec = instantiate();
  run(exec);
  EXPECT_EQ(attribute(cudaGraphMemAttrUsedMemCurrent), 64u);
  char byte = 0;
  EXPECT_EQ(cudaMemcpy(&byte, memory, 1, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(byte, 3);
  EXPECT_EQ(cudaGraphLaunch(exec, stream), cudaErrorInvalidValue) << "still allocated";
  EXPECT_EQ(cudaFreeAsync(memory, stream), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(memory, stream), cudaErrorInvalidValue);
  run(exec);
  EXPECT_EQ(cudaFree(memory), cudaSuccess);
  EXPECT_EQ(attribute(cudaGraphMemAttrUsedMemCurrent), 0u);
  EXPECT_GE(attribute(cudaGraphMemAttrUsedMemHigh), 64u);
}

TEST_F(GraphMemory, AutoFreeOnLaunch) {
  void* memory = nullptr;
  add_allocation(64, {}, &memory);
  cudaGraphExec_t exec = instantiate(cudaGraphInstantiateFlagAutoFreeOnLaunch);
  run(exec);
  run(exec);
  EXPECT_EQ(attribute(cudaGraphMemAttrUsedMemCurrent), 64u);
  EXPECT_EQ(cudaFree(memory), cudaSuccess);
}

TEST_F(GraphMemory, AnotherGraphMayFree) {
  void* memory = nullptr;
  add_allocation(64, {}, &memory);
  cudaGraphExec_t allocating = instantiate();
  cudaGraph_t other = nullptr;
  cudaGraphNode_t node = nullptr;
  cudaGraphCreate(&other, 0);
  EXPECT_EQ(cudaGraphAddMemFreeNode(&node, other, nullptr, 0, memory), cudaSuccess);
  cudaGraphExec_t freeing = nullptr;
  EXPECT_EQ(cudaGraphInstantiate(&freeing, other, 0), cudaSuccess);
  EXPECT_EQ(cudaGraphLaunch(freeing, stream), cudaErrorInvalidValue) << "not allocated yet";
  for (int i = 0; i < 2; ++i) {
    run(allocating);
    run(freeing);
  }
  EXPECT_EQ(attribute(cudaGraphMemAttrUsedMemCurrent), 0u);
}

TEST_F(GraphMemory, IsNeitherClonedNorInstantiatedTwice) {
  void* memory = nullptr;
  cudaGraphNode_t node = add_allocation(64, {}, &memory);
  cudaGraph_t clone = nullptr;
  EXPECT_EQ(cudaGraphClone(&clone, graph), cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphDestroyNode(node), cudaErrorNotSupported);
  cudaGraphExec_t exec = instantiate(), second = nullptr;
  EXPECT_EQ(cudaGraphInstantiate(&second, graph, 0), cudaErrorNotSupported);
  cudaGraphExecDestroy(exec);
  EXPECT_EQ(cudaGraphInstantiate(&second, graph, 0), cudaSuccess);
}

TEST_F(GraphMemory, OfAGraphThatIsDestroyedGoesBack) {
  size_t before = 0, after = 0, total = 0;
  cudaMemGetInfo(&before, &total);
  void* memory = nullptr;
  add_allocation(64, {}, &memory);
  EXPECT_GT(attribute(cudaGraphMemAttrReservedMemCurrent), 0u);
  EXPECT_EQ(cudaGraphDestroy(graph), cudaSuccess);
  EXPECT_EQ(attribute(cudaGraphMemAttrReservedMemCurrent), 0u);
  cudaMemGetInfo(&after, &total);
  EXPECT_EQ(after, before);
  EXPECT_EQ(cudaDeviceGraphMemTrim(0), cudaSuccess);
  EXPECT_EQ(cudaDeviceGraphMemTrim(99), cudaErrorInvalidDevice);
}

// Conditions; what sets them in kernels is tested in test/e2e.
class Conditional : public Graphs {
protected:
  cudaGraphConditionalHandle make(unsigned value) {
    cudaGraphConditionalHandle handle = 0;
    EXPECT_EQ(cudaGraphConditionalHandleCreate(&handle, graph, value, cudaGraphCondAssignDefault), cudaSuccess);
    return handle;
  }
  std::vector<cudaGraph_t> add(cudaGraphConditionalHandle handle, cudaGraphConditionalNodeType type, unsigned size) {
    cudaGraphNodeParams parameters{};
    parameters.type = cudaGraphNodeTypeConditional;
    parameters.conditional.handle = handle;
    parameters.conditional.type = type;
    parameters.conditional.size = size;
    cudaGraphNode_t node = nullptr;
    EXPECT_EQ(cudaGraphAddNode(&node, graph, nullptr, nullptr, 0, &parameters), cudaSuccess);
    return {parameters.conditional.phGraph_out, parameters.conditional.phGraph_out + size};
  }
};

TEST_F(Conditional, IfAndElse) {
  for (unsigned value : {0u, 1u}) {
    Log log;
    set_body(kFirst, [&] { log.add("then"); });
    set_body(kSecond, [&] { log.add("else"); });
    cudaGraphCreate(&graph, 0);
    auto bodies = add(make(value), cudaGraphCondTypeIf, 2);
    add_kernel(kFirst, {}, bodies[0]);
    add_kernel(kSecond, {}, bodies[1]);
    run(instantiate());
    EXPECT_EQ(log.entries(), Entries{value ? "then" : "else"});
  }
}

TEST_F(Conditional, SwitchTakesTheBodyOfItsNumberOrNone) {
  for (unsigned value : {0u, 1u, 7u}) {
    Log log;
    set_body(kFirst, [&] { log.add("0"); });
    set_body(kSecond, [&] { log.add("1"); });
    cudaGraphCreate(&graph, 0);
    auto bodies = add(make(value), cudaGraphCondTypeSwitch, 2);
    add_kernel(kFirst, {}, bodies[0]);
    add_kernel(kSecond, {}, bodies[1]);
    run(instantiate());
    EXPECT_EQ(log.entries(), value < 2 ? Entries{std::to_string(value)} : Entries{});
  }
}

TEST_F(Conditional, HandlesAreOneNodesOwn) {
  cudaGraphConditionalHandle handle = make(0);
  cudaGraphExec_t exec = nullptr;
  cudaGraphInstantiateParams result{};
  EXPECT_EQ(cudaGraphInstantiateWithParams(&exec, graph, &result), cudaErrorInvalidValue);
  EXPECT_EQ(result.result_out, cudaGraphInstantiateConditionalHandleUnused);
  add(handle, cudaGraphCondTypeWhile, 1);
  cudaGraphNodeParams again{};
  again.type = cudaGraphNodeTypeConditional;
  again.conditional = {handle, cudaGraphCondTypeIf, 1, nullptr};
  cudaGraphNode_t node = nullptr;
  EXPECT_EQ(cudaGraphAddNode(&node, graph, nullptr, nullptr, 0, &again), cudaErrorInvalidValue);
}

TEST_F(Conditional, BodiesHaveNoHostNodes) {
  auto bodies = add(make(1), cudaGraphCondTypeIf, 1);
  cudaHostNodeParams host{[](void*) {}, nullptr};
  cudaGraphNode_t node = nullptr;
  EXPECT_EQ(cudaGraphAddHostNode(&node, bodies[0], nullptr, 0, &host), cudaSuccess);
  cudaGraphExec_t exec = nullptr;
  cudaGraphInstantiateParams result{};
  EXPECT_EQ(cudaGraphInstantiateWithParams(&exec, graph, &result), cudaErrorNotSupported);
  EXPECT_EQ(result.errNode_out, node);
}

} // namespace
} // namespace ox::test
