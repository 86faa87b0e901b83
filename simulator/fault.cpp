// A fault in words: what happened, where, and what to look at.
#include "runtime/fault.h"
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

const char* remedy(const Fault& fault) {
  switch (fault.kind) {
  case FaultKind::kIllegalAddress:
    if (fault.access == FaultAccess::kNone)
      return nullptr; // free of what malloc did not give: the detail says it
    if (fault.nearest && !fault.nearest->is_live)
      return "the memory is used after it was given back: free it later";
    if (fault.nearest && !fault.nearest->is_mapped)
      return "call cudaHostUnregister before the memory is unmapped";
    if (fault.nearest && fault.nearest->where == NearestAllocation::Where::kInside)
      return "kernels may not write there"; // inside, alive and yet a fault
    if (!fault.nearest && fault.space == FaultSpace::kHost)
      return "give kernels memory of cudaMalloc, cudaMallocManaged or cudaMallocHost, or register it";
    if (!fault.nearest && fault.space == FaultSpace::kPeer)
      return "call cudaDeviceEnablePeerAccess on the device that runs the kernel";
    if (!fault.nearest && fault.space == FaultSpace::kMapped)
      return "map memory there (cuMemMap) and give the device access (cuMemSetAccess)";
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

std::string grouped(uint64_t number) { // 4,096
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3;)
    text.insert(at -= 3, ",");
  return text;
}

const char* noun(AllocationKind kind) {
  switch (kind) {
  case AllocationKind::kDevice:
    return "allocation";
  case AllocationKind::kPinned:
    return "pinned host allocation";
  case AllocationKind::kManaged:
    return "managed allocation";
  case AllocationKind::kRegistered:
    return "registered host range";
  case AllocationKind::kMapped:
    return "mapped range";
  case AllocationKind::kHeap:
    return "memory of malloc in kernels";
  case AllocationKind::kVariable:
    return "variable";
  case AllocationKind::kImage:
    return "part of the program's image";
  case AllocationKind::kParameters:
    return "parameter block of the kernel";
  case AllocationKind::kShared:
  case AllocationKind::kLocal:
    break; // they are the block's and the thread's, and are said so
  }
  return "range";
}

// "the 4,096-byte allocation made at a.cu:31 (cudaMalloc)"
std::string name_of(const NearestAllocation& nearest) {
  if (nearest.kind == AllocationKind::kShared)
    return "the block's " + grouped(nearest.bytes) + " bytes of shared memory";
  if (nearest.kind == AllocationKind::kLocal)
    return "the thread's " + grouped(nearest.bytes) + " bytes of local memory";
  std::string text = "the " + grouped(nearest.bytes) + "-byte " + noun(nearest.kind);
  if (!nearest.name.empty())
    text += " " + sim::demangle(nearest.name);
  if (!nearest.made_at.empty())
    return text + " made at " + nearest.made_at;
  return nearest.kind == AllocationKind::kVariable ? text : text + " at " + sim::hex(nearest.base);
}

// Where an access lies, seen from an allocation.
std::string relation(const Fault& fault, const NearestAllocation& nearest) {
  using Where = NearestAllocation::Where;
  const std::string name = name_of(nearest);
  switch (nearest.where) {
  case Where::kBefore:
    if (nearest.kind == AllocationKind::kLocal)
      return sim::byte_count(nearest.distance) + " below " + name;
    return sim::byte_count(nearest.distance) + " before " + name;
  case Where::kAfter:
    return (nearest.distance == 0 ? "directly" : sim::byte_count(nearest.distance)) + " past the end of " + name;
  case Where::kAcrossEnd:
    return "across the end of " + name;
  case Where::kInside:
    break;
  }
  std::string text =
      (nearest.distance == 0 ? "at the beginning of " : sim::byte_count(nearest.distance) + " into ") + name;
  if (!nearest.is_live)
    return text + ", which was freed " + (nearest.freed_at.empty() ? "earlier" : "at " + nearest.freed_at);
  if (!nearest.is_mapped)
    return text + ", where the program has no memory, or protects it: it was unmapped while it was registered";
  bool writes = fault.access == FaultAccess::kWrite || fault.access == FaultAccess::kAtomic;
  return writes && !nearest.is_writable ? text + ", which is read-only" : text;
}

std::string access_of(const Fault& fault) {
  if (!fault.subject.empty())
    return fault.subject;
  const char* verb = fault.access == FaultAccess::kRead    ? "read"
                     : fault.access == FaultAccess::kWrite ? "write"
                                                           : "atomic access";
  return std::string(verb) + " of " + std::to_string(fault.access_bytes) +
         (fault.access_bytes == 1 ? " byte" : " bytes");
}
} // namespace

std::string Fault::explain_access() const {
  std::string text = access_of(*this) + " at " + sim::hex(address);
  if (kind == FaultKind::kMisalignedAddress)
    text += ", which is not a multiple of " + std::to_string(access_bytes);
  if (nearest)
    text += ", " + relation(*this, *nearest);
  else if (!place.empty())
    text += ", " + place;
  return text;
}

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
  if (const char* hint = remedy(*this))
    text += "; " + std::string(hint);
  return text;
}

} // namespace ox
