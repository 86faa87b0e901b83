// Bits: Zbb, Zbs, and the bit and video instructions of Xox (PTX manual, the instruction that each is named for).
#pragma once
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

OX_INLINE uint64_t rotate_right(uint64_t value, unsigned by) { return value >> (by & 63) | value << (-by & 63); }
OX_INLINE uint32_t rotate_right32(uint32_t value, unsigned by) { return value >> (by & 31) | value << (-by & 31); }

// Zbb
OX_BINARY(andn, a & ~b)
OX_BINARY(orn, a | ~b)
OX_BINARY(xnor, ~(a ^ b))
OX_BINARY(min, int64_t(a) < int64_t(b) ? a : b)
OX_BINARY(minu, a < b ? a : b)
OX_BINARY(max, int64_t(a) > int64_t(b) ? a : b)
OX_BINARY(maxu, a > b ? a : b)
OX_BINARY(rol, rotate_right(a, -unsigned(b)))
OX_BINARY(ror, rotate_right(a, unsigned(b)))
OX_BINARY(rolw, sign_extend32(rotate_right32(uint32_t(a), -unsigned(b))))
OX_BINARY(rorw, sign_extend32(rotate_right32(uint32_t(a), unsigned(b))))
OX_IMMEDIATE(rori, rotate_right(a, unsigned(b)))
OX_IMMEDIATE(roriw, sign_extend32(rotate_right32(uint32_t(a), unsigned(b))))
OX_UNARY(clz, a == 0 ? 64 : uint64_t(__builtin_clzll(a)))
OX_UNARY(ctz, a == 0 ? 64 : uint64_t(__builtin_ctzll(a)))
OX_UNARY(cpop, uint64_t(__builtin_popcountll(a)))
OX_UNARY(clzw, uint32_t(a) == 0 ? 32 : uint64_t(__builtin_clz(uint32_t(a))))
OX_UNARY(ctzw, uint32_t(a) == 0 ? 32 : uint64_t(__builtin_ctz(uint32_t(a))))
OX_UNARY(cpopw, uint64_t(__builtin_popcount(uint32_t(a))))
OX_UNARY(sext_b, uint64_t(int64_t(int8_t(a))))
OX_UNARY(sext_h, uint64_t(int64_t(int16_t(a))))
OX_UNARY(zext_h, a & 0xffff)
OX_UNARY(rev8, __builtin_bswap64(a))

OX_INLINE uint64_t fill_nonzero_bytes(uint64_t value) {
  constexpr uint64_t kLow = 0x7f7f7f7f7f7f7f7f;
  uint64_t high = (((value & kLow) + kLow) | value) & ~kLow; // bit 7 of each byte that is not zero
  return (high >> 7) * 0xff;
}
OX_UNARY(orc_b, fill_nonzero_bytes(a))

// Zbs
OX_BINARY(bclr, a & ~(uint64_t{1} << (b & 63)))
OX_BINARY(bext, a >> (b & 63) & 1)
OX_BINARY(binv, a ^ (uint64_t{1} << (b & 63)))
OX_BINARY(bset, a | (uint64_t{1} << (b & 63)))
OX_IMMEDIATE(bclri, a & ~(uint64_t{1} << (b & 63)))
OX_IMMEDIATE(bexti, a >> (b & 63) & 1)
OX_IMMEDIATE(binvi, a ^ (uint64_t{1} << (b & 63)))
OX_IMMEDIATE(bseti, a | (uint64_t{1} << (b & 63)))

// bfe: `length` bits from `position`; what lies beyond the top bit reads as zero, or as the sign for the signed forms:
// that of the field's last bit, or of the value when the field leaves it.
OX_INLINE uint64_t extract_unsigned(uint64_t value, uint64_t position, uint64_t length, unsigned width) {
  if (position >= width || length == 0)
    return 0;
  uint64_t field = value >> position;
  return length >= 64 ? field : field & ((uint64_t{1} << length) - 1);
}
OX_INLINE uint64_t extract_signed(uint64_t value, uint64_t position, uint64_t length, unsigned width) {
  if (length == 0)
    return 0;
  uint64_t last = position + length - 1;
  uint64_t sign_at = last < width - 1 ? last : width - 1;
  bool negative = value >> sign_at & 1;
  uint64_t field = extract_unsigned(value, position, length, width);
  uint64_t bits = position >= width ? 0 : sign_at - position + 1; // of the field that are the value's own
  uint64_t fill = bits >= 64 ? 0 : ~uint64_t{0} << bits;
  return negative ? field | fill : field;
}
OX_TERNARY(ox_bfe_u_w, sign_extend32(uint32_t(extract_unsigned(uint32_t(a), b & 0xff, c & 0xff, 32))))
OX_TERNARY(ox_bfe_s_w, sign_extend32(uint32_t(extract_signed(uint32_t(a), b & 0xff, c & 0xff, 32))))
OX_TERNARY(ox_bfe_u_d, extract_unsigned(a, uint32_t(b), uint32_t(c), 64))
OX_TERNARY(ox_bfe_s_d, extract_signed(a, uint32_t(b), uint32_t(c), 64))

