# fcvt.s.wu rd, rs1, rm: rd = the unsigned 32-bit integer rs1 as single, rounded. Bits 63..32 of rs1 do not count.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.s.wu, s, x
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
modes 0x80000080, 0x4f000000, 0x4f000000, 0x4f000000, 0x4f000001, 0x4f000001  # 2^31+2^7
modes 0x80000081, 0x4f000001, 0x4f000000, 0x4f000000, 0x4f000001, 0x4f000001  # 2^31+2^7+1
modes 0x8000007f, 0x4f000000, 0x4f000000, 0x4f000000, 0x4f000001, 0x4f000000  # 2^31+2^7-1
modes 0x80000180, 0x4f000002, 0x4f000001, 0x4f000001, 0x4f000002, 0x4f000002  # 2^31+3*2^7
modes 0x80000001, 0x4f000000, 0x4f000000, 0x4f000000, 0x4f000001, 0x4f000000  # 2^31+1
# The ends of the range.
modes 0xffffffff, 0x4f800000, 0x4f7fffff, 0x4f7fffff, 0x4f800000, 0x4f800000  # 2^32-1
modes 0xfffffffe, 0x4f800000, 0x4f7fffff, 0x4f7fffff, 0x4f800000, 0x4f800000  # 2^32-2
modes 0xffffff7f, 0x4f7fffff, 0x4f7fffff, 0x4f7fffff, 0x4f800000, 0x4f7fffff  # 2^32-2^7-1
modes 0xffffff80, 0x4f800000, 0x4f7fffff, 0x4f7fffff, 0x4f800000, 0x4f800000  # 2^32-2^7
case  0xffffff00, 0x4f7fffff                                                  # 2^32-2^8
end
.endr

# The upper half of the register is not looked at.
op fcvt.s.wu, s, x, rne
case  0xdeadbeef00000001, 0x3f800000  # 1
case  0x1234567800000000, 0x00000000  # 0
case  0xffffffff00000007, 0x40e00000  # 7
case  0x00000000fffffffe, 0x4f800000  # 4294967294
case  0x0000000080000000, 0x4f000000  # 2147483648
case  0xffffffff80000000, 0x4f000000  # 2147483648
case  0x7fffffff7fffffff, 0x4f000000  # 2147483647
end

# The result is boxed.
op fcvt.s.wu, d, x, rne
case  0, 0xffffffff00000000
case  1, 0xffffffff3f800000
case  5, 0xffffffff40a00000
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fcvt.s.wu, s, x
#     rs1, rd; modes: rd to nearest even, rd towards zero
# No integer is subnormal: the flushing forms are to nearest and towards zero.
case  0,         0x00000000
case  1,         0x3f800000
case  0x1000001, 0x4b800000              # 2^24+1
modes 0x1000003, 0x4b800002, 0x4b800001  # 2^24+3
modes 0x2000003, 0x4c000001, 0x4c000000  # 2^25+3
end
.endr
