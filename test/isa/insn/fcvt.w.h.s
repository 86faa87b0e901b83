# fcvt.w.h rd, rs1, rm: rd = a half rounded to a signed 32-bit integer; out of range it is the nearest end of the
# range, for NaN the largest. The result is sign-extended to 64 bits.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.w.h, x, h
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Whole numbers and zeros.
case  0x0000, 0      # 0
case  0x8000, 0      # -0
case  0x3c00, 1      # 1
case  0xbc00, -1     # -1
case  0x4000, 2      # 2
case  0xc000, -2     # -2
case  0x5640, 100    # 100
case  0xd640, -100   # -100
case  0x67ff, 2047   # 2047
case  0xe7ff, -2047  # -2047
# Ties: to the even neighbour, or away from zero.
modes 0x3800, 0,    0,    0,    1,    1     # 0.5
modes 0xb800, 0,    0,    -1,   0,    -1    # -0.5
modes 0x3e00, 2,    1,    1,    2,    2     # 1.5
modes 0xbe00, -2,   -1,   -2,   -1,   -2    # -1.5
modes 0x4100, 2,    2,    2,    3,    3     # 2.5
modes 0xc100, -2,   -2,   -3,   -2,   -3    # -2.5
modes 0x4300, 4,    3,    3,    4,    4     # 3.5
modes 0xc300, -4,   -3,   -4,   -3,   -4    # -3.5
modes 0x5648, 100,  100,  100,  101,  101   # 100.5
modes 0xd648, -100, -100, -101, -100, -101  # -100.5
# Beside a tie, and far from any integer.
modes 0x3400, 0,  0,  0,  1,  0   # 0.25
modes 0xb400, 0,  0,  -1, 0,  0   # -0.25
modes 0x3a00, 1,  0,  0,  1,  1   # 0.75
modes 0xba00, -1, 0,  -1, 0,  -1  # -0.75
modes 0x3d00, 1,  1,  1,  2,  1   # 1.25
modes 0xbd00, -1, -1, -2, -1, -1  # -1.25
modes 0x3f00, 2,  1,  1,  2,  2   # 1.75
modes 0xbf00, -2, -1, -2, -1, -2  # -1.75
modes 0x37ff, 0,  0,  0,  1,  0   # 2^-1-2^-12
modes 0x3801, 1,  0,  0,  1,  1   # 2^-1+2^-11
modes 0xb7ff, 0,  0,  -1, 0,  0   # -(2^-1-2^-12)
modes 0xb801, -1, 0,  -1, 0,  -1  # -(2^-1+2^-11)
modes 0x3bff, 1,  0,  0,  1,  1   # 1-2^-11
modes 0xbbff, -1, 0,  -1, 0,  -1  # -(1-2^-11)
modes 0x0001, 0,  0,  0,  1,  0   # sub
modes 0x8001, 0,  0,  -1, 0,  0   # -sub
modes 0x0400, 0,  0,  0,  1,  0   # min
modes 0x83ff, 0,  0,  -1, 0,  0   # -maxsub
# Every finite half is in range.
case  0x7bff, 65504                               # max
case  0xfbff, -65504                              # -max
case  0x7bfe, 65472                               # 65472
case  0x6400, 1024                                # 1024
modes 0x63ff, 1024,   1023,  1023,  1024,  1024   # 2^10-2^-1
case  0x6800, 2048                                # 2048
case  0xe800, -2048                               # -2048
modes 0xe001, -512,   -512,  -513,  -512,  -513   # -512.5
modes 0xe3ff, -1024,  -1023, -1024, -1023, -1024  # -(2^10-2^-1)
# Infinities.
case  0x7c00, 0x000000007fffffff  # inf
case  0xfc00, 0xffffffff80000000  # -inf
# NaN gives the largest integer, whatever its sign.
case  0x7e00, 0x000000007fffffff  # NaN
case  0xfe00, 0x000000007fffffff  # -NaN
case  0x7c01, 0x000000007fffffff  # sNaN
case  0x7e2d, 0x000000007fffffff  # NaN(0x2d)
end
.endr

# Whole registers: the box of a half is all ones, anything else in a register is a NaN; a result is boxed.
op fcvt.w.h, x, d, rne
case  0xffffffffffff3c00, 1                   # a proper box
case  0x0000000000003c00, 0x000000007fffffff  # no box
case  0xffffffff00003c00, 0x000000007fffffff  # the box of a single
case  0xfffffffffffe3c00, 0x000000007fffffff  # one bit of the box is missing
case  0x7fffffffffff3c00, 0x000000007fffffff  # the top bit is missing
case  0xffffffff3f800000, 0x000000007fffffff  # the single 1
case  0x3ff0000000000000, 0x000000007fffffff  # the double 1
end
