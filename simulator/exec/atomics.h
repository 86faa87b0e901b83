// Atomics: one host atomic per lane, in lane order, always sequentially consistent (x86 has no cheaper ones), so aq and
// rl need nothing more.  Floating-point ones loop over compare-and-swap.
#pragma once
#include "simulator/exec/atomics_common.h"
#include "simulator/exec/extremes.h"
#include "simulator/exec/formats.h"

namespace ox::sim::OX_LEVEL {

// Op::of<T>(host address, operand): the old value.  T is unsigned.
template <class T, class Op> struct IntegerAtomic {
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<sizeof(T), true>(warp, slot, 0, host))
      return slot;
    charge(warp, Op::kMayWait || slot->rs2 == 0);
    if (Op::kIsSum && all_same(warp.mask, host))
      return add_at_once(warp, slot, host[first_lane(warp.mask)]);
    each_lane_of(warp.mask, [&](unsigned lane) {
      T operand = T(warp.x[slot->rs2][lane]);
      T old = Op::template of<T>(host[lane], operand);
      warp.x[slot->rd][lane] = sign_extend<T>(old);
    });
    return slot + 1;
  }
  // Lanes that add to one counter: one host atomic for all, and each lane gets what it would have found in its turn.
  static OX_INLINE const Slot* add_at_once(Warp& warp, const Slot* slot, uint64_t host) {
    T sum = 0;
    each_lane_of(warp.mask, [&](unsigned lane) { sum += T(warp.x[slot->rs2][lane]); });
    T old = Op::template of<T>(host, sum);
    each_lane_of(warp.mask, [&](unsigned lane) {
      const T operand = T(warp.x[slot->rs2][lane]);
      warp.x[slot->rd][lane] = sign_extend<T>(old);
      old += operand;
    });
    return slot + 1;
  }
};

struct Swap {
  static constexpr bool kMayWait = true, kIsSum = false;
  template <class T> static OX_INLINE T of(uint64_t host, T operand) {
    return __atomic_exchange_n(reinterpret_cast<T*>(host), operand, __ATOMIC_SEQ_CST);
  }
};
#define OX_FETCH(op, builtin, is_sum)                                                                                  \
  struct op {                                                                                                          \
    static constexpr bool kMayWait = false, kIsSum = is_sum;                                                           \
    template <class T> static OX_INLINE T of(uint64_t host, T operand) {                                               \
      return builtin(reinterpret_cast<T*>(host), operand, __ATOMIC_SEQ_CST);                                           \
    }                                                                                                                  \
  };
OX_FETCH(FetchAdd, __atomic_fetch_add, true)
OX_FETCH(FetchXor, __atomic_fetch_xor, false)
OX_FETCH(FetchAnd, __atomic_fetch_and, false)
OX_FETCH(FetchOr, __atomic_fetch_or, false)
#undef OX_FETCH
#define OX_APPLY(op, ...)                                                                                              \
  struct op {                                                                                                          \
    static constexpr bool kMayWait = false, kIsSum = false;                                                            \
    template <class T> static OX_INLINE T of(uint64_t host, T operand) {                                               \
      return fetch_apply<T>(host, [operand](T old) -> T { return __VA_ARGS__; });                                      \
    }                                                                                                                  \
  };
OX_APPLY(FetchMin, int64_t(sign_extend(old)) < int64_t(sign_extend(operand)) ? old : operand)
OX_APPLY(FetchMax, int64_t(sign_extend(old)) > int64_t(sign_extend(operand)) ? old : operand)
OX_APPLY(FetchMinUnsigned, old < operand ? old : operand)
OX_APPLY(FetchMaxUnsigned, old > operand ? old : operand)
OX_APPLY(Increment, old >= operand ? 0 : old + 1)
OX_APPLY(Decrement, old == 0 || old > operand ? operand : old - 1)
#undef OX_APPLY

#define OX_ATOMIC(name, op)                                                                                            \
  Handlers select_##name##_b(uint8_t) { return handlers_of<IntegerAtomic<uint8_t, op>>(); }                            \
  Handlers select_##name##_h(uint8_t) { return handlers_of<IntegerAtomic<uint16_t, op>>(); }                           \
  Handlers select_##name##_w(uint8_t) { return handlers_of<IntegerAtomic<uint32_t, op>>(); }                           \
  Handlers select_##name##_d(uint8_t) { return handlers_of<IntegerAtomic<uint64_t, op>>(); }
OX_ATOMIC(amoswap, Swap)
OX_ATOMIC(amoadd, FetchAdd)
OX_ATOMIC(amoxor, FetchXor)
OX_ATOMIC(amoand, FetchAnd)
OX_ATOMIC(amoor, FetchOr)
OX_ATOMIC(amomin, FetchMin)
OX_ATOMIC(amomax, FetchMax)
OX_ATOMIC(amominu, FetchMinUnsigned)
OX_ATOMIC(amomaxu, FetchMaxUnsigned)
#undef OX_ATOMIC
Handlers select_ox_amoinc_w(uint8_t) { return handlers_of<IntegerAtomic<uint32_t, Increment>>(); }
Handlers select_ox_amodec_w(uint8_t) { return handlers_of<IntegerAtomic<uint32_t, Decrement>>(); }