OX_INLINE uint64_t insert_field(uint64_t field, uint64_t into, uint64_t position, uint64_t length, unsigned width) {
  if (position >= width)
    return into;
  uint64_t mask = (length >= 64 ? ~uint64_t{0} : (uint64_t{1} << length) - 1) << position;
  return (into & ~mask) | (field << position & mask);
}
OX_TERNARY(ox_bfi_w, sign_extend32(uint32_t(insert_field(uint32_t(a), uint32_t(b), c & 0xff, c >> 32 & 0xff, 32))))
OX_TERNARY(ox_bfi_d, insert_field(a, b, uint32_t(c), c >> 32, 64))

OX_INLINE uint32_t permute_bytes(uint32_t lower, uint32_t upper, uint32_t selectors) {
  uint64_t pool = uint64_t{upper} << 32 | lower;
  uint32_t result = 0;
  for (unsigned i = 0; i < 4; ++i) {
    uint32_t selector = selectors >> (4 * i) & 15;
    uint32_t byte = uint32_t(pool >> (8 * (selector & 7))) & 0xff;
    if (selector & 8)
      byte = byte & 0x80 ? 0xff : 0;
    result |= byte << (8 * i);
  }
  return result;
}
OX_TERNARY(ox_prmt, sign_extend32(permute_bytes(uint32_t(a), uint32_t(b), uint32_t(c))))

OX_INLINE uint64_t at_most_32(uint64_t amount) { return uint32_t(amount) < 32 ? uint32_t(amount) : 32; }
OX_INLINE uint64_t joined(uint64_t lower, uint64_t upper) { return upper << 32 | (lower & 0xffffffff); }
OX_TERNARY(ox_shf_l_wrap, sign_extend32(uint32_t((joined(a, b) << (c & 31)) >> 32)))
OX_TERNARY(ox_shf_l_clamp, sign_extend32(uint32_t((joined(a, b) << at_most_32(c)) >> 32)))
OX_TERNARY(ox_shf_r_wrap, sign_extend32(uint32_t(joined(a, b) >> (c & 31))))
OX_TERNARY(ox_shf_r_clamp, sign_extend32(uint32_t(joined(a, b) >> at_most_32(c))))

OX_INLINE uint64_t reverse_bits(uint64_t v) {
  v = (v >> 1 & 0x5555555555555555) | (v & 0x5555555555555555) << 1;
  v = (v >> 2 & 0x3333333333333333) | (v & 0x3333333333333333) << 2;
  v = (v >> 4 & 0x0f0f0f0f0f0f0f0f) | (v & 0x0f0f0f0f0f0f0f0f) << 4;
  return __builtin_bswap64(v);
}
OX_UNARY(ox_brev_w, sign_extend32(uint32_t(reverse_bits(a) >> 32)))
OX_UNARY(ox_brev_d, reverse_bits(a))

// fns: bits below (upwards: above) the base are cleared, then all but the wanted one from the base's end.
OX_INLINE uint64_t find_nth_set(uint32_t mask, int32_t base, int32_t offset) {
  if (base < 0 || base > 31)
    return ~uint64_t{0};
  if (offset == 0)
    return mask >> base & 1 ? uint64_t(base) : ~uint64_t{0};
  const bool upwards = offset > 0;
  const uint64_t count = upwards ? uint64_t(offset) : uint64_t(-int64_t{offset});
  uint32_t left = mask & (upwards ? ~0u << base : ~0u >> (31 - base));
  if (count > uint64_t(__builtin_popcount(left)))
    return ~uint64_t{0};
  for (uint64_t i = 1; i < count; ++i)
    left &= upwards ? left - 1 : ~(0x80000000u >> __builtin_clz(left));
  return uint64_t(upwards ? __builtin_ctz(left) : 31 - __builtin_clz(left));
}
OX_TERNARY(ox_fns, find_nth_set(uint32_t(a), int32_t(b), int32_t(c)))

