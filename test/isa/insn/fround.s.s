# fround.s rd, rs1, rm: rd = a single rounded to an integer, still a single. (Zfa)
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fround.s, s, s
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Integers stay, zeros with their sign.
case  0x00000000, 0x00000000  # 0
case  0x80000000, 0x80000000  # -0
case  0x3f800000, 0x3f800000  # 1
case  0xbf800000, 0xbf800000  # -1
case  0x40000000, 0x40000000  # 2
case  0xc0000000, 0xc0000000  # -2
case  0x42c80000, 0x42c80000  # 100
case  0xc2c80000, 0xc2c80000  # -100
case  0x44800000, 0x44800000  # 1024
case  0xc4800000, 0xc4800000  # -1024
# Ties: to the even neighbour, or away from zero. What rounds to zero keeps its sign.
modes 0x3f000000, 0x00000000, 0x00000000, 0x00000000, 0x3f800000, 0x3f800000  # 0.5
modes 0xbf000000, 0x80000000, 0x80000000, 0xbf800000, 0x80000000, 0xbf800000  # -0.5
modes 0x3fc00000, 0x40000000, 0x3f800000, 0x3f800000, 0x40000000, 0x40000000  # 1.5
modes 0xbfc00000, 0xc0000000, 0xbf800000, 0xc0000000, 0xbf800000, 0xc0000000  # -1.5
modes 0x40200000, 0x40000000, 0x40000000, 0x40000000, 0x40400000, 0x40400000  # 2.5
modes 0xc0200000, 0xc0000000, 0xc0000000, 0xc0400000, 0xc0000000, 0xc0400000  # -2.5
modes 0x40600000, 0x40800000, 0x40400000, 0x40400000, 0x40800000, 0x40800000  # 3.5
modes 0xc0600000, 0xc0800000, 0xc0400000, 0xc0800000, 0xc0400000, 0xc0800000  # -3.5
modes 0x42c90000, 0x42c80000, 0x42c80000, 0x42c80000, 0x42ca0000, 0x42ca0000  # 100.5
modes 0xc2c90000, 0xc2c80000, 0xc2c80000, 0xc2ca0000, 0xc2c80000, 0xc2ca0000  # -100.5
# Beside a tie, and far from any integer.
modes 0x3e800000, 0x00000000, 0x00000000, 0x00000000, 0x3f800000, 0x00000000  # 0.25
modes 0xbe800000, 0x80000000, 0x80000000, 0xbf800000, 0x80000000, 0x80000000  # -0.25
modes 0x3f400000, 0x3f800000, 0x00000000, 0x00000000, 0x3f800000, 0x3f800000  # 0.75
modes 0xbf400000, 0xbf800000, 0x80000000, 0xbf800000, 0x80000000, 0xbf800000  # -0.75
modes 0x3fa00000, 0x3f800000, 0x3f800000, 0x3f800000, 0x40000000, 0x3f800000  # 1.25
modes 0xbfa00000, 0xbf800000, 0xbf800000, 0xc0000000, 0xbf800000, 0xbf800000  # -1.25
modes 0x3effffff, 0x00000000, 0x00000000, 0x00000000, 0x3f800000, 0x00000000  # 2^-1-2^-25
modes 0xbeffffff, 0x80000000, 0x80000000, 0xbf800000, 0x80000000, 0x80000000  # -(2^-1-2^-25)
modes 0x3f000001, 0x3f800000, 0x00000000, 0x00000000, 0x3f800000, 0x3f800000  # 2^-1+2^-24
modes 0xbf000001, 0xbf800000, 0x80000000, 0xbf800000, 0x80000000, 0xbf800000  # -(2^-1+2^-24)
modes 0x3fbfffff, 0x3f800000, 0x3f800000, 0x3f800000, 0x40000000, 0x3f800000  # 1.5-2^-23
modes 0xbfbfffff, 0xbf800000, 0xbf800000, 0xc0000000, 0xbf800000, 0xbf800000  # -(1.5-2^-23)
modes 0x3f7fffff, 0x3f800000, 0x00000000, 0x00000000, 0x3f800000, 0x3f800000  # 1-2^-24
modes 0xbf7fffff, 0xbf800000, 0x80000000, 0xbf800000, 0x80000000, 0xbf800000  # -(1-2^-24)
modes 0x3f800001, 0x3f800000, 0x3f800000, 0x3f800000, 0x40000000, 0x3f800000  # 1+2^-23
modes 0xbf800001, 0xbf800000, 0xbf800000, 0xc0000000, 0xbf800000, 0xbf800000  # -(1+2^-23)
# The smallest numbers.
modes 0x00000001, 0x00000000, 0x00000000, 0x00000000, 0x3f800000, 0x00000000  # sub
modes 0x80000001, 0x80000000, 0x80000000, 0xbf800000, 0x80000000, 0x80000000  # -sub
modes 0x007fffff, 0x00000000, 0x00000000, 0x00000000, 0x3f800000, 0x00000000  # maxsub
modes 0x807fffff, 0x80000000, 0x80000000, 0xbf800000, 0x80000000, 0x80000000  # -maxsub
modes 0x00800000, 0x00000000, 0x00000000, 0x00000000, 0x3f800000, 0x00000000  # min
modes 0x80800000, 0x80000000, 0x80000000, 0xbf800000, 0x80000000, 0x80000000  # -min
# Up to 2^23 there are halves; from there on every number is an integer.
modes 0x4a7ffffe, 0x4a800000, 0x4a7ffffc, 0x4a7ffffc, 0x4a800000, 0x4a800000  # 2^22-2^-1
modes 0xca7ffffe, 0xca800000, 0xca7ffffc, 0xca800000, 0xca7ffffc, 0xca800000  # -(2^22-2^-1)
modes 0x4a800001, 0x4a800000, 0x4a800000, 0x4a800000, 0x4a800002, 0x4a800002  # 2^22+2^-1
modes 0xca800001, 0xca800000, 0xca800000, 0xca800002, 0xca800000, 0xca800002  # -(2^22+2^-1)
modes 0x4a800003, 0x4a800004, 0x4a800002, 0x4a800002, 0x4a800004, 0x4a800004  # 2^22+3*2^-1
modes 0xca800003, 0xca800004, 0xca800002, 0xca800004, 0xca800002, 0xca800004  # -(2^22+3*2^-1)
modes 0x4affffff, 0x4b000000, 0x4afffffe, 0x4afffffe, 0x4b000000, 0x4b000000  # 2^23-2^-1
modes 0xcaffffff, 0xcb000000, 0xcafffffe, 0xcb000000, 0xcafffffe, 0xcb000000  # -(2^23-2^-1)
case  0x4afffffe, 0x4afffffe                                                  # 2^23-1
case  0xcafffffe, 0xcafffffe                                                  # -(2^23-1)
case  0x4b000000, 0x4b000000                                                  # 2^23
case  0xcb000000, 0xcb000000                                                  # -2^23
case  0x4b000001, 0x4b000001                                                  # 2^23+1
case  0xcb000001, 0xcb000001                                                  # -(2^23+1)
case  0x4b7fffff, 0x4b7fffff                                                  # 2^24-1
case  0xcb7fffff, 0xcb7fffff                                                  # -(2^24-1)
case  0x4b800000, 0x4b800000                                                  # 2^24
case  0xcb800000, 0xcb800000                                                  # -2^24
case  0x4b800001, 0x4b800001                                                  # 2^24+2
case  0xcb800001, 0xcb800001                                                  # -(2^24+2)
# Large numbers and infinities.
case  0x7f7fffff, 0x7f7fffff  # max
case  0xff7fffff, 0xff7fffff  # -max
case  0x7f800000, 0x7f800000  # inf
case  0xff800000, 0xff800000  # -inf
# NaN gives the canonical NaN: no payload, no sign.
case  0x7fc00000, 0x7fc00000  # NaN
case  0xffc00000, 0x7fc00000  # -NaN
case  0x7f800001, 0x7fc00000  # sNaN
case  0x7fc0002d, 0x7fc00000  # NaN(0x2d)
end
.endr

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fround.s, d, d, rne
case  0xffffffff3f800000, 0xffffffff3f800000  # a proper box
case  0xffffffffffff3c00, 0xffffffff7fc00000  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff7fc00000  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff7fc00000  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff7fc00000  # the double 1
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fround.s, s, s
#     rs1, rd; modes: rd to nearest even, rd towards zero
# Subnormal operands are zeros of their sign.
case  0x00000001, 0x00000000              # sub
case  0x80000001, 0x80000000              # -sub
case  0x007fffff, 0x00000000              # maxsub
case  0x807fffff, 0x80000000              # -maxsub
case  0x3f000000, 0x00000000              # 0.5
modes 0xbfc00000, 0xc0000000, 0xbf800000  # -1.5
case  0x40200000, 0x40000000              # 2.5
case  0x7f7fffff, 0x7f7fffff              # max
case  0xff800000, 0xff800000              # -inf
case  0x7fc0002d, 0x7fc00000              # NaN(0x2d)
end
.endr
