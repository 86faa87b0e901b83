# fsgnj.s rd, rs1, rs2: rd = rs1 with the sign of rs2. With rs1 = rs2 it is fmv.s.
.include "rounding.inc.s"

op fsgnj.s, s, s, s
#     rs1, rs2, rd
# Numbers.
case  0x3f800000, 0x40000000, 0x3f800000  # 1, 2
case  0x3f800000, 0xc0000000, 0xbf800000  # 1, -2
case  0xbf800000, 0x40000000, 0x3f800000  # -1, 2
case  0xbf800000, 0xc0000000, 0xbf800000  # -1, -2
case  0x7f7fffff, 0xff7fffff, 0xff7fffff  # max, -max
case  0x00000001, 0xbf800000, 0x80000001  # sub, -1
case  0x807fffff, 0x00000001, 0x007fffff  # -maxsub, sub
# Zeros and infinities have signs too.
case  0x00000000, 0x80000000, 0x80000000  # 0, -0
case  0x80000000, 0x00000000, 0x00000000  # -0, 0
case  0x7f800000, 0xbf800000, 0xff800000  # inf, -1
case  0xff800000, 0x7f800000, 0x7f800000  # -inf, inf
case  0x40400000, 0x80000000, 0xc0400000  # 3, -0
case  0xc0400000, 0x00000000, 0x40400000  # -3, 0
case  0x40400000, 0xff800000, 0xc0400000  # 3, -inf
# Only bits move: a NaN keeps its payload, and gives its sign.
case  0x7fc00000, 0x3f800000, 0x7fc00000  # NaN, 1
case  0x7fc00000, 0xbf800000, 0xffc00000  # NaN, -1
case  0x7fc0002d, 0x80000000, 0xffc0002d  # NaN(0x2d), -0
case  0x7f800155, 0xbf800000, 0xff800155  # sNaN(0x155), -1
case  0xffc00000, 0x00000000, 0x7fc00000  # -NaN, 0
case  0x3f800000, 0xffc00000, 0xbf800000  # 1, -NaN
case  0x3f800000, 0x7fc00000, 0x3f800000  # 1, NaN
case  0xbf800000, 0x7f800001, 0x3f800000  # -1, sNaN
case  0xff800001, 0xffc00000, 0xff800001  # -sNaN, -NaN
# Both operands the same: fmv.s.
case  0xc0a00000, 0xc0a00000, 0xc0a00000  # -5, -5
case  0x40a00000, 0x40a00000, 0x40a00000  # 5, 5
case  0x80000000, 0x80000000, 0x80000000  # -0, -0
case  0xffc00000, 0xffc00000, 0xffc00000  # -NaN, -NaN
end

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fsgnj.s, d, d, d
case  0xffffffff3f800000, 0xffffffff3f800000, 0xffffffff3f800000  # a proper box
case  0xffffffffffff3c00, 0xffffffff3f800000, 0xffffffff7fff3c00  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff3f800000, 0xffffffff7fc00000  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff3f800000, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff3f800000, 0xffffffff7fc00000  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff3f800000, 0xffffffff7fc00000  # the double 1
case  0xffffffffc0000000, 0xffffffff3f800000, 0xffffffff40000000  # a proper box, in rs2
case  0xffffffffc0000000, 0x000000003f800000, 0xffffffff40000000  # the upper half is 0, in rs2
case  0xffffffffc0000000, 0xfffffffe3f800000, 0xffffffff40000000  # one bit of the box is missing, in rs2
end
