# fcvt.d.wu rd, rs1, rm: rd = the unsigned 32-bit integer rs1 as double, rounded. Bits 63..32 of rs1 do not count.
.include "rounding.inc.s"
# No rounding can happen, so the rounding mode does not matter.

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fcvt.d.wu, d, x
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact.
case  0,    0x0000000000000000
case  1,    0x3ff0000000000000
case  2,    0x4000000000000000
case  3,    0x4008000000000000
case  10,   0x4024000000000000
case  100,  0x4059000000000000
case  1000, 0x408f400000000000
case  2047, 0x409ffc0000000000
# Every one is exact, the ends of the range too.
case  0xffffffff, 0x41efffffffe00000  # 2^32-1
case  0xfffffffe, 0x41efffffffc00000  # 2^32-2
case  0x12345678, 0x41b2345678000000
case  0x1000000,  0x4170000000000000  # 2^24
case  0x1000001,  0x4170000010000000  # 2^24+1
case  0x40000001, 0x41d0000000400000  # 2^30+1
end
.endr

# The upper half of the register is not looked at.
op fcvt.d.wu, d, x, rne
case  0xdeadbeef00000001, 0x3ff0000000000000  # 1
case  0x1234567800000000, 0x0000000000000000  # 0
case  0xffffffff00000007, 0x401c000000000000  # 7
case  0x00000000fffffffe, 0x41efffffffc00000  # 4294967294
case  0x0000000080000000, 0x41e0000000000000  # 2147483648
case  0xffffffff80000000, 0x41e0000000000000  # 2147483648
case  0x7fffffff7fffffff, 0x41dfffffffc00000  # 2147483647
end
