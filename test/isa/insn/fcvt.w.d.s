# fcvt.w.d rd, rs1, rm: rd = a double rounded to a signed 32-bit integer; out of range it is the nearest end of the
# range, for NaN the largest. The result is sign-extended to 64 bits.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.w.d, x, d
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Whole numbers and zeros.
case  0x0000000000000000, 0      # 0
case  0x8000000000000000, 0      # -0
case  0x3ff0000000000000, 1      # 1
case  0xbff0000000000000, -1     # -1
case  0x4000000000000000, 2      # 2
case  0xc000000000000000, -2     # -2
case  0x4059000000000000, 100    # 100
case  0xc059000000000000, -100   # -100
case  0x409ffc0000000000, 2047   # 2047
case  0xc09ffc0000000000, -2047  # -2047
# Ties: to the even neighbour, or away from zero.
modes 0x3fe0000000000000, 0,    0,    0,    1,    1     # 0.5
modes 0xbfe0000000000000, 0,    0,    -1,   0,    -1    # -0.5
modes 0x3ff8000000000000, 2,    1,    1,    2,    2     # 1.5
modes 0xbff8000000000000, -2,   -1,   -2,   -1,   -2    # -1.5
modes 0x4004000000000000, 2,    2,    2,    3,    3     # 2.5
modes 0xc004000000000000, -2,   -2,   -3,   -2,   -3    # -2.5
modes 0x400c000000000000, 4,    3,    3,    4,    4     # 3.5
modes 0xc00c000000000000, -4,   -3,   -4,   -3,   -4    # -3.5
modes 0x4059200000000000, 100,  100,  100,  101,  101   # 100.5
modes 0xc059200000000000, -100, -100, -101, -100, -101  # -100.5
# Beside a tie, and far from any integer.
modes 0x3fd0000000000000, 0,  0,  0,  1,  0   # 0.25
modes 0xbfd0000000000000, 0,  0,  -1, 0,  0   # -0.25
modes 0x3fe8000000000000, 1,  0,  0,  1,  1   # 0.75
modes 0xbfe8000000000000, -1, 0,  -1, 0,  -1  # -0.75
modes 0x3ff4000000000000, 1,  1,  1,  2,  1   # 1.25
modes 0xbff4000000000000, -1, -1, -2, -1, -1  # -1.25
modes 0x3ffc000000000000, 2,  1,  1,  2,  2   # 1.75
modes 0xbffc000000000000, -2, -1, -2, -1, -2  # -1.75
modes 0x3fdfffffffffffff, 0,  0,  0,  1,  0   # 2^-1-2^-54
modes 0x3fe0000000000001, 1,  0,  0,  1,  1   # 2^-1+2^-53
modes 0xbfdfffffffffffff, 0,  0,  -1, 0,  0   # -(2^-1-2^-54)
modes 0xbfe0000000000001, -1, 0,  -1, 0,  -1  # -(2^-1+2^-53)
modes 0x3fefffffffffffff, 1,  0,  0,  1,  1   # 1-2^-53
modes 0xbfefffffffffffff, -1, 0,  -1, 0,  -1  # -(1-2^-53)
modes 0x0000000000000001, 0,  0,  0,  1,  0   # sub
modes 0x8000000000000001, 0,  0,  -1, 0,  0   # -sub
modes 0x0010000000000000, 0,  0,  0,  1,  0   # min
modes 0x800fffffffffffff, 0,  0,  -1, 0,  0   # -maxsub
# The upper end of the range, 2^31 - 1: what rounds beyond it saturates.
case  0x41dfffffffc00000, 0x000000007fffffff  # 2^31-1
case  0x41dfffffffd00000, 0x000000007fffffff  # 2^31-3*2^-2
case  0x41dfffffffe00000, 0x000000007fffffff  # 2^31-2^-1
case  0x41dfffffffdfffff, 0x000000007fffffff  # 2147483647.4999998
case  0x41e0000000000000, 0x000000007fffffff  # 2^31
case  0x41dfffffffffffff, 0x000000007fffffff  # 2^31-2^-22
case  0x41e0000000000001, 0x000000007fffffff  # 2^31+2^-21
# The lower end, -2^31.
# -(2^31-2^-22):
modes 0xc1dfffffffffffff, 0xffffffff80000000, 0xffffffff80000001, 0xffffffff80000000, 0xffffffff80000001, 0xffffffff80000000
case  0xc1e0000000000000, 0xffffffff80000000  # -2^31
case  0xc1e0000000080000, 0xffffffff80000000  # -(2^31+2^-2)
case  0xc1e0000000100000, 0xffffffff80000000  # -(2^31+2^-1)
case  0xc1e0000000100001, 0xffffffff80000000  # -2147483648.5000005
case  0xc1e0000000200000, 0xffffffff80000000  # -(2^31+1)
# Far out of range, infinities.
case  0x7fefffffffffffff, 0x000000007fffffff  # max
case  0xffefffffffffffff, 0xffffffff80000000  # -max
case  0x7ff0000000000000, 0x000000007fffffff  # inf
case  0xfff0000000000000, 0xffffffff80000000  # -inf
# NaN gives the largest integer, whatever its sign.
case  0x7ff8000000000000, 0x000000007fffffff  # NaN
case  0xfff8000000000000, 0x000000007fffffff  # -NaN
case  0x7ff0000000000001, 0x000000007fffffff  # sNaN
case  0x7ff800000000002d, 0x000000007fffffff  # NaN(0x2d)
end
.endr

# A register that holds a narrower value, boxed, is a NaN for a double.
op fcvt.w.d, x, d, rne
case  0xffffffff3f800000, 0x000000007fffffff  # a boxed single
case  0xffffffffffff3c00, 0x000000007fffffff  # a boxed half
end
