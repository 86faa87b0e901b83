# fsgnj.h rd, rs1, rs2: rd = rs1 with the sign of rs2. With rs1 = rs2 it is fmv.h.
.include "rounding.inc.s"

op fsgnj.h, h, h, h
#     rs1, rs2, rd
# Numbers.
case  0x3c00, 0x4000, 0x3c00  # 1, 2
case  0x3c00, 0xc000, 0xbc00  # 1, -2
case  0xbc00, 0x4000, 0x3c00  # -1, 2
case  0xbc00, 0xc000, 0xbc00  # -1, -2
case  0x7bff, 0xfbff, 0xfbff  # max, -max
case  0x0001, 0xbc00, 0x8001  # sub, -1
case  0x83ff, 0x0001, 0x03ff  # -maxsub, sub
# Zeros and infinities have signs too.
case  0x0000, 0x8000, 0x8000  # 0, -0
case  0x8000, 0x0000, 0x0000  # -0, 0
case  0x7c00, 0xbc00, 0xfc00  # inf, -1
case  0xfc00, 0x7c00, 0x7c00  # -inf, inf
case  0x4200, 0x8000, 0xc200  # 3, -0
case  0xc200, 0x0000, 0x4200  # -3, 0
case  0x4200, 0xfc00, 0xc200  # 3, -inf
# Only bits move: a NaN keeps its payload, and gives its sign.
case  0x7e00, 0x3c00, 0x7e00  # NaN, 1
case  0x7e00, 0xbc00, 0xfe00  # NaN, -1
case  0x7e2d, 0x8000, 0xfe2d  # NaN(0x2d), -0
case  0x7d55, 0xbc00, 0xfd55  # sNaN(0x155), -1
case  0xfe00, 0x0000, 0x7e00  # -NaN, 0
case  0x3c00, 0xfe00, 0xbc00  # 1, -NaN
case  0x3c00, 0x7e00, 0x3c00  # 1, NaN
case  0xbc00, 0x7c01, 0x3c00  # -1, sNaN
case  0xfc01, 0xfe00, 0xfc01  # -sNaN, -NaN
# Both operands the same: fmv.h.
case  0xc500, 0xc500, 0xc500  # -5, -5
case  0x4500, 0x4500, 0x4500  # 5, 5
case  0x8000, 0x8000, 0x8000  # -0, -0
case  0xfe00, 0xfe00, 0xfe00  # -NaN, -NaN
end

# Whole registers: the box of a half is all ones, anything else in a register is a NaN; a result is boxed.
op fsgnj.h, d, d, d
case  0xffffffffffff3c00, 0xffffffffffff3c00, 0xffffffffffff3c00  # a proper box
case  0x0000000000003c00, 0xffffffffffff3c00, 0xffffffffffff7e00  # no box
case  0xffffffff00003c00, 0xffffffffffff3c00, 0xffffffffffff7e00  # the box of a single
case  0xfffffffffffe3c00, 0xffffffffffff3c00, 0xffffffffffff7e00  # one bit of the box is missing
case  0x7fffffffffff3c00, 0xffffffffffff3c00, 0xffffffffffff7e00  # the top bit is missing
case  0xffffffff3f800000, 0xffffffffffff3c00, 0xffffffffffff7e00  # the single 1
case  0x3ff0000000000000, 0xffffffffffff3c00, 0xffffffffffff7e00  # the double 1
case  0xffffffffffffc000, 0xffffffffffff3c00, 0xffffffffffff4000  # a proper box, in rs2
case  0xffffffffffffc000, 0x0000000000003c00, 0xffffffffffff4000  # no box, in rs2
case  0xffffffffffffc000, 0xffffffff00003c00, 0xffffffffffff4000  # the box of a single, in rs2
end