// Compare and swap: rd is expected value and result.  rs3 is rd as a source.
template <class T> struct CompareAndSwap {
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<sizeof(T), true>(warp, slot, 0, host))
      return slot;
    bool failed = false;
    each_lane_of(warp.mask, [&](unsigned lane) {
      T expected = T(warp.x[slot->rs3][lane]);
      failed |= !__atomic_compare_exchange_n(reinterpret_cast<T*>(host[lane]), &expected, T(warp.x[slot->rs2][lane]),
                                             false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
      warp.x[slot->rd][lane] = sign_extend<T>(expected);
    });
    charge(warp, failed);
    return slot + 1;
  }
};
Handlers select_amocas_b(uint8_t) { return handlers_of<CompareAndSwap<uint8_t>>(); }
Handlers select_amocas_h(uint8_t) { return handlers_of<CompareAndSwap<uint16_t>>(); }
Handlers select_amocas_w(uint8_t) { return handlers_of<CompareAndSwap<uint32_t>>(); }
Handlers select_amocas_d(uint8_t) { return handlers_of<CompareAndSwap<uint64_t>>(); }

// 128 bits in register pairs; pair x0 reads as zero and is not written.  A 16-byte element never fits the 8-byte words
// of the local window, so there it is a plain exchange: no other lane can see it.
#if defined(__x86_64__)
__attribute__((target("cx16")))
#endif
static bool compare_and_swap_128(uint64_t host, unsigned __int128* expected, unsigned __int128 desired) {
  return __atomic_compare_exchange_n(reinterpret_cast<unsigned __int128*>(host), expected, desired, false,
                                     __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
using Pair = unsigned __int128;
OX_INLINE Pair read_pair(const Warp& warp, unsigned reg, unsigned lane) {
  return reg == 0 ? Pair{0} : Pair{warp.x[reg + 1][lane]} << 64 | warp.x[reg][lane];
}
// The two words of a lane's element, wherever they are: words of a lane's local window are 32 words apart.
struct PairPlace {
  uint64_t lower, upper;
  bool is_local;
  OX_INLINE PairPlace(const Warp& warp, const Slot* slot, unsigned lane, uint64_t host)
      : lower(host), is_local(in_local_window(warp, warp.x[slot->rs1][lane], 16)) {
    upper = host + (is_local ? 8 * kLanes : 8);
  }
  OX_INLINE Pair load() const { return Pair{peek<uint64_t>(upper)} << 64 | peek<uint64_t>(lower); }
  OX_INLINE void store(Pair value) const {
    poke<uint64_t>(lower, uint64_t(value));
    poke<uint64_t>(upper, uint64_t(value >> 64));
  }
};
// Op::old_value(place, operand, expected): does the operation.
template <class Op> struct PairOperation {
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<16, true>(warp, slot, 0, host))
      return slot;
    bool waits = Op::kMayWait;
    each_lane_of(warp.mask, [&](unsigned lane) {
      const PairPlace place(warp, slot, lane, host[lane]);
      const unsigned rd = slot->rd == kScratchRegister ? 0 : slot->rd;
      const Pair expected = read_pair(warp, rd, lane);
      const Pair old = Op::old_value(place, read_pair(warp, slot->rs2, lane), expected);
      waits |= old != expected;
      if (rd != 0) {
        warp.x[rd][lane] = uint64_t(old);
        warp.x[rd + 1][lane] = uint64_t(old >> 64);
      }
    });
    charge(warp, waits);
    return slot + 1;
  }
};
struct CompareAndSwapPair {
  static constexpr bool kMayWait = false;
  static Pair old_value(const PairPlace& place, Pair desired, Pair expected) {
    if (!place.is_local) {
      compare_and_swap_128(place.lower, &expected, desired);
      return expected;
    }
    const Pair old = place.load();
    if (old == expected)
      place.store(desired);
    return old;
  }
};
struct SwapPair {
  static constexpr bool kMayWait = true;
  static Pair old_value(const PairPlace& place, Pair desired, Pair) {
    Pair old = 0; // a first guess: the exchange says what is there
    if (place.is_local)
      old = place.load(), place.store(desired);
    else
      while (!compare_and_swap_128(place.lower, &old, desired)) {
      }
    return old;
  }
};
Handlers select_amocas_q(uint8_t) { return handlers_of<PairOperation<CompareAndSwapPair>>(); }
Handlers select_ox_amoswap_q(uint8_t) { return handlers_of<PairOperation<SwapPair>>(); }

