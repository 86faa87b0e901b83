# fcvt.s.lu rd, rs1, rm: rd = the unsigned 64-bit integer rs1 as single, rounded.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.s.lu, s, x
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact.
case  0,    0x00000000
case  1,    0x3f800000
case  2,    0x40000000
case  3,    0x40400000
case  10,   0x41200000
case  100,  0x42c80000
case  1000, 0x447a0000
case  2047, 0x44ffe000
# 2^24 and more is more than 24 bits hold: ties go to the even neighbour, or away from zero.
case  0xffffff,  0x4b7fffff                                                  # 2^24-1
case  0x1000000, 0x4b800000                                                  # 2^24
modes 0x1000001, 0x4b800000, 0x4b800000, 0x4b800000, 0x4b800001, 0x4b800001  # 2^24+1
case  0x1000002, 0x4b800001                                                  # 2^24+2
modes 0x1000003, 0x4b800002, 0x4b800001, 0x4b800001, 0x4b800002, 0x4b800002  # 2^24+3
modes 0x2000002, 0x4c000000, 0x4c000000, 0x4c000000, 0x4c000001, 0x4c000001  # 2^25+2
modes 0x2000006, 0x4c000002, 0x4c000001, 0x4c000001, 0x4c000002, 0x4c000002  # 2^25+6
# Beside a tie.
modes 0x2000001, 0x4c000000, 0x4c000000, 0x4c000000, 0x4c000001, 0x4c000000  # 2^25+1
modes 0x2000003, 0x4c000001, 0x4c000000, 0x4c000000, 0x4c000001, 0x4c000001  # 2^25+3
modes 0x4000003, 0x4c800000, 0x4c800000, 0x4c800000, 0x4c800001, 0x4c800000  # 2^26+3
modes 0x4000005, 0x4c800001, 0x4c800000, 0x4c800000, 0x4c800001, 0x4c800001  # 2^26+5
# The same where the range ends.
modes 0x8000008000000000, 0x5f000000, 0x5f000000, 0x5f000000, 0x5f000001, 0x5f000001  # 2^63+2^39
modes 0x8000008000000001, 0x5f000001, 0x5f000000, 0x5f000000, 0x5f000001, 0x5f000001  # 2^63+2^39+1
modes 0x8000007fffffffff, 0x5f000000, 0x5f000000, 0x5f000000, 0x5f000001, 0x5f000000  # 2^63+2^39-1
modes 0x8000018000000000, 0x5f000002, 0x5f000001, 0x5f000001, 0x5f000002, 0x5f000002  # 2^63+3*2^39
modes 0x8000000000000001, 0x5f000000, 0x5f000000, 0x5f000000, 0x5f000001, 0x5f000000  # 2^63+1
# The ends of the range.
modes 0xffffffffffffffff, 0x5f800000, 0x5f7fffff, 0x5f7fffff, 0x5f800000, 0x5f800000  # 2^64-1
modes 0xfffffffffffffffe, 0x5f800000, 0x5f7fffff, 0x5f7fffff, 0x5f800000, 0x5f800000  # 2^64-2
modes 0xffffff7fffffffff, 0x5f7fffff, 0x5f7fffff, 0x5f7fffff, 0x5f800000, 0x5f7fffff  # 2^64-2^39-1
modes 0xffffff8000000000, 0x5f800000, 0x5f7fffff, 0x5f7fffff, 0x5f800000, 0x5f800000  # 2^64-2^39
case  0xffffff0000000000, 0x5f7fffff                                                  # 2^64-2^40
end
.endr

# The result is boxed.
op fcvt.s.lu, d, x, rne
case  0, 0xffffffff00000000
case  1, 0xffffffff3f800000
case  5, 0xffffffff40a00000
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fcvt.s.lu, s, x
#     rs1, rd; modes: rd to nearest even, rd towards zero
# No integer is subnormal: the flushing forms are to nearest and towards zero.
case  0,         0x00000000
case  1,         0x3f800000
case  0x1000001, 0x4b800000              # 2^24+1
modes 0x1000003, 0x4b800002, 0x4b800001  # 2^24+3
modes 0x2000003, 0x4c000001, 0x4c000000  # 2^25+3
end
.endr
