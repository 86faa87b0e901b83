# fclass.h rd, rs1: one bit of rd says what rs1 is: 0 -infinity, 1 negative normal, 2 negative subnormal, 3 -0, 4 +0,
# 5 positive subnormal, 6 positive normal, 7 +infinity, 8 signaling NaN, 9 quiet NaN.
.include "rounding.inc.s"

op fclass.h, x, h
# Negative infinity.
case  0xfc00, 1<<0  # -inf
# Negative normal.
case  0x8400, 1<<1  # -min
case  0xbbff, 1<<1  # -(1-2^-11)
case  0xbc00, 1<<1  # -1
case  0xd640, 1<<1  # -100
case  0xfbff, 1<<1  # -max
# Negative subnormal.
case  0x8001, 1<<2  # -sub
case  0x8002, 1<<2  # -2*sub
case  0x8200, 1<<2  # -2^-15
case  0x83ff, 1<<2  # -maxsub
# Negative zero.
case  0x8000, 1<<3  # -0
# Positive zero.
case  0x0000, 1<<4  # 0
# Positive subnormal.
case  0x0001, 1<<5  # sub
case  0x0002, 1<<5  # 2*sub
case  0x0200, 1<<5  # 2^-15
case  0x03ff, 1<<5  # maxsub
# Positive normal.
case  0x0400, 1<<6  # min
case  0x3bff, 1<<6  # 1-2^-11
case  0x3c00, 1<<6  # 1
case  0x5640, 1<<6  # 100
case  0x7bff, 1<<6  # max
# Positive infinity.
case  0x7c00, 1<<7  # inf
# Signaling NaN: the top bit of the fraction is clear.
case  0x7c01, 1<<8  # sNaN
case  0xfc01, 1<<8  # -sNaN
case  0x7dff, 1<<8  # sNaN(0x1ff)
case  0x7d00, 1<<8  # sNaN(0x100)
case  0x7d55, 1<<8  # sNaN(0x155)
# Quiet NaN.
case  0x7e00, 1<<9  # NaN
case  0xfe00, 1<<9  # -NaN
case  0x7e01, 1<<9  # NaN(0x1)
case  0x7fff, 1<<9  # NaN(0x1ff)
case  0xfe2d, 1<<9  # -NaN(0x2d)
end

# Whole registers: the box of a half is all ones, anything else in a register is a NaN; a result is boxed.
op fclass.h, x, d
case  0xffffffffffff3c00, 1<<6  # a proper box
case  0x0000000000003c00, 1<<9  # no box
case  0xffffffff00003c00, 1<<9  # the box of a single
case  0xfffffffffffe3c00, 1<<9  # one bit of the box is missing
case  0x7fffffffffff3c00, 1<<9  # the top bit is missing
case  0xffffffff3f800000, 1<<9  # the single 1
case  0x3ff0000000000000, 1<<9  # the double 1
end
