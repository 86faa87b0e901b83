# fadd.s rd, rs1, rs2, rm: rd = rs1 + rs2, the sum of two singles as if computed exactly, then rounded once.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fadd.s, s, s, s
#     rs1, rs2, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact sums are the same in every mode.
case  0x3f800000, 0x40000000, 0x40400000  # 1 + 2
case  0x3fc00000, 0xbe800000, 0x3fa00000  # 1.5 + -0.25
case  0xc0e00000, 0xc0a00000, 0xc1400000  # -7 + -5
case  0x3ffffffe, 0x34000000, 0x3fffffff  # 2-2^-22 + 2^-23
case  0x3f800000, 0x00000000, 0x3f800000  # 1 + 0
case  0x3f800000, 0x80000000, 0x3f800000  # 1 + -0
case  0x00000000, 0xc0400000, 0xc0400000  # 0 + -3
case  0x3fffffff, 0x34000000, 0x40000000  # 2-2^-23 + 2^-23: carries into the next binade
# The sign of a zero sum: that of equal addends; else -0 only when rounding down.
case  0x00000000, 0x00000000, 0x00000000                                                  # 0 + 0
case  0x80000000, 0x80000000, 0x80000000                                                  # -0 + -0
modes 0x00000000, 0x80000000, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # 0 + -0
modes 0x80000000, 0x00000000, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # -0 + 0
modes 0x3f800000, 0xbf800000, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # 1 + -1
modes 0xbf800000, 0x3f800000, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # -1 + 1
modes 0x7f7fffff, 0xff7fffff, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # max + -max
modes 0x00000001, 0x80000001, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # sub + -sub
# Ties: to the even neighbour, or away from zero.
modes 0x3f800000, 0x33800000, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800001  # 1 + 2^-24
modes 0x3f800001, 0x33800000, 0x3f800002, 0x3f800001, 0x3f800001, 0x3f800002, 0x3f800002  # 1+2^-23 + 2^-24
modes 0xbf800000, 0xb3800000, 0xbf800000, 0xbf800000, 0xbf800001, 0xbf800000, 0xbf800001  # -1 + -2^-24
modes 0xbf800001, 0xb3800000, 0xbf800002, 0xbf800001, 0xbf800002, 0xbf800001, 0xbf800002  # -(1+2^-23) + -2^-24
# 1 + -2^-25: below one the places are half as wide:
modes 0x3f800000, 0xb3000000, 0x3f800000, 0x3f7fffff, 0x3f7fffff, 0x3f800000, 0x3f800000
modes 0x3f7fffff, 0x33000000, 0x3f800000, 0x3f7fffff, 0x3f7fffff, 0x3f800000, 0x3f800000  # 1-2^-24 + 2^-25
modes 0x3fffffff, 0x33800000, 0x40000000, 0x3fffffff, 0x3fffffff, 0x40000000, 0x40000000  # 2-2^-23 + 2^-24
modes 0xbfffffff, 0xb3800000, 0xc0000000, 0xbfffffff, 0xc0000000, 0xbfffffff, 0xc0000000  # -(2-2^-23) + -2^-24
# Just above and below a tie.
modes 0x3f800000, 0x33800001, 0x3f800001, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800001  # 1 + 2^-24+2^-47
modes 0x3f800000, 0x337fffff, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000  # 1 + 2^-24-2^-48
modes 0x3f800001, 0x337fffff, 0x3f800001, 0x3f800001, 0x3f800001, 0x3f800002, 0x3f800001  # 1+2^-23 + 2^-24-2^-48
modes 0xbf800001, 0xb37fffff, 0xbf800001, 0xbf800001, 0xbf800002, 0xbf800001, 0xbf800001  # -(1+2^-23) + -(2^-24-2^-48)
modes 0x3f800000, 0x33000000, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000  # 1 + 2^-25
modes 0x3f800000, 0x33c00000, 0x3f800001, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800001  # 1 + 2^-24+2^-25
# What is far below the last place still counts in the directed modes.
modes 0x3f800000, 0x00000001, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000  # 1 + sub
modes 0x3f800000, 0x80000001, 0x3f800000, 0x3f7fffff, 0x3f7fffff, 0x3f800000, 0x3f800000  # 1 + -sub
modes 0xbf800000, 0x00000001, 0xbf800000, 0xbf7fffff, 0xbf800000, 0xbf7fffff, 0xbf800000  # -1 + sub
modes 0xbf800000, 0x80000001, 0xbf800000, 0xbf800000, 0xbf800001, 0xbf800000, 0xbf800000  # -1 + -sub
modes 0x3f800001, 0x80000001, 0x3f800001, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800001  # 1+2^-23 + -sub
modes 0x7f7fffff, 0x80000001, 0x7f7fffff, 0x7f7ffffe, 0x7f7ffffe, 0x7f7fffff, 0x7f7fffff  # max + -sub
modes 0xff7fffff, 0x00000001, 0xff7fffff, 0xff7ffffe, 0xff7fffff, 0xff7ffffe, 0xff7fffff  # -max + sub
# Cancellation is exact.
case  0x3f800001, 0xbf800000, 0x34000000  # 1+2^-23 + -1
case  0x3f7fffff, 0xbf800000, 0xb3800000  # 1-2^-24 + -1
case  0x40000000, 0xbfffffff, 0x34000000  # 2 + -(2-2^-23)
case  0x7f7fffff, 0xff7ffffe, 0x73800000  # max + -(2^128-2^105)
# Overflow: to infinity, or to the largest number in the modes that point inwards.
modes 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000  # max + max
modes 0xff7fffff, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff800000  # -max + -max
# max + 2^103: half a place more is a tie:
modes 0x7f7fffff, 0x73000000, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000
modes 0xff7fffff, 0xf3000000, 0xff800000, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff800000  # -max + -2^103
modes 0x7f7fffff, 0x72ffffff, 0x7f7fffff, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f7fffff  # max + 2^103-2^79
modes 0x7f7fffff, 0x00000001, 0x7f7fffff, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f7fffff  # max + sub
modes 0xff7fffff, 0x80000001, 0xff7fffff, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff7fffff  # -max + -sub
case  0x7f7ffffe, 0x73800000, 0x7f7fffff  # 2^128-2^105 + 2^104: exact
# Subnormal sums are exact.
case  0x00000001, 0x00000001, 0x00000002  # sub + sub
case  0x00800000, 0x80000001, 0x007fffff  # min + -sub
case  0x007fffff, 0x00000001, 0x00800000  # maxsub + sub
case  0x00800001, 0x80800000, 0x00000001  # 2^-126+2^-149 + -min
case  0x807fffff, 0x807fffff, 0x80fffffe  # -maxsub + -maxsub
# Infinities.
case  0x7f800000, 0x3f800000, 0x7f800000  # inf + 1
case  0xff7fffff, 0xff800000, 0xff800000  # -max + -inf
case  0x7f800000, 0x7f800000, 0x7f800000  # inf + inf
case  0xff800000, 0xff800000, 0xff800000  # -inf + -inf
case  0x7f800000, 0xff800000, 0x7fc00000  # inf + -inf
case  0xff800000, 0x7f800000, 0x7fc00000  # -inf + inf
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x7fc00000, 0x3f800000, 0x7fc00000  # NaN + 1
case  0x3f800000, 0x7fc0002d, 0x7fc00000  # 1 + NaN(0x2d)
case  0x7f800155, 0x3f800000, 0x7fc00000  # sNaN(0x155) + 1
case  0x7f800000, 0x7f800001, 0x7fc00000  # inf + sNaN
case  0xffc00000, 0x7fc0002d, 0x7fc00000  # -NaN + NaN(0x2d)
end
.endr

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fadd.s, d, d, d, rne
case  0xffffffff3f800000, 0xffffffff40000000, 0xffffffff40400000  # a proper box
case  0xffffffffffff3c00, 0xffffffff40000000, 0xffffffff7fc00000  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff40000000, 0xffffffff7fc00000  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff40000000, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff40000000, 0xffffffff7fc00000  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff40000000, 0xffffffff7fc00000  # the double 1
case  0xffffffff3f800000, 0xffffffff3f800000, 0xffffffff40000000  # a proper box, in rs2
case  0xffffffff3f800000, 0x000000003f800000, 0xffffffff7fc00000  # the upper half is 0, in rs2
case  0xffffffff3f800000, 0xfffffffe3f800000, 0xffffffff7fc00000  # one bit of the box is missing, in rs2
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fadd.s, s, s, s
#     rs1, rs2, rd; modes: rd to nearest even, rd towards zero
# Subnormal operands count as zeros of their sign.
case  0x00000001, 0x00000000, 0x00000000  # sub + 0
case  0x80000001, 0x80000000, 0x80000000  # -sub + -0
case  0x007fffff, 0x007fffff, 0x00000000  # maxsub + maxsub
case  0x00800000, 0x007fffff, 0x00800000  # min + maxsub
case  0x3f800000, 0x807fffff, 0x3f800000  # 1 + -maxsub
case  0x007fffff, 0x7f800000, 0x7f800000  # maxsub + inf
case  0x807fffff, 0x80000001, 0x80000000  # -maxsub + -sub
case  0x007fffff, 0x80000000, 0x00000000  # maxsub + -0
# Subnormal results become zeros of their sign.
case  0x00c00000, 0x80800000, 0x00000000  # 2^-126+2^-127 + -min
case  0x80c00000, 0x00800000, 0x80000000  # -(2^-126+2^-127) + min
case  0x00800001, 0x80800000, 0x00000000  # 2^-126+2^-149 + -min
case  0x01400000, 0x81000001, 0x00000000  # 2^-125+2^-126 + -(2^-125+2^-148)
# Anything else is rounded as ever: to nearest, or towards zero.
case  0x3f800000, 0x33800000, 0x3f800000              # 1 + 2^-24
modes 0x3f800001, 0x33800000, 0x3f800002, 0x3f800001  # 1+2^-23 + 2^-24
modes 0xbf800001, 0xb3800000, 0xbf800002, 0xbf800001  # -(1+2^-23) + -2^-24
modes 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f7fffff  # max + max
modes 0xff7fffff, 0xff7fffff, 0xff800000, 0xff7fffff  # -max + -max
case  0x40000000, 0xc0000000, 0x00000000              # 2 + -2
case  0x00800000, 0x00800000, 0x01000000              # min + min
case  0x7f800000, 0xff800000, 0x7fc00000              # inf + -inf
case  0x7f800155, 0x00000001, 0x7fc00000              # sNaN(0x155) + sub
end
.endr
