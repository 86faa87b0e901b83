// Single and double precision arithmetic and comparison.  To nearest even runs as host vectors; a NaN result is always
// RISC-V's canonical one.  Contraction is off where this is compiled: a fused operation is one that says so.
#pragma once
#include "simulator/exec/arithmetic.h"
#include "simulator/exec/formats.h"
#include "simulator/host_rounding.h"

namespace ox::sim::OX_LEVEL {

// To nearest even, subnormals flushed or not.  The way that almost every group takes needs no room for converted
// sources, and so no stack frame: it is worth a function of its own.
template <class Op, Flushing kFlushing> struct SingleNearest {
  template <bool kFull>
  static OX_INLINE const Slot* compute(Warp& warp, const Slot* slot, const uint32_t* a, const uint32_t* b,
                                       const uint32_t* c) {
    auto load = [](const uint32_t* from, unsigned lane) {
      return as_single(kFlushing == Flushing::kYes ? flush_single(from[lane]) : from[lane]);
    };
    write_single<kFull>(warp, slot->rd, [&](unsigned lane) {
      float result;
      if constexpr (Op::kSources == 1)
        result = Op::nearest(load(a, lane));
      if constexpr (Op::kSources == 2)
        result = Op::nearest(load(a, lane), load(b, lane));
      if constexpr (Op::kSources == 3)
        result = Op::nearest(load(a, lane), load(b, lane), load(c, lane));
      uint32_t bits = canonical_single(result);
      return kFlushing == Flushing::kYes ? flush_single(bits) : bits;
    });
    return slot + 1;
  }
  template <bool kFull> [[gnu::noinline]] static const Slot* run_unboxed(Warp& warp, const Slot* slot) {
    SingleSources<Op::kSources> sources(warp, slot);
    return compute<kFull>(warp, slot, sources.of[0], sources.of[1], sources.of[2]);
  }
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    if (!are_boxed<Op::kSources>(warp, slot))
      return run_unboxed<kFull>(warp, slot);
    return compute<kFull>(warp, slot, warp.narrow[slot->rs1], warp.narrow[slot->rs2], warp.narrow[slot->rs3]);
  }
};

// The other modes, through double rounded to odd.
template <class Op> struct SingleRounded {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    SingleSources<Op::kSources> sources(warp, slot);
    const unsigned mode = slot->rm;
    const bool flush = mode == kFlushToZero;
    auto load = [&](unsigned i, unsigned lane) {
      uint32_t bits = sources.of[i][lane];
      return double(as_single(flush ? flush_single(bits) : bits));
    };
    write_single<kFull>(warp, slot->rd, [&](unsigned lane) {
      double result;
      if constexpr (Op::kSources == 1)
        result = Op::odd(load(0, lane), mode);
      if constexpr (Op::kSources == 2)
        result = Op::odd(load(0, lane), load(1, lane), mode);
      if constexpr (Op::kSources == 3)
        result = Op::odd(load(0, lane), load(1, lane), load(2, lane), mode);
      uint32_t bits = uint32_t(round_to<Single>(result, mode));
      return flush ? flush_single(bits) : bits;
    });
    return slot + 1;
  }
};

template <class Op> struct DoubleNearest {
  template <bool kFull>
  static OX_INLINE const Slot* compute(Warp& warp, const Slot* slot, const uint64_t* a, const uint64_t* b,
                                       const uint64_t* c) {
    write_double<kFull>(warp, slot->rd, [&](unsigned lane) {
      double result;
      if constexpr (Op::kSources == 1)
        result = Op::nearest(as_double(a[lane]));
      if constexpr (Op::kSources == 2)
        result = Op::nearest(as_double(a[lane]), as_double(b[lane]));
      if constexpr (Op::kSources == 3)
        result = Op::nearest(as_double(a[lane]), as_double(b[lane]), as_double(c[lane]));
      return canonical_double(result);
    });
    return slot + 1;
  }
  template <bool kFull>
  [[gnu::noinline]] static const Slot* compute_apart(Warp& warp, const Slot* slot, const uint64_t* a, const uint64_t* b,
                                                     const uint64_t* c) {
    return compute<kFull>(warp, slot, a, b, c);
  }
  template <bool kFull> [[gnu::noinline]] static const Slot* run_boxed(Warp& warp, const Slot* slot) {
    DoubleSources<Op::kSources> sources(warp, slot);
    return compute<kFull>(warp, slot, sources.of[0], sources.of[1], sources.of[2]);
  }
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    if (!are_wide<Op::kSources>(warp, slot))
      return run_boxed<kFull>(warp, slot);
    return compute<kFull>(warp, slot, warp.wide[slot->rs1], warp.wide[slot->rs2], warp.wide[slot->rs3]);
  }
};

// To zero, down and up, in the host's own modes.
template <class Op> struct DoubleDirected {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    DoubleSources<Op::kSources> sources(warp, slot);
    DirectedRounding rounding(slot->rm);
    return DoubleNearest<Op>::template compute_apart<kFull>(warp, slot, sources.of[0], sources.of[1], sources.of[2]);
  }
};

// To nearest with ties away, which hosts don't have.
template <class Op> struct DoubleRounded {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    DoubleSources<Op::kSources> sources(warp, slot);
    auto load = [&](unsigned i, unsigned lane) { return as_double(sources.of[i][lane]); };
    const unsigned mode = slot->rm;
    write_double<kFull>(warp, slot->rd, [&](unsigned lane) {
      if constexpr (Op::kSources == 1)
        return Op::rounded(load(0, lane), mode);
      else if constexpr (Op::kSources == 2)
        return Op::rounded(load(0, lane), load(1, lane), mode);
      else
        return Op::rounded(load(0, lane), load(1, lane), load(2, lane), mode);
    });
    return slot + 1;
  }
};

template <class Op> Handlers select_single(unsigned mode) {
  if (mode == kNearest || mode == kDynamic)
    return handlers_of<SingleNearest<Op, Flushing::kNo>>();
  if (mode == kFlush)
    return handlers_of<SingleNearest<Op, Flushing::kYes>>();
  return handlers_of<SingleRounded<Op>>();
}
template <class Op> Handlers select_double(unsigned mode) {
  if (mode == kNearest || mode == kDynamic)
    return handlers_of<DoubleNearest<Op>>();
  if (mode == kToZero || mode == kDown || mode == kUp)
    return handlers_of<DoubleDirected<Op>>();
  return handlers_of<DoubleRounded<Op>>();
}

#define OX_ARITHMETIC(name, ...)                                                                                       \
  Handlers select_##name##_s(uint8_t mode) { return select_single<__VA_ARGS__>(mode); }                                \
  Handlers select_##name##_d(uint8_t mode) { return select_double<__VA_ARGS__>(mode); }
OX_ARITHMETIC(fadd, Add)
OX_ARITHMETIC(fsub, Subtract)
OX_ARITHMETIC(fmul, Multiply)
OX_ARITHMETIC(fdiv, Divide)
OX_ARITHMETIC(fsqrt, Root)
OX_ARITHMETIC(fmadd, Fused<false, false>)
OX_ARITHMETIC(fmsub, Fused<false, true>)
OX_ARITHMETIC(fnmsub, Fused<true, false>)
OX_ARITHMETIC(fnmadd, Fused<true, true>)
#undef OX_ARITHMETIC

} // namespace ox::sim::OX_LEVEL
