# fld rd, offset(rs1): rd = the 64 bits at rs1 + offset. Bits are taken as they are: a signaling NaN stays one.
.include "check.inc.s"

load fld, d, 8
#     memory, offset, rd
case  0x0123456789abcdef, 0, 0x0123456789abcdef
case  0xfedcba9876543210, 0, 0xfedcba9876543210
case  0x0000000000000000, 0, 0x0000000000000000
case  0xffffffffffffffff, 0, 0xffffffffffffffff
case  0x3f8000003ff00000, 0, 0x3f8000003ff00000
case  0x7f80000180000001, 0, 0x7f80000180000001
case  0x7c01fe00bc003c00, 0, 0x7c01fe00bc003c00
case  0x7ff0000000000001, 0, 0x7ff0000000000001
case  0x800000007fc12345, 0, 0x800000007fc12345
end
