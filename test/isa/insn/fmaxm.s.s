# fmaxm.s rd, rs1, rs2: the larger of two singles; -0 is less than +0. NaN if either is a NaN. (Zfa)
.include "rounding.inc.s"

op fmaxm.s, s, s, s
#     rs1, rs2, rd
# Numbers.
case  0x3f800000, 0x40000000, 0x40000000  # 1, 2
case  0x40000000, 0x3f800000, 0x40000000  # 2, 1
case  0xbf800000, 0xc0000000, 0xbf800000  # -1, -2
case  0xc0000000, 0x3f800000, 0x3f800000  # -2, 1
case  0x40400000, 0xc0400000, 0x40400000  # 3, -3
case  0x40a00000, 0x40a00000, 0x40a00000  # 5, 5
case  0x3f800000, 0x3f800001, 0x3f800001  # 1, 1+2^-23
case  0xbf800000, 0xbf800001, 0xbf800000  # -1, -(1+2^-23)
case  0x7f7fffff, 0x3f800000, 0x7f7fffff  # max, 1
case  0xff7fffff, 0x7f7fffff, 0x7f7fffff  # -max, max
# Zeros: -0 is less than +0.
case  0x00000000, 0x80000000, 0x00000000  # 0, -0
case  0x80000000, 0x00000000, 0x00000000  # -0, 0
case  0x00000000, 0x00000000, 0x00000000  # 0, 0
case  0x80000000, 0x80000000, 0x80000000  # -0, -0
# Subnormals are numbers like others.
case  0x00000001, 0x00000000, 0x00000001  # sub, 0
case  0x80000001, 0x80000000, 0x80000000  # -sub, -0
case  0x00000001, 0x00000002, 0x00000002  # sub, 2*sub
case  0x80000001, 0x00000001, 0x00000001  # -sub, sub
case  0x007fffff, 0x00800000, 0x00800000  # maxsub, min
# Infinities.
case  0x7f800000, 0x7f7fffff, 0x7f800000  # inf, max
case  0xff7fffff, 0xff800000, 0xff7fffff  # -max, -inf
case  0x7f800000, 0xff800000, 0x7f800000  # inf, -inf
case  0xff800000, 0x00000000, 0x00000000  # -inf, 0
case  0x7f800000, 0x7f800000, 0x7f800000  # inf, inf
# A NaN wins over every number: the canonical NaN.
case  0x7fc00000, 0x3f800000, 0x7fc00000  # NaN, 1
case  0xbf800000, 0x7fc00000, 0x7fc00000  # -1, NaN
case  0xffc00000, 0x7f800000, 0x7fc00000  # -NaN, inf
case  0xff800000, 0x7fc0002d, 0x7fc00000  # -inf, NaN(0x2d)
case  0x7f800001, 0x40000000, 0x7fc00000  # sNaN, 2
case  0x40000000, 0x7f800155, 0x7fc00000  # 2, sNaN(0x155)
case  0x00000000, 0xffc00000, 0x7fc00000  # 0, -NaN
case  0x7fc0002d, 0x80000000, 0x7fc00000  # NaN(0x2d), -0
# Two NaNs give the canonical NaN.
case  0x7fc00000, 0x7fc00000, 0x7fc00000  # NaN, NaN
case  0x7fc0002d, 0xffc00000, 0x7fc00000  # NaN(0x2d), -NaN
case  0x7f800001, 0x7fc00000, 0x7fc00000  # sNaN, NaN
case  0x7f800001, 0x7f800155, 0x7fc00000  # sNaN, sNaN(0x155)
case  0xffc00000, 0x7fc0002d, 0x7fc00000  # -NaN, NaN(0x2d)
end

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fmaxm.s, d, d, d
case  0xffffffff3f800000, 0xffffffff40000000, 0xffffffff40000000  # a proper box
case  0xffffffffffff3c00, 0xffffffff40000000, 0xffffffff7fc00000  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff40000000, 0xffffffff7fc00000  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff40000000, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff40000000, 0xffffffff7fc00000  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff40000000, 0xffffffff7fc00000  # the double 1
case  0xffffffff40400000, 0xffffffff3f800000, 0xffffffff40400000  # a proper box, in rs2
case  0xffffffff40400000, 0x000000003f800000, 0xffffffff7fc00000  # the upper half is 0, in rs2
case  0xffffffff40400000, 0xfffffffe3f800000, 0xffffffff7fc00000  # one bit of the box is missing, in rs2
end
