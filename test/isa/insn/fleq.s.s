# fleq.s rd, rs1, rs2: rd = 1 if rs1 <= rs2, else 0; a NaN is never less or equal. (Zfa: the quiet comparison. There
# are no exception flags, so it is the same as fle.)
.include "rounding.inc.s"

op fleq.s, x, s, s
#     rs1, rs2, rd
# Numbers.
case  0x3f800000, 0x40000000, 1  # 1 <= 2
case  0x40000000, 0x3f800000, 0  # 2 <= 1
case  0x40000000, 0x40000000, 1  # 2 <= 2
case  0xbf800000, 0xc0000000, 0  # -1 <= -2
case  0xc0000000, 0xbf800000, 1  # -2 <= -1
case  0xc0400000, 0xc0400000, 1  # -3 <= -3
case  0xbf800000, 0x3f800000, 1  # -1 <= 1
case  0x3f800000, 0xbf800000, 0  # 1 <= -1
case  0x3f800000, 0x3f800001, 1  # 1 <= 1+2^-23
case  0x3f800001, 0x3f800000, 0  # 1+2^-23 <= 1
case  0xbf800000, 0xbf7fffff, 1  # -1 <= -(1-2^-24)
case  0x7f7fffff, 0xff7fffff, 0  # max <= -max
# Zeros are equal, whatever their sign.
case  0x00000000, 0x00000000, 1  # 0 <= 0
case  0x00000000, 0x80000000, 1  # 0 <= -0
case  0x80000000, 0x00000000, 1  # -0 <= 0
case  0x80000000, 0x80000000, 1  # -0 <= -0
# Subnormals are numbers like others.
case  0x00000000, 0x00000001, 1  # 0 <= sub
case  0x00000001, 0x00000000, 0  # sub <= 0
case  0x80000001, 0x00000000, 1  # -sub <= 0
case  0x80000000, 0x80000001, 0  # -0 <= -sub
case  0x00000001, 0x00000002, 1  # sub <= 2*sub
case  0x007fffff, 0x00800000, 1  # maxsub <= min
case  0x00000001, 0x00000001, 1  # sub <= sub
# Infinities.
case  0x7f800000, 0x7f800000, 1  # inf <= inf
case  0xff800000, 0xff800000, 1  # -inf <= -inf
case  0x7f800000, 0x7f7fffff, 0  # inf <= max
case  0x7f7fffff, 0x7f800000, 1  # max <= inf
case  0xff800000, 0xff7fffff, 1  # -inf <= -max
case  0xff800000, 0x7f800000, 1  # -inf <= inf
# Nothing is equal to, less or greater than a NaN.
case  0x7fc00000, 0x3f800000, 0  # NaN <= 1
case  0x3f800000, 0x7fc00000, 0  # 1 <= NaN
case  0x7fc00000, 0x7fc00000, 0  # NaN <= NaN
case  0xffc00000, 0x7f800000, 0  # -NaN <= inf
case  0xff800000, 0x7fc0002d, 0  # -inf <= NaN(0x2d)
case  0x7f800001, 0x40000000, 0  # sNaN <= 2
case  0xc0000000, 0x7f800155, 0  # -2 <= sNaN(0x155)
case  0x7f800001, 0x7f800001, 0  # sNaN <= sNaN
case  0x00000000, 0xffc00000, 0  # 0 <= -NaN
end

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fleq.s, x, d, d
case  0xffffffff3f800000, 0xffffffff3f800000, 1  # a proper box
case  0xffffffffffff3c00, 0xffffffff3f800000, 0  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff3f800000, 0  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff3f800000, 0  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff3f800000, 0  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff3f800000, 0  # the double 1
case  0xffffffff3f800000, 0xffffffff3f800000, 1  # a proper box, in rs2
case  0xffffffff3f800000, 0x000000003f800000, 0  # the upper half is 0, in rs2
case  0xffffffff3f800000, 0xfffffffe3f800000, 0  # one bit of the box is missing, in rs2
end
