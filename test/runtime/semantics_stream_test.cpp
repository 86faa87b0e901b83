// Streams as objects: priorities, attributes, identity, and their end (API references, "Stream Management"; programming
// guide, "Stream Priorities").
#include "runtime/driver/table.h"
#include "semantics.h"
#include <set>

namespace ox::test {
namespace {

using namespace std::chrono_literals;
class StreamRules : public Runtime {};

cudaStream_t new_stream_of(int priority, unsigned flags = cudaStreamNonBlocking) {
  cudaStream_t stream = nullptr;
  EXPECT_EQ(cudaStreamCreateWithPriority(&stream, flags, priority), cudaSuccess);
  return stream;
}

int priority_of(cudaStream_t stream) {
  int priority = 77;
  EXPECT_EQ(cudaStreamGetPriority(stream, &priority), cudaSuccess);
  return priority;
}

TEST_F(StreamRules, PrioritiesAreClampedToTheRange) {
  int least = 0, greatest = 0;
  EXPECT_EQ(cudaDeviceGetStreamPriorityRange(&least, &greatest), cudaSuccess);
  EXPECT_EQ(least, 0);
  EXPECT_EQ(greatest, -5);
  EXPECT_EQ(cudaDeviceGetStreamPriorityRange(nullptr, nullptr), cudaSuccess);
  EXPECT_EQ(priority_of(new_stream_of(-3)), -3);
  EXPECT_EQ(priority_of(new_stream_of(5)), least);
  EXPECT_EQ(priority_of(new_stream_of(-100)), greatest);
  EXPECT_EQ(priority_of(new_stream()), 0);
  EXPECT_EQ(priority_of(nullptr), 0);
}

// Of what is ready, the more urgent starts first.  All kernels become ready at once, by an event; each thread may be
// held up between taking a kernel and running it, so the order is proved but for as many as there may be threads.
TEST_F(StreamRules, OfReadyKernelsTheMoreUrgentStartFirst) {
  constexpr int kEach = 400, kThreads = 130;
  std::atomic<int> next = 0, late = 0;
  cudaEvent_t go = new_event(cudaEventDisableTiming);
  Holder held(kBounded);
  set_body(kFirst, [&] { ++next; });
  set_body(kSecond, [&] { late += next++ >= kEach + kThreads; });
  launch(kBounded, new_stream_of(0));
  cudaEventRecord(go, nullptr);
  EXPECT_TRUE(held.wait_until_it_runs());
  cudaStream_t source = new_stream_of(0);
  launch(kBounded, source);
  cudaEventRecord(go, source);
  for (int i = 0; i < kEach; ++i) {
    cudaStream_t least = new_stream_of(0);
    cudaStreamWaitEvent(least, go, 0);
    launch(kFirst, least);
  }
  for (int i = 0; i < kEach; ++i) {
    cudaStream_t urgent = new_stream_of(-5);
    cudaStreamWaitEvent(urgent, go, 0);
    launch(kSecond, urgent);
  }
  held.let_go();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(next, 2 * kEach);
  EXPECT_LE(late, kThreads);
  set_body(kBounded, Body());
}

TEST_F(StreamRules, AttributesAreKeptAndCopied) {
  cudaStream_t from = new_stream(), to = new_stream();
  cudaStreamAttrValue value{};
  EXPECT_EQ(cudaStreamGetAttribute(from, cudaStreamAttributeSynchronizationPolicy, &value), cudaSuccess);
  EXPECT_EQ(value.syncPolicy, cudaSyncPolicyAuto);
  value.syncPolicy = cudaSyncPolicyYield;
  EXPECT_EQ(cudaStreamSetAttribute(from, cudaStreamAttributeSynchronizationPolicy, &value), cudaSuccess);
  value = {};
  value.accessPolicyWindow = {&value, 4096, 0.5f, cudaAccessPropertyPersisting, cudaAccessPropertyStreaming};
  EXPECT_EQ(cudaStreamSetAttribute(from, cudaStreamAttributeAccessPolicyWindow, &value), cudaSuccess);
  value = {};
  value.priority = -2;
  EXPECT_EQ(cudaStreamSetAttribute(from, cudaStreamAttributePriority, &value), cudaSuccess);
  EXPECT_EQ(priority_of(from), -2);
  EXPECT_EQ(priority_of(to), 0);

  EXPECT_EQ(cudaStreamCopyAttributes(to, from), cudaSuccess);
  EXPECT_EQ(cudaStreamGetAttribute(to, cudaStreamAttributeSynchronizationPolicy, &value), cudaSuccess);
  EXPECT_EQ(value.syncPolicy, cudaSyncPolicyYield);
  EXPECT_EQ(cudaStreamGetAttribute(to, cudaStreamAttributeAccessPolicyWindow, &value), cudaSuccess);
  EXPECT_EQ(value.accessPolicyWindow.num_bytes, 4096u);
  EXPECT_EQ(value.accessPolicyWindow.hitRatio, 0.5f);
  EXPECT_EQ(value.accessPolicyWindow.hitProp, cudaAccessPropertyPersisting);
  EXPECT_EQ(cudaStreamGetAttribute(to, cudaStreamAttributePriority, &value), cudaSuccess);
  EXPECT_EQ(value.priority, -2);
  EXPECT_EQ(cudaStreamCopyAttributes(to, to), cudaSuccess);
}

TEST_F(StreamRules, AttributesThatMakeNoSenseAreInvalidValues) {
  cudaStream_t stream = new_stream();
  cudaStreamAttrValue value{};
  value.syncPolicy = static_cast<cudaSynchronizationPolicy>(9);
  EXPECT_EQ(cudaStreamSetAttribute(stream, cudaStreamAttributeSynchronizationPolicy, &value), cudaErrorInvalidValue);
  value = {};
  value.accessPolicyWindow.hitRatio = 1.5f;
  EXPECT_EQ(cudaStreamSetAttribute(stream, cudaStreamAttributeAccessPolicyWindow, &value), cudaErrorInvalidValue);
  value = {};
  value.accessPolicyWindow.missProp = cudaAccessPropertyPersisting;
  EXPECT_EQ(cudaStreamSetAttribute(stream, cudaStreamAttributeAccessPolicyWindow, &value), cudaErrorInvalidValue);
  value = {};
  EXPECT_EQ(cudaStreamSetAttribute(stream, cudaLaunchAttributeCooperative, &value), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamGetAttribute(stream, cudaLaunchAttributeCooperative, &value), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamSetAttribute(stream, cudaStreamAttributePriority, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamGetAttribute(stream, cudaStreamAttributePriority, nullptr), cudaErrorInvalidValue);
}

TEST_F(StreamRules, IdsAreNeverUsedAgain) {
  std::set<unsigned long long> ids;
  for (int i = 0; i < 100; ++i) {
    cudaStream_t stream = new_stream();
    unsigned long long id = 0, again = 0;
    EXPECT_EQ(cudaStreamGetId(stream, &id), cudaSuccess);
    EXPECT_EQ(cudaStreamGetId(stream, &again), cudaSuccess);
    EXPECT_EQ(id, again);
    EXPECT_TRUE(ids.insert(id).second);
    EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  }
  unsigned long long null = 0, legacy = 0, mine = 0, other = 0;
  EXPECT_EQ(cudaStreamGetId(nullptr, &null), cudaSuccess);
  EXPECT_EQ(cudaStreamGetId(cudaStreamLegacy, &legacy), cudaSuccess);
  EXPECT_EQ(cudaStreamGetId(cudaStreamPerThread, &mine), cudaSuccess);
  std::thread([&] { cudaStreamGetId(cudaStreamPerThread, &other); }).join();
  EXPECT_EQ(null, legacy);
  EXPECT_EQ(std::set({null, mine, other}).size(), 3u);
}

// "The call returns at once, and the resources are released once the device has done the work."
TEST_F(StreamRules, WorkOfADestroyedStreamAndWhatWaitsForItGoesOn) {
  cudaStream_t stream = new_stream(cudaStreamNonBlocking), other = new_stream(cudaStreamNonBlocking);
  cudaEvent_t event = new_event();
  std::atomic<int> runs = 0;
  std::atomic<bool> was_done = false;
  Holder held(kFirst);
  set_body(kSecond, [&] { ++runs; });
  set_body(kShared, [&] { was_done = runs == 3; });
  launch(kFirst, stream);
  for (int i = 0; i < 3; ++i)
    launch(kSecond, stream);
  cudaEventRecord(event, stream);
  EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(other, event, 0), cudaSuccess);
  EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
  launch(kShared, other);
  EXPECT_FALSE(held.is_done());
  held.let_go();
  EXPECT_EQ(cudaStreamSynchronize(other), cudaSuccess);
  EXPECT_TRUE(was_done);
  set_body(kShared, Body());
}

TEST_F(StreamRules, ADestroyedBlockingStreamStillHoldsTheLegacyStream) {
  cudaStream_t stream = new_stream();
  Holder held(kFirst);
  launch(kFirst, stream);
  EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  EXPECT_EQ(cudaStreamQuery(nullptr), cudaErrorNotReady);
  held.let_go();
  EXPECT_EQ(cudaStreamSynchronize(nullptr), cudaSuccess);
  EXPECT_TRUE(held.is_done());
}

TEST_F(StreamRules, TheDefaultStreamsCannotBeDestroyed) {
  for (cudaStream_t stream : {cudaStream_t(nullptr), cudaStreamLegacy, cudaStreamPerThread})
    EXPECT_EQ(cudaStreamDestroy(stream), cudaErrorInvalidResourceHandle);
}

// One handle in both APIs.
TEST_F(StreamRules, StreamsAreTheSameInTheDriverApi) {
  const auto& driver = driver::table();
  EXPECT_EQ(driver.cuInit(0), CUDA_SUCCESS);
  EXPECT_EQ(cudaFree(nullptr), cudaSuccess);
  CUstream made = nullptr;
  EXPECT_EQ(driver.cuStreamCreateWithPriority(&made, CU_STREAM_NON_BLOCKING, -4), CUDA_SUCCESS);
  EXPECT_EQ(priority_of(made), -4);
  unsigned flags = 0;
  EXPECT_EQ(cudaStreamGetFlags(made, &flags), cudaSuccess);
  EXPECT_EQ(flags, unsigned{cudaStreamNonBlocking});
  EXPECT_EQ(launch(kFirst, made), cudaSuccess);
  EXPECT_EQ(driver.cuStreamSynchronize(made), CUDA_SUCCESS);
  EXPECT_EQ(cudaStreamDestroy(made), cudaSuccess);
  EXPECT_EQ(driver.cuStreamQuery(made), CUDA_ERROR_INVALID_HANDLE);
  Holder held(kFirst);
  launch(kFirst, cudaStreamPerThread);
  EXPECT_EQ(driver.cuStreamQuery(CU_STREAM_PER_THREAD), CUDA_ERROR_NOT_READY);
  EXPECT_EQ(driver.cuStreamQuery(CU_STREAM_LEGACY), CUDA_ERROR_NOT_READY);
}

int stream_of_the_other_device() {
  cudaStream_t stream = nullptr;
  OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && cudaStreamCreate(&stream) == cudaSuccess);
  void* memory = nullptr;
  OX_REQUIRE(cudaMalloc(&memory, 16) == cudaSuccess);
  OX_REQUIRE(cudaSetDevice(1) == cudaSuccess);
  int device = -1, number = -1;
  unsigned flags = 77;
  OX_REQUIRE(cudaStreamGetDevice(stream, &device) == cudaSuccess && device == 0);
  // A launch needs the stream's device, copies don't (programming guide, "Stream and Event Behavior").
  OX_REQUIRE(launch(kFirst, stream) == cudaErrorInvalidResourceHandle);
  int value = 9, result = 0;
  OX_REQUIRE(cudaMemcpyAsync(memory, &value, 4, cudaMemcpyHostToDevice, stream) == cudaSuccess);
  OX_REQUIRE(cudaMemcpyAsync(&result, memory, 4, cudaMemcpyDeviceToHost, stream) == cudaSuccess);
  OX_REQUIRE(cudaStreamSynchronize(stream) == cudaSuccess && result == 9);
  OX_REQUIRE(cudaMemsetAsync(memory, 0, 4, stream) == cudaSuccess);
  OX_REQUIRE(cudaStreamQuery(stream) != cudaErrorInvalidResourceHandle);
  OX_REQUIRE(cudaStreamGetFlags(stream, &flags) == cudaSuccess && flags == 0);
  OX_REQUIRE(cudaStreamGetPriority(stream, &number) == cudaSuccess && number == 0);
  OX_REQUIRE(cudaLaunchHostFunc(stream, [](void* data) { *static_cast<int*>(data) = 5; }, &number) == cudaSuccess);
  OX_REQUIRE(cudaStreamSynchronize(stream) == cudaSuccess && number == 5);
  OX_REQUIRE(cudaStreamDestroy(stream) == cudaSuccess);
  OX_REQUIRE(cudaFree(memory) == cudaSuccess);
  return 0;
}

TEST(StreamsOfDevices, TakeCopiesFromAnyDeviceButLaunchesFromTheirOwn) {
  Environment environment{{"OX_DEVICES", "2"}};
  OX_EXPECT_PROCESS(stream_of_the_other_device);
}

// Streams are queues of software here: how many the hardware has makes no difference to what they may do.
int streams_with_one_connection() {
  Gate first, second;
  bool met = false;
  set_body(kFirst, [&] { first.open(), met = second.wait(); });
  set_body(kSecond, [&] { second.open(), first.wait(); });
  cudaStream_t a = nullptr, b = nullptr;
  OX_REQUIRE(cudaStreamCreate(&a) == cudaSuccess && cudaStreamCreate(&b) == cudaSuccess);
  OX_REQUIRE(launch(kFirst, a) == cudaSuccess && launch(kSecond, b) == cudaSuccess);
  OX_REQUIRE(cudaDeviceSynchronize() == cudaSuccess && met);
  return 0;
}

TEST(Connections, AreNoLimit) {
  Environment environment{{"CUDA_DEVICE_MAX_CONNECTIONS", "1"}};
  OX_EXPECT_PROCESS(streams_with_one_connection);
}

} // namespace
} // namespace ox::test
