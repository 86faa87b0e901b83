// mbarrier objects (PTX manual, "Parallel Synchronization and Communication Instructions: mbarrier"): a 64-bit word in
// memory that counts the arrivals, and the bytes of asynchronous copies, that complete a phase.
//
//   bit 0         1: this is an mbarrier
//   bits 2..1     number of the phase, modulo 4; bit 1 is its parity
//   bits 22..3    arrivals that this phase still waits for
//   bits 42..23   arrivals that the next phase will wait for
//   bits 63..43   bytes that this phase still waits for, signed: a copy may end before it is announced
//
// The word changes by compare-and-swap, so blocks of a cluster may share one.  Lanes act in the order of their numbers;
// one that misuses the object ends the launch, and what lanes below it did has happened.
#pragma once
#include "simulator/exec/atomics_common.h"

namespace ox::sim::OX_LEVEL {

struct MbarrierState {
  static constexpr uint32_t kMostArrivals = (1u << 20) - 1;
  static constexpr int32_t kMostBytes = (1 << 20) - 1;
  bool valid;
  uint32_t phase, pending, expected;
  int32_t bytes;

  static OX_INLINE MbarrierState of(uint64_t word) {
    return {(word & 1) != 0, uint32_t(word >> 1) & 3, uint32_t(word >> 3) & kMostArrivals,
            uint32_t(word >> 23) & kMostArrivals, int32_t(int64_t(word) >> 43)};
  }
  OX_INLINE uint64_t word() const {
    return uint64_t{valid} | uint64_t{phase & 3} << 1 | uint64_t{pending} << 3 | uint64_t{expected} << 23 |
           uint64_t(int64_t{bytes}) << 43;
  }
  OX_INLINE MbarrierState completed_if_done() const {
    if (pending != 0 || bytes != 0)
      return *this;
    return {valid, phase + 1, expected, expected, 0};
  }
};

enum class Misuse : uint8_t { kNone, kNoObject, kCount, kTooManyArrivals, kBytes };

[[gnu::noinline]] static const Slot* raise_misuse(Warp& warp, const Slot* slot, unsigned lane, Misuse misuse,
                                                  uint64_t word, uint32_t operand) {
  const unsigned long long address = warp.x[slot->rs1][lane];
  const MbarrierState state = MbarrierState::of(word);
  switch (misuse) {
  case Misuse::kNoObject:
    return raise(warp, slot, Trouble::kBarrier, lane,
                 "there is no mbarrier at 0x%llx: it was never initialised, or it has been invalidated", address);
  case Misuse::kCount:
    return raise(warp, slot, Trouble::kBarrier, lane,
                 "the mbarrier at 0x%llx is given a count of %u arrivals; a count is 1 to %u", address, operand,
                 MbarrierState::kMostArrivals);
  case Misuse::kTooManyArrivals:
    return raise(warp, slot, Trouble::kBarrier, lane,
                 "%u arrivals at the mbarrier at 0x%llx, whose phase waits for only %u (of %u expected)", operand,
                 address, state.pending, state.expected);
  case Misuse::kBytes:
    return raise(warp, slot, Trouble::kBarrier, lane,
                 "the mbarrier at 0x%llx waits for %d bytes; %u more or fewer leave the range of +-%d", address,
                 state.bytes, operand, MbarrierState::kMostBytes);
  case Misuse::kNone:
    break;
  }
  return slot;
}

// What an operation makes of a state; kNone if it may.
struct MbarrierArrive {
  static constexpr bool kCounts = true, kReturns = true;
  static OX_INLINE Misuse apply(MbarrierState& state, uint32_t count) {
    if (count > state.pending)
      return Misuse::kTooManyArrivals;
    state.pending -= count;
    return Misuse::kNone;
  }
};
struct MbarrierDrop {
  static constexpr bool kCounts = true, kReturns = true;
  static OX_INLINE Misuse apply(MbarrierState& state, uint32_t count) {
    if (count > state.pending || count > state.expected)
      return Misuse::kTooManyArrivals;
    state.expected -= count;
    state.pending -= count;
    return Misuse::kNone;
  }
};
template <int kSign> struct MbarrierBytes {
  static constexpr bool kCounts = false, kReturns = false;
  static OX_INLINE Misuse apply(MbarrierState& state, uint32_t count) {
    const int64_t bytes = state.bytes + kSign * int64_t{count};
    if (bytes > MbarrierState::kMostBytes || bytes < -MbarrierState::kMostBytes)
      return Misuse::kBytes;
    state.bytes = int32_t(bytes);
    return Misuse::kNone;
  }
};

template <class Op> struct MbarrierUpdate {
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<8, true>(warp, slot, 0, host))
      return slot;
    charge(warp, false);
    for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
      const unsigned lane = first_lane(left);
      const uint32_t operand = uint32_t(warp.x[slot->rs2][lane]);
      uint64_t old = __atomic_load_n(reinterpret_cast<uint64_t*>(host[lane]), __ATOMIC_RELAXED), next = 0;
      Misuse misuse = Misuse::kNone;
      do {
        MbarrierState state = MbarrierState::of(old);
        if (!state.valid)
          misuse = Misuse::kNoObject;
        else if (Op::kCounts && (operand == 0 || operand > MbarrierState::kMostArrivals))
          misuse = Misuse::kCount;
        else
          misuse = Op::apply(state, operand);
        if (misuse != Misuse::kNone)
          return raise_misuse(warp, slot, lane, misuse, old, operand);
        next = state.completed_if_done().word();
      } while (!__atomic_compare_exchange_n(reinterpret_cast<uint64_t*>(host[lane]), &old, next, true, __ATOMIC_SEQ_CST,
                                            __ATOMIC_RELAXED));
      if constexpr (Op::kReturns)
        warp.x[slot->rd][lane] = old;
    }
    return slot + 1;
  }
};
Handlers select_ox_mbar_arrive(uint8_t) { return handlers_of<MbarrierUpdate<MbarrierArrive>>(); }
Handlers select_ox_mbar_drop(uint8_t) { return handlers_of<MbarrierUpdate<MbarrierDrop>>(); }
Handlers select_ox_mbar_expect(uint8_t) { return handlers_of<MbarrierUpdate<MbarrierBytes<1>>>(); }
Handlers select_ox_mbar_complete(uint8_t) { return handlers_of<MbarrierUpdate<MbarrierBytes<-1>>>(); }

