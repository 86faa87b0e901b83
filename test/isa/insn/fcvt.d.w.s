# fcvt.d.w rd, rs1, rm: rd = the signed 32-bit integer rs1 as double, rounded. Bits 63..32 of rs1 do not count.
.include "rounding.inc.s"
# No rounding can happen, so the rounding mode does not matter.

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.d.w, d, x
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact.
case  0,     0x0000000000000000
case  1,     0x3ff0000000000000
case  -1,    0xbff0000000000000
case  2,     0x4000000000000000
case  -2,    0xc000000000000000
case  3,     0x4008000000000000
case  -3,    0xc008000000000000
case  10,    0x4024000000000000
case  -10,   0xc024000000000000
case  100,   0x4059000000000000
case  -100,  0xc059000000000000
case  1000,  0x408f400000000000
case  -1000, 0xc08f400000000000
case  2047,  0x409ffc0000000000
case  -2047, 0xc09ffc0000000000
# Every one is exact, the ends of the range too.
case  0x7fffffff,  0x41dfffffffc00000  # 2^31-1
case  0x7ffffffe,  0x41dfffffff800000  # 2^31-2
case  -0x80000000, 0xc1e0000000000000  # -2^31
case  -0x7fffffff, 0xc1dfffffffc00000  # -(2^31-1)
case  0x12345678,  0x41b2345678000000
case  -0x12345678, 0xc1b2345678000000
case  0x1000000,   0x4170000000000000  # 2^24
case  0x1000001,   0x4170000010000000  # 2^24+1
case  0x40000001,  0x41d0000000400000  # 2^30+1
end
.endr

# The upper half of the register is not looked at.
op fcvt.d.w, d, x, rne
case  0xdeadbeef00000001, 0x3ff0000000000000  # 1
case  0x1234567800000000, 0x0000000000000000  # 0
case  0xffffffff00000007, 0x401c000000000000  # 7
case  0x00000000fffffffe, 0xc000000000000000  # -2
case  0x0000000080000000, 0xc1e0000000000000  # -2147483648
case  0xffffffff80000000, 0xc1e0000000000000  # -2147483648
case  0x7fffffff7fffffff, 0x41dfffffffc00000  # 2147483647
end
