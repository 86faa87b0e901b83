// Conversions: between the floating-point formats, to and from integers, to integer values.
//
// To an integer the result saturates and a NaN gives the largest (RISC-V manual, "Domains of float-to-integer
// conversions"); 32-bit results are sign-extended, the unsigned ones too.
#pragma once
#include "simulator/exec/formats.h"

namespace ox::sim::OX_LEVEL {

template <class L> OX_INLINE double exact_value(typename L::Word stored, bool flush) {
  typename L::Word word = L::word(stored);
  if constexpr (sizeof(word) == 4 && L::kSign == 0x80000000)
    word = flush ? flush_single(word) : word;
  return double(L::value(word));
}

// A rounded value as integer.  The comparisons come before the cast, which is undefined out of range.
OX_INLINE uint64_t to_int32(double v) {
  double clamped = v >= 0x1p31 || v != v ? 0x1p31 - 1 : v < -0x1p31 ? -0x1p31 : v;
  return uint64_t(int64_t(int32_t(clamped)));
}
OX_INLINE uint64_t to_uint32(double v) {
  double clamped = v >= 0x1p32 || v != v ? 0x1p32 - 1 : v < 0 ? 0.0 : v;
  return sign_extend32(uint32_t(int64_t(clamped)));
}
OX_INLINE uint64_t to_int64(double v) {
  bool large = v >= 0x1p63 || v != v, small = v < -0x1p63;
  int64_t in_range = int64_t(large || small ? 0.0 : v);
  return large ? uint64_t(INT64_MAX) : small ? uint64_t(INT64_MIN) : uint64_t(in_range);
}
OX_INLINE uint64_t to_uint64(double v) {
  bool large = v >= 0x1p64 || v != v;
  double in_range = large || v < 0 ? 0.0 : v;
  bool upper = in_range >= 0x1p63;
  uint64_t bits = uint64_t(int64_t(upper ? in_range - 0x1p63 : in_range)) | uint64_t{upper} << 63;
  return large ? ~uint64_t{0} : bits;
}

template <class L, uint64_t (*kTo)(double)> struct FloatToInteger {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    if (slot->rm == kToZero)
      return convert<kFull>(warp, slot, [](double v) { return __builtin_trunc(v); });
    const unsigned mode = slot->rm;
    return convert<kFull>(warp, slot, [mode](double v) { return round_integral(v, mode); });
  }
  template <bool kFull, class F> static OX_INLINE const Slot* convert(Warp& warp, const Slot* slot, F rounded) {
    alignas(64) typename L::Word temporary[kLanes];
    auto* a = L::read(warp, slot->rs1, temporary);
    const bool flush = slot->rm == kFlush || slot->rm == kFlushToZero;
    write_lanes<kFull>(warp.x[slot->rd], warp.mask,
                       [&](unsigned lane) { return kTo(rounded(exact_value<L>(a[lane], flush))); });
    return slot + 1;
  }
};
#define OX_TO_INTEGER(name, to)                                                                                        \
  Handlers select_##name##_s(uint8_t) { return handlers_of<FloatToInteger<SingleLanes, to>>(); }                       \
  Handlers select_##name##_d(uint8_t) { return handlers_of<FloatToInteger<DoubleLanes, to>>(); }                       \
  Handlers select_##name##_h(uint8_t) { return handlers_of<FloatToInteger<HalfLanes, to>>(); }
OX_TO_INTEGER(fcvt_w, to_int32)
OX_TO_INTEGER(fcvt_wu, to_uint32)
OX_TO_INTEGER(fcvt_l, to_int64)
OX_TO_INTEGER(fcvt_lu, to_uint64)
#undef OX_TO_INTEGER

// fcvtmod.w.d: the low 32 bits of the truncated integer, of any magnitude.
static uint64_t truncate_modulo(uint64_t bits) {
  int exponent = int(bits >> 52 & 0x7ff) - 1023;
  if (exponent < 0 || exponent > 52 + 31)
    return 0; // below one, too high to have low bits, infinite or NaN
  uint64_t significand = (bits & 0xfffffffffffff) | uint64_t{1} << 52;
  uint64_t integer = exponent > 52 ? significand << (exponent - 52) : significand >> (52 - exponent);
  return sign_extend32(uint32_t(bits >> 63 ? 0 - integer : integer));
}
struct ConvertModulo {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t temporary[kLanes];
    const uint64_t* a = read_double(warp, slot->rs1, temporary);
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) { return truncate_modulo(a[lane]); });
    return slot + 1;
  }
};
Handlers select_fcvtmod_w_d(uint8_t) { return handlers_of<ConvertModulo>(); }

