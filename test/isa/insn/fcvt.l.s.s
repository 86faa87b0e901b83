# fcvt.l.s rd, rs1, rm: rd = a single rounded to a signed 64-bit integer; out of range it is the nearest end of the
# range, for NaN the largest.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.l.s, x, s
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Whole numbers and zeros.
case  0x00000000, 0      # 0
case  0x80000000, 0      # -0
case  0x3f800000, 1      # 1
case  0xbf800000, -1     # -1
case  0x40000000, 2      # 2
case  0xc0000000, -2     # -2
case  0x42c80000, 100    # 100
case  0xc2c80000, -100   # -100
case  0x44ffe000, 2047   # 2047
case  0xc4ffe000, -2047  # -2047
# Ties: to the even neighbour, or away from zero.
modes 0x3f000000, 0,    0,    0,    1,    1     # 0.5
modes 0xbf000000, 0,    0,    -1,   0,    -1    # -0.5
modes 0x3fc00000, 2,    1,    1,    2,    2     # 1.5
modes 0xbfc00000, -2,   -1,   -2,   -1,   -2    # -1.5
modes 0x40200000, 2,    2,    2,    3,    3     # 2.5
modes 0xc0200000, -2,   -2,   -3,   -2,   -3    # -2.5
modes 0x40600000, 4,    3,    3,    4,    4     # 3.5
modes 0xc0600000, -4,   -3,   -4,   -3,   -4    # -3.5
modes 0x42c90000, 100,  100,  100,  101,  101   # 100.5
modes 0xc2c90000, -100, -100, -101, -100, -101  # -100.5
# Beside a tie, and far from any integer.
modes 0x3e800000, 0,  0,  0,  1,  0   # 0.25
modes 0xbe800000, 0,  0,  -1, 0,  0   # -0.25
modes 0x3f400000, 1,  0,  0,  1,  1   # 0.75
modes 0xbf400000, -1, 0,  -1, 0,  -1  # -0.75
modes 0x3fa00000, 1,  1,  1,  2,  1   # 1.25
modes 0xbfa00000, -1, -1, -2, -1, -1  # -1.25
modes 0x3fe00000, 2,  1,  1,  2,  2   # 1.75
modes 0xbfe00000, -2, -1, -2, -1, -2  # -1.75
modes 0x3effffff, 0,  0,  0,  1,  0   # 2^-1-2^-25
modes 0x3f000001, 1,  0,  0,  1,  1   # 2^-1+2^-24
modes 0xbeffffff, 0,  0,  -1, 0,  0   # -(2^-1-2^-25)
modes 0xbf000001, -1, 0,  -1, 0,  -1  # -(2^-1+2^-24)
modes 0x3f7fffff, 1,  0,  0,  1,  1   # 1-2^-24
modes 0xbf7fffff, -1, 0,  -1, 0,  -1  # -(1-2^-24)
modes 0x00000001, 0,  0,  0,  1,  0   # sub
modes 0x80000001, 0,  0,  -1, 0,  0   # -sub
modes 0x00800000, 0,  0,  0,  1,  0   # min
modes 0x807fffff, 0,  0,  -1, 0,  0   # -maxsub
# The upper end of the range, 2^63 - 1: what rounds beyond it saturates.
case  0x5efffffe, 0x7fffff0000000000  # 2^63-2^40
case  0x5effffff, 0x7fffff8000000000  # 2^63-2^39
case  0x5f000000, 0x7fffffffffffffff  # 2^63
case  0x5f000001, 0x7fffffffffffffff  # 2^63+2^40
# The lower end, -2^63.
case  0xdeffffff, 0x8000008000000000  # -(2^63-2^39)
case  0xdf000000, 0x8000000000000000  # -2^63
case  0xdf000001, 0x8000000000000000  # -(2^63+2^40)
# Far out of range, infinities.
case  0x7f7fffff, 0x7fffffffffffffff  # max
case  0xff7fffff, 0x8000000000000000  # -max
case  0x7f800000, 0x7fffffffffffffff  # inf
case  0xff800000, 0x8000000000000000  # -inf
# NaN gives the largest integer, whatever its sign.
case  0x7fc00000, 0x7fffffffffffffff  # NaN
case  0xffc00000, 0x7fffffffffffffff  # -NaN
case  0x7f800001, 0x7fffffffffffffff  # sNaN
case  0x7fc0002d, 0x7fffffffffffffff  # NaN(0x2d)
end
.endr

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fcvt.l.s, x, d, rne
case  0xffffffff3f800000, 1                   # a proper box
case  0xffffffffffff3c00, 0x7fffffffffffffff  # a boxed half is a single: a NaN
case  0x000000003f800000, 0x7fffffffffffffff  # the upper half is 0
case  0xfffffffe3f800000, 0x7fffffffffffffff  # one bit of the box is missing
case  0x7fffffff3f800000, 0x7fffffffffffffff  # the top bit is missing
case  0x3ff0000000000000, 0x7fffffffffffffff  # the double 1
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fcvt.l.s, x, s
#     rs1, rd; modes: rd to nearest even, rd towards zero
# Subnormal operands are zeros; everything else is converted as ever.
case  0x00000001, 0                       # sub
case  0x80000001, 0                       # -sub
case  0x007fffff, 0                       # maxsub
case  0x3f000000, 0                       # 0.5
modes 0x3fc00000, 2,                  1   # 1.5
modes 0xbfc00000, -2,                 -1  # -1.5
case  0x40200000, 2                       # 2.5
case  0xc0400000, -3                      # -3
case  0x7f7fffff, 0x7fffffffffffffff      # max
case  0xff800000, 0x8000000000000000      # -inf
case  0x7fc00000, 0x7fffffffffffffff      # NaN
end
.endr
