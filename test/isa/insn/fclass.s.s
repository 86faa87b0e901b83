# fclass.s rd, rs1: one bit of rd says what rs1 is: 0 -infinity, 1 negative normal, 2 negative subnormal, 3 -0, 4 +0,
# 5 positive subnormal, 6 positive normal, 7 +infinity, 8 signaling NaN, 9 quiet NaN.
.include "rounding.inc.s"

op fclass.s, x, s
# Negative infinity.
case  0xff800000, 1<<0  # -inf
# Negative normal.
case  0x80800000, 1<<1  # -min
case  0xbf7fffff, 1<<1  # -(1-2^-24)
case  0xbf800000, 1<<1  # -1
case  0xc2c80000, 1<<1  # -100
case  0xff7fffff, 1<<1  # -max
# Negative subnormal.
case  0x80000001, 1<<2  # -sub
case  0x80000002, 1<<2  # -2*sub
case  0x80400000, 1<<2  # -2^-127
case  0x807fffff, 1<<2  # -maxsub
# Negative zero.
case  0x80000000, 1<<3  # -0
# Positive zero.
case  0x00000000, 1<<4  # 0
# Positive subnormal.
case  0x00000001, 1<<5  # sub
case  0x00000002, 1<<5  # 2*sub
case  0x00400000, 1<<5  # 2^-127
case  0x007fffff, 1<<5  # maxsub
# Positive normal.
case  0x00800000, 1<<6  # min
case  0x3f7fffff, 1<<6  # 1-2^-24
case  0x3f800000, 1<<6  # 1
case  0x42c80000, 1<<6  # 100
case  0x7f7fffff, 1<<6  # max
# Positive infinity.
case  0x7f800000, 1<<7  # inf
# Signaling NaN: the top bit of the fraction is clear.
case  0x7f800001, 1<<8  # sNaN
case  0xff800001, 1<<8  # -sNaN
case  0x7fbfffff, 1<<8  # sNaN(0x3fffff)
case  0x7fa00000, 1<<8  # sNaN(0x200000)
case  0x7f800155, 1<<8  # sNaN(0x155)
# Quiet NaN.
case  0x7fc00000, 1<<9  # NaN
case  0xffc00000, 1<<9  # -NaN
case  0x7fc00001, 1<<9  # NaN(0x1)
case  0x7fffffff, 1<<9  # NaN(0x3fffff)
case  0xffc0002d, 1<<9  # -NaN(0x2d)
end

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fclass.s, x, d
case  0xffffffff3f800000, 1<<6  # a proper box
case  0xffffffffffff3c00, 1<<9  # a boxed half is a single: a NaN
case  0x000000003f800000, 1<<9  # the upper half is 0
case  0xfffffffe3f800000, 1<<9  # one bit of the box is missing
case  0x7fffffff3f800000, 1<<9  # the top bit is missing
case  0x3ff0000000000000, 1<<9  # the double 1
end
