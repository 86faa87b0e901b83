# fadd.s rd, rs1, rs2, rm: rd = rs1 + rs2, rounded once.  RISC-V Unprivileged ISA, F extension, single-precision
# computational instructions; NaN results are the canonical NaN 0x7fc00000.  The .ftz forms (rounding modes 5 and 6 of
# Xox): subnormal operands and results are zeros of their sign.
.include "check.inc.s"

op fadd.s, s, s, s, rne
#    rs1,        rs2,        rd
case 0x00000000, 0x00000000, 0x00000000   # 0 + 0
case 0x00000000, 0x80000000, 0x00000000   # 0 + -0
case 0x80000000, 0x80000000, 0x80000000   # -0 + -0
case 0x3f800000, 0xbf800000, 0x00000000   # 1 + -1
case 0x3f800000, 0x3f800000, 0x40000000   # 1 + 1 = 2
case 0x3f800000, 0x33800000, 0x3f800000   # 1 + 2^-24: a tie, to even
case 0x3f800001, 0x33800000, 0x3f800002   # 1 + 2^-23 + 2^-24: a tie, to even
case 0x7f7fffff, 0x7f7fffff, 0x7f800000   # overflow
case 0x7f800000, 0xff800000, 0x7fc00000   # inf - inf
case 0x7f800000, 0x3f800000, 0x7f800000
case 0x7fa00000, 0x3f800000, 0x7fc00000   # a signaling NaN
case 0xffc12345, 0x3f800000, 0x7fc00000   # NaN payloads do not survive
case 0x00000001, 0x00000001, 0x00000002   # subnormals
case 0x00800000, 0x80000001, 0x007fffff
end

op fadd.s, s, s, s, rtz
case 0x3f800001, 0x33800000, 0x3f800001
case 0x7f7fffff, 0x7f7fffff, 0x7f7fffff
end

op fadd.s, s, s, s, rdn
case 0x3f800000, 0xbf800000, 0x80000000   # 1 + -1 = -0
case 0xbf800000, 0x00000001, 0xbf800000
case 0xbf800000, 0x80000001, 0xbf800001
end

op fadd.s, s, s, s, rup
case 0x3f800000, 0x00000001, 0x3f800001
case 0xff7fffff, 0xff7fffff, 0xff7fffff
end

op fadd.s, s, s, s, rmm
case 0x3f800000, 0x33800000, 0x3f800001   # a tie, away from zero
end

op fadd.s.ftz, s, s, s
case 0x00000001, 0x00000001, 0x00000000
case 0x80000001, 0x80000001, 0x80000000
case 0x00800000, 0x80000001, 0x00800000
case 0x00c00000, 0x80800000, 0x00000000   # a subnormal result
end

op fadd.s, s, d, s, rne                     # rs2 is not NaN-boxed: a NaN
case 0x3f800000, 0x000000003f800000, 0x7fc00000
case 0x3f800000, 0xfffffffe3f800000, 0x7fc00000
end
