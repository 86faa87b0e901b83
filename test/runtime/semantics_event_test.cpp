// Events: what an event stands for, whom it orders, and what time it tells (API references, "Event Management";
// programming guide, "Events", "Stream and Event Behavior" of several devices).
#include "semantics.h"

extern "C" cudaError_t cudaEventRecordWithFlags_ptsz(cudaEvent_t, cudaStream_t, unsigned);

namespace ox::test {
namespace {

using namespace std::chrono_literals;
class EventRules : public Runtime {};

// "cudaEventRecord captures in the event the contents of the stream at the time of this call."
TEST_F(EventRules, AnEventIsForWhatItsStreamHadAtTheCall) {
  cudaStream_t stream = new_stream();
  cudaEvent_t event = new_event();
  launch(kSecond, stream);
  EXPECT_EQ(cudaEventRecord(event, stream), cudaSuccess);
  Holder held(kFirst);
  launch(kFirst, stream);
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_EQ(cudaEventQuery(event), cudaSuccess);
  EXPECT_FALSE(held.is_done());
}

TEST_F(EventRules, AnEventOfTheLegacyStreamIsForAllBlockingStreams) {
  cudaEvent_t event = new_event();
  Holder held(kFirst);
  launch(kFirst, new_stream());
  cudaEventRecord(event, cudaStreamLegacy);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  held.let_go();
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_TRUE(held.is_done());
}

// Query and synchronise use the most recent record.
TEST_F(EventRules, RecordingAgainReplacesWhatTheEventStandsFor) {
  cudaStream_t a = new_stream(cudaStreamNonBlocking), b = new_stream(cudaStreamNonBlocking);
  cudaEvent_t event = new_event();
  Holder held(kFirst);
  cudaEventRecord(event, b);
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  launch(kFirst, a);
  cudaEventRecord(event, a);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  cudaEventRecord(event, b); // of another stream, that is idle
  EXPECT_EQ(cudaEventQuery(event), cudaSuccess);
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_FALSE(held.is_done());
}

// A wait that is queued is for the record that was the last one when it was queued.
TEST_F(EventRules, AWaitKeepsTheRecordThatItWasQueuedFor) {
  cudaStream_t producer = new_stream(cudaStreamNonBlocking), consumer = new_stream(cudaStreamNonBlocking);
  cudaEvent_t event = new_event();
  Holder held(kFirst);
  std::atomic<bool> producer_was_done = false;
  set_body(kSecond, [&] { producer_was_done = held.is_done(); });
  launch(kFirst, producer);
  cudaEventRecord(event, producer);
  cudaStreamWaitEvent(consumer, event, 0);
  cudaEventRecord(event, new_stream(cudaStreamNonBlocking)); // is done at once, and changes nothing
  launch(kSecond, consumer);
  EXPECT_EQ(cudaStreamQuery(consumer), cudaErrorNotReady);
  held.let_go();
  EXPECT_EQ(cudaStreamSynchronize(consumer), cudaSuccess);
  EXPECT_TRUE(producer_was_done);
}

TEST_F(EventRules, AWaitIsForLaterWorkOnly) {
  cudaStream_t producer = new_stream(cudaStreamNonBlocking), consumer = new_stream(cudaStreamNonBlocking);
  cudaEvent_t event = new_event(), before_the_wait = new_event();
  Holder held(kFirst);
  launch(kFirst, producer);
  cudaEventRecord(event, producer);
  launch(kSecond, consumer);
  cudaEventRecord(before_the_wait, consumer);
  cudaStreamWaitEvent(consumer, event, 0);
  EXPECT_EQ(cudaEventSynchronize(before_the_wait), cudaSuccess);
  EXPECT_EQ(cudaStreamQuery(consumer), cudaErrorNotReady);
}

// A diamond: two streams wait for one, a fourth for both.
TEST_F(EventRules, EventsJoinStreams) {
  Log log;
  Holder held(kFirst);
  set_body(kSecond, [&] { log.add("middle"); });
  set_body(kShared, [&] { log.add("last"); });
  cudaStream_t stream[4];
  cudaEvent_t event[3];
  for (auto& it : stream)
    it = new_stream(cudaStreamNonBlocking);
  for (auto& it : event)
    it = new_event(cudaEventDisableTiming);
  launch(kFirst, stream[0]);
  cudaEventRecord(event[0], stream[0]);
  for (int i : {1, 2}) {
    cudaStreamWaitEvent(stream[i], event[0], 0);
    launch(kSecond, stream[i]);
    cudaEventRecord(event[i], stream[i]);
    cudaStreamWaitEvent(stream[3], event[i], 0);
  }
  launch(kShared, stream[3]);
  held.let_go();
  EXPECT_EQ(cudaStreamSynchronize(stream[3]), cudaSuccess);
  EXPECT_EQ(log.entries(), (std::vector<std::string>{"middle", "middle", "last"}));
  set_body(kShared, Body());
}

TEST_F(EventRules, AnEventMayBeDestroyedWhileAThreadWaitsForIt) {
  cudaEvent_t event = new_event();
  Holder held(kFirst);
  launch(kFirst);
  EXPECT_TRUE(held.wait_until_it_runs());
  cudaEventRecord(event, nullptr);
  Gate waits;
  std::atomic<bool> was_done = false;
  std::thread waiter([&] {
    waits.open();
    EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
    was_done = held.is_done();
  });
  EXPECT_TRUE(waits.wait());
  std::this_thread::sleep_for(2ms);                // for the waiter to be inside; if it isn't, its handle is invalid
  EXPECT_EQ(cudaEventDestroy(event), cudaSuccess); // does not wait
  EXPECT_FALSE(held.is_done());
  held.let_go();
  waiter.join();
  EXPECT_TRUE(was_done);
}

TEST_F(EventRules, ABlockingEventIsWaitedForAsAnyOther) {
  cudaEvent_t event = new_event(cudaEventBlockingSync | cudaEventDisableTiming);
  Holder held(kFirst);
  launch(kFirst);
  cudaEventRecord(event, nullptr);
  std::thread later([&] { std::this_thread::sleep_for(2ms), held.let_go(); });
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_TRUE(held.is_done());
  later.join();
}

// Time.
TEST_F(EventRules, TimeNeverGoesBackwards) {
  cudaEvent_t events[200];
  cudaStream_t streams[4];
  for (auto& stream : streams)
    stream = new_stream(cudaStreamNonBlocking);
  for (int i = 0; i < 200; ++i) {
    events[i] = new_event();
    cudaStream_t stream = streams[i % 4];
    if (i > 0)
      cudaStreamWaitEvent(stream, events[i - 1], 0);
    launch(kSecond, stream);
    cudaEventRecord(events[i], stream);
  }
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  float total = 0, sum = 0;
  for (int i = 1; i < 200; ++i) {
    float step = -1;
    EXPECT_EQ(cudaEventElapsedTime(&step, events[i - 1], events[i]), cudaSuccess);
    EXPECT_GE(step, 0.0f) << i;
    sum += step;
  }
  EXPECT_EQ(cudaEventElapsedTime(&total, events[0], events[199]), cudaSuccess);
  EXPECT_NEAR(sum, total, 0.001f * 200); // each step is rounded to a float
}

TEST_F(EventRules, ElapsedTimeBackwardsIsNegative) {
  cudaEvent_t first = new_event(), second = new_event();
  set_body(kFirst, [] { std::this_thread::sleep_for(2ms); });
  cudaEventRecord(first, nullptr);
  launch(kFirst);
  cudaEventRecord(second, nullptr);
  cudaEventSynchronize(second);
  float there = 0, back = 0, self = 1;
  EXPECT_EQ(cudaEventElapsedTime(&there, first, second), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&back, second, first), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&self, first, first), cudaSuccess);
  EXPECT_GE(there, 2.0f);
  EXPECT_EQ(back, -there);
  EXPECT_EQ(self, 0.0f);
}

