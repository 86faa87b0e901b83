# flw rd, offset(rs1): rd = the 32 bits at rs1 + offset, boxed: the bits above are ones. Bits are taken as they are: a
# signaling NaN stays one.
.include "check.inc.s"

load flw, s, 4
#     memory, offset, rd
case  0x0123456789abcdef, 0, 0x89abcdef
case  0x0123456789abcdef, 4, 0x01234567
case  0xfedcba9876543210, 0, 0x76543210
case  0xfedcba9876543210, 4, 0xfedcba98
case  0x0000000000000000, 0, 0x00000000
case  0x0000000000000000, 4, 0x00000000
case  0xffffffffffffffff, 0, 0xffffffff
case  0xffffffffffffffff, 4, 0xffffffff
case  0x3f8000003ff00000, 0, 0x3ff00000
case  0x3f8000003ff00000, 4, 0x3f800000
case  0x7f80000180000001, 0, 0x80000001
case  0x7f80000180000001, 4, 0x7f800001
case  0x7c01fe00bc003c00, 0, 0xbc003c00
case  0x7c01fe00bc003c00, 4, 0x7c01fe00
case  0x7ff0000000000001, 0, 0x00000001
case  0x7ff0000000000001, 4, 0x7ff00000
case  0x800000007fc12345, 0, 0x7fc12345
case  0x800000007fc12345, 4, 0x80000000
end

# Whole registers: the result is boxed.
load flw, d, 4
case  0x0123456789abcdef, 0, 0xffffffff89abcdef
case  0xfedcba9876543210, 0, 0xffffffff76543210
case  0x0000000000000000, 0, 0xffffffff00000000
case  0xffffffffffffffff, 0, 0xffffffffffffffff
end
