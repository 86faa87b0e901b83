# fcvt.wu.d rd, rs1, rm: rd = a double rounded to an unsigned 32-bit integer; out of range it is the nearest end of
# the range, for NaN the largest. The result is sign-extended to 64 bits, though it is unsigned.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.wu.d, x, d
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Whole numbers and zeros.
case  0x0000000000000000, 0     # 0
case  0x8000000000000000, 0     # -0
case  0x3ff0000000000000, 1     # 1
case  0xbff0000000000000, 0     # -1
case  0x4000000000000000, 2     # 2
case  0xc000000000000000, 0     # -2
case  0x4059000000000000, 100   # 100
case  0xc059000000000000, 0     # -100
case  0x409ffc0000000000, 2047  # 2047
case  0xc09ffc0000000000, 0     # -2047
# Ties: to the even neighbour, or away from zero. What rounds to zero is in range.
modes 0x3fe0000000000000, 0,   0,   0,   1,   1    # 0.5
case  0xbfe0000000000000, 0                        # -0.5
modes 0x3ff8000000000000, 2,   1,   1,   2,   2    # 1.5
case  0xbff8000000000000, 0                        # -1.5
modes 0x4004000000000000, 2,   2,   2,   3,   3    # 2.5
case  0xc004000000000000, 0                        # -2.5
modes 0x400c000000000000, 4,   3,   3,   4,   4    # 3.5
case  0xc00c000000000000, 0                        # -3.5
modes 0x4059200000000000, 100, 100, 100, 101, 101  # 100.5
case  0xc059200000000000, 0                        # -100.5
# Beside a tie, and far from any integer.
modes 0x3fd0000000000000, 0, 0, 0, 1, 0  # 0.25
case  0xbfd0000000000000, 0              # -0.25
modes 0x3fe8000000000000, 1, 0, 0, 1, 1  # 0.75
case  0xbfe8000000000000, 0              # -0.75
modes 0x3ff4000000000000, 1, 1, 1, 2, 1  # 1.25
case  0xbff4000000000000, 0              # -1.25
modes 0x3ffc000000000000, 2, 1, 1, 2, 2  # 1.75
case  0xbffc000000000000, 0              # -1.75
modes 0x3fdfffffffffffff, 0, 0, 0, 1, 0  # 2^-1-2^-54
modes 0x3fe0000000000001, 1, 0, 0, 1, 1  # 2^-1+2^-53
case  0xbfdfffffffffffff, 0              # -(2^-1-2^-54)
case  0xbfe0000000000001, 0              # -(2^-1+2^-53)
modes 0x3fefffffffffffff, 1, 0, 0, 1, 1  # 1-2^-53
case  0xbfefffffffffffff, 0              # -(1-2^-53)
modes 0x0000000000000001, 0, 0, 0, 1, 0  # sub
case  0x8000000000000001, 0              # -sub
modes 0x0010000000000000, 0, 0, 0, 1, 0  # min
case  0x800fffffffffffff, 0              # -maxsub
# The upper end of the range, 2^32 - 1: what rounds beyond it saturates.
case  0x41efffffffe00000, -1  # 2^32-1
case  0x41efffffffe80000, -1  # 2^32-3*2^-2
case  0x41effffffff00000, -1  # 2^32-2^-1
case  0x41f0000000000000, -1  # 2^32
case  0x41efffffffffffff, -1  # 2^32-2^-21
case  0x41f0000000000001, -1  # 2^32+2^-20
# Negative numbers that do not round to zero saturate to it.
case  0xc1f0000000000000, 0  # -2^32
case  0xbff0000000000001, 0  # -(1+2^-52)
# From 2^31 on the 32-bit result is sign-extended.
case  0x41e0000000000000, 0xffffffff80000000  # 2^31
# 2^31+2^-1:
modes 0x41e0000000100000, 0xffffffff80000000, 0xffffffff80000000, 0xffffffff80000000, 0xffffffff80000001, 0xffffffff80000001
case  0x41e8000000000000, 0xffffffffc0000000  # 2^31+2^30
case  0x41dfffffe0000000, 0x000000007fffff80  # 2^31-2^7
# Far out of range, infinities.
case  0x7fefffffffffffff, -1  # max
case  0xffefffffffffffff, 0   # -max
case  0x7ff0000000000000, -1  # inf
case  0xfff0000000000000, 0   # -inf
# NaN gives the largest integer, whatever its sign.
case  0x7ff8000000000000, -1  # NaN
case  0xfff8000000000000, -1  # -NaN
case  0x7ff0000000000001, -1  # sNaN
case  0x7ff800000000002d, -1  # NaN(0x2d)
end
.endr

# A register that holds a narrower value, boxed, is a NaN for a double.
op fcvt.wu.d, x, d, rne
case  0xffffffff3f800000, -1  # a boxed single
case  0xffffffffffff3c00, -1  # a boxed half
end
