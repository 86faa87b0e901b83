// See reference.h: integers and bits.  Written as loops over bits and bytes, the way the manuals' pseudo-code is.
#include "test/simulator/exec/reference.h"
#include <algorithm>

namespace ox::test {

namespace {
using isa::Op;
using U128 = unsigned __int128;
using I128 = __int128;

uint64_t sext32(uint64_t value) { return uint64_t(int64_t(int32_t(uint32_t(value)))); }
bool bit(uint64_t value, uint64_t index) { return index < 64 && ((value >> index) & 1); }

// PTX manual, bfe.
uint64_t bfe(uint64_t a, uint64_t pos, uint64_t len, unsigned msb, bool is_signed) {
  bool sbit = !is_signed || len == 0 ? false : bit(a, std::min<uint64_t>(pos + len - 1, msb));
  uint64_t d = 0;
  for (uint64_t i = 0; i <= msb; ++i)
    d |= uint64_t(i < len && pos + i <= msb ? bit(a, pos + i) : sbit) << i;
  return d;
}
// PTX manual, bfi.
uint64_t bfi(uint64_t a, uint64_t b, uint64_t pos, uint64_t len, unsigned msb) {
  uint64_t f = b;
  for (uint64_t i = 0; i < len && pos + i <= msb; ++i)
    f = (f & ~(uint64_t{1} << (pos + i))) | uint64_t(bit(a, i)) << (pos + i);
  return f;
}
uint64_t prmt(uint64_t a, uint64_t b, uint64_t c) {
  uint8_t bytes[8];
  for (int i = 0; i < 4; ++i) {
    bytes[i] = uint8_t(a >> 8 * i);
    bytes[i + 4] = uint8_t(b >> 8 * i);
  }
  uint64_t d = 0;
  for (int i = 0; i < 4; ++i) {
    unsigned selector = (c >> 4 * i) & 15;
    uint8_t byte = bytes[selector & 7];
    if (selector >> 3)
      byte = byte >> 7 ? 0xff : 0x00;
    d |= uint64_t{byte} << 8 * i;
  }
  return d;
}
uint64_t funnel(uint64_t a, uint64_t b, unsigned amount, bool left) {
  uint64_t d = 0; // the 64-bit value b:a
  for (unsigned i = 0; i < 32; ++i) {
    int from = left ? int(i) + 32 - int(amount) : int(i + amount);
    bool set = from < 32 ? bit(a, unsigned(from)) : from < 64 && bit(b, unsigned(from) - 32);
    d |= uint64_t(set) << i;
  }
  return d;
}
int64_t byte_of(uint64_t value, unsigned index, bool is_signed) {
  uint8_t byte = uint8_t(value >> 8 * index);
  return is_signed ? int64_t(int8_t(byte)) : int64_t(byte);
}
int64_t half_of(uint64_t value, unsigned index, bool is_signed) {
  uint16_t half = uint16_t(value >> 16 * index);
  return is_signed ? int64_t(int16_t(half)) : int64_t(half);
}
uint64_t dp4a(const Operands& o, bool s1, bool s2) {
  int64_t sum = int32_t(o.rs3);
  for (unsigned i = 0; i < 4; ++i)
    sum += byte_of(o.rs1, i, s1) * byte_of(o.rs2, i, s2);
  return sext32(uint64_t(sum));
}
uint64_t dp2a(const Operands& o, bool s1, bool s2, unsigned upper) {
  int64_t sum = int32_t(o.rs3);
  for (unsigned i = 0; i < 2; ++i)
    sum += half_of(o.rs1, i, s1) * byte_of(o.rs2, i + 2 * upper, s2);
  return sext32(uint64_t(sum));
}
unsigned leading_zeros(uint64_t value, unsigned width) {
  unsigned count = 0;
  while (count < width && !bit(value, width - 1 - count))
    ++count;
  return count;
}
unsigned trailing_zeros(uint64_t value, unsigned width) {
  unsigned count = 0;
  while (count < width && !bit(value, count))
    ++count;
  return count;
}
unsigned ones(uint64_t value, unsigned width) {
  unsigned count = 0;
  for (unsigned i = 0; i < width; ++i)
    count += bit(value, i);
  return count;
}
uint64_t rotate(uint64_t value, unsigned right, unsigned width) {
  uint64_t result = 0;
  for (unsigned i = 0; i < width; ++i)
    result |= uint64_t(bit(value, (i + right) % width)) << i;
  return result;
}
uint64_t reverse(uint64_t value, unsigned width) {
  uint64_t result = 0;
  for (unsigned i = 0; i < width; ++i)
    result |= uint64_t(bit(value, i)) << (width - 1 - i);
  return result;
}
uint64_t lop3(const Operands& o, uint64_t table) {
  uint64_t result = 0;
  for (unsigned i = 0; i < 32; ++i)
    result |= uint64_t(bit(table, 4 * bit(o.rs1, i) + 2 * bit(o.rs2, i) + bit(o.rd, i))) << i;
  return sext32(result);
}
// PTX manual, fns; a base that is no bit finds nothing.
uint64_t fns(uint32_t mask, int32_t base, int32_t offset) {
  if (offset == 0)
    return base >= 0 && bit(mask, uint32_t(base)) ? uint64_t(base) : ~uint64_t{0};
  int64_t count = std::abs(int64_t{offset}) - 1;
  for (int64_t pos = base; pos >= 0 && pos < 32; pos += offset > 0 ? 1 : -1)
    if (bit(mask, uint64_t(pos)) && count-- == 0)
      return uint64_t(pos);
  return ~uint64_t{0};
}
} // namespace

std::optional<uint64_t> expected_integer(const isa::Instruction& in, const Operands& o) {
  const uint64_t a = o.rs1, b = o.rs2, c = o.rs3, imm = uint64_t(in.imm);
  const int64_t sa = int64_t(a), sb = int64_t(b);
  const uint32_t wa = uint32_t(a), wb = uint32_t(b);
  const int32_t swa = int32_t(wa), swb = int32_t(wb);
  const unsigned sh = b % 64, shw = b % 32;
  switch (in.op) {
  case Op::lui:
    return imm;
  case Op::addi:
    return a + imm;
  case Op::slti:
    return sa < in.imm;
  case Op::sltiu:
    return a < imm;
  case Op::xori:
    return a ^ imm;
  case Op::ori:
    return a | imm;
  case Op::andi:
    return a & imm;
  case Op::slli:
    return a << imm;
  case Op::srli:
    return a >> imm;
  case Op::srai:
    return uint64_t(sa >> imm);
  case Op::addiw:
    return sext32(a + imm);
  case Op::slliw:
    return sext32(a << imm);
  case Op::srliw:
    return sext32(wa >> imm);
  case Op::sraiw:
    return sext32(uint64_t(int64_t(swa) >> imm));
  case Op::add:
    return a + b;
  case Op::sub:
    return a - b;
  case Op::sll:
    return a << sh;
  case Op::slt:
    return sa < sb;
  case Op::sltu:
    return a < b;
  case Op::xor_:
    return a ^ b;
  case Op::srl:
    return a >> sh;
  case Op::sra:
    return uint64_t(sa >> sh);
  case Op::or_:
    return a | b;
  case Op::and_:
    return a & b;
  case Op::addw:
    return sext32(a + b);
  case Op::subw:
    return sext32(a - b);
  case Op::sllw:
    return sext32(a << shw);
  case Op::srlw:
    return sext32(wa >> shw);
  case Op::sraw:
    return sext32(uint64_t(int64_t(swa) >> shw));

  case Op::mul:
    return a * b;
  case Op::mulh:
    return uint64_t((I128(sa) * I128(sb)) >> 64);
  case Op::mulhsu:
    return uint64_t((I128(sa) * I128(U128(b))) >> 64);
  case Op::mulhu:
    return uint64_t((U128(a) * U128(b)) >> 64);
  case Op::div:
    return b == 0 ? ~uint64_t{0} : uint64_t(I128(sa) / I128(sb));
  case Op::divu:
    return b == 0 ? ~uint64_t{0} : a / b;
  case Op::rem:
    return b == 0 ? a : uint64_t(I128(sa) % I128(sb));
  case Op::remu:
    return b == 0 ? a : a % b;
  case Op::mulw:
    return sext32(a * b);
  case Op::divw:
    return wb == 0 ? ~uint64_t{0} : sext32(uint64_t(int64_t(swa) / int64_t(swb)));
  case Op::divuw:
    return wb == 0 ? ~uint64_t{0} : sext32(wa / wb);
  case Op::remw:
    return wb == 0 ? sext32(wa) : sext32(uint64_t(int64_t(swa) % int64_t(swb)));
  case Op::remuw:
    return wb == 0 ? sext32(wa) : sext32(wa % wb);

  case Op::sh1add:
    return 2 * a + b;
  case Op::sh2add:
    return 4 * a + b;
  case Op::sh3add:
    return 8 * a + b;
  case Op::add_uw:
    return uint64_t{wa} + b;
  case Op::sh1add_uw:
    return 2 * uint64_t{wa} + b;
  case Op::sh2add_uw:
    return 4 * uint64_t{wa} + b;
  case Op::sh3add_uw:
    return 8 * uint64_t{wa} + b;
  case Op::slli_uw:
    return uint64_t{wa} << imm;

  case Op::andn:
    return a & ~b;
  case Op::orn:
    return a | ~b;
  case Op::xnor:
    return ~(a ^ b);
  case Op::min:
    return uint64_t(std::min(sa, sb));
  case Op::minu:
    return std::min(a, b);
  case Op::max:
    return uint64_t(std::max(sa, sb));
  case Op::maxu:
    return std::max(a, b);
  case Op::rol:
    return rotate(a, (64 - sh) % 64, 64);
  case Op::ror:
    return rotate(a, sh, 64);
  case Op::rolw:
    return sext32(rotate(wa, (32 - shw) % 32, 32));
  case Op::rorw:
    return sext32(rotate(wa, shw, 32));
  case Op::rori:
    return rotate(a, unsigned(imm), 64);
  case Op::roriw:
    return sext32(rotate(wa, unsigned(imm), 32));
  case Op::clz:
    return leading_zeros(a, 64);
  case Op::ctz:
    return trailing_zeros(a, 64);
  case Op::cpop:
    return ones(a, 64);
  case Op::clzw:
    return leading_zeros(a, 32);
  case Op::ctzw:
    return trailing_zeros(a, 32);
  case Op::cpopw:
    return ones(a, 32);
  case Op::sext_b:
    return uint64_t(int64_t(int8_t(a)));
  case Op::sext_h:
    return uint64_t(int64_t(int16_t(a)));
  case Op::zext_h:
    return uint16_t(a);
  case Op::orc_b: {
    uint64_t result = 0;
    for (unsigned i = 0; i < 8; ++i)
      result |= uint64_t(uint8_t(a >> 8 * i) ? 0xff : 0) << 8 * i;
    return result;
  }
  case Op::rev8: {
    uint64_t result = 0;
    for (unsigned i = 0; i < 8; ++i)
      result |= uint64_t(uint8_t(a >> 8 * i)) << (56 - 8 * i);
    return result;
  }
  case Op::bclr:
    return a & ~(uint64_t{1} << sh);
  case Op::bclri:
    return a & ~(uint64_t{1} << imm);
  case Op::bext:
    return bit(a, sh);
  case Op::bexti:
    return bit(a, imm);
  case Op::binv:
    return a ^ uint64_t{1} << sh;
  case Op::binvi:
    return a ^ uint64_t{1} << imm;
  case Op::bset:
    return a | uint64_t{1} << sh;
  case Op::bseti:
    return a | uint64_t{1} << imm;
  case Op::czero_eqz:
    return b == 0 ? 0 : a;
  case Op::czero_nez:
    return b != 0 ? 0 : a;

  case Op::ox_bfe_s_w:
    return sext32(bfe(wa, b & 0xff, c & 0xff, 31, true));
  case Op::ox_bfe_u_w:
    return sext32(bfe(wa, b & 0xff, c & 0xff, 31, false));
  case Op::ox_bfe_s_d:
    return bfe(a, uint32_t(b), uint32_t(c), 63, true);
  case Op::ox_bfe_u_d:
    return bfe(a, uint32_t(b), uint32_t(c), 63, false);
  case Op::ox_bfi_w:
    return sext32(bfi(wa, wb, c & 0xff, (c >> 32) & 0xff, 31));
  case Op::ox_bfi_d:
    return bfi(a, b, uint32_t(c), c >> 32, 63);
  case Op::ox_prmt:
    return sext32(prmt(a, b, c));
  case Op::ox_shf_l_wrap:
    return sext32(funnel(a, b, c & 31, true));
  case Op::ox_shf_l_clamp:
    return sext32(funnel(a, b, std::min<uint32_t>(uint32_t(c), 32), true));
  case Op::ox_shf_r_wrap:
    return sext32(funnel(a, b, c & 31, false));
  case Op::ox_shf_r_clamp:
    return sext32(funnel(a, b, std::min<uint32_t>(uint32_t(c), 32), false));
  case Op::ox_sad_s:
    return sext32(uint64_t(std::abs(int64_t(swa) - int64_t(swb))) + c);
  case Op::ox_sad_u:
    return sext32(uint64_t(std::abs(int64_t(wa) - int64_t(wb))) + c);
  case Op::ox_fns:
    return fns(wa, swb, int32_t(uint32_t(c)));
  case Op::ox_mbar_pending: // bits 22..3
    return a / 8 % 0x100000;
  case Op::ox_brev_w:
    return sext32(reverse(wa, 32));
  case Op::ox_brev_d:
    return reverse(a, 64);
  case Op::ox_lop3:
    return lop3(o, imm);
  case Op::ox_dp4a_ss:
    return dp4a(o, true, true);
  case Op::ox_dp4a_su:
    return dp4a(o, true, false);
  case Op::ox_dp4a_us:
    return dp4a(o, false, true);
  case Op::ox_dp4a_uu:
    return dp4a(o, false, false);
  case Op::ox_dp2a_lo_ss:
    return dp2a(o, true, true, 0);
  case Op::ox_dp2a_lo_su:
    return dp2a(o, true, false, 0);
  case Op::ox_dp2a_lo_us:
    return dp2a(o, false, true, 0);
  case Op::ox_dp2a_lo_uu:
    return dp2a(o, false, false, 0);
  case Op::ox_dp2a_hi_ss:
    return dp2a(o, true, true, 1);
  case Op::ox_dp2a_hi_su:
    return dp2a(o, true, false, 1);
  case Op::ox_dp2a_hi_us:
    return dp2a(o, false, true, 1);
  case Op::ox_dp2a_hi_uu:
    return dp2a(o, false, false, 1);
  default:
    return expected_packed(in, o);
  }
}

} // namespace ox::test
