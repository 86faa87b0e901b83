# fle.h rd, rs1, rs2: rd = 1 if rs1 <= rs2, else 0; a NaN is never less or equal.
.include "rounding.inc.s"

op fle.h, x, h, h
#     rs1, rs2, rd
# Numbers.
case  0x3c00, 0x4000, 1  # 1 <= 2
case  0x4000, 0x3c00, 0  # 2 <= 1
case  0x4000, 0x4000, 1  # 2 <= 2
case  0xbc00, 0xc000, 0  # -1 <= -2
case  0xc000, 0xbc00, 1  # -2 <= -1
case  0xc200, 0xc200, 1  # -3 <= -3
case  0xbc00, 0x3c00, 1  # -1 <= 1
case  0x3c00, 0xbc00, 0  # 1 <= -1
case  0x3c00, 0x3c01, 1  # 1 <= 1+2^-10
case  0x3c01, 0x3c00, 0  # 1+2^-10 <= 1
case  0xbc00, 0xbbff, 1  # -1 <= -(1-2^-11)
case  0x7bff, 0xfbff, 0  # max <= -max
# Zeros are equal, whatever their sign.
case  0x0000, 0x0000, 1  # 0 <= 0
case  0x0000, 0x8000, 1  # 0 <= -0
case  0x8000, 0x0000, 1  # -0 <= 0
case  0x8000, 0x8000, 1  # -0 <= -0
# Subnormals are numbers like others.
case  0x0000, 0x0001, 1  # 0 <= sub
case  0x0001, 0x0000, 0  # sub <= 0
case  0x8001, 0x0000, 1  # -sub <= 0
case  0x8000, 0x8001, 0  # -0 <= -sub
case  0x0001, 0x0002, 1  # sub <= 2*sub
case  0x03ff, 0x0400, 1  # maxsub <= min
case  0x0001, 0x0001, 1  # sub <= sub
# Infinities.
case  0x7c00, 0x7c00, 1  # inf <= inf
case  0xfc00, 0xfc00, 1  # -inf <= -inf
case  0x7c00, 0x7bff, 0  # inf <= max
case  0x7bff, 0x7c00, 1  # max <= inf
case  0xfc00, 0xfbff, 1  # -inf <= -max
case  0xfc00, 0x7c00, 1  # -inf <= inf
# Nothing is equal to, less or greater than a NaN.
case  0x7e00, 0x3c00, 0  # NaN <= 1
case  0x3c00, 0x7e00, 0  # 1 <= NaN
case  0x7e00, 0x7e00, 0  # NaN <= NaN
case  0xfe00, 0x7c00, 0  # -NaN <= inf
case  0xfc00, 0x7e2d, 0  # -inf <= NaN(0x2d)
case  0x7c01, 0x4000, 0  # sNaN <= 2
case  0xc000, 0x7d55, 0  # -2 <= sNaN(0x155)
case  0x7c01, 0x7c01, 0  # sNaN <= sNaN
case  0x0000, 0xfe00, 0  # 0 <= -NaN
end

# Whole registers: the box of a half is all ones, anything else in a register is a NaN; a result is boxed.
op fle.h, x, d, d
case  0xffffffffffff3c00, 0xffffffffffff3c00, 1  # a proper box
case  0x0000000000003c00, 0xffffffffffff3c00, 0  # no box
case  0xffffffff00003c00, 0xffffffffffff3c00, 0  # the box of a single
case  0xfffffffffffe3c00, 0xffffffffffff3c00, 0  # one bit of the box is missing
case  0x7fffffffffff3c00, 0xffffffffffff3c00, 0  # the top bit is missing
case  0xffffffff3f800000, 0xffffffffffff3c00, 0  # the single 1
case  0x3ff0000000000000, 0xffffffffffff3c00, 0  # the double 1
case  0xffffffffffff3c00, 0xffffffffffff3c00, 1  # a proper box, in rs2
case  0xffffffffffff3c00, 0x0000000000003c00, 0  # no box, in rs2
case  0xffffffffffff3c00, 0xffffffff00003c00, 0  # the box of a single, in rs2
end
