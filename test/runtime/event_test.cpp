// Events: order between streams, and time.
#include "fixture.h"
#include <thread>

namespace ox::test {
namespace {

using namespace std::chrono_literals;
class Events : public Runtime {};

TEST_F(Events, AnEventIsReadyOnceWhatCameBeforeItIsDone) {
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  cudaEvent_t event = new_event();
  launch(kFirst);
  EXPECT_EQ(cudaEventRecord(event, nullptr), cudaSuccess);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  gate.open();
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_EQ(cudaEventQuery(event), cudaSuccess);
}

TEST_F(Events, AnEventThatWasNeverRecordedIsReady) {
  cudaEvent_t event = new_event();
  EXPECT_EQ(cudaEventQuery(event), cudaSuccess);
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(new_stream(), event, 0), cudaSuccess);
}

TEST_F(Events, EventSynchroniseDoesNotWaitForLaterWork) {
  Gate gate;
  set_body(kSecond, [&] { gate.wait(); });
  cudaEvent_t event = new_event();
  launch(kFirst);
  cudaEventRecord(event, nullptr);
  launch(kSecond);
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
  gate.open();
  cudaDeviceSynchronize();
}

TEST_F(Events, AStreamWaitsForAnEventOfAnother) {
  Gate gate, ran;
  set_body(kFirst, [&] { gate.wait(); });
  set_body(kSecond, [&] { ran.open(); });
  cudaStream_t producer = new_stream(cudaStreamNonBlocking), consumer = new_stream(cudaStreamNonBlocking);
  cudaEvent_t event = new_event(cudaEventDisableTiming);
  launch(kFirst, producer);
  cudaEventRecord(event, producer);
  EXPECT_EQ(cudaStreamWaitEvent(consumer, event, 0), cudaSuccess);
  launch(kSecond, consumer);
  EXPECT_FALSE(ran.wait(20ms));
  gate.open();
  EXPECT_TRUE(ran.wait());
  cudaDeviceSynchronize();
}

TEST_F(Events, AWaitIsForTheRecordBeforeIt) {
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  cudaStream_t producer = new_stream(cudaStreamNonBlocking), consumer = new_stream(cudaStreamNonBlocking);
  cudaEvent_t event = new_event();
  cudaEventRecord(event, producer);
  cudaStreamWaitEvent(consumer, event, 0);
  launch(kFirst, producer);
  cudaEventRecord(event, producer); // moves the event, not the wait
  launch(kSecond, consumer);
  EXPECT_EQ(cudaStreamSynchronize(consumer), cudaSuccess);
  gate.open();
  cudaDeviceSynchronize();
}

TEST_F(Events, ElapsedTimeIsTheTimeOfTheWorkBetween) {
  set_body(kFirst, [] { std::this_thread::sleep_for(20ms); });
  cudaEvent_t start = new_event(), end = new_event();
  cudaEventRecord(start, nullptr);
  launch(kFirst);
  cudaEventRecord(end, nullptr);
  cudaEventSynchronize(end);
  float milliseconds = 0;
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaSuccess);
  EXPECT_GE(milliseconds, 20.0f);
  EXPECT_LT(milliseconds, 2000.0f);
}

TEST_F(Events, ElapsedTimeHasAResolutionOfHalfAMicrosecond) {
  cudaEvent_t start = new_event(), end = new_event();
  float smallest = 1e9f;
  for (int i = 0; i < 1000; ++i) { // nothing is in between: what is left is the clock and the call
    cudaEventRecord(start, nullptr);
    cudaEventRecord(end, nullptr);
    float milliseconds = 0;
    cudaEventElapsedTime(&milliseconds, start, end);
    if (milliseconds > 0)
      smallest = std::min(smallest, milliseconds);
  }
  EXPECT_LT(smallest, 0.005f);
}

TEST_F(Events, ElapsedTimeOfUnfinishedEventsIsNotReady) {
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  cudaEvent_t start = new_event(), end = new_event();
  cudaEventRecord(start, nullptr);
  launch(kFirst);
  cudaEventRecord(end, nullptr);
  float milliseconds = 0;
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaErrorNotReady);
  gate.open();
  cudaDeviceSynchronize();
}

TEST_F(Events, ElapsedTimeNeedsRecordedEvents) {
  float milliseconds = 0;
  cudaEvent_t start = new_event(), end = new_event();
  cudaEventRecord(start, nullptr);
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaErrorInvalidResourceHandle);
}

TEST_F(Events, ElapsedTimeNeedsEventsWithTiming) {
  float milliseconds = 0;
  cudaEvent_t start = new_event(cudaEventDisableTiming), end = new_event();
  cudaEventRecord(start, nullptr);
  cudaEventRecord(end, nullptr);
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaErrorInvalidResourceHandle);
}

TEST_F(Events, ADestroyedEventIsAnInvalidHandle) {
  cudaEvent_t event = new_event();
  EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
  EXPECT_EQ(cudaEventDestroy(event), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventRecord(event, nullptr), cudaErrorInvalidResourceHandle);
}

TEST_F(Events, DestroyingAnEventThatIsWaitedForLeavesTheWait) {
  Gate gate, ran;
  set_body(kFirst, [&] { gate.wait(); });
  set_body(kSecond, [&] { ran.open(); });
  cudaStream_t producer = new_stream(cudaStreamNonBlocking), consumer = new_stream(cudaStreamNonBlocking);
  cudaEvent_t event = new_event();
  launch(kFirst, producer);
  cudaEventRecord(event, producer);
  cudaStreamWaitEvent(consumer, event, 0);
  cudaEventDestroy(event);
  launch(kSecond, consumer);
  EXPECT_FALSE(ran.wait(20ms));
  gate.open();
  EXPECT_TRUE(ran.wait());
  cudaDeviceSynchronize();
}

TEST_F(Events, UnknownFlagsAreAnInvalidValue) {
  cudaEvent_t event = nullptr;
  EXPECT_EQ(cudaEventCreateWithFlags(&event, 0x100), cudaErrorInvalidValue);
  EXPECT_EQ(cudaEventCreateWithFlags(&event, cudaEventInterprocess), cudaErrorInvalidValue); // needs DisableTiming
}

} // namespace
} // namespace ox::test
