# flh rd, offset(rs1): rd = the 16 bits at rs1 + offset, boxed: the bits above are ones. Bits are taken as they are: a
# signaling NaN stays one.
.include "check.inc.s"

load flh, h, 2
#     memory, offset, rd
case  0x0123456789abcdef, 0, 0xcdef
case  0x0123456789abcdef, 2, 0x89ab
case  0x0123456789abcdef, 4, 0x4567
case  0x0123456789abcdef, 6, 0x0123
case  0xfedcba9876543210, 0, 0x3210
case  0xfedcba9876543210, 2, 0x7654
case  0xfedcba9876543210, 4, 0xba98
case  0xfedcba9876543210, 6, 0xfedc
case  0x0000000000000000, 0, 0x0000
case  0x0000000000000000, 2, 0x0000
case  0x0000000000000000, 4, 0x0000
case  0x0000000000000000, 6, 0x0000
case  0xffffffffffffffff, 0, 0xffff
case  0xffffffffffffffff, 2, 0xffff
case  0xffffffffffffffff, 4, 0xffff
case  0xffffffffffffffff, 6, 0xffff
case  0x3f8000003ff00000, 0, 0x0000
case  0x3f8000003ff00000, 2, 0x3ff0
case  0x3f8000003ff00000, 4, 0x0000
case  0x3f8000003ff00000, 6, 0x3f80
case  0x7f80000180000001, 0, 0x0001
case  0x7f80000180000001, 2, 0x8000
case  0x7f80000180000001, 4, 0x0001
case  0x7f80000180000001, 6, 0x7f80
case  0x7c01fe00bc003c00, 0, 0x3c00
case  0x7c01fe00bc003c00, 2, 0xbc00
case  0x7c01fe00bc003c00, 4, 0xfe00
case  0x7c01fe00bc003c00, 6, 0x7c01
case  0x7ff0000000000001, 0, 0x0001
case  0x7ff0000000000001, 2, 0x0000
case  0x7ff0000000000001, 4, 0x0000
case  0x7ff0000000000001, 6, 0x7ff0
case  0x800000007fc12345, 0, 0x2345
case  0x800000007fc12345, 2, 0x7fc1
case  0x800000007fc12345, 4, 0x0000
case  0x800000007fc12345, 6, 0x8000
end

# Whole registers: the result is boxed.
load flh, d, 2
case  0x0123456789abcdef, 0, 0xffffffffffffcdef
case  0xfedcba9876543210, 0, 0xffffffffffff3210
case  0x0000000000000000, 0, 0xffffffffffff0000
case  0xffffffffffffffff, 0, 0xffffffffffffffff
end
