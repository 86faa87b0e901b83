// Stream capture: what becomes a node, how a capture spreads and joins, and what may not be done meanwhile.
// CUDA programming guide, "Creating a graph using stream capture"; errors from the runtime API's reference.
#include "fixture.h"
#include <thread>

namespace ox::test {
namespace {

using Entries = std::vector<std::string>;

class Capture : public Runtime {
protected:
  static void begin(cudaStream_t stream, cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal) {
    ASSERT_EQ(cudaStreamBeginCapture(stream, mode), cudaSuccess);
  }
  static cudaGraph_t end(cudaStream_t stream) {
    cudaGraph_t graph = nullptr;
    EXPECT_EQ(cudaStreamEndCapture(stream, &graph), cudaSuccess);
    return graph;
  }
  static void expect_end(cudaStream_t stream, cudaError_t error) {
    cudaGraph_t graph = nullptr;
    EXPECT_EQ(cudaStreamEndCapture(stream, &graph), error);
    EXPECT_EQ(graph, nullptr);
  }
  static size_t nodes_of(cudaGraph_t graph) {
    size_t count = 0;
    EXPECT_EQ(cudaGraphGetNodes(graph, nullptr, &count), cudaSuccess);
    return count;
  }
  static size_t edges_of(cudaGraph_t graph) {
    size_t count = 0;
    EXPECT_EQ(cudaGraphGetEdges(graph, nullptr, nullptr, nullptr, &count), cudaSuccess);
    return count;
  }
  static void run(cudaGraph_t graph, cudaStream_t stream) {
    cudaGraphExec_t exec = nullptr;
    ASSERT_EQ(cudaGraphInstantiate(&exec, graph, 0), cudaSuccess);
    EXPECT_EQ(cudaGraphLaunch(exec, stream), cudaSuccess);
    EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
    EXPECT_EQ(cudaGraphExecDestroy(exec), cudaSuccess);
  }
  static cudaStreamCaptureStatus status_of(cudaStream_t stream) {
    cudaStreamCaptureStatus status = cudaStreamCaptureStatusInvalidated;
    EXPECT_EQ(cudaStreamIsCapturing(stream, &status), cudaSuccess);
    return status;
  }
};

TEST_F(Capture, WhatIsCapturedRunsAtTheLaunchAndNotBefore) {
  Log log;
  set_body(kFirst, [&] { log.add("first"); });
  set_body(kSecond, [&] { log.add("second"); });
  cudaStream_t stream = new_stream();
  begin(stream);
  EXPECT_EQ(status_of(stream), cudaStreamCaptureStatusActive);
  launch(kFirst, stream);
  launch(kSecond, stream);
  cudaGraph_t graph = end(stream);
  EXPECT_EQ(status_of(stream), cudaStreamCaptureStatusNone);
  cudaStreamSynchronize(stream);
  EXPECT_TRUE(log.entries().empty());
  EXPECT_EQ(nodes_of(graph), 2u);
  EXPECT_EQ(edges_of(graph), 1u);
  run(graph, stream);
  EXPECT_EQ(log.entries(), (Entries{"first", "second"}));
}

TEST_F(Capture, CopiesFillsAndHostFunctionsBecomeNodes) {
  cudaStream_t stream = new_stream();
  char *device = new_device(4), *host = new_pinned(4);
  bool called = false;
  begin(stream);
  EXPECT_EQ(cudaMemsetAsync(device, 5, 4, stream), cudaSuccess);
  EXPECT_EQ(cudaMemcpyAsync(host, device, 4, cudaMemcpyDeviceToHost, stream), cudaSuccess);
  EXPECT_EQ(cudaLaunchHostFunc(stream, [](void* data) { *static_cast<bool*>(data) = true; }, &called), cudaSuccess);
  cudaGraph_t graph = end(stream);
  ASSERT_EQ(nodes_of(graph), 3u);
  cudaGraphNode_t nodes[3];
  size_t count = 3;
  cudaGraphGetNodes(graph, nodes, &count);
  const cudaGraphNodeType expected[] = {cudaGraphNodeTypeMemset, cudaGraphNodeTypeMemcpy, cudaGraphNodeTypeHost};
  for (int i = 0; i < 3; ++i) {
    cudaGraphNodeType type;
    EXPECT_EQ(cudaGraphNodeGetType(nodes[i], &type), cudaSuccess);
    EXPECT_EQ(type, expected[i]);
  }
  run(graph, stream);
  EXPECT_EQ(host[3], 5);
  EXPECT_TRUE(called);
}

TEST_F(Capture, ACopyFromPageableMemoryReadsItAtTheLaunch) {
  cudaStream_t stream = new_stream();
  char *device = new_device(1), source = 1, result = 0;
  begin(stream);
  EXPECT_EQ(cudaMemcpyAsync(device, &source, 1, cudaMemcpyHostToDevice, stream), cudaSuccess);
  cudaGraph_t graph = end(stream);
  source = 9;
  run(graph, stream);
  cudaMemcpy(&result, device, 1, cudaMemcpyDeviceToHost);
  EXPECT_EQ(result, 9);
}

TEST_F(Capture, EventsForkAndJoin) {
  cudaStream_t a = new_stream(), b = new_stream();
  cudaEvent_t fork = new_event(), join = new_event();
  begin(a);
  launch(kFirst, a);
  EXPECT_EQ(cudaEventRecord(fork, a), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(b, fork, 0), cudaSuccess);
  EXPECT_EQ(status_of(b), cudaStreamCaptureStatusActive);
  launch(kSecond, b);
  launch(kFirst, a);
  EXPECT_EQ(cudaEventRecord(join, b), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(a, join, 0), cudaSuccess);
  launch(kSecond, a);
  cudaGraph_t graph = end(a);
  EXPECT_EQ(status_of(b), cudaStreamCaptureStatusNone);
  EXPECT_EQ(nodes_of(graph), 4u); // a diamond
  EXPECT_EQ(edges_of(graph), 4u);
  size_t roots = 0;
  cudaGraphGetRootNodes(graph, nullptr, &roots);
  EXPECT_EQ(roots, 1u);
}

TEST_F(Capture, WorkThatDidNotJoinIsAnError) {
  cudaStream_t a = new_stream(), b = new_stream();
  cudaEvent_t fork = new_event();
  begin(a);
  launch(kFirst, a);
  cudaEventRecord(fork, a);
  cudaStreamWaitEvent(b, fork, 0);
  launch(kSecond, b);
  expect_end(a, cudaErrorStreamCaptureUnjoined);
  EXPECT_EQ(status_of(a), cudaStreamCaptureStatusNone);
  EXPECT_EQ(status_of(b), cudaStreamCaptureStatusNone);
}

TEST_F(Capture, EndsInTheStreamInWhichItBegan) {
  cudaStream_t a = new_stream(), b = new_stream();
  cudaEvent_t fork = new_event();
  begin(a);
  cudaEventRecord(fork, a);
  cudaStreamWaitEvent(b, fork, 0);
  expect_end(b, cudaErrorStreamCaptureUnmatched);
  expect_end(a, cudaErrorStreamCaptureInvalidated);
  expect_end(a, cudaErrorIllegalState);
}

TEST_F(Capture, TheLegacyStreamIsNotCaptured) {
  EXPECT_EQ(cudaStreamBeginCapture(nullptr, cudaStreamCaptureModeGlobal), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(cudaStreamBeginCapture(new_stream(), static_cast<cudaStreamCaptureMode>(7)), cudaErrorInvalidValue);
}

TEST_F(Capture, UseOfTheLegacyStreamSpoilsTheCaptureOfABlockingStream) {
  cudaStream_t stream = new_stream();
  begin(stream);
  cudaStreamCaptureStatus status;
  EXPECT_EQ(cudaStreamIsCapturing(nullptr, &status), cudaErrorStreamCaptureImplicit); // and spoils nothing
  EXPECT_EQ(status_of(stream), cudaStreamCaptureStatusActive);
  EXPECT_EQ(launch(kFirst, nullptr), cudaErrorStreamCaptureImplicit);
  EXPECT_EQ(status_of(stream), cudaStreamCaptureStatusInvalidated);
  EXPECT_EQ(launch(kFirst, stream), cudaErrorStreamCaptureInvalidated);
  expect_end(stream, cudaErrorStreamCaptureInvalidated);
  cudaGetLastError();
}

TEST_F(Capture, TheLegacyStreamDoesNotMindNonBlockingStreams) {
  cudaStream_t stream = new_stream(cudaStreamNonBlocking);
  begin(stream);
  EXPECT_EQ(launch(kFirst, nullptr), cudaSuccess);
  launch(kSecond, stream);
  EXPECT_EQ(nodes_of(end(stream)), 1u);
}

TEST_F(Capture, WaitingForWhatIsCapturedSpoilsIt) {
  cudaStream_t stream = new_stream();
  for (auto wait :
       {+[](cudaStream_t it) { return cudaStreamSynchronize(it); },
        +[](cudaStream_t it) { return cudaStreamQuery(it); }, +[](cudaStream_t) { return cudaDeviceSynchronize(); }}) {
    begin(stream, cudaStreamCaptureModeRelaxed);
    EXPECT_EQ(wait(stream), cudaErrorStreamCaptureUnsupported);
    expect_end(stream, cudaErrorStreamCaptureInvalidated);
  }
}

TEST_F(Capture, CapturedEventsCanNotBeAskedFor) {
  cudaStream_t stream = new_stream();
  cudaEvent_t event = new_event();
  begin(stream, cudaStreamCaptureModeRelaxed);
  cudaEventRecord(event, stream);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorCapturedEvent);
  expect_end(stream, cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(cudaEventSynchronize(event), cudaErrorCapturedEvent); // until it is recorded anew
  EXPECT_EQ(cudaEventRecord(event, stream), cudaSuccess);
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
}

TEST_F(Capture, WaitsForEventsOfNoCaptureAreRefused) {
  cudaStream_t stream = new_stream();
  cudaEvent_t event = new_event();
  cudaEventRecord(event, new_stream());
  begin(stream);
  EXPECT_EQ(cudaStreamWaitEvent(stream, event, 0), cudaErrorStreamCaptureIsolation);
  expect_end(stream, cudaErrorStreamCaptureInvalidated);
}

TEST_F(Capture, TwoCapturesDoNotMerge) {
  cudaStream_t a = new_stream(), b = new_stream();
  cudaEvent_t event = new_event();
  begin(a);
  begin(b);
  cudaEventRecord(event, a);
  EXPECT_EQ(cudaStreamWaitEvent(b, event, 0), cudaErrorStreamCaptureMerge);
  expect_end(a, cudaErrorStreamCaptureInvalidated);
  expect_end(b, cudaErrorStreamCaptureInvalidated);
}

TEST_F(Capture, ExternalEventsBecomeNodes) {
  cudaStream_t stream = new_stream();
  cudaEvent_t event = new_event();
  EXPECT_EQ(cudaEventRecordWithFlags(event, stream, cudaEventRecordExternal), cudaErrorInvalidValue);
  begin(stream);
  EXPECT_EQ(cudaStreamWaitEvent(stream, event, cudaEventWaitExternal), cudaSuccess);
  EXPECT_EQ(cudaEventRecordWithFlags(event, stream, cudaEventRecordExternal), cudaSuccess);
  cudaGraph_t graph = end(stream);
  EXPECT_EQ(nodes_of(graph), 2u);
  run(graph, stream);
  EXPECT_EQ(cudaEventQuery(event), cudaSuccess);
}

TEST_F(Capture, UnsafeCallsDependOnTheMode) {
  cudaStream_t stream = new_stream();
  void* memory = nullptr;
  for (auto mode : {cudaStreamCaptureModeGlobal, cudaStreamCaptureModeThreadLocal}) {
    begin(stream, mode);
    EXPECT_EQ(cudaMalloc(&memory, 16), cudaErrorStreamCaptureUnsupported);
    expect_end(stream, cudaErrorStreamCaptureInvalidated);
  }
  begin(stream, cudaStreamCaptureModeRelaxed);
  EXPECT_EQ(cudaMalloc(&memory, 16), cudaSuccess);
  EXPECT_NE(end(stream), nullptr);
}

TEST_F(Capture, UnsafeCallsOfOtherThreadsSpoilGlobalCapturesOnly) {
  cudaStream_t stream = new_stream();
  auto allocate_elsewhere = [] {
    cudaError_t error = cudaSuccess;
    std::thread([&] {
      void* memory;
      error = cudaMalloc(&memory, 16);
    }).join();
    return error;
  };
  begin(stream, cudaStreamCaptureModeThreadLocal);
  EXPECT_EQ(allocate_elsewhere(), cudaSuccess);
  EXPECT_EQ(nodes_of(end(stream)), 0u);
  begin(stream, cudaStreamCaptureModeGlobal);
  EXPECT_EQ(allocate_elsewhere(), cudaErrorStreamCaptureUnsupported);
  expect_end(stream, cudaErrorStreamCaptureInvalidated);
}

TEST_F(Capture, AThreadMayAllowItselfUnsafeCalls) {
  cudaStream_t stream = new_stream();
  begin(stream);
  cudaStreamCaptureMode mode = cudaStreamCaptureModeRelaxed;
  EXPECT_EQ(cudaThreadExchangeStreamCaptureMode(&mode), cudaSuccess);
  EXPECT_EQ(mode, cudaStreamCaptureModeGlobal);
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, 16), cudaSuccess);
  EXPECT_EQ(cudaThreadExchangeStreamCaptureMode(&mode), cudaSuccess);
  EXPECT_EQ(mode, cudaStreamCaptureModeRelaxed);
  EXPECT_NE(end(stream), nullptr);
}

TEST_F(Capture, EndsInTheThreadInWhichItBeganUnlessRelaxed) {
  cudaStream_t stream = new_stream();
  auto end_elsewhere = [&] {
    cudaError_t error = cudaSuccess;
    std::thread([&] {
      cudaGraph_t graph;
      error = cudaStreamEndCapture(stream, &graph);
    }).join();
    return error;
  };
  begin(stream, cudaStreamCaptureModeThreadLocal);
  EXPECT_EQ(end_elsewhere(), cudaErrorStreamCaptureWrongThread);
  EXPECT_NE(end(stream), nullptr);
  begin(stream, cudaStreamCaptureModeRelaxed);
  EXPECT_EQ(end_elsewhere(), cudaSuccess);
}

TEST_F(Capture, SynchronousCopiesAndCallbacksAreRefused) {
  cudaStream_t stream = new_stream(cudaStreamNonBlocking);
  char *device = new_device(1), value = 1;
  begin(stream);
  EXPECT_EQ(cudaMemcpy(device, &value, 1, cudaMemcpyHostToDevice), cudaErrorStreamCaptureUnsupported);
  expect_end(stream, cudaErrorStreamCaptureInvalidated);
  begin(stream);
  EXPECT_EQ(cudaStreamAddCallback(
                stream, [](cudaStream_t, cudaError_t, void*) {}, nullptr, 0),
            cudaErrorStreamCaptureUnsupported);
  expect_end(stream, cudaErrorStreamCaptureInvalidated);
}

TEST_F(Capture, BeginsOnceAtATime) {
  cudaStream_t stream = new_stream();
  begin(stream);
  EXPECT_EQ(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal), cudaErrorIllegalState);
  EXPECT_NE(end(stream), nullptr);
}