// Floating point.  Op::of works on the bits of one element.
//
// A sum of singles flushes subnormals in global memory and nowhere else (PTX manual, atom: "Current implementation of
// atom.add.f32 on global memory flushes"); sums of the other formats never do (.noftz, and f64 has no flush).
OX_INLINE bool is_in_global_memory(Warp& warp, const Slot* slot, uint64_t address) {
  if (in_local_window(warp, address, 1))
    return false;
  const Range* range = range_of(warp, slot, address);
  return !range || !range->is_shared;
}
struct AddOp {
  template <class L> static OX_INLINE typename L::Word of(typename L::Word a, typename L::Word b) {
    if constexpr (sizeof(typename L::Word) == 8)
      return canonical_double(as_double(a) + as_double(b));
    else if constexpr (L::kSign == 0x80000000)
      return canonical_single(as_single(a) + as_single(b));
    else
      return uint32_t(
          round_to<typename FormatOf<L>::Type>(add_to_odd(double(L::value(a)), double(L::value(b))), kNearest));
  }
};
struct AddFlushed {
  template <class L> static OX_INLINE uint32_t of(uint32_t a, uint32_t b) {
    return flush_single(AddOp::of<SingleLanes>(flush_single(a), flush_single(b)));
  }
};
template <class L, class T, class Op> struct FloatAtomic { // operands in f registers
  static constexpr bool kFlushesGlobal = __is_same(L, SingleLanes) && __is_same(Op, AddOp);
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    alignas(64) typename L::Word temporary[kLanes];
    if (!locate_each<sizeof(T), true>(warp, slot, 0, host))
      return slot;
    const auto* operands = L::read(warp, slot->rs2, temporary);
    alignas(64) typename L::Word old[kLanes];
    each_lane_of(warp.mask, [&](unsigned lane) {
      auto operand = L::word(operands[lane]);
      if constexpr (kFlushesGlobal) {
        if (is_in_global_memory(warp, slot, warp.x[slot->rs1][lane])) {
          old[lane] = fetch_apply<T>(host[lane], [&](T value) { return AddFlushed::of<L>(value, operand); });
          return;
        }
      }
      old[lane] = fetch_apply<T>(host[lane], [&](T value) { return T(Op::template of<L>(value, operand)); });
    });
    each_lane_of(warp.mask, [&](unsigned lane) {
      if constexpr (sizeof(T) == 8)
        warp.wide[slot->rd][lane] = old[lane];
      else
        warp.narrow[slot->rd][lane] = sizeof(T) == 2 ? kHalfBox | old[lane] : old[lane];
    });
    if constexpr (sizeof(T) == 8)
      mark_wide<false>(warp, slot->rd);
    else
      mark_boxed<false>(warp, slot->rd);
    return slot + 1;
  }
};
template <class L, class Op> struct PairAtomic { // two packed elements in x registers
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<4, true>(warp, slot, 0, host))
      return slot;
    each_lane_of(warp.mask, [&](unsigned lane) {
      uint32_t operand = uint32_t(warp.x[slot->rs2][lane]);
      warp.x[slot->rd][lane] = sign_extend32(fetch_apply<uint32_t>(host[lane], [&](uint32_t value) {
        uint32_t lower = Op::template of<L>(value & 0xffff, operand & 0xffff);
        uint32_t upper = Op::template of<L>(value >> 16, operand >> 16);
        return upper << 16 | lower;
      }));
    });
    return slot + 1;
  }
};
#define OX_FLOAT_ATOMIC(name, ...)                                                                                     \
  Handlers select_ox_##name##_h(uint8_t) { return handlers_of<FloatAtomic<HalfLanes, uint16_t, __VA_ARGS__>>(); }      \
  Handlers select_ox_##name##_bf(uint8_t) { return handlers_of<FloatAtomic<BfloatLanes, uint16_t, __VA_ARGS__>>(); }   \
  Handlers select_ox_##name##_s(uint8_t) { return handlers_of<FloatAtomic<SingleLanes, uint32_t, __VA_ARGS__>>(); }    \
  Handlers select_ox_##name##_d(uint8_t) { return handlers_of<FloatAtomic<DoubleLanes, uint64_t, __VA_ARGS__>>(); }    \
  Handlers select_ox_##name##_h2(uint8_t) { return handlers_of<PairAtomic<HalfLanes, __VA_ARGS__>>(); }                \
  Handlers select_ox_##name##_bf2(uint8_t) { return handlers_of<PairAtomic<BfloatLanes, __VA_ARGS__>>(); }
OX_FLOAT_ATOMIC(amofadd, AddOp)
OX_FLOAT_ATOMIC(amofmin, Minimum)
OX_FLOAT_ATOMIC(amofmax, Maximum)
#undef OX_FLOAT_ATOMIC

} // namespace ox::sim::OX_LEVEL