OX_INLINE uint32_t difference(uint32_t a, uint32_t b, bool a_less) { return a_less ? b - a : a - b; }
OX_TERNARY(ox_sad_s, sign_extend32(difference(uint32_t(a), uint32_t(b), int32_t(a) < int32_t(b)) + uint32_t(c)))
OX_TERNARY(ox_sad_u, sign_extend32(difference(uint32_t(a), uint32_t(b), uint32_t(a) < uint32_t(b)) + uint32_t(c)))

// Dot products.  First and Second: int8_t, uint8_t, int16_t or uint16_t.
template <class First, class Second> OX_INLINE uint64_t dot4(uint64_t a, uint64_t b, uint64_t c) {
  uint32_t sum = uint32_t(c);
  for (unsigned i = 0; i < 4; ++i)
    sum += uint32_t(int32_t(First(a >> (8 * i))) * int32_t(Second(b >> (8 * i))));
  return sign_extend32(sum);
}
template <class First, class Second, unsigned kByte> OX_INLINE uint64_t dot2(uint64_t a, uint64_t b, uint64_t c) {
  uint32_t sum = uint32_t(c);
  for (unsigned i = 0; i < 2; ++i)
    sum += uint32_t(int32_t(First(a >> (16 * i))) * int32_t(Second(b >> (8 * (kByte + i)))));
  return sign_extend32(sum);
}
OX_TERNARY(ox_dp4a_ss, dot4<int8_t, int8_t>(a, b, c))
OX_TERNARY(ox_dp4a_su, dot4<int8_t, uint8_t>(a, b, c))
OX_TERNARY(ox_dp4a_us, dot4<uint8_t, int8_t>(a, b, c))
OX_TERNARY(ox_dp4a_uu, dot4<uint8_t, uint8_t>(a, b, c))
OX_TERNARY(ox_dp2a_lo_ss, dot2<int16_t, int8_t, 0>(a, b, c))
OX_TERNARY(ox_dp2a_lo_su, dot2<int16_t, uint8_t, 0>(a, b, c))
OX_TERNARY(ox_dp2a_lo_us, dot2<uint16_t, int8_t, 0>(a, b, c))
OX_TERNARY(ox_dp2a_lo_uu, dot2<uint16_t, uint8_t, 0>(a, b, c))
OX_TERNARY(ox_dp2a_hi_ss, dot2<int16_t, int8_t, 2>(a, b, c))
OX_TERNARY(ox_dp2a_hi_su, dot2<int16_t, uint8_t, 2>(a, b, c))
OX_TERNARY(ox_dp2a_hi_us, dot2<uint16_t, int8_t, 2>(a, b, c))
OX_TERNARY(ox_dp2a_hi_uu, dot2<uint16_t, uint8_t, 2>(a, b, c))

// lop3: the sum of the minterms that the table names.  The third source is the old rd.
template <class Op, bool kFull> const Slot* run_lop3(Warp& warp, const Slot* slot) {
  const uint64_t* a = warp.x[slot->rs1];
  const uint64_t* b = warp.x[slot->rs2];
  const uint64_t* c = warp.x[slot->rs3];
  uint64_t take[8];
  for (unsigned i = 0; i < 8; ++i)
    take[i] = slot->imm >> i & 1 ? ~uint64_t{0} : 0;
  write_lanes<kFull>(warp.x[slot->rd], warp.mask, [&](unsigned lane) {
    uint64_t p = a[lane], q = b[lane], r = c[lane];
    uint64_t result = (~p & ~q & ~r & take[0]) | (~p & ~q & r & take[1]) | (~p & q & ~r & take[2]) |
                      (~p & q & r & take[3]) | (p & ~q & ~r & take[4]) | (p & ~q & r & take[5]) |
                      (p & q & ~r & take[6]) | (p & q & r & take[7]);
    return sign_extend32(uint32_t(result));
  });
  return slot + 1;
}
struct ox_lop3_op {};
OX_HANDLERS(ox_lop3, run_lop3)

} // namespace ox::sim::OX_LEVEL
