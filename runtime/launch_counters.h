// What a launch did, counted: for the whole kernel and for each source line.  docs/counters.md says what each counter
// means and how the machine's memory is modelled; counters.def has the names, units and meanings in short.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ox {

enum class CounterClass : uint8_t {
#define OX_CLASS(name, title) name,
#include "runtime/counters.def"
};
inline constexpr size_t kCounterClasses = 0
#define OX_CLASS(name, title) +1
#include "runtime/counters.def"
    ;

struct ClassCounters {
  uint64_t warp_instructions = 0, lane_instructions = 0;
};

#define OX_FIELD(name, unit, meaning) uint64_t name = 0;

struct SectorCounters {
#define OX_SECTOR OX_FIELD
#include "runtime/counters.def"
};

struct BankCounters {
#define OX_BANK OX_FIELD
#include "runtime/counters.def"
};

struct AtomicCounters {
#define OX_ATOMIC OX_FIELD
#include "runtime/counters.def"
};

struct DivergenceCounters {
#define OX_DIVERGENCE OX_FIELD
#include "runtime/counters.def"
};

struct BarrierCounters {
#define OX_BARRIER OX_FIELD
#include "runtime/counters.def"
};

#undef OX_FIELD

template <class T> struct ByAccess {
  T load, store, atomic;
};

// Nothing but 64-bit numbers, all of them sums, so that counters add up word by word.
struct Counters {
  uint64_t warp_instructions = 0; // executed
  uint64_t lane_instructions = 0; // the same, times active lanes
  std::array<ClassCounters, kCounterClasses> classes{};
  DivergenceCounters divergence;
  ByAccess<SectorCounters> global, local;
  SectorCounters parameters;
  ByAccess<BankCounters> shared;
  AtomicCounters atomics;
  BarrierCounters barriers;

  ClassCounters& of(CounterClass which) { return classes[size_t(which)]; }
  const ClassCounters& of(CounterClass which) const { return classes[size_t(which)]; }
  Counters& operator+=(const Counters& other);
};

struct LineCounters {
  std::string file; // empty for instructions that have no line
  uint32_t line = 0;
  Counters counters;
};

struct LaunchCounters {
  std::string kernel; // as written in the source: "scale(int*, int)"
  Counters total;
  std::vector<LineCounters> lines; // that were executed, by file and line

  LaunchCounters& operator+=(const LaunchCounters& other); // another launch of the same kernel
};

} // namespace ox
