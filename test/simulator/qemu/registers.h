// Who owns which x register in random programs.  The rest is for the random instructions to read and write.
#pragma once
#include "test/simulator/exec/code.h"
#include "test/simulator/qemu/work_area.h"
#include <array>
#include <cstddef>

namespace ox::test {

// gp points to the lane's LaneState, tp to the lane's local window.
inline constexpr uint8_t kLink = ra, kLeafLink = t6, kTemporary = t5;
inline constexpr uint8_t kToken = s11;
// Loop counters, by nesting: the program's, then those of functions, by function depth.  They may be read.
inline constexpr uint8_t kCounters[] = {s10, s9, s8}, kFunctionCounter = s7, kLeafCounter = s6;

inline constexpr std::array<uint8_t, 21> kXDestinations = {zero, sp, t0, t1, t2, s0, s1, a0, a1, a2, a3,
                                                           a4,   a5, a6, a7, s2, s3, s4, s5, t3, t4};
inline constexpr std::array<uint8_t, 26> kXSources = {zero, sp, t0, t1, t2, s0, s1, a0, a1,  a2, a3, a4, a5,
                                                      a6,   a7, s2, s3, s4, s5, t3, t4, s10, s9, s8, s7, s6};

inline constexpr int64_t kFloatsOffset = offsetof(LaneState, f), kPointersOffset = offsetof(LaneState, pointers),
                         kOwnOffset = offsetof(LaneState, own);

} // namespace ox::test
