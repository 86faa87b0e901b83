# fcvt.s.l rd, rs1, rm: rd = the signed 64-bit integer rs1 as single, rounded.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.s.l, s, x
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact.
case  0,     0x00000000
case  1,     0x3f800000
case  -1,    0xbf800000
case  2,     0x40000000
case  -2,    0xc0000000
case  3,     0x40400000
case  -3,    0xc0400000
case  10,    0x41200000
case  -10,   0xc1200000
case  100,   0x42c80000
case  -100,  0xc2c80000
case  1000,  0x447a0000
case  -1000, 0xc47a0000
case  2047,  0x44ffe000
case  -2047, 0xc4ffe000
# 2^24 and more is more than 24 bits hold: ties go to the even neighbour, or away from zero.
case  0xffffff,   0x4b7fffff                                                  # 2^24-1
case  -0xffffff,  0xcb7fffff                                                  # -(2^24-1)
case  0x1000000,  0x4b800000                                                  # 2^24
case  -0x1000000, 0xcb800000                                                  # -2^24
modes 0x1000001,  0x4b800000, 0x4b800000, 0x4b800000, 0x4b800001, 0x4b800001  # 2^24+1
modes -0x1000001, 0xcb800000, 0xcb800000, 0xcb800001, 0xcb800000, 0xcb800001  # -(2^24+1)
case  0x1000002,  0x4b800001                                                  # 2^24+2
case  -0x1000002, 0xcb800001                                                  # -(2^24+2)
modes 0x1000003,  0x4b800002, 0x4b800001, 0x4b800001, 0x4b800002, 0x4b800002  # 2^24+3
modes -0x1000003, 0xcb800002, 0xcb800001, 0xcb800002, 0xcb800001, 0xcb800002  # -(2^24+3)
modes 0x2000002,  0x4c000000, 0x4c000000, 0x4c000000, 0x4c000001, 0x4c000001  # 2^25+2
modes -0x2000002, 0xcc000000, 0xcc000000, 0xcc000001, 0xcc000000, 0xcc000001  # -(2^25+2)
modes 0x2000006,  0x4c000002, 0x4c000001, 0x4c000001, 0x4c000002, 0x4c000002  # 2^25+6
modes -0x2000006, 0xcc000002, 0xcc000001, 0xcc000002, 0xcc000001, 0xcc000002  # -(2^25+6)
# Beside a tie.
modes 0x2000001,  0x4c000000, 0x4c000000, 0x4c000000, 0x4c000001, 0x4c000000  # 2^25+1
modes -0x2000001, 0xcc000000, 0xcc000000, 0xcc000001, 0xcc000000, 0xcc000000  # -(2^25+1)
modes 0x2000003,  0x4c000001, 0x4c000000, 0x4c000000, 0x4c000001, 0x4c000001  # 2^25+3
modes -0x2000003, 0xcc000001, 0xcc000000, 0xcc000001, 0xcc000000, 0xcc000001  # -(2^25+3)
modes 0x4000003,  0x4c800000, 0x4c800000, 0x4c800000, 0x4c800001, 0x4c800000  # 2^26+3
modes -0x4000003, 0xcc800000, 0xcc800000, 0xcc800001, 0xcc800000, 0xcc800000  # -(2^26+3)
modes 0x4000005,  0x4c800001, 0x4c800000, 0x4c800000, 0x4c800001, 0x4c800001  # 2^26+5
modes -0x4000005, 0xcc800001, 0xcc800000, 0xcc800001, 0xcc800000, 0xcc800001  # -(2^26+5)
# The same where the range ends.
modes 0x4000004000000000,  0x5e800000, 0x5e800000, 0x5e800000, 0x5e800001, 0x5e800001  # 2^62+2^38
modes -0x4000004000000000, 0xde800000, 0xde800000, 0xde800001, 0xde800000, 0xde800001  # -(2^62+2^38)
modes 0x4000004000000001,  0x5e800001, 0x5e800000, 0x5e800000, 0x5e800001, 0x5e800001  # 2^62+2^38+1
modes -0x4000004000000001, 0xde800001, 0xde800000, 0xde800001, 0xde800000, 0xde800001  # -(2^62+2^38+1)
modes 0x4000003fffffffff,  0x5e800000, 0x5e800000, 0x5e800000, 0x5e800001, 0x5e800000  # 2^62+2^38-1
modes -0x4000003fffffffff, 0xde800000, 0xde800000, 0xde800001, 0xde800000, 0xde800000  # -(2^62+2^38-1)
modes 0x400000c000000000,  0x5e800002, 0x5e800001, 0x5e800001, 0x5e800002, 0x5e800002  # 2^62+3*2^38
modes -0x400000c000000000, 0xde800002, 0xde800001, 0xde800002, 0xde800001, 0xde800002  # -(2^62+3*2^38)
modes 0x4000000000000001,  0x5e800000, 0x5e800000, 0x5e800000, 0x5e800001, 0x5e800000  # 2^62+1
modes -0x4000000000000001, 0xde800000, 0xde800000, 0xde800001, 0xde800000, 0xde800000  # -(2^62+1)
# The ends of the range.
modes 0x7fffffffffffffff,  0x5f000000, 0x5effffff, 0x5effffff, 0x5f000000, 0x5f000000  # 2^63-1
modes 0x7ffffffffffffffe,  0x5f000000, 0x5effffff, 0x5effffff, 0x5f000000, 0x5f000000  # 2^63-2
case  -0x8000000000000000, 0xdf000000                                                  # -2^63
modes -0x7fffffffffffffff, 0xdf000000, 0xdeffffff, 0xdf000000, 0xdeffffff, 0xdf000000  # -(2^63-1)
modes 0x7fffffbfffffffff,  0x5effffff, 0x5effffff, 0x5effffff, 0x5f000000, 0x5effffff  # 2^63-2^38-1
modes 0x7fffffc000000000,  0x5f000000, 0x5effffff, 0x5effffff, 0x5f000000, 0x5f000000  # 2^63-2^38
case  0x7fffff8000000000,  0x5effffff                                                  # 2^63-2^39
end
.endr

# The result is boxed.
op fcvt.s.l, d, x, rne
case  0, 0xffffffff00000000
case  1, 0xffffffff3f800000
case  5, 0xffffffff40a00000
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fcvt.s.l, s, x
#     rs1, rd; modes: rd to nearest even, rd towards zero
# No integer is subnormal: the flushing forms are to nearest and towards zero.
case  0,          0x00000000
case  1,          0x3f800000
case  0x1000001,  0x4b800000              # 2^24+1
modes 0x1000003,  0x4b800002, 0x4b800001  # 2^24+3
modes 0x2000003,  0x4c000001, 0x4c000000  # 2^25+3
case  -1,         0xbf800000
modes -0x1000003, 0xcb800002, 0xcb800001  # -(2^24+3)
end
.endr
