// Half-precision arithmetic (Zfh).  Every operation is done in double rounded to odd, then rounded once to a half: one
// path for all rounding modes.  Modes 5 and 6 flush subnormal sources and results.
#pragma once
#include "simulator/exec/arithmetic.h"
#include "simulator/exec/formats.h"

namespace ox::sim::OX_LEVEL {

OX_INLINE uint32_t flush_half(uint32_t bits) { return (bits & HalfLanes::kExponent) == 0 ? bits & 0x8000 : bits; }

template <class Op, Flushing kFlushing> struct HalfArithmetic {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    SingleSources<Op::kSources> sources(warp, slot);
    const unsigned mode = slot->rm;
    auto load = [&](unsigned i, unsigned lane) {
      const uint32_t word = HalfLanes::word(sources.of[i][lane]);
      return double(half_to_single(kFlushing == Flushing::kYes ? flush_half(word) : word));
    };
    HalfLanes::write<kFull>(warp, slot->rd, [&](unsigned lane) {
      double result;
      if constexpr (Op::kSources == 1)
        result = Op::odd(load(0, lane), mode);
      if constexpr (Op::kSources == 2)
        result = Op::odd(load(0, lane), load(1, lane), mode);
      if constexpr (Op::kSources == 3)
        result = Op::odd(load(0, lane), load(1, lane), load(2, lane), mode);
      const uint32_t bits = uint32_t(round_to<Half>(result, mode));
      return kFlushing == Flushing::kYes ? flush_half(bits) : bits;
    });
    return slot + 1;
  }
};

template <class Op> Handlers select_half(unsigned mode) {
  return mode == kFlush || mode == kFlushToZero ? handlers_of<HalfArithmetic<Op, Flushing::kYes>>()
                                                : handlers_of<HalfArithmetic<Op, Flushing::kNo>>();
}

#define OX_HALF(name, ...)                                                                                             \
  Handlers select_##name##_h(uint8_t mode) { return select_half<__VA_ARGS__>(mode); }
OX_HALF(fadd, Add)
OX_HALF(fsub, Subtract)
OX_HALF(fmul, Multiply)
OX_HALF(fdiv, Divide)
OX_HALF(fsqrt, Root)
OX_HALF(fmadd, Fused<false, false>)
OX_HALF(fmsub, Fused<false, true>)
OX_HALF(fnmsub, Fused<true, false>)
OX_HALF(fnmadd, Fused<true, true>)
#undef OX_HALF

} // namespace ox::sim::OX_LEVEL
