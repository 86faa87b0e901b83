# fcvt.lu.s rd, rs1, rm: rd = a single rounded to an unsigned 64-bit integer; out of range it is the nearest end of
# the range, for NaN the largest.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.lu.s, x, s
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Whole numbers and zeros.
case  0x00000000, 0     # 0
case  0x80000000, 0     # -0
case  0x3f800000, 1     # 1
case  0xbf800000, 0     # -1
case  0x40000000, 2     # 2
case  0xc0000000, 0     # -2
case  0x42c80000, 100   # 100
case  0xc2c80000, 0     # -100
case  0x44ffe000, 2047  # 2047
case  0xc4ffe000, 0     # -2047
# Ties: to the even neighbour, or away from zero. What rounds to zero is in range.
modes 0x3f000000, 0,   0,   0,   1,   1    # 0.5
case  0xbf000000, 0                        # -0.5
modes 0x3fc00000, 2,   1,   1,   2,   2    # 1.5
case  0xbfc00000, 0                        # -1.5
modes 0x40200000, 2,   2,   2,   3,   3    # 2.5
case  0xc0200000, 0                        # -2.5
modes 0x40600000, 4,   3,   3,   4,   4    # 3.5
case  0xc0600000, 0                        # -3.5
modes 0x42c90000, 100, 100, 100, 101, 101  # 100.5
case  0xc2c90000, 0                        # -100.5
# Beside a tie, and far from any integer.
modes 0x3e800000, 0, 0, 0, 1, 0  # 0.25
case  0xbe800000, 0              # -0.25
modes 0x3f400000, 1, 0, 0, 1, 1  # 0.75
case  0xbf400000, 0              # -0.75
modes 0x3fa00000, 1, 1, 1, 2, 1  # 1.25
case  0xbfa00000, 0              # -1.25
modes 0x3fe00000, 2, 1, 1, 2, 2  # 1.75
case  0xbfe00000, 0              # -1.75
modes 0x3effffff, 0, 0, 0, 1, 0  # 2^-1-2^-25
modes 0x3f000001, 1, 0, 0, 1, 1  # 2^-1+2^-24
case  0xbeffffff, 0              # -(2^-1-2^-25)
case  0xbf000001, 0              # -(2^-1+2^-24)
modes 0x3f7fffff, 1, 0, 0, 1, 1  # 1-2^-24
case  0xbf7fffff, 0              # -(1-2^-24)
modes 0x00000001, 0, 0, 0, 1, 0  # sub
case  0x80000001, 0              # -sub
modes 0x00800000, 0, 0, 0, 1, 0  # min
case  0x807fffff, 0              # -maxsub
# The upper end of the range, 2^64 - 1: what rounds beyond it saturates.
case  0x5f7ffffe, 0xfffffe0000000000  # 2^64-2^41
case  0x5f7fffff, 0xffffff0000000000  # 2^64-2^40
case  0x5f800000, -1                  # 2^64
case  0x5f800001, -1                  # 2^64+2^41
# Negative numbers that do not round to zero saturate to it.
case  0xdf800000, 0  # -2^64
case  0xbf800001, 0  # -(1+2^-23)
# Numbers that only an unsigned result holds.
case  0x5f000000, 0x8000000000000000  # 2^63
case  0x5f000001, 0x8000010000000000  # 2^63+2^40
case  0x5e800000, 0x4000000000000000  # 2^62
case  0x5f400000, 0xc000000000000000  # 2^63+2^62
# Far out of range, infinities.
case  0x7f7fffff, -1  # max
case  0xff7fffff, 0   # -max
case  0x7f800000, -1  # inf
case  0xff800000, 0   # -inf
# NaN gives the largest integer, whatever its sign.
case  0x7fc00000, -1  # NaN
case  0xffc00000, -1  # -NaN
case  0x7f800001, -1  # sNaN
case  0x7fc0002d, -1  # NaN(0x2d)
end
.endr

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fcvt.lu.s, x, d, rne
case  0xffffffff3f800000, 1   # a proper box
case  0xffffffffffff3c00, -1  # a boxed half is a single: a NaN
case  0x000000003f800000, -1  # the upper half is 0
case  0xfffffffe3f800000, -1  # one bit of the box is missing
case  0x7fffffff3f800000, -1  # the top bit is missing
case  0x3ff0000000000000, -1  # the double 1
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fcvt.lu.s, x, s
#     rs1, rd; modes: rd to nearest even, rd towards zero
# Subnormal operands are zeros; everything else is converted as ever.
case  0x00000001, 0      # sub
case  0x80000001, 0      # -sub
case  0x007fffff, 0      # maxsub
case  0x3f000000, 0      # 0.5
modes 0x3fc00000, 2,  1  # 1.5
case  0xbfc00000, 0      # -1.5
case  0x40200000, 2      # 2.5
case  0xc0400000, 0      # -3
case  0x7f7fffff, -1     # max
case  0xff800000, 0      # -inf
case  0x7fc00000, -1     # NaN
end
.endr