TEST_F(Capture, InfoGivesTheGraphAndWhatTheNextNodeDependsOn) {
  cudaStream_t stream = new_stream();
  begin(stream);
  launch(kFirst, stream);
  cudaStreamCaptureStatus status;
  unsigned long long id = 0;
  cudaGraph_t graph = nullptr;
  const cudaGraphNode_t* nodes = nullptr;
  size_t count = 0;
  EXPECT_EQ(cudaStreamGetCaptureInfo(stream, &status, &id, &graph, &nodes, nullptr, &count), cudaSuccess);
  EXPECT_EQ(status, cudaStreamCaptureStatusActive);
  EXPECT_NE(id, 0u);
  ASSERT_EQ(count, 1u);
  // A node of the program's own, on which the rest depends.
  cudaGraphNode_t own = nullptr;
  EXPECT_EQ(cudaGraphAddEmptyNode(&own, graph, nodes, count), cudaSuccess);
  EXPECT_EQ(cudaStreamUpdateCaptureDependencies(stream, &own, nullptr, 1, cudaStreamSetCaptureDependencies),
            cudaSuccess);
  launch(kSecond, stream);
  EXPECT_EQ(end(stream), graph);
  EXPECT_EQ(nodes_of(graph), 3u);
  EXPECT_EQ(edges_of(graph), 2u);
  EXPECT_EQ(cudaStreamUpdateCaptureDependencies(stream, &own, nullptr, 1, 0), cudaErrorIllegalState);
}

