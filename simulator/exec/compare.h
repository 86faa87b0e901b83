// Floating-point operations that never round: signs, minimum and maximum, comparisons, classes, moves, constants.  One
// definition for each of half, single and double, on the bits and the value of a lane.
#pragma once
#include "simulator/exec/extremes.h"
#include "simulator/exec/formats.h"

namespace ox::sim::OX_LEVEL {

// Op on the words of rs1 and rs2; instructions with one source have rs2 = 0 and an Op that ignores it.  As in float.h,
// the common way has no stack frame.
template <class L, class Op, class To> struct OnWords {
  using Word = typename L::Word;
  template <bool kFull> [[gnu::noinline]] static const Slot* run_elsewhere(Warp& warp, const Slot* slot) {
    alignas(64) Word ta[kLanes], tb[kLanes];
    return To::template compute<L, Op, kFull>(warp, slot, L::read(warp, slot->rs1, ta), L::read(warp, slot->rs2, tb));
  }
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    if (!L::is_direct(warp, slot))
      return run_elsewhere<kFull>(warp, slot);
    return To::template compute<L, Op, kFull>(warp, slot, L::direct(warp, slot->rs1), L::direct(warp, slot->rs2));
  }
};
struct IntoFloat {
  template <class L, class Op, bool kFull>
  static OX_INLINE const Slot* compute(Warp& warp, const Slot* slot, const typename L::Word* a,
                                       const typename L::Word* b) {
    L::template write<kFull>(warp, slot->rd,
                             [&](unsigned lane) { return Op::template of<L>(L::word(a[lane]), L::word(b[lane])); });
    return slot + 1;
  }
};
struct IntoInteger {
  template <class L, class Op, bool kFull>
  static OX_INLINE const Slot* compute(Warp& warp, const Slot* slot, const typename L::Word* a,
                                       const typename L::Word* b) {
    write_lanes<kFull>(warp.x[slot->rd], warp.mask,
                       [&](unsigned lane) { return uint64_t(Op::template of<L>(L::word(a[lane]), L::word(b[lane]))); });
    return slot + 1;
  }
};
template <class L, class Op> using ToFloat = OnWords<L, Op, IntoFloat>;
template <class L, class Op> using ToInteger = OnWords<L, Op, IntoInteger>;

OX_WORDS(CopySign, return (a & ~L::kSign) | (b & L::kSign);)
OX_WORDS(CopyNotSign, return (a & ~L::kSign) | (~b & L::kSign);)
OX_WORDS(XorSign, return a ^ (b & L::kSign);)
OX_WORDS(MinimumOrNan, auto p = L::value(a); auto q = L::value(b); auto r = p < q   ? a
                                                                            : q < p ? b
                                                                                    : a | b;
         return p != p || q != q ? L::kNan : r;)
OX_WORDS(MaximumOrNan, auto p = L::value(a); auto q = L::value(b); auto r = p > q   ? a
                                                                            : q > p ? b
                                                                                    : a & b;
         return p != p || q != q ? L::kNan : r;)
OX_WORDS(Equal, return L::value(a) == L::value(b);)
OX_WORDS(Less, return L::value(a) < L::value(b);)
OX_WORDS(LessOrEqual, return L::value(a) <= L::value(b);)
OX_WORDS(Classify, auto magnitude = a & ~L::kSign; auto fraction = a & ~(L::kSign | L::kExponent);
         bool negative = (a & L::kSign) != 0; bool top = (a & L::kExponent) == L::kExponent;
         bool bottom = (a & L::kExponent) == 0; unsigned positive_class = top              ? 7
                                                                          : magnitude == 0 ? 4
                                                                          : bottom         ? 5
                                                                                           : 6;
         unsigned number = negative ? 7 - positive_class : positive_class;
         number = top && fraction != 0 ? ((a & L::kQuiet) != 0 ? 9 : 8) : number; return typename L::Word(1) << number;)

OX_WORDS(FlushSubnormal, return (a & L::kExponent) == 0 ? a & L::kSign : a;)

#define OX_EACH_FORMAT(name, runner, ...)                                                                              \
  Handlers select_##name##_s(uint8_t) { return handlers_of<runner<SingleLanes, __VA_ARGS__>>(); }                      \
  Handlers select_##name##_d(uint8_t) { return handlers_of<runner<DoubleLanes, __VA_ARGS__>>(); }                      \
  Handlers select_##name##_h(uint8_t) { return handlers_of<runner<HalfLanes, __VA_ARGS__>>(); }
OX_EACH_FORMAT(fsgnj, ToFloat, CopySign)
OX_EACH_FORMAT(fsgnjn, ToFloat, CopyNotSign)
OX_EACH_FORMAT(fsgnjx, ToFloat, XorSign)
OX_EACH_FORMAT(fmin, ToFloat, Minimum)
OX_EACH_FORMAT(fmax, ToFloat, Maximum)
OX_EACH_FORMAT(fminm, ToFloat, MinimumOrNan)
OX_EACH_FORMAT(fmaxm, ToFloat, MaximumOrNan)
OX_EACH_FORMAT(feq, ToInteger, Equal)
OX_EACH_FORMAT(flt, ToInteger, Less)
OX_EACH_FORMAT(fle, ToInteger, LessOrEqual)
OX_EACH_FORMAT(fltq, ToInteger, Less)
OX_EACH_FORMAT(fleq, ToInteger, LessOrEqual)
OX_EACH_FORMAT(fclass, ToInteger, Classify)
Handlers select_ox_flush_s(uint8_t) { return handlers_of<ToFloat<SingleLanes, FlushSubnormal>>(); }
Handlers select_ox_flush_h(uint8_t) { return handlers_of<ToFloat<HalfLanes, FlushSubnormal>>(); }

