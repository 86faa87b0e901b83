# fmul.s rd, rs1, rs2, rm: rd = rs1 * rs2, the product of two singles as if computed exactly, then rounded once.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fmul.s, s, s, s
#     rs1, rs2, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact products are the same in every mode.
case  0x40400000, 0x40a00000, 0x41700000  # 3 * 5
case  0x3fc00000, 0xc0200000, 0xc0700000  # 1.5 * -2.5
case  0x3f800000, 0x3f800001, 0x3f800001  # 1 * 1+2^-23
case  0xbf800000, 0x7f7fffff, 0xff7fffff  # -1 * max
case  0xc0000000, 0xc1000000, 0x41800000  # -2 * -8
case  0x45800800, 0x44ffe000, 0x4affeffe  # 4097 * 2047
# Zeros and their signs.
case  0x00000000, 0x40e00000, 0x00000000  # 0 * 7
case  0x00000000, 0xc0e00000, 0x80000000  # 0 * -7
case  0x80000000, 0x40e00000, 0x80000000  # -0 * 7
case  0x80000000, 0x80000000, 0x00000000  # -0 * -0
case  0x80000000, 0x00000000, 0x80000000  # -0 * 0
case  0x80000001, 0x00000000, 0x80000000  # -sub * 0
# Inexact: below, at and above a tie.
modes 0x3f800001, 0x3f800001, 0x3f800002, 0x3f800002, 0x3f800002, 0x3f800003, 0x3f800002  # 1+2^-23 * 1+2^-23
modes 0x3f800001, 0x3f7fffff, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000  # 1+2^-23 * 1-2^-24
# 1+2^-23 * 1.5: a tie between two odd halves:
modes 0x3f800001, 0x3fc00000, 0x3fc00002, 0x3fc00001, 0x3fc00001, 0x3fc00002, 0x3fc00002
modes 0x3f800003, 0x3fc00000, 0x3fc00004, 0x3fc00004, 0x3fc00004, 0x3fc00005, 0x3fc00005  # 1+3*2^-23 * 1.5
modes 0xbf800001, 0x3fc00000, 0xbfc00002, 0xbfc00001, 0xbfc00002, 0xbfc00001, 0xbfc00002  # -(1+2^-23) * 1.5
modes 0xbf800003, 0x3fc00000, 0xbfc00004, 0xbfc00004, 0xbfc00005, 0xbfc00004, 0xbfc00005  # -(1+3*2^-23) * 1.5
modes 0x3fffffff, 0x3fffffff, 0x407ffffe, 0x407ffffe, 0x407ffffe, 0x407fffff, 0x407ffffe  # 2-2^-23 * 2-2^-23
modes 0xbfffffff, 0x3fffffff, 0xc07ffffe, 0xc07ffffe, 0xc07fffff, 0xc07ffffe, 0xc07ffffe  # -(2-2^-23) * 2-2^-23
modes 0x3f7fffff, 0x3f7fffff, 0x3f7ffffe, 0x3f7ffffe, 0x3f7ffffe, 0x3f7fffff, 0x3f7ffffe  # 1-2^-24 * 1-2^-24
modes 0x3eaaaaab, 0x40400000, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000  # 0.333333343 * 3
modes 0x3dcccccd, 0x41200000, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000  # 0.100000001 * 10
# Overflow, and the last product that does not.
modes 0x7f7fffff, 0x40000000, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000  # max * 2
modes 0x7f7fffff, 0xc0000000, 0xff800000, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff800000  # max * -2
modes 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000  # max * max
modes 0x7f7fffff, 0x3f800001, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000  # max * 1+2^-23
modes 0xff7fffff, 0x3f800001, 0xff800000, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff800000  # -max * 1+2^-23
# 31 * 1.09768502e+37: max and half a place: a tie:
modes 0x41f80000, 0x7d042108, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000
modes 0xc1f80000, 0x7d042108, 0xff800000, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff800000  # -31 * 1.09768502e+37
modes 0x7f7fffff, 0x3f7fffff, 0x7f7ffffe, 0x7f7ffffe, 0x7f7ffffe, 0x7f7fffff, 0x7f7ffffe  # max * 1-2^-24
modes 0x7f000000, 0x40000000, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000  # 2^127 * 2
case  0x7f000000, 0x3fffffff, 0x7f7fffff  # 2^127 * 2-2^-23
# Subnormal products, rounded at the last place of subnormals.
case  0x00800000, 0x3f000000, 0x00400000  # min * 0.5
case  0x00000001, 0x40a00000, 0x00000005  # sub * 5
# sub * 0.5: half of the smallest: a tie with zero:
modes 0x00000001, 0x3f000000, 0x00000000, 0x00000000, 0x00000000, 0x00000001, 0x00000001
modes 0x80000001, 0x3f000000, 0x80000000, 0x80000000, 0x80000001, 0x80000000, 0x80000001  # -sub * 0.5
modes 0x00000003, 0x3f000000, 0x00000002, 0x00000001, 0x00000001, 0x00000002, 0x00000002  # 3*sub * 0.5
modes 0x80000003, 0x3f000000, 0x80000002, 0x80000001, 0x80000002, 0x80000001, 0x80000002  # -3*sub * 0.5
modes 0x00000001, 0x3f400000, 0x00000001, 0x00000000, 0x00000000, 0x00000001, 0x00000001  # sub * 0.75
modes 0x00000001, 0x3e800000, 0x00000000, 0x00000000, 0x00000000, 0x00000001, 0x00000000  # sub * 0.25
modes 0x00000005, 0x3e800000, 0x00000001, 0x00000001, 0x00000001, 0x00000002, 0x00000001  # 5*sub * 0.25
modes 0x00000001, 0x00000001, 0x00000000, 0x00000000, 0x00000000, 0x00000001, 0x00000000  # sub * sub
modes 0x00000001, 0x80000001, 0x80000000, 0x80000000, 0x80000001, 0x80000000, 0x80000000  # sub * -sub
# min * 1-2^-24: a tie with the smallest normal number:
modes 0x00800000, 0x3f7fffff, 0x00800000, 0x007fffff, 0x007fffff, 0x00800000, 0x00800000
modes 0x00800001, 0x3f000000, 0x00400000, 0x00400000, 0x00400000, 0x00400001, 0x00400001  # 2^-126+2^-149 * 0.5
modes 0x007fffff, 0x3f800001, 0x00800000, 0x007fffff, 0x007fffff, 0x00800000, 0x00800000  # maxsub * 1+2^-23
modes 0x007fffff, 0x3f800002, 0x00800001, 0x00800000, 0x00800000, 0x00800001, 0x00800001  # maxsub * 1+2^-22
modes 0x01000000, 0x3effffff, 0x00800000, 0x007fffff, 0x007fffff, 0x00800000, 0x00800000  # 2^-125 * 2^-1-2^-25
# Infinities.
case  0x7f800000, 0x40000000, 0x7f800000  # inf * 2
case  0x7f800000, 0xc0000000, 0xff800000  # inf * -2
case  0xff800000, 0xff800000, 0x7f800000  # -inf * -inf
case  0x00000001, 0xff800000, 0xff800000  # sub * -inf
case  0x7f800000, 0x00000000, 0x7fc00000  # inf * 0
case  0x80000000, 0x7f800000, 0x7fc00000  # -0 * inf
case  0x00000000, 0xff800000, 0x7fc00000  # 0 * -inf
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x7fc00000, 0x3f800000, 0x7fc00000  # NaN * 1
case  0x00000000, 0x7fc0002d, 0x7fc00000  # 0 * NaN(0x2d)
case  0x7f800155, 0x7f800000, 0x7fc00000  # sNaN(0x155) * inf
case  0xffc00000, 0xffc00000, 0x7fc00000  # -NaN * -NaN
end
.endr

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fmul.s, d, d, d, rne
case  0xffffffff3f800000, 0xffffffff40000000, 0xffffffff40000000  # a proper box
case  0xffffffffffff3c00, 0xffffffff40000000, 0xffffffff7fc00000  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff40000000, 0xffffffff7fc00000  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff40000000, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff40000000, 0xffffffff7fc00000  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff40000000, 0xffffffff7fc00000  # the double 1
case  0xffffffff3f800000, 0xffffffff3f800000, 0xffffffff3f800000  # a proper box, in rs2
case  0xffffffff3f800000, 0x000000003f800000, 0xffffffff7fc00000  # the upper half is 0, in rs2
case  0xffffffff3f800000, 0xfffffffe3f800000, 0xffffffff7fc00000  # one bit of the box is missing, in rs2
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fmul.s, s, s, s
#     rs1, rs2, rd; modes: rd to nearest even, rd towards zero
# Subnormal operands count as zeros of their sign.
case  0x007fffff, 0x7f7fffff, 0x00000000  # maxsub * max
case  0x807fffff, 0x7f7fffff, 0x80000000  # -maxsub * max
case  0x00000001, 0x80000001, 0x80000000  # sub * -sub
case  0x007fffff, 0x7f800000, 0x7fc00000  # maxsub * inf: 0 times infinity
case  0xff800000, 0x00000001, 0x7fc00000  # -inf * sub
case  0x40400000, 0x807fffff, 0x80000000  # 3 * -maxsub
# Subnormal results become zeros of their sign.
case  0x00800000, 0x3f000000, 0x00000000  # min * 0.5
case  0x00800000, 0xbf000000, 0x80000000  # min * -0.5
case  0x00800000, 0x00800000, 0x00000000  # min * min
# min * 1-2^-24: to nearest it rounds up to the smallest normal number, which stays:
modes 0x00800000, 0x3f7fffff, 0x00800000, 0x00000000
modes 0x80800000, 0x3f7fffff, 0x80800000, 0x80000000  # -min * 1-2^-24
case  0x00800000, 0x3f7ffffe, 0x00000000  # min * 1-2^-23
# Anything else is rounded as ever: to nearest, or towards zero.
modes 0x3f800001, 0x3fc00000, 0x3fc00002, 0x3fc00001  # 1+2^-23 * 1.5
case  0x3f800003, 0x3fc00000, 0x3fc00004              # 1+3*2^-23 * 1.5
case  0xbf800001, 0x3f800001, 0xbf800002              # -(1+2^-23) * 1+2^-23
modes 0x7f7fffff, 0x40000000, 0x7f800000, 0x7f7fffff  # max * 2
modes 0x7f7fffff, 0xc0000000, 0xff800000, 0xff7fffff  # max * -2
case  0x01000000, 0x3f000000, 0x00800000              # 2^-125 * 0.5
case  0x80000000, 0x3f800000, 0x80000000              # -0 * 1
case  0x7fc0002d, 0x00000001, 0x7fc00000              # NaN(0x2d) * sub
end
.endr