TEST_F(Capture, GoesOnInAGraphThatThereIs) {
  cudaStream_t stream = new_stream();
  cudaGraph_t graph = nullptr;
  cudaGraphNode_t first = nullptr;
  cudaGraphCreate(&graph, 0);
  cudaGraphAddEmptyNode(&first, graph, nullptr, 0);
  EXPECT_EQ(cudaStreamBeginCaptureToGraph(stream, graph, &first, nullptr, 1, cudaStreamCaptureModeGlobal), cudaSuccess);
  launch(kFirst, stream);
  EXPECT_EQ(cudaStreamEndCapture(stream, nullptr), cudaSuccess) << "the program has the graph";
  EXPECT_EQ(nodes_of(graph), 2u);
  EXPECT_EQ(edges_of(graph), 1u);
  begin(stream);
  EXPECT_EQ(cudaStreamEndCapture(stream, nullptr), cudaErrorInvalidValue);
  EXPECT_NE(end(stream), nullptr);
}

TEST_F(Capture, ALaunchOfAGraphBecomesAChildGraph) {
  Log log;
  set_body(kFirst, [&] { log.add("inner"); });
  set_body(kSecond, [&] { log.add("outer"); });
  cudaStream_t stream = new_stream();
  begin(stream);
  launch(kFirst, stream);
  cudaGraph_t inner = end(stream);
  cudaGraphExec_t exec = nullptr;
  cudaGraphInstantiate(&exec, inner, 0);
  begin(stream);
  launch(kSecond, stream);
  EXPECT_EQ(cudaGraphLaunch(exec, stream), cudaSuccess);
  launch(kSecond, stream);
  cudaGraph_t outer = end(stream);
  EXPECT_EQ(nodes_of(outer), 3u);
  run(outer, stream);
  EXPECT_EQ(log.entries(), (Entries{"outer", "inner", "outer"}));
}