// init takes whatever was there: shared memory is used again, and its old content may look like an object.
struct MbarrierInit {
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<8, true>(warp, slot, 0, host))
      return slot;
    for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
      const unsigned lane = first_lane(left);
      const uint32_t count = uint32_t(warp.x[slot->rs2][lane]);
      if (count == 0 || count > MbarrierState::kMostArrivals)
        return raise_misuse(warp, slot, lane, Misuse::kCount, 0, count);
    }
    each_lane_of(warp.mask, [&](unsigned lane) {
      const uint32_t count = uint32_t(warp.x[slot->rs2][lane]);
      const MbarrierState state{true, 0, count, count, 0};
      __atomic_store_n(reinterpret_cast<uint64_t*>(host[lane]), state.word(), __ATOMIC_SEQ_CST);
    });
    return slot + 1;
  }
};
struct MbarrierInvalidate {
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<8, true>(warp, slot, 0, host))
      return slot;
    for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
      const unsigned lane = first_lane(left);
      uint64_t* const cell = reinterpret_cast<uint64_t*>(host[lane]);
      uint64_t old = __atomic_load_n(cell, __ATOMIC_RELAXED);
      do {
        if (!MbarrierState::of(old).valid)
          return raise_misuse(warp, slot, lane, Misuse::kNoObject, old, 0);
      } while (!__atomic_compare_exchange_n(cell, &old, 0, true, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
    }
    return slot + 1;
  }
};
Handlers select_ox_mbar_init(uint8_t) { return handlers_of<MbarrierInit>(); }
Handlers select_ox_mbar_inval(uint8_t) { return handlers_of<MbarrierInvalidate>(); }

// Whether a phase is complete: that of a token, or the latest of a parity.  Only the current phase and the one before
// it can be asked for, so "not the current one" is the answer.
template <bool kParity, bool kSuspends> struct MbarrierTest {
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<8, true>(warp, slot, 0, host))
      return slot;
    alignas(64) uint64_t result[kLanes];
    uint32_t complete = 0;
    for (uint32_t left = warp.mask; left != 0; left &= left - 1) {
      const unsigned lane = first_lane(left);
      const uint64_t word = __atomic_load_n(reinterpret_cast<uint64_t*>(host[lane]), __ATOMIC_SEQ_CST);
      const uint64_t asked = warp.x[slot->rs2][lane];
      if (!MbarrierState::of(word).valid)
        return raise_misuse(warp, slot, lane, Misuse::kNoObject, word, 0);
      const uint32_t phase = MbarrierState::of(word).phase;
      result[lane] = kParity ? (phase & 1) != (asked & 1) : phase != MbarrierState::of(asked).phase;
      complete |= result[lane] ? kBit32[lane] : 0;
    }
    each_lane_of(warp.mask, [&](unsigned lane) { warp.x[slot->rd][lane] = result[lane]; });
    if (kSuspends && complete == 0)
      return yield(warp, slot);
    charge(warp, complete != warp.mask);
    return slot + 1;
  }
};
Handlers select_ox_mbar_test(uint8_t) { return handlers_of<MbarrierTest<false, false>>(); }
Handlers select_ox_mbar_testp(uint8_t) { return handlers_of<MbarrierTest<true, false>>(); }
Handlers select_ox_mbar_try(uint8_t) { return handlers_of<MbarrierTest<false, true>>(); }
Handlers select_ox_mbar_tryp(uint8_t) { return handlers_of<MbarrierTest<true, true>>(); }

OX_UNARY(ox_mbar_pending, MbarrierState::of(a).pending)

} // namespace ox::sim::OX_LEVEL
