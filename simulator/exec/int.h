// RV64I arithmetic, Zba and Zicond: one expression each, a and b are rs1 and rs2 or the immediate.
#pragma once
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

OX_INLINE uint64_t low(uint64_t value) { return value & 0xffffffff; }

OX_BINARY(add, a + b)
OX_BINARY(sub, a - b)
OX_BINARY(sll, a << (b & 63))
OX_BINARY(srl, a >> (b & 63))
OX_BINARY(sra, uint64_t(int64_t(a) >> (b & 63)))
OX_BINARY(slt, int64_t(a) < int64_t(b))
OX_BINARY(sltu, a < b)
OX_BINARY(and_, a& b)
OX_BINARY(or_, a | b)
OX_BINARY(xor_, a ^ b)
OX_BINARY(addw, sign_extend32(uint32_t(a) + uint32_t(b)))
OX_BINARY(subw, sign_extend32(uint32_t(a) - uint32_t(b)))
OX_BINARY(sllw, sign_extend32(uint32_t(a) << (b & 31)))
OX_BINARY(srlw, sign_extend32(uint32_t(a) >> (b & 31)))
OX_BINARY(sraw, sign_extend32(uint32_t(int32_t(a) >> (b & 31))))

OX_IMMEDIATE(addi, a + b)
OX_IMMEDIATE(slli, a << (b & 63))
OX_IMMEDIATE(srli, a >> (b & 63))
OX_IMMEDIATE(srai, uint64_t(int64_t(a) >> (b & 63)))
OX_IMMEDIATE(slti, int64_t(a) < int64_t(b))
OX_IMMEDIATE(sltiu, a < b)
OX_IMMEDIATE(andi, a& b)
OX_IMMEDIATE(ori, a | b)
OX_IMMEDIATE(xori, a ^ b)
OX_IMMEDIATE(addiw, sign_extend32(uint32_t(a) + uint32_t(b)))
OX_IMMEDIATE(slliw, sign_extend32(uint32_t(a) << (b & 31)))
OX_IMMEDIATE(srliw, sign_extend32(uint32_t(a) >> (b & 31)))
OX_IMMEDIATE(sraiw, sign_extend32(uint32_t(int32_t(a) >> (b & 31))))
// The interpreter turns the immediate into the value: shifted (lui), with the pc added (auipc).
OX_IMMEDIATE(lui, b)
OX_IMMEDIATE(auipc, b)

// Zba
OX_BINARY(sh1add, (a << 1) + b)
OX_BINARY(sh2add, (a << 2) + b)
OX_BINARY(sh3add, (a << 3) + b)
OX_BINARY(add_uw, low(a) + b)
OX_BINARY(sh1add_uw, (low(a) << 1) + b)
OX_BINARY(sh2add_uw, (low(a) << 2) + b)
OX_BINARY(sh3add_uw, (low(a) << 3) + b)
OX_IMMEDIATE(slli_uw, low(a) << (b & 63))

// Zicond
OX_BINARY(czero_eqz, b == 0 ? 0 : a)
OX_BINARY(czero_nez, b != 0 ? 0 : a)

} // namespace ox::sim::OX_LEVEL
