// A device that runs the test's own functions as kernels.  With it a test says what a kernel does, when it may end, and
// sees which thread ran it and in which order; the runtime under test is the real one.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/device.h"
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace ox::test {

// A kernel of the fake image, launched like a compiled one: by the address of its host symbol.
struct FakeKernel {
  const char* name;
  void* symbol() const { return const_cast<FakeKernel*>(this); }
};

// body(a): a kernel with one 8-byte parameter.  What it does is set per test.
extern const FakeKernel kFirst, kSecond;
extern const FakeKernel kBounded;                     // launch bounds of 128 threads
extern const FakeKernel kManyRegisters;               // 255 registers
extern const FakeKernel kShared;                      // 16 KiB of static shared memory
extern const FakeKernel kTwoParameters;               // (uint8_t, double)
extern const FakeKernel kAbsent;                      // registered, but not in the image
extern const FakeKernel kDamaged, kPtxOnly, kForeign; // of images that can't be loaded
inline int kUnregistered;                             // no kernel at all

extern uint64_t fake_variable_symbol; // host symbol of a device variable of 64 bytes, "variable"
extern void** fake_image_handle;      // of the image that has it, to register more

using Body = std::function<std::optional<Fault>(const Launch&)>;
extern int* fake_managed_variable; // the host's pointer to a managed int, 7 at the start

void set_body(const FakeKernel& kernel, Body body);
void set_body(const FakeKernel& kernel, std::function<void()> body);

// A body that raises a fault in block (1, 2, 3), thread (4, 5, 6).
Body faulting(FaultKind kind, std::string detail = {});

cudaError_t launch(const FakeKernel& kernel, cudaStream_t stream = nullptr);

// Something to wait for.  Waiting gives up after ten seconds, so that a broken rule is a failure and not a hang.
class Gate {
public:
  void open();
  bool wait(std::chrono::milliseconds most = std::chrono::seconds(10));
  bool is_open();

private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

// The order in which things happened.
class Log {
public:
  void add(std::string entry);
  std::vector<std::string> entries();

private:
  std::mutex mutex_;
  std::vector<std::string> entries_;
};

// How many bytes of "device" memory there are.
inline constexpr uint64_t kFakeMemoryBytes = 64 << 20;

} // namespace ox::test
