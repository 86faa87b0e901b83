// See system_calls.h.
#include "simulator/system_calls.h"
#include "isa/kernel_abi.h"
#include "simulator/guest_printf.h"

namespace ox::sim {

namespace {
using Result = LaunchContext::SystemCallResult;
using LaneMemory = LaunchContext::LaneMemory;

Result value(uint64_t number) {
  Result result;
  result.value = number;
  return result;
}

Result fault(Fault what) {
  Result result;
  result.fault = std::move(what);
  return result;
}

Result fault(FaultKind kind, std::string detail) {
  Fault what;
  what.kind = kind;
  what.detail = std::move(detail);
  return fault(std::move(what));
}

Result print_text(const uint64_t (&arguments)[6], const LaneMemory& lane, const SystemCalls::Print& print) {
  auto printed = guest_printf(arguments[0], arguments[1], lane);
  if (!printed)
    return fault(std::move(printed.error()));
  if (print && !printed->text.empty())
    print(printed->text);
  return value(uint64_t(int64_t{printed->arguments}));
}

// The text that C libraries print.  A string that can't be read is no reason to hide the failure.
Result fail_assertion(const uint64_t (&arguments)[6], const LaneMemory& lane) {
  auto text = [&](uint64_t address) {
    auto read = address ? read_guest_string(address, lane, "assert: a text", 4096) : std::string("?");
    return read.value_or("?");
  };
  return fault(FaultKind::kAssert, text(arguments[1]) + ":" + std::to_string(uint32_t(arguments[2])) + ": " +
                                       text(arguments[3]) + ": Assertion `" + text(arguments[0]) + "` failed.");
}
} // namespace

Result SystemCalls::call(uint64_t number, const uint64_t (&arguments)[6], const LaneMemory& lane, const Print& print) {
  switch (isa::SystemCall(number)) {
  case isa::SystemCall::kPrintf:
    return print_text(arguments, lane, print);
  case isa::SystemCall::kAssert:
    return fail_assertion(arguments, lane);
  case isa::SystemCall::kMalloc:
    return value(heap_.allocate(arguments[0]));
  case isa::SystemCall::kFree:
    if (auto done = heap_.release(arguments[0]); !done) {
      Result result = fault(FaultKind::kIllegalAddress, done.error());
      result.fault->address = arguments[0];
      return result;
    }
    return {};
  case isa::SystemCall::kDeviceRuntime:
    return fault(FaultKind::kIllegalInstruction, "a call of the device runtime, and there is no runtime here; run the "
                                                 "program that launches the kernel");
  }
  return fault(FaultKind::kIllegalInstruction, "ecall with the unknown number " + std::to_string(number) + " in a7");
}

} // namespace ox::sim