TEST_F(Capture, AStreamThatIsDestroyedEndsItsCapture) {
  cudaStream_t stream = new_stream();
  begin(stream);
  EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, 16), cudaSuccess);
}

TEST_F(Capture, AForkedStreamMayBeDestroyedOnceItHasJoined) {
  for (bool joins : {true, false}) {
    cudaStream_t a = new_stream(), b = new_stream();
    cudaEvent_t fork = new_event(), join = new_event();
    begin(a);
    cudaEventRecord(fork, a);
    cudaStreamWaitEvent(b, fork, 0);
    launch(kSecond, b);
    cudaEventRecord(join, b);
    if (joins)
      cudaStreamWaitEvent(a, join, 0);
    EXPECT_EQ(cudaStreamDestroy(b), cudaSuccess);
    if (joins)
      EXPECT_EQ(nodes_of(end(a)), 1u);
    else
      expect_end(a, cudaErrorStreamCaptureUnjoined);
  }
}

TEST_F(Capture, AllocationsBecomeNodes) {
  cudaStream_t stream = new_stream();
  void* memory = nullptr;
  begin(stream);
  EXPECT_EQ(cudaMallocAsync(&memory, 100, stream), cudaSuccess);
  EXPECT_EQ(cudaMemsetAsync(memory, 1, 100, stream), cudaSuccess);
  EXPECT_EQ(cudaFreeAsync(memory, stream), cudaSuccess);
  cudaGraph_t graph = end(stream);
  EXPECT_EQ(nodes_of(graph), 3u);
  run(graph, stream);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue) << "the graph has freed it";
}

} // namespace
} // namespace ox::test
