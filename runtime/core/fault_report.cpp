#include "runtime/core/fault_report.h"
#include "runtime/core/call_site.h"

namespace ox::runtime {

Error error_of(const Fault& fault) {
  switch (fault.kind) {
  case FaultKind::kIllegalAddress:
    // CUDA's manual counts leaving shared memory among the causes of an unspecified launch failure.
    return fault.space == FaultSpace::kShared ? Error::LaunchFailure : Error::IllegalAddress;
  case FaultKind::kMisalignedAddress:
    return Error::MisalignedAddress;
  case FaultKind::kIllegalInstruction:
    return fault.space == FaultSpace::kCode ? Error::InvalidPc : Error::IllegalInstruction;
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
std::string text_of(Fault fault) {
  if (fault.nearest) {
    fault.nearest->made_at = words_of(fault.nearest->made);
    if (!fault.nearest->is_live)
      fault.nearest->freed_at = words_of(fault.nearest->freed);
    fault.detail = fault.explain_access();
  }
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
