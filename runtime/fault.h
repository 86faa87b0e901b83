// What went wrong in a launch, as a value: kind, place, and for accesses what was accessed and what lies nearest to it.
// describe() makes words of the values.
#pragma once
#include "runtime/dim3.h"
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ox {

using DeviceAddress = uint64_t;

enum class FaultKind {
  kIllegalAddress, // unmapped, out of the space, or a write to read-only memory
  kMisalignedAddress,
  kIllegalInstruction, // or, with FaultSpace::kCode, a pc outside the program
  kStackOverflow,
  kBarrierMisuse,
  kTrap,
  kAssert,
  kDeadlock, // every lane waits for something that no lane can bring
  kRunaway,  // over the instruction limit, where one is set
  kHost,     // the machine itself ran out of something (memory for a block's state)
};

enum class FaultAccess : uint8_t { kNone, kRead, kWrite, kAtomic };

// The memory that an access meant, as far as its address tells.
enum class FaultSpace : uint8_t {
  kNone,
  kGlobal,
  kShared,
  kLocal,
  kConstant,   // constants and other read-only data of the program
  kParameters, // of the kernel
  kCode,
  kHost,   // memory of the host program, registered or not
  kPeer,   // memory of another device
  kMapped, // addresses that memory is mapped to by hand, with or without memory
};

// A call of the host program, as return addresses: words are made of them only when a fault needs them.
struct CallSite {
  const char* call = nullptr;       // the function that was called, "cudaMalloc"; lives forever
  std::array<uint64_t, 6> frames{}; // return addresses, innermost first, 0 after the last
};

enum class AllocationKind : uint8_t {
  kDevice,
  kPinned,     // host memory that the runtime allocated
  kManaged,    //
  kRegistered, // host memory that the program allocated
  kMapped,     // physical memory, where the program has mapped it
  kHeap,       // of malloc in kernels
  kVariable,   // of the program, with its name
  kImage,      // a part of the program that has no name
  kParameters, // of the kernel
  kShared,     // of the block
  kLocal,      // of the thread
};

// The allocation that an access missed, or hit where it must not.
struct NearestAllocation {
  DeviceAddress base = 0;
  uint64_t bytes = 0; // as asked for
  AllocationKind kind{};
  bool is_live = true;
  bool is_writable = true;
  bool is_mapped = true; // by the host; a registered range that was unmapped or protected is not
  enum class Where : uint8_t { kBefore, kInside, kAcrossEnd, kAfter } where{};
  uint64_t distance = 0; // kBefore: from the access to the base; kAfter: from the end to the access; else from the base
  std::string name;      // of a variable, as in the source
  CallSite made, freed;
  std::string made_at, freed_at; // the same in words, "file.cu:31 (cudaMalloc)", from who knows the host's program
};

// One fault of a launch: the first that was raised.  Never a signal or an exception.
struct Fault {
  FaultKind kind{};
  // What happened, in words.  Of accesses it is explain_access(); who fills in more values calls that again.
  std::string detail;
  std::string kernel;
  Dim3 block{0, 0, 0}, thread{0, 0, 0};
  uint64_t pc = 0;  // offset in the ELF image
  std::string file; // of the source line, empty when the image has no line table
  uint32_t line = 0;

  // Of accesses.
  FaultAccess access = FaultAccess::kNone;
  FaultSpace space = FaultSpace::kNone;
  uint32_t access_bytes = 0; // 0: of an unknown number (a string)
  DeviceAddress address = 0;
  std::optional<NearestAllocation> nearest;
  std::string place;   // what is at the address when no allocation is near: "a null pointer"
  std::string subject; // who accessed, when it was no instruction: "printf: the format"

  // "write of 4 bytes at 0x7f12..., 24 bytes past the end of the 4,096-byte allocation made at a.cu:31 (cudaMalloc)"
  std::string explain_access() const;
  std::string describe() const; // one or two lines for a person
};

} // namespace ox
