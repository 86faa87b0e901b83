// Half-precision arithmetic (Zfh).  Every operation is done in double rounded to odd, then rounded once to a half: one
// path for all rounding modes.
#pragma once
#include "simulator/exec/arithmetic.h"
#include "simulator/exec/formats.h"

namespace ox::sim::OX_LEVEL {

template <class Op> struct HalfArithmetic {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    SingleSources<Op::kSources> sources(warp, slot);
    const unsigned mode = slot->rm;
    auto load = [&](unsigned i, unsigned lane) { return double(half_to_single(HalfLanes::word(sources.of[i][lane]))); };
    HalfLanes::write<kFull>(warp, slot->rd, [&](unsigned lane) {
      double result;
      if constexpr (Op::kSources == 1)
        result = Op::odd(load(0, lane), mode);
      if constexpr (Op::kSources == 2)
        result = Op::odd(load(0, lane), load(1, lane), mode);
      if constexpr (Op::kSources == 3)
        result = Op::odd(load(0, lane), load(1, lane), load(2, lane), mode);
      return uint32_t(round_to<Half>(result, mode));
    });
    return slot + 1;
  }
};

#define OX_HALF(name, ...)                                                                                             \
  Handlers select_##name##_h(uint8_t) { return handlers_of<HalfArithmetic<__VA_ARGS__>>(); }
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
