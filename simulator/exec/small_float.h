// Formats that PTX has conversions for and little else: bfloat16's fused multiply-add, and the 8-bit formats.
#pragma once
#include "simulator/exec/arithmetic.h"
#include "simulator/exec/formats.h"

namespace ox::sim::OX_LEVEL {

// Single precision would round to 24 bits and then again to 8; double has room for rounding to odd.
struct FusedBfloat {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    SingleSources<3> sources(warp, slot);
    auto load = [&](unsigned i, unsigned lane) {
      return double(BfloatLanes::value(BfloatLanes::word(sources.of[i][lane])));
    };
    BfloatLanes::write<kFull>(warp, slot->rd, [&](unsigned lane) {
      const double result = Fused<false, false>::odd(load(0, lane), load(1, lane), load(2, lane), kNearest);
      return uint32_t(round_to<Bfloat>(result, kNearest));
    });
    return slot + 1;
  }
};
Handlers select_ox_fmadd_bf(uint8_t) { return handlers_of<FusedBfloat>(); }

// PTX manual, cvt .satfinite: what is larger than the largest number becomes that number, NaN stays one.
template <class F, uint32_t kLargest> struct SingleToByte {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    alignas(64) uint32_t temporary[kLanes];
    const uint32_t* a = read_single(warp, slot->rs1, temporary);
    write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) {
      const float value = as_single(a[lane]);
      const uint64_t rounded = round_to<F>(double(value), kNearest);
      const uint64_t finite = (rounded & 0x7f) > kLargest ? (rounded & 0x80) | kLargest : rounded;
      return value != value ? uint64_t{0x7f} : finite;
    });
    return slot + 1;
  }
};
Handlers select_ox_cvt_e4m3_s(uint8_t) { return handlers_of<SingleToByte<E4m3, 0x7e>>(); }
Handlers select_ox_cvt_e5m2_s(uint8_t) { return handlers_of<SingleToByte<E5m2, 0x7b>>(); }

// As bits of a half, an e4m3 is 2^8 times too small: its bias is 7 instead of 15.
struct E4m3ToHalf {
  static OX_INLINE uint32_t of(uint32_t byte) {
    const uint32_t half = uint32_t(round_to<Half>(double(half_to_single((byte & 0x7f) << 7)) * 256, kNearest));
    return (byte & 0x7f) == 0x7f ? kNanHalf : half | (byte & 0x80) << 8;
  }
};
struct E5m2ToHalf {
  static OX_INLINE uint32_t of(uint32_t byte) { return (byte & 0x7f) > 0x7c ? kNanHalf : byte << 8; }
};
template <class Op> struct ByteToHalf {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const uint64_t* a = warp.x[slot->rs1];
    HalfLanes::write<kFull>(warp, slot->rd, [&](unsigned lane) { return Op::of(uint32_t(a[lane] & 0xff)); });
    return slot + 1;
  }
};
Handlers select_ox_cvt_h_e4m3(uint8_t) { return handlers_of<ByteToHalf<E4m3ToHalf>>(); }
Handlers select_ox_cvt_h_e5m2(uint8_t) { return handlers_of<ByteToHalf<E5m2ToHalf>>(); }

} // namespace ox::sim::OX_LEVEL
