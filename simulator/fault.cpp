// A fault in words: what happened, where, and what to look at.
#include "runtime/device.h"
#include "simulator/demangle.h"
#include "simulator/text.h"

namespace ox {

namespace {
const char* title(FaultKind kind) {
  switch (kind) {
  case FaultKind::kIllegalAddress:
    return "illegal memory access";
  case FaultKind::kMisalignedAddress:
    return "misaligned memory access";
  case FaultKind::kIllegalInstruction:
    return "illegal instruction";
  case FaultKind::kStackOverflow:
    return "stack overflow";
  case FaultKind::kBarrierMisuse:
    return "misuse of a barrier";
  case FaultKind::kTrap:
    return "trap";
  case FaultKind::kAssert:
    return "assertion failed";
  case FaultKind::kDeadlock:
    return "deadlock";
  case FaultKind::kRunaway:
    return "too many instructions";
  case FaultKind::kHost:
    return "the simulator could not run the launch";
  }
  return "fault";
}

const char* remedy(FaultKind kind) {
  switch (kind) {
  case FaultKind::kIllegalAddress:
    return "check the index against the size of the buffer";
  case FaultKind::kMisalignedAddress:
    return "an address must be a multiple of the size of the type it is used with";
  case FaultKind::kIllegalInstruction:
    return "a bad function pointer, or an image for another machine";
  case FaultKind::kStackOverflow:
    return "raise the stack limit or make the recursion shallower";
  case FaultKind::kBarrierMisuse:
    return "every thread that the barrier counts must reach the same barrier";
  case FaultKind::kDeadlock:
    return "look for a barrier or a warp operation that some of the threads never reach";
  case FaultKind::kRunaway:
    return "look for a loop that never ends, or raise the limit";
  case FaultKind::kTrap:
  case FaultKind::kAssert:
  case FaultKind::kHost:
    return nullptr; // the program, or the detail, says it all
  }
  return nullptr;
}

std::string triple(const Dim3& value) {
  return "(" + std::to_string(value.x) + "," + std::to_string(value.y) + "," + std::to_string(value.z) + ")";
}
} // namespace

std::string Fault::describe() const {
  std::string text = title(kind);
  if (!detail.empty())
    text += ": " + detail;
  if (kind == FaultKind::kHost)
    return text + (kernel.empty() ? "" : " [kernel " + sim::demangle(kernel) + "]");
  text += "\n  in kernel " + (kernel.empty() ? "?" : sim::demangle(kernel)) + ", block " + triple(block) + ", thread " +
          triple(thread);
  if (line != 0)
    text += ", at " + file + ":" + std::to_string(line);
  text += " (pc " + sim::hex(pc) + ")";
  if (const char* hint = remedy(kind))
    text += "; " + std::string(hint);
  return text;
}

} // namespace ox