// Integers to floating point: the host's conversion to nearest even, integer arithmetic otherwise.
template <class L, class T> struct IntegerToFloat {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const uint64_t* a = warp.x[slot->rs1];
    const unsigned mode = slot->rm;
    const bool host = (mode == kNearest || mode == kDynamic || mode == kFlush) && L::kSign != 0x8000;
    if (host) {
      L::template write<kFull>(warp, slot->rd, [&](unsigned lane) {
        return __builtin_bit_cast(typename L::Word, typename L::Value(T(a[lane])));
      });
    } else {
      L::template write<kFull>(warp, slot->rd, [&](unsigned lane) {
        T value = T(a[lane]);
        bool negative = value < 0;
        uint64_t magnitude = negative ? 0 - uint64_t(value) : uint64_t(value);
        return typename L::Word(round_integer<typename FormatOf<L>::Type>(negative, magnitude, mode));
      });
    }
    return slot + 1;
  }
};
#define OX_FROM_INTEGER(suffix, lanes)                                                                                 \
  Handlers select_fcvt_##suffix##_w(uint8_t) { return handlers_of<IntegerToFloat<lanes, int32_t>>(); }                 \
  Handlers select_fcvt_##suffix##_wu(uint8_t) { return handlers_of<IntegerToFloat<lanes, uint32_t>>(); }               \
  Handlers select_fcvt_##suffix##_l(uint8_t) { return handlers_of<IntegerToFloat<lanes, int64_t>>(); }                 \
  Handlers select_fcvt_##suffix##_lu(uint8_t) { return handlers_of<IntegerToFloat<lanes, uint64_t>>(); }
OX_FROM_INTEGER(s, SingleLanes)
OX_FROM_INTEGER(d, DoubleLanes)
OX_FROM_INTEGER(h, HalfLanes)
#undef OX_FROM_INTEGER

// Between formats.
template <class From, class To> struct Reformat {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) typename From::Word temporary[kLanes];
    auto* a = From::read(warp, slot->rs1, temporary);
    const unsigned mode = slot->rm;
    const bool flush = mode == kFlush || mode == kFlushToZero;
    To::template write<kFull>(warp, slot->rd, [&](unsigned lane) {
      double value = exact_value<From>(a[lane], flush);
      if constexpr (sizeof(typename To::Word) == 8)
        return canonical_double(value);
      else {
        uint32_t bits = uint32_t(round_to<typename FormatOf<To>::Type>(value, mode));
        return flush && To::kSign == 0x80000000 ? flush_single(bits) : bits;
      }
    });
    return slot + 1;
  }
};
// The common one, as host vectors: double to single, to nearest even.
struct DoubleToSingleNearest {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint64_t temporary[kLanes];
    const uint64_t* a = read_double(warp, slot->rs1, temporary);
    write_single<kFull>(warp, slot->rd, [&](unsigned lane) { return canonical_single(float(as_double(a[lane]))); });
    return slot + 1;
  }
};
Handlers select_fcvt_s_d(uint8_t mode) {
  return mode == kNearest || mode == kDynamic ? handlers_of<DoubleToSingleNearest>()
                                              : handlers_of<Reformat<DoubleLanes, SingleLanes>>();
}
Handlers select_fcvt_d_s(uint8_t) { return handlers_of<Reformat<SingleLanes, DoubleLanes>>(); }
Handlers select_fcvt_d_h(uint8_t) { return handlers_of<Reformat<HalfLanes, DoubleLanes>>(); }
Handlers select_fcvt_s_h(uint8_t) { return handlers_of<Reformat<HalfLanes, SingleLanes>>(); }
Handlers select_fcvt_h_s(uint8_t) { return handlers_of<Reformat<SingleLanes, HalfLanes>>(); }
Handlers select_fcvt_h_d(uint8_t) { return handlers_of<Reformat<DoubleLanes, HalfLanes>>(); }
Handlers select_fcvt_s_bf16(uint8_t) { return handlers_of<Reformat<BfloatLanes, SingleLanes>>(); }
Handlers select_fcvt_bf16_s(uint8_t) { return handlers_of<Reformat<SingleLanes, BfloatLanes>>(); }

// To an integer value of the same format.
template <class L> struct RoundToIntegral {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) typename L::Word temporary[kLanes];
    auto* a = L::read(warp, slot->rs1, temporary);
    const unsigned mode = slot->rm;
    const bool flush = mode == kFlush || mode == kFlushToZero;
    L::template write<kFull>(warp, slot->rd, [&](unsigned lane) {
      double value = round_integral(exact_value<L>(a[lane], flush), mode);
      if constexpr (sizeof(typename L::Word) == 8)
        return canonical_double(value);
      else
        return uint32_t(round_to<typename FormatOf<L>::Type>(value, kToZero)); // exact
    });
    return slot + 1;
  }
};
#define OX_ROUND(suffix, lanes)                                                                                        \
  Handlers select_fround_##suffix(uint8_t) { return handlers_of<RoundToIntegral<lanes>>(); }                           \
  Handlers select_froundnx_##suffix(uint8_t) { return handlers_of<RoundToIntegral<lanes>>(); }
OX_ROUND(s, SingleLanes)
OX_ROUND(d, DoubleLanes)
OX_ROUND(h, HalfLanes)
#undef OX_ROUND

} // namespace ox::sim::OX_LEVEL