// The time is when the work before it ended, not when somebody looked.
TEST_F(EventRules, TimeIsThatOfTheWorkAndNotOfTheQuestion) {
  cudaEvent_t first = new_event(), second = new_event(), third = new_event();
  cudaEventRecord(first, nullptr);
  launch(kSecond);
  cudaEventRecord(second, nullptr);
  EXPECT_EQ(cudaEventSynchronize(second), cudaSuccess);
  std::this_thread::sleep_for(20ms);
  cudaEventRecord(third, nullptr);
  EXPECT_EQ(cudaEventSynchronize(third), cudaSuccess);
  float work = 0, pause = 0;
  EXPECT_EQ(cudaEventElapsedTime(&work, first, second), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&pause, second, third), cudaSuccess);
  EXPECT_GE(pause, 20.0f);
}

TEST_F(EventRules, ErrorsOfElapsedTimeHaveAnOrder) {
  cudaEvent_t timed = new_event(), pending = new_event(), untimed = new_event(cudaEventDisableTiming),
              never = new_event();
  cudaEventRecord(timed, nullptr);
  cudaEventSynchronize(timed);
  Holder held(kFirst);
  launch(kFirst);
  cudaEventRecord(pending, nullptr);
  cudaEventRecord(untimed, nullptr);
  float time = -5;
  EXPECT_EQ(cudaEventElapsedTime(&time, timed, pending), cudaErrorNotReady);
  EXPECT_EQ(cudaEventElapsedTime(&time, pending, timed), cudaErrorNotReady);
  EXPECT_EQ(cudaEventElapsedTime(&time, timed, untimed), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventElapsedTime(&time, never, timed), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventElapsedTime(&time, pending, never), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(time, -5.0f);
}

// "External" records and waits are nodes of a capture, and nothing elsewhere.
TEST_F(EventRules, ExternalRecordsAndWaitsAreForCaptures) {
  cudaEvent_t event = new_event();
  EXPECT_EQ(cudaEventRecordWithFlags(event, nullptr, cudaEventRecordDefault), cudaSuccess);
  EXPECT_EQ(cudaEventRecordWithFlags(event, nullptr, cudaEventRecordExternal), cudaErrorInvalidValue);
  EXPECT_EQ(cudaEventRecordWithFlags_ptsz(event, nullptr, 77), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamWaitEvent(nullptr, event, cudaEventWaitExternal), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamWaitEvent(nullptr, event, 77), cudaErrorInvalidValue);
}

// Several devices.
int events_of_two_devices() {
  cudaStream_t streams[2];
  cudaEvent_t events[2];
  for (int device : {0, 1}) {
    OX_REQUIRE(cudaSetDevice(device) == cudaSuccess);
    OX_REQUIRE(cudaStreamCreateWithFlags(&streams[device], cudaStreamNonBlocking) == cudaSuccess);
    OX_REQUIRE(cudaEventCreate(&events[device]) == cudaSuccess);
  }
  // Recording: the event's device and the stream's are one; the current device may be another.
  OX_REQUIRE(cudaEventRecord(events[0], streams[1]) == cudaErrorInvalidResourceHandle);
  OX_REQUIRE(cudaEventRecord(events[1], streams[0]) == cudaErrorInvalidResourceHandle);
  OX_REQUIRE(cudaEventRecord(events[0], nullptr) == cudaErrorInvalidResourceHandle); // device 1 is current
  Gate gate;
  std::atomic<bool> done = false, was_done = false;
  set_body(kFirst, [&] { gate.wait(), done = true; });
  set_body(kSecond, [&] { was_done = done.load(); });
  OX_REQUIRE(cudaSetDevice(0) == cudaSuccess && launch(kFirst, streams[0]) == cudaSuccess);
  OX_REQUIRE(cudaSetDevice(1) == cudaSuccess);
  OX_REQUIRE(cudaEventRecord(events[0], streams[0]) == cudaSuccess);
  // Asking works from any device, and so does waiting.
  OX_REQUIRE(cudaEventQuery(events[0]) == cudaErrorNotReady);
  OX_REQUIRE(cudaStreamWaitEvent(streams[1], events[0], 0) == cudaSuccess);
  OX_REQUIRE(launch(kSecond, streams[1]) == cudaSuccess);
  OX_REQUIRE(cudaStreamQuery(streams[1]) == cudaErrorNotReady);
  gate.open();
  OX_REQUIRE(cudaStreamSynchronize(streams[1]) == cudaSuccess);
  OX_REQUIRE(was_done);
  OX_REQUIRE(cudaEventSynchronize(events[0]) == cudaSuccess);
  OX_REQUIRE(cudaEventRecord(events[1], streams[1]) == cudaSuccess);
  OX_REQUIRE(cudaEventSynchronize(events[1]) == cudaSuccess);
  float time = 0;
  OX_REQUIRE(cudaEventElapsedTime(&time, events[0], events[1]) == cudaErrorInvalidResourceHandle);
  return 0;
}

TEST(EventsOfDevices, OrderStreamsOfAllAndTellTheTimeOfOne) {
  Environment environment{{"OX_DEVICES", "2"}};
  OX_EXPECT_PROCESS(events_of_two_devices);
}

} // namespace
} // namespace ox::test
