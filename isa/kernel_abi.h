// The contract between compiled kernels and the machine that runs them: where things are when a kernel starts, and the
// system calls it can make.  codegen/ emits code for it, simulator/ provides it.  See docs/adr/0001-seams.md.
#pragma once
#include <cstdint>

namespace ox::isa {

inline constexpr unsigned kWarpLanes = 32;
inline constexpr unsigned kNamedBarriers = 16;

// The Xox version that this tree implements; a loader refuses an ELF of a newer major version.
inline constexpr uint32_t kXoxMajor = 0;
inline constexpr uint32_t kXoxMinor = 2;

// Start of the local window.  Not a canonical host address, so it can never collide with the arena.
inline constexpr uint64_t kLocalWindowBase = uint64_t{1} << 62;

// `ecall` numbers (a7): kPrintf, kAssert, kMalloc, kFree, kDeviceRuntime.  Arguments in a0..a5, result in a0.  All
// pointers are flat device addresses.  See system_calls.def.
enum class SystemCall : uint64_t {
#define OX_SYSTEM_CALL(name, number, arguments, result) name = number,
#include "isa/system_calls.def"
};

// A variable of this name is a table of three 64-bit words a row: when the image is loaded, the byte at the first
// address becomes the byte of the second address that the third number, 0 to 56, shifts down.  Relocations write whole
// addresses only, and PTX can initialise single bytes of one.
inline constexpr const char* kAddressBytesTable = "__ox_address_bytes";

} // namespace ox::isa
