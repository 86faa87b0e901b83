// Control: branches and jumps, the lanes' ends and hints, fences, CSRs, system calls.
//
// A branch that all lanes of the group agree on stays in the handlers; one that splits the group goes to the scheduler.
// Backward jumps use up the group's budget, and let the scheduler look when other groups of the warp could run: it is
// the one place where a group can come back below another group's pc.
#pragma once
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

OX_INLINE const Slot* jump(Warp& warp, const Slot* from, const Slot* target) {
  if (target <= from && (--warp.budget <= 0 || warp.crowded))
    warp.stop = nullptr;
  return target;
}

template <class Op> struct Branch {
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    const Bits64& a = *reinterpret_cast<const Bits64*>(warp.x[slot->rs1]);
    const Bits64& b = *reinterpret_cast<const Bits64*>(warp.x[slot->rs2]);
    const uint32_t taken = Op::of(a, b) & warp.mask;
    if (taken == 0)
      return slot + 1;
    const Slot* target = slot + slot->imm;
    if (taken == warp.mask)
      return jump(warp, slot, target);
    return diverge(warp, slot, taken, target);
  }
};
typedef int64_t Signed64 __attribute__((ext_vector_type(32), aligned(64)));
#define OX_BRANCH(name, vector, op)                                                                                    \
  struct name##_op {                                                                                                   \
    static OX_INLINE uint32_t of(const Bits64& a, const Bits64& b) {                                                   \
      const vector& p = reinterpret_cast<const vector&>(a);                                                            \
      const vector& q = reinterpret_cast<const vector&>(b);                                                            \
      return __builtin_bit_cast(uint32_t, __builtin_convertvector(p op q, Bools));                                     \
    }                                                                                                                  \
  };                                                                                                                   \
  Handlers select_##name(uint8_t) { return {&Branch<name##_op>::run<void, true>, &Branch<name##_op>::run<void, true>}; }
OX_BRANCH(beq, Bits64, ==)
OX_BRANCH(bne, Bits64, !=)
OX_BRANCH(blt, Signed64, <)
OX_BRANCH(bge, Signed64, >=)
OX_BRANCH(bltu, Bits64, <)
OX_BRANCH(bgeu, Bits64, >=)
#undef OX_BRANCH

OX_INLINE uint64_t pc_of(const Warp& warp, const Slot* slot) {
  return warp.text_begin + 4 * uint64_t(slot - warp.code);
}

#define OX_CONTROL(name, ...)                                                                                          \
  struct name##_handler {                                                                                              \
    template <bool kFull> static const Slot* run(Warp& warp, const Slot* slot) { __VA_ARGS__ }                         \
  };                                                                                                                   \
  Handlers select_##name(uint8_t) { return {&name##_handler::run<true>, &name##_handler::run<false>}; }

OX_CONTROL(jal, {
  const uint64_t link = pc_of(warp, slot) + 4;
  write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned) { return link; });
  return jump(warp, slot, slot + slot->imm);
})
OX_CONTROL(jalr, {
  alignas(64) uint64_t targets[kLanes];
  const uint64_t* a = warp.x[slot->rs1];
  const uint64_t first = (a[first_lane(warp.mask)] + uint64_t(slot->imm)) & ~uint64_t{1};
  uint64_t differs = 0;
  OX_LANES {
    targets[lane] = (a[lane] + uint64_t(slot->imm)) & ~uint64_t{1};
    differs |= has(warp.mask, lane) ? targets[lane] ^ first : 0;
  }
  const uint64_t link = pc_of(warp, slot) + 4;
  write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned) { return link; });
  const uint64_t index = (first - warp.text_begin) / 4;
  if (differs != 0 || first % 4 != 0 || index >= uint64_t(warp.code_end - warp.code))
    return scatter_jump(warp, slot, targets);
  --warp.budget;
  if (warp.budget <= 0 || warp.crowded)
    warp.stop = nullptr;
  return warp.code + index;
})

OX_CONTROL(ox_exit, return end_lanes(warp, slot);)
OX_CONTROL(ox_split, {
  const uint64_t lanes = warp.mask;
  write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned) { return lanes; });
  return slot + 1;
})
OX_CONTROL(ox_activemask, {
  const uint64_t lanes = warp.mask;
  write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned) { return lanes; });
  return slot + 1;
})
OX_CONTROL(ox_join, {
  const uint32_t token = uint32_t(warp.x[slot->rs1][first_lane(warp.mask)]);
  if ((token & warp.live & ~warp.mask) == 0 || warp.ignore_hints)
    return slot + 1;
  return park_at_join(warp, slot, token);
})
OX_CONTROL(ox_nanosleep, return sleep(warp, slot, warp.x[slot->rs1]);)
OX_CONTROL(pause, return yield(warp, slot);)

inline constexpr int64_t kFenceCost = 16; // in backward jumps: a loop around a fence often waits for another lane
// Only earlier stores before later loads need the host's full fence; acquire and release are for less (and are free on
// x86). The sets are i, o, r, w as bits 7..4 before and 3..0 after.
inline constexpr int64_t kStoresBefore = 0x50, kLoadsAfter = 0x0a;
OX_CONTROL(fence, {
  if ((slot->imm & kStoresBefore) != 0 && (slot->imm & kLoadsAfter) != 0)
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
  else
    __atomic_thread_fence(__ATOMIC_ACQ_REL);
  warp.budget -= kFenceCost;
  return slot + 1;
})
OX_CONTROL(fence_tso, {
  __atomic_thread_fence(__ATOMIC_ACQ_REL);
  warp.budget -= kFenceCost;
  return slot + 1;
})
OX_CONTROL(fence_i, return slot + 1;) // code never changes

OX_CONTROL(ecall, return system_call(warp, slot);)
OX_CONTROL(ebreak,
           { return raise(warp, slot, Trouble::kTrap, first_lane(warp.mask), "the kernel executed a trap (ebreak)"); })

// See ends_its_run.
OX_INLINE bool must_settle_count(Warp& warp, const Slot* slot) {
  if (!reads_count(warp, slot))
    return false;
  if (!ends_its_run(warp, slot)) {
    warp.run_from = nullptr;
    return false;
  }
  --warp.instructions; // this one will have been counted twice
  warp.lane_instructions -= uint64_t(__builtin_popcount(warp.mask));
  warp.stop = nullptr;
  return true;
}

struct ReadCsr {
  template <bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    if (must_settle_count(warp, slot))
      return slot;
    alignas(64) uint64_t values[kLanes];
    if (!read_csr(warp, uint32_t(slot->imm), values))
      return raise(warp, slot, Trouble::kIllegal, first_lane(warp.mask), "there is no CSR 0x%x", unsigned(slot->imm));
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return values[lane]; });
    return slot + 1;
  }
};
Handlers select_csrrs(uint8_t) { return {&ReadCsr::run<true>, &ReadCsr::run<false>}; }
Handlers select_csrrc(uint8_t) { return select_csrrs(0); }
Handlers select_csrrsi(uint8_t) { return select_csrrs(0); }
Handlers select_csrrci(uint8_t) { return select_csrrs(0); }

} // namespace ox::sim::OX_LEVEL