// Moves of bits.
struct MoveToWord {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint32_t temporary[kLanes];
    const uint32_t* a = read_low_word(warp, slot->rs1, temporary);
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return sign_extend32(a[lane]); });
    return slot + 1;
  }
};
struct MoveToHalf {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint32_t temporary[kLanes];
    const uint32_t* a = read_low_word(warp, slot->rs1, temporary);
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return uint64_t(int64_t(int16_t(a[lane]))); });
    return slot + 1;
  }
};
struct MoveToDoubleword {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t temporary[kLanes];
    const uint64_t* a = read_double(warp, slot->rs1, temporary);
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return a[lane]; });
    return slot + 1;
  }
};
template <class L> struct MoveFromInteger {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const uint64_t* a = warp.x[slot->rs1];
    constexpr auto kBits = typename L::Word(L::kSign | (L::kSign - 1));
    L::template write<kFull>(warp, slot->rd, [&](unsigned lane) { return typename L::Word(a[lane]) & kBits; });
    return slot + 1;
  }
};
Handlers select_fmv_x_w(uint8_t) { return handlers_of<MoveToWord>(); }
Handlers select_fmv_x_h(uint8_t) { return handlers_of<MoveToHalf>(); }
Handlers select_fmv_x_d(uint8_t) { return handlers_of<MoveToDoubleword>(); }
Handlers select_fmv_w_x(uint8_t) { return handlers_of<MoveFromInteger<SingleLanes>>(); }
Handlers select_fmv_h_x(uint8_t) { return handlers_of<MoveFromInteger<HalfLanes>>(); }
Handlers select_fmv_d_x(uint8_t) { return handlers_of<MoveFromInteger<DoubleLanes>>(); }

// The constants of fli (Zfa, table of the manual), as doubles; entry 1 is the format's smallest normal number, and
// what a half cannot hold is rounded to it.
inline constexpr double kConstants[32] = {-1.0,
                                          0,
                                          0x1p-16,
                                          0x1p-15,
                                          0x1p-8,
                                          0x1p-7,
                                          0.0625,
                                          0.125,
                                          0.25,
                                          0.3125,
                                          0.375,
                                          0.4375,
                                          0.5,
                                          0.625,
                                          0.75,
                                          0.875,
                                          1.0,
                                          1.25,
                                          1.5,
                                          1.75,
                                          2.0,
                                          2.5,
                                          3.0,
                                          4.0,
                                          8.0,
                                          16.0,
                                          128.0,
                                          256.0,
                                          32768.0,
                                          65536.0,
                                          __builtin_inf(),
                                          __builtin_nan("")};
template <class L> struct LoadConstant {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    unsigned index = unsigned(slot->imm) & 31;
    double value = kConstants[index];
    typename L::Word word;
    if constexpr (sizeof(typename L::Word) == 8)
      word = index == 1 ? uint64_t{1} << 52 : canonical_double(value);
    else if constexpr (L::kSign == 0x8000)
      word = index == 1 ? 0x0400 : uint32_t(round_to<Half>(value, kNearest));
    else
      word = index == 1 ? 0x00800000 : canonical_single(float(value));
    L::template write<kFull>(warp, slot->rd, [&](unsigned) { return word; });
    return slot + 1;
  }
};
Handlers select_fli_s(uint8_t) { return handlers_of<LoadConstant<SingleLanes>>(); }
Handlers select_fli_d(uint8_t) { return handlers_of<LoadConstant<DoubleLanes>>(); }
Handlers select_fli_h(uint8_t) { return handlers_of<LoadConstant<HalfLanes>>(); }

// Whole registers: singles stay in their own home where both sources are there.
template <class Op, bool kFull> const Slot* run_select(Warp& warp, const Slot* slot) {
  const uint64_t* condition = warp.x[slot->rs3];
  if (__builtin_expect((warp.mask & ~(warp.boxed[slot->rs1] & warp.boxed[slot->rs2])) == 0, 1)) {
    const uint32_t *a = warp.narrow[slot->rs1], *b = warp.narrow[slot->rs2];
    write_single<kFull>(warp, slot->rd, [&](unsigned lane) { return condition[lane] != 0 ? a[lane] : b[lane]; });
    return slot + 1;
  }
  alignas(64) uint64_t ta[kLanes], tb[kLanes];
  const uint64_t *a = read_double(warp, slot->rs1, ta), *b = read_double(warp, slot->rs2, tb);
  write_double<kFull>(warp, slot->rd, [&](unsigned lane) { return condition[lane] != 0 ? a[lane] : b[lane]; });
  return slot + 1;
}
struct ox_fsel_op {};
OX_HANDLERS(ox_fsel, run_select)

} // namespace ox::sim::OX_LEVEL
