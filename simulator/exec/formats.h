// How the formats live in f registers, for the handlers of all groups: sources, sinks, and the words of a lane.
#pragma once
#include "simulator/exec/rounding.h"

namespace ox::sim::OX_LEVEL {

template <unsigned kSources> struct SingleSources {
  alignas(64) uint32_t temporary[kSources][kLanes];
  const uint32_t* of[3];
  OX_INLINE SingleSources(Warp& warp, const Slot* slot) {
    const unsigned registers[3] = {slot->rs1, slot->rs2, slot->rs3};
    for (unsigned i = 0; i < 3; ++i)
      of[i] = i < kSources ? read_single(warp, registers[i], temporary[i]) : nullptr;
  }
};
template <unsigned kSources> struct DoubleSources {
  alignas(64) uint64_t temporary[kSources][kLanes];
  const uint64_t* of[3];
  OX_INLINE DoubleSources(Warp& warp, const Slot* slot) {
    const unsigned registers[3] = {slot->rs1, slot->rs2, slot->rs3};
    for (unsigned i = 0; i < 3; ++i)
      of[i] = i < kSources ? read_double(warp, registers[i], temporary[i]) : nullptr;
  }
};

// Whether the sources' lanes are all where singles, or doubles, live.
template <unsigned kSources> OX_INLINE bool are_boxed(const Warp& warp, const Slot* slot) {
  uint32_t boxed = warp.boxed[slot->rs1];
  if (kSources > 1)
    boxed &= warp.boxed[slot->rs2];
  if (kSources > 2)
    boxed &= warp.boxed[slot->rs3];
  return __builtin_expect((warp.mask & ~boxed) == 0, 1);
}
template <unsigned kSources> OX_INLINE bool are_wide(const Warp& warp, const Slot* slot) {
  uint32_t boxed = warp.boxed[slot->rs1];
  if (kSources > 1)
    boxed |= warp.boxed[slot->rs2];
  if (kSources > 2)
    boxed |= warp.boxed[slot->rs3];
  return __builtin_expect((warp.mask & boxed) == 0, 1);
}

enum class Flushing { kNo, kYes };

// How a format is read and written.  A half is judged as RISC-V does: without its box it is the canonical NaN.
struct SingleLanes {
  using Word = uint32_t;
  using Value = float;
  static constexpr Word kNan = kNanSingle, kSign = 0x80000000, kExponent = 0x7f800000, kQuiet = 0x00400000;
  static OX_INLINE const uint32_t* read(Warp& w, unsigned reg, uint32_t* t) { return read_single(w, reg, t); }
  static OX_INLINE bool is_direct(const Warp& warp, const Slot* slot) { return are_boxed<2>(warp, slot); }
  static OX_INLINE const uint32_t* direct(const Warp& warp, unsigned reg) { return warp.narrow[reg]; }
  static OX_INLINE Word word(uint32_t stored) { return stored; }
  static OX_INLINE Value value(Word word) { return as_single(word); }
  template <bool kFull, class F> static OX_INLINE void write(Warp& warp, unsigned reg, F word) {
    write_single<kFull>(warp, reg, word);
  }
};
struct HalfLanes {
  using Word = uint32_t;
  using Value = float;
  static constexpr Word kNan = kNanHalf, kSign = 0x8000, kExponent = 0x7c00, kQuiet = 0x0200;
  static OX_INLINE const uint32_t* read(Warp& w, unsigned reg, uint32_t* t) { return read_single(w, reg, t); }
  static OX_INLINE bool is_direct(const Warp& warp, const Slot* slot) { return are_boxed<2>(warp, slot); }
  static OX_INLINE const uint32_t* direct(const Warp& warp, unsigned reg) { return warp.narrow[reg]; }
  static OX_INLINE Word word(uint32_t stored) { return stored >= kHalfBox ? stored & 0xffff : kNanHalf; }
  static OX_INLINE Value value(Word word) { return half_to_single(word); }
  template <bool kFull, class F> static OX_INLINE void write(Warp& warp, unsigned reg, F word) {
    write_single<kFull>(warp, reg, [&](unsigned lane) { return kHalfBox | word(lane); });
  }
};
struct DoubleLanes {
  using Word = uint64_t;
  using Value = double;
  static constexpr Word kNan = kNanDouble, kSign = uint64_t{1} << 63, kExponent = 0x7ff0000000000000,
                        kQuiet = uint64_t{1} << 51;
  static OX_INLINE const uint64_t* read(const Warp& w, unsigned reg, uint64_t* t) { return read_double(w, reg, t); }
  static OX_INLINE bool is_direct(const Warp& warp, const Slot* slot) { return are_wide<2>(warp, slot); }
  static OX_INLINE const uint64_t* direct(const Warp& warp, unsigned reg) { return warp.wide[reg]; }
  static OX_INLINE Word word(uint64_t stored) { return stored; }
  static OX_INLINE Value value(Word word) { return as_double(word); }
  template <bool kFull, class F> static OX_INLINE void write(Warp& warp, unsigned reg, F word) {
    write_double<kFull>(warp, reg, word);
  }
};

struct BfloatLanes : HalfLanes { // NaN-boxed as a half is
  static constexpr Word kNan = 0x7fc0;
  static OX_INLINE Word word(uint32_t stored) { return stored >= kHalfBox ? stored & 0xffff : kNan; }
  static OX_INLINE Value value(Word word) { return bfloat_to_single(word); }
};

template <class L> struct FormatOf;
template <> struct FormatOf<SingleLanes> {
  using Type = Single;
};
template <> struct FormatOf<DoubleLanes> {
  using Type = Double;
};
template <> struct FormatOf<HalfLanes> {
  using Type = Half;
};
template <> struct FormatOf<BfloatLanes> {
  using Type = Bfloat;
};

} // namespace ox::sim::OX_LEVEL
