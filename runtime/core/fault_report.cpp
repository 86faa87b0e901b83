#include "runtime/core/fault_report.h"

namespace ox::runtime {

Error error_of(FaultKind kind) {
  switch (kind) {
  case FaultKind::kIllegalAddress:
    return Error::IllegalAddress;
  case FaultKind::kMisalignedAddress:
    return Error::MisalignedAddress;
  case FaultKind::kIllegalInstruction:
    return Error::IllegalInstruction;
  case FaultKind::kStackOverflow:
    return Error::HardwareStackError;
  case FaultKind::kAssert:
    return Error::Assert;
  case FaultKind::kRunaway:
  case FaultKind::kDeadlock: // a GPU hangs there until its watchdog ends the kernel
    return Error::LaunchTimeout;
  case FaultKind::kBarrierMisuse:
  case FaultKind::kTrap:
  case FaultKind::kHost:
    return Error::LaunchFailure;
  }
  return Error::Unknown;
}

namespace {
std::string place(const Dim3& index) {
  return "[" + std::to_string(index.x) + "," + std::to_string(index.y) + "," + std::to_string(index.z) + "]";
}
} // namespace

// The machine's detail of an assert is "file:line: function: Assertion `expression` failed."; CUDA's line has the block
// and the thread before "Assertion".
std::string text_of(const Fault& fault) {
  if (fault.kind != FaultKind::kAssert)
    return fault.describe();
  std::string text = fault.detail;
  size_t where = text.find(" Assertion `");
  if (where == std::string::npos)
    return fault.describe();
  text.insert(where, " block: " + place(fault.block) + ", thread: " + place(fault.thread));
  return text;
}

} // namespace ox::runtime
