// How a handler walks its 32 lanes: plain loops with a constant trip count, which clang turns into vectors of the level
// that the file is compiled for.  The semantics in the other headers are one-lane functions; here they become handlers.
//
// A handler exists twice.  kFull: the group is all that is left of the warp, so results are stored without looking at
// the mask.  Otherwise each lane keeps its old value unless the mask has its bit.
#pragma once
#include "simulator/warp.h"

#define OX_INLINE inline __attribute__((always_inline))
#define OX_LANES                                                                                                       \
  _Pragma("clang loop vectorize(assume_safety) unroll(disable)") for (unsigned lane = 0; lane < kLanes; ++lane)
#define OX_PRAGMA(text) _Pragma(#text)
#define OX_FLAT_LANES(width, count)                                                                                    \
  OX_PRAGMA(clang loop vectorize(assume_safety) vectorize_width(width) interleave_count(count) unroll(disable))        \
  for (unsigned lane = 0; lane < kLanes; ++lane)
#if defined(__AVX512F__)
#define OX_VECTOR_BYTES 64
#elif defined(__AVX2__)
#define OX_VECTOR_BYTES 32
#else
#define OX_VECTOR_BYTES 16
#endif

namespace ox::sim::OX_LEVEL {

typedef uint32_t Bits32 __attribute__((ext_vector_type(32), aligned(64)));
typedef uint64_t Bits64 __attribute__((ext_vector_type(32), aligned(64)));
typedef bool Bools __attribute__((ext_vector_type(32)));

// 1 << lane, as constants that a vector comparison can use.
inline constexpr uint32_t kBit32[kLanes] = {
    1u << 0,  1u << 1,  1u << 2,  1u << 3,  1u << 4,  1u << 5,  1u << 6,  1u << 7,  1u << 8,  1u << 9,  1u << 10,
    1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15, 1u << 16, 1u << 17, 1u << 18, 1u << 19, 1u << 20, 1u << 21,
    1u << 22, 1u << 23, 1u << 24, 1u << 25, 1u << 26, 1u << 27, 1u << 28, 1u << 29, 1u << 30, 1u << 31};

OX_INLINE bool has(uint32_t mask, unsigned lane) { return (mask & kBit32[lane]) != 0; }
OX_INLINE unsigned first_lane(uint32_t mask) { return __builtin_ctz(mask); }

OX_INLINE uint64_t sign_extend32(uint32_t value) { return uint64_t(int64_t(int32_t(value))); }

template <class Runner> constexpr Handlers handlers_of() {
  return {&Runner::template run<void, true>, &Runner::template run<void, false>, nullptr};
}

// Stores value(lane) to the lanes of the group.
template <bool kFull, class T, class F> OX_INLINE void write_lanes(T* destination, uint32_t mask, F value) {
  OX_LANES {
    T result = value(lane);
    destination[lane] = kFull || has(mask, lane) ? result : destination[lane];
  }
}
// The same for values that are cheap to compute: all vectors at once, without a loop.
template <bool kFull, class F> OX_INLINE void write_at_once(uint64_t* destination, uint32_t mask, F value) {
  OX_FLAT_LANES(OX_VECTOR_BYTES / 8, 256 / OX_VECTOR_BYTES) {
    uint64_t result = value(lane);
    destination[lane] = kFull || has(mask, lane) ? result : destination[lane];
  }
}

template <class Op, bool kFull> const Slot* run_unary(Warp& warp, const Slot* slot) {
  const uint64_t* a = warp.x[slot->rs1];
  write_at_once<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return Op::of(a[lane]); });
  return slot + 1;
}

template <class Op, bool kFull> const Slot* run_immediate(Warp& warp, const Slot* slot) {
  const uint64_t* a = warp.x[slot->rs1];
  const uint64_t immediate = uint64_t(slot->imm);
  write_at_once<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return Op::of(a[lane], immediate); });
  return slot + 1;
}

template <class Op, bool kFull> const Slot* run_binary(Warp& warp, const Slot* slot) {
  const uint64_t* a = warp.x[slot->rs1];
  const uint64_t* b = warp.x[slot->rs2];
  write_at_once<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return Op::of(a[lane], b[lane]); });
  return slot + 1;
}

template <class Op, bool kFull> const Slot* run_ternary(Warp& warp, const Slot* slot) {
  const uint64_t* a = warp.x[slot->rs1];
  const uint64_t* b = warp.x[slot->rs2];
  const uint64_t* c = warp.x[slot->rs3];
  write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return Op::of(a[lane], b[lane], c[lane]); });
  return slot + 1;
}

