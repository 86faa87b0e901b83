# fclass.d rd, rs1: one bit of rd says what rs1 is: 0 -infinity, 1 negative normal, 2 negative subnormal, 3 -0, 4 +0,
# 5 positive subnormal, 6 positive normal, 7 +infinity, 8 signaling NaN, 9 quiet NaN.
.include "rounding.inc.s"

op fclass.d, x, d
# Negative infinity.
case  0xfff0000000000000, 1<<0  # -inf
# Negative normal.
case  0x8010000000000000, 1<<1  # -min
case  0xbfefffffffffffff, 1<<1  # -(1-2^-53)
case  0xbff0000000000000, 1<<1  # -1
case  0xc059000000000000, 1<<1  # -100
case  0xffefffffffffffff, 1<<1  # -max
# Negative subnormal.
case  0x8000000000000001, 1<<2  # -sub
case  0x8000000000000002, 1<<2  # -2*sub
case  0x8008000000000000, 1<<2  # -2^-1023
case  0x800fffffffffffff, 1<<2  # -maxsub
# Negative zero.
case  0x8000000000000000, 1<<3  # -0
# Positive zero.
case  0x0000000000000000, 1<<4  # 0
# Positive subnormal.
case  0x0000000000000001, 1<<5  # sub
case  0x0000000000000002, 1<<5  # 2*sub
case  0x0008000000000000, 1<<5  # 2^-1023
case  0x000fffffffffffff, 1<<5  # maxsub
# Positive normal.
case  0x0010000000000000, 1<<6  # min
case  0x3fefffffffffffff, 1<<6  # 1-2^-53
case  0x3ff0000000000000, 1<<6  # 1
case  0x4059000000000000, 1<<6  # 100
case  0x7fefffffffffffff, 1<<6  # max
# Positive infinity.
case  0x7ff0000000000000, 1<<7  # inf
# Signaling NaN: the top bit of the fraction is clear.
case  0x7ff0000000000001, 1<<8  # sNaN
case  0xfff0000000000001, 1<<8  # -sNaN
case  0x7ff7ffffffffffff, 1<<8  # sNaN(0x7ffffffffffff)
case  0x7ff4000000000000, 1<<8  # sNaN(0x4000000000000)
case  0x7ff0000000000155, 1<<8  # sNaN(0x155)
# Quiet NaN.
case  0x7ff8000000000000, 1<<9  # NaN
case  0xfff8000000000000, 1<<9  # -NaN
case  0x7ff8000000000001, 1<<9  # NaN(0x1)
case  0x7fffffffffffffff, 1<<9  # NaN(0x7ffffffffffff)
case  0xfff800000000002d, 1<<9  # -NaN(0x2d)
end

# A register that holds a narrower value, boxed, is a NaN for a double.
op fclass.d, x, d
case  0xffffffff3f800000, 1<<9  # a boxed single
case  0xffffffffffff3c00, 1<<9  # a boxed half
end
