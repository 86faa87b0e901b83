// Two halves or four bytes of a 32-bit word at once (PTX manual, "SIMD Video Instructions"; CUDA math API, "SIMD
// Intrinsics").  A warp's register is taken as one vector of 256 bytes or 128 halves, of which the upper half of each
// lane counts for nothing: host vectors then do an operation in about as many instructions as one on words.
#pragma once
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

template <class Element> struct Packed {
  typedef Element Vector __attribute__((ext_vector_type(256 / sizeof(Element)), aligned(64)));
};
template <class Element> using PackedVector = typename Packed<Element>::Vector;

// All lanes of a register, as elements.  The x registers start at multiples of 64 bytes.
template <class Element> OX_INLINE PackedVector<Element> packed_elements(const Warp& warp, unsigned reg) {
  return __builtin_bit_cast(PackedVector<Element>, *reinterpret_cast<const Bits64*>(warp.x[reg]));
}

template <class Element, class Op> struct PackedOperation {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const auto result =
        __builtin_bit_cast(Bits64, PackedVector<Element>(Op::of(packed_elements<Element>(warp, slot->rs1),
                                                                packed_elements<Element>(warp, slot->rs2))));
    write_at_once<kFull>(warp.x[slot->rd], warp.mask,
                         [&](unsigned lane) { return sign_extend32(uint32_t(result[lane])); });
    return slot + 1;
  }
};

#define OX_ELEMENTS(op, ...)                                                                                           \
  struct op {                                                                                                          \
    template <class V> static OX_INLINE V of(V a, V b) { __VA_ARGS__ }                                                 \
  };
OX_ELEMENTS(AddElements, return a + b;)
OX_ELEMENTS(SubtractElements, return a - b;)
OX_ELEMENTS(AddClamped, return __builtin_elementwise_add_sat(a, b);)
OX_ELEMENTS(SubtractClamped, return __builtin_elementwise_sub_sat(a, b);)
// (a + b) >> 1 without the bit that the sum may have more than an element; the shift is that of the element's sign.
OX_ELEMENTS(AverageDown, return (a & b) + ((a ^ b) >> 1);)
// Half a step is added where the sum is not negative (PTX manual, vavrg2).
OX_ELEMENTS(AverageAway, V down = AverageDown::of(a, b); return down + ((a ^ b) & V(down >= 0) & 1);)
OX_ELEMENTS(AbsoluteDifference, return __builtin_elementwise_max(a, b) - __builtin_elementwise_min(a, b);)
OX_ELEMENTS(SmallerElements, return __builtin_elementwise_min(a, b);)
OX_ELEMENTS(LargerElements, return __builtin_elementwise_max(a, b);)
OX_ELEMENTS(Magnitude, return __builtin_elementwise_max(a, V(0 - a));)
OX_ELEMENTS(MagnitudeClamped, return __builtin_elementwise_max(a, __builtin_elementwise_sub_sat(V(0), a));)
OX_ELEMENTS(EqualElements, return V(a == b);)
OX_ELEMENTS(UnequalElements, return V(a != b);)
OX_ELEMENTS(LessElements, return V(a < b);)
OX_ELEMENTS(LessOrEqualElements, return V(a <= b);)
#undef OX_ELEMENTS

#define OX_PACKED(name, half, byte, op)                                                                                \
  Handlers select_ox_simd2_##name(uint8_t) { return handlers_of<PackedOperation<half, op>>(); }                        \
  Handlers select_ox_simd4_##name(uint8_t) { return handlers_of<PackedOperation<byte, op>>(); }
#define OX_PACKED_SIGNED(name, op) OX_PACKED(name, int16_t, int8_t, op)
#define OX_PACKED_UNSIGNED(name, op) OX_PACKED(name, uint16_t, uint8_t, op)
OX_PACKED_UNSIGNED(add, AddElements)
OX_PACKED_UNSIGNED(sub, SubtractElements)
OX_PACKED_SIGNED(addsat_s, AddClamped)
OX_PACKED_UNSIGNED(addsat_u, AddClamped)
OX_PACKED_SIGNED(subsat_s, SubtractClamped)
OX_PACKED_UNSIGNED(subsat_u, SubtractClamped)
OX_PACKED_SIGNED(avg_s, AverageAway)
OX_PACKED_UNSIGNED(avg_u, AverageAway)
OX_PACKED_UNSIGNED(avgdown_u, AverageDown)
OX_PACKED_SIGNED(absdiff_s, AbsoluteDifference)
OX_PACKED_UNSIGNED(absdiff_u, AbsoluteDifference)
OX_PACKED_SIGNED(min_s, SmallerElements)
OX_PACKED_UNSIGNED(min_u, SmallerElements)
OX_PACKED_SIGNED(max_s, LargerElements)
OX_PACKED_UNSIGNED(max_u, LargerElements)
OX_PACKED_SIGNED(abs, Magnitude)
OX_PACKED_SIGNED(abssat, MagnitudeClamped)
OX_PACKED_UNSIGNED(eq, EqualElements)
OX_PACKED_UNSIGNED(ne, UnequalElements)
OX_PACKED_SIGNED(lt_s, LessElements)
OX_PACKED_UNSIGNED(lt_u, LessElements)
OX_PACKED_SIGNED(le_s, LessOrEqualElements)
OX_PACKED_UNSIGNED(le_u, LessOrEqualElements)
#undef OX_PACKED_SIGNED
#undef OX_PACKED_UNSIGNED
#undef OX_PACKED

// rs3 + the sum of the absolute differences.
template <class Element> struct SumOfDifferences {
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const auto differences =
        __builtin_bit_cast(Bits64, AbsoluteDifference::of(packed_elements<Element>(warp, slot->rs1),
                                                          packed_elements<Element>(warp, slot->rs2)));
    const uint64_t* c = warp.x[slot->rs3];
    constexpr unsigned kBits = 8 * sizeof(Element);
    write_at_once<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) {
      uint64_t sum = c[lane];
      for (unsigned at = 0; at < 32; at += kBits)
        sum += differences[lane] >> at & ((1u << kBits) - 1);
      return sign_extend32(uint32_t(sum));
    });
    return slot + 1;
  }
};
Handlers select_ox_simd2_sad_s(uint8_t) { return handlers_of<SumOfDifferences<int16_t>>(); }
Handlers select_ox_simd2_sad_u(uint8_t) { return handlers_of<SumOfDifferences<uint16_t>>(); }
Handlers select_ox_simd4_sad_s(uint8_t) { return handlers_of<SumOfDifferences<int8_t>>(); }
Handlers select_ox_simd4_sad_u(uint8_t) { return handlers_of<SumOfDifferences<uint8_t>>(); }

} // namespace ox::sim::OX_LEVEL
