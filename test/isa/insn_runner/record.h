// What the macros of test/isa/insn/include leave in an image about each of its kernels: the other half of check.inc.s.
// All pointers are device addresses, which are host addresses once the image is loaded.
#pragma once
#include <cstdint>

namespace ox::test {

enum class RecordKind : uint32_t {
  kCases,  // every lane can take every case
  kWarp,   // case i belongs to lane i % 32, and a lane takes part if the column mask_column has its bit
  kMemory, // expected values in the order in which results lie in the buffer
  kSorted, // the same, in any order
};

enum class Within : uint64_t { kExact, kUlps, kAbsolute, kRelative };
struct Tolerance {
  Within kind;
  double value;
};

// A way to run all cases.  -1 stands for "no column".
struct Way {
  static constexpr uint32_t kUniform = 1, kResultIsZero = 2;
  uint32_t flags;
  int32_t inactive;         // the column that a lane keeps which takes no part; -1: the sentinel
  int32_t equal_a, equal_b; // where these differ the result is not looked at
  int32_t zero;             // nor where this is not 0
  int32_t inactive_memory;  // the column that the second result keeps in such a lane
  const char* title;
};

enum class FaultBase : uint32_t { kNone, kAbsolute, kScratch }; // what Record::fault_address counts from

struct Record {
  RecordKind kind;
  uint32_t columns, results; // columns of a case, the last `results` of them expected ones
  int32_t mask_column;
  uint32_t grid[3], block[3], cluster[3];
  uint64_t shared_bytes;
  uint64_t kernel;
  const Way *ways, *ways_end;
  const uint64_t *cases, *cases_end;
  const Tolerance* within;
  const char *title, *names;
  uint32_t fault;       // 0 = none, else the number that kernel.inc.s gives a kind
  FaultBase fault_base; // whether fault_address says something
  uint64_t fault_address, fault_pc;
  const char* prints; // null: not looked at
  char format[8];     // of the result: x s h b d
};

inline constexpr uint64_t kSentinel = 0x5ca1ab1e0ddba115; // check.inc.s
inline constexpr uint32_t kMasks[] = {0xffffffff, 0xaaaaaaaa, 0x9c3b05e6, 0x00020000};
inline constexpr uint64_t kScratchBytes = 8192;

} // namespace ox::test