// The f registers.  Sources come as dense arrays; a temporary is filled where a lane's value lives in the other home.
// A boxed single found among the doubles (one that was spilled, or passed through an x register) moves to its home.
[[gnu::noinline]] static const uint32_t* narrow_from_wide(Warp& warp, unsigned reg, uint32_t unboxed_value,
                                                          uint32_t* temporary) {
  uint32_t boxed = warp.boxed[reg];
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    const uint64_t wide = warp.wide[reg][lane];
    if (!has(boxed, lane) && wide >> 32 == 0xffffffff) {
      warp.narrow[reg][lane] = uint32_t(wide);
      boxed |= kBit32[lane];
    }
    const uint32_t other = unboxed_value == 0 ? uint32_t(wide) : unboxed_value;
    temporary[lane] = has(boxed, lane) ? warp.narrow[reg][lane] : other;
  }
  warp.boxed[reg] = boxed;
  return temporary;
}

[[gnu::noinline]] static const uint64_t* wide_from_narrow(const Warp& warp, unsigned reg, uint64_t* temporary) {
  for (unsigned lane = 0; lane < kLanes; ++lane)
    temporary[lane] = has(warp.boxed[reg], lane) ? 0xffffffff00000000 | warp.narrow[reg][lane] : warp.wide[reg][lane];
  return temporary;
}

inline constexpr uint32_t kNanSingle = 0x7fc00000;
inline constexpr uint64_t kNanDouble = 0x7ff8000000000000;
inline constexpr uint32_t kNanHalf = 0x7e00;
inline constexpr uint32_t kHalfBox = 0xffff0000;

// The register read as single: a value that is not boxed is the canonical NaN.
OX_INLINE const uint32_t* read_single(Warp& warp, unsigned reg, uint32_t* temporary) {
  if (__builtin_expect((warp.mask & ~warp.boxed[reg]) == 0, 1))
    return warp.narrow[reg];
  return narrow_from_wide(warp, reg, kNanSingle, temporary);
}
// Its low 32 bits, whatever they are.
OX_INLINE const uint32_t* read_low_word(Warp& warp, unsigned reg, uint32_t* temporary) {
  if (__builtin_expect((warp.mask & ~warp.boxed[reg]) == 0, 1))
    return warp.narrow[reg];
  return narrow_from_wide(warp, reg, 0, temporary);
}
OX_INLINE const uint64_t* read_double(const Warp& warp, unsigned reg, uint64_t* temporary) {
  if (__builtin_expect((warp.mask & warp.boxed[reg]) == 0, 1))
    return warp.wide[reg];
  return wide_from_narrow(warp, reg, temporary);
}

template <bool kFull> OX_INLINE void mark_boxed(Warp& warp, unsigned reg) {
  warp.boxed[reg] = kFull ? ~0u : warp.boxed[reg] | warp.mask;
}
template <bool kFull> OX_INLINE void mark_wide(Warp& warp, unsigned reg) {
  warp.boxed[reg] = kFull ? 0 : warp.boxed[reg] & ~warp.mask;
}
template <bool kFull, class F> OX_INLINE void write_single(Warp& warp, unsigned reg, F value) {
  write_lanes<kFull>(warp.narrow[reg], warp.mask, value);
  mark_boxed<kFull>(warp, reg);
}
template <bool kFull, class F> OX_INLINE void write_double(Warp& warp, unsigned reg, F value) {
  write_lanes<kFull>(warp.wide[reg], warp.mask, value);
  mark_wide<kFull>(warp, reg);
}

} // namespace ox::sim::OX_LEVEL

// An instruction whose handler is template <class Op, bool kFull> runner, and whose semantics is one expression.
#define OX_HANDLERS(name, runner)                                                                                      \
  Handlers select_##name(uint8_t) { return {&runner<name##_op, true>, &runner<name##_op, false>}; }
#define OX_UNARY(name, ...)                                                                                            \
  struct name##_op {                                                                                                   \
    static OX_INLINE uint64_t of(uint64_t a) { return __VA_ARGS__; }                                                   \
  };                                                                                                                   \
  OX_HANDLERS(name, run_unary)
#define OX_IMMEDIATE(name, ...)                                                                                        \
  struct name##_op {                                                                                                   \
    static OX_INLINE uint64_t of(uint64_t a, uint64_t b) { return __VA_ARGS__; }                                       \
  };                                                                                                                   \
  OX_HANDLERS(name, run_immediate)
#define OX_BINARY(name, ...)                                                                                           \
  struct name##_op {                                                                                                   \
    static OX_INLINE uint64_t of(uint64_t a, uint64_t b) { return __VA_ARGS__; }                                       \
  };                                                                                                                   \
  OX_HANDLERS(name, run_binary)
#define OX_TERNARY(name, ...)                                                                                          \
  struct name##_op {                                                                                                   \
    static OX_INLINE uint64_t of(uint64_t a, uint64_t b, uint64_t c) { return __VA_ARGS__; }                           \
  };                                                                                                                   \
  OX_HANDLERS(name, run_ternary)
