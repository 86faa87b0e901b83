# fleq.d rd, rs1, rs2: rd = 1 if rs1 <= rs2, else 0; a NaN is never less or equal. (Zfa: the quiet comparison. There
# are no exception flags, so it is the same as fle.)
.include "rounding.inc.s"

op fleq.d, x, d, d
#     rs1, rs2, rd
# Numbers.
case  0x3ff0000000000000, 0x4000000000000000, 1  # 1 <= 2
case  0x4000000000000000, 0x3ff0000000000000, 0  # 2 <= 1
case  0x4000000000000000, 0x4000000000000000, 1  # 2 <= 2
case  0xbff0000000000000, 0xc000000000000000, 0  # -1 <= -2
case  0xc000000000000000, 0xbff0000000000000, 1  # -2 <= -1
case  0xc008000000000000, 0xc008000000000000, 1  # -3 <= -3
case  0xbff0000000000000, 0x3ff0000000000000, 1  # -1 <= 1
case  0x3ff0000000000000, 0xbff0000000000000, 0  # 1 <= -1
case  0x3ff0000000000000, 0x3ff0000000000001, 1  # 1 <= 1+2^-52
case  0x3ff0000000000001, 0x3ff0000000000000, 0  # 1+2^-52 <= 1
case  0xbff0000000000000, 0xbfefffffffffffff, 1  # -1 <= -(1-2^-53)
case  0x7fefffffffffffff, 0xffefffffffffffff, 0  # max <= -max
# Zeros are equal, whatever their sign.
case  0x0000000000000000, 0x0000000000000000, 1  # 0 <= 0
case  0x0000000000000000, 0x8000000000000000, 1  # 0 <= -0
case  0x8000000000000000, 0x0000000000000000, 1  # -0 <= 0
case  0x8000000000000000, 0x8000000000000000, 1  # -0 <= -0
# Subnormals are numbers like others.
case  0x0000000000000000, 0x0000000000000001, 1  # 0 <= sub
case  0x0000000000000001, 0x0000000000000000, 0  # sub <= 0
case  0x8000000000000001, 0x0000000000000000, 1  # -sub <= 0
case  0x8000000000000000, 0x8000000000000001, 0  # -0 <= -sub
case  0x0000000000000001, 0x0000000000000002, 1  # sub <= 2*sub
case  0x000fffffffffffff, 0x0010000000000000, 1  # maxsub <= min
case  0x0000000000000001, 0x0000000000000001, 1  # sub <= sub
# Infinities.
case  0x7ff0000000000000, 0x7ff0000000000000, 1  # inf <= inf
case  0xfff0000000000000, 0xfff0000000000000, 1  # -inf <= -inf
case  0x7ff0000000000000, 0x7fefffffffffffff, 0  # inf <= max
case  0x7fefffffffffffff, 0x7ff0000000000000, 1  # max <= inf
case  0xfff0000000000000, 0xffefffffffffffff, 1  # -inf <= -max
case  0xfff0000000000000, 0x7ff0000000000000, 1  # -inf <= inf
# Nothing is equal to, less or greater than a NaN.
case  0x7ff8000000000000, 0x3ff0000000000000, 0  # NaN <= 1
case  0x3ff0000000000000, 0x7ff8000000000000, 0  # 1 <= NaN
case  0x7ff8000000000000, 0x7ff8000000000000, 0  # NaN <= NaN
case  0xfff8000000000000, 0x7ff0000000000000, 0  # -NaN <= inf
case  0xfff0000000000000, 0x7ff800000000002d, 0  # -inf <= NaN(0x2d)
case  0x7ff0000000000001, 0x4000000000000000, 0  # sNaN <= 2
case  0xc000000000000000, 0x7ff0000000000155, 0  # -2 <= sNaN(0x155)
case  0x7ff0000000000001, 0x7ff0000000000001, 0  # sNaN <= sNaN
case  0x0000000000000000, 0xfff8000000000000, 0  # 0 <= -NaN
end

# A register that holds a narrower value, boxed, is a NaN for a double.
op fleq.d, x, d, d
case  0xffffffff3f800000, 0x3ff0000000000000, 0  # a boxed single
case  0xffffffffffff3c00, 0x3ff0000000000000, 0  # a boxed half
case  0x3ff0000000000000, 0xffffffff3f800000, 0  # a boxed single, in rs2
end
