# fsh rs2, offset(rs1): stores the low 16 bits of rs2 at rs1 + offset; its neighbours stay. Bits are stored as they
# are: a signaling NaN stays one. Whether the register is boxed does not matter.
.include "check.inc.s"

store fsh, h, 2
#     before, offset, rs2, after
case  0x0123456789abcdef, 0, 0x3c00, 0x0123456789ab3c00  # 1
case  0x0123456789abcdef, 2, 0x3c00, 0x012345673c00cdef
case  0x0123456789abcdef, 4, 0x3c00, 0x01233c0089abcdef
case  0x0123456789abcdef, 6, 0x3c00, 0x3c00456789abcdef
case  0xfedcba9876543210, 0, 0xc000, 0xfedcba987654c000  # -2
case  0xfedcba9876543210, 2, 0xc000, 0xfedcba98c0003210
case  0xfedcba9876543210, 4, 0xc000, 0xfedcc00076543210
case  0xfedcba9876543210, 6, 0xc000, 0xc000ba9876543210
case  0x0000000000000000, 0, 0x7c01, 0x0000000000007c01  # sNaN
case  0x0000000000000000, 2, 0x7c01, 0x000000007c010000
case  0x0000000000000000, 4, 0x7c01, 0x00007c0100000000
case  0x0000000000000000, 6, 0x7c01, 0x7c01000000000000
case  0xffffffffffffffff, 0, 0x7e05, 0xffffffffffff7e05  # NaN(0x5)
case  0xffffffffffffffff, 2, 0x7e05, 0xffffffff7e05ffff
case  0xffffffffffffffff, 4, 0x7e05, 0xffff7e05ffffffff
case  0xffffffffffffffff, 6, 0x7e05, 0x7e05ffffffffffff
case  0x3f8000003ff00000, 0, 0x0001, 0x3f8000003ff00001  # sub
case  0x3f8000003ff00000, 2, 0x0001, 0x3f80000000010000
case  0x3f8000003ff00000, 4, 0x0001, 0x3f8000013ff00000
case  0x3f8000003ff00000, 6, 0x0001, 0x000100003ff00000
case  0x7f80000180000001, 0, 0xfc00, 0x7f8000018000fc00  # -inf
case  0x7f80000180000001, 2, 0xfc00, 0x7f800001fc000001
case  0x7f80000180000001, 4, 0xfc00, 0x7f80fc0080000001
case  0x7f80000180000001, 6, 0xfc00, 0xfc00000180000001
case  0x7c01fe00bc003c00, 0, 0x0000, 0x7c01fe00bc000000  # 0
case  0x7c01fe00bc003c00, 2, 0x0000, 0x7c01fe0000003c00
case  0x7c01fe00bc003c00, 4, 0x0000, 0x7c010000bc003c00
case  0x7c01fe00bc003c00, 6, 0x0000, 0x0000fe00bc003c00
case  0x7ff0000000000001, 0, 0x7bff, 0x7ff0000000007bff  # max
case  0x7ff0000000000001, 2, 0x7bff, 0x7ff000007bff0001
case  0x7ff0000000000001, 4, 0x7bff, 0x7ff07bff00000001
case  0x7ff0000000000001, 6, 0x7bff, 0x7bff000000000001
end

# Whole registers: the low bits of whatever they hold.
store fsh, d, 2
case  0xa5a5a5a55a5a5a5a, 0, 0x3ff0000000000001, 0xa5a5a5a55a5a0001  # a double
case  0xa5a5a5a55a5a5a5a, 6, 0x3ff0000000000001, 0x0001a5a55a5a5a5a
case  0xa5a5a5a55a5a5a5a, 0, 0x0123456789abcdef, 0xa5a5a5a55a5acdef
case  0xa5a5a5a55a5a5a5a, 6, 0x0123456789abcdef, 0xcdefa5a55a5a5a5a
case  0xa5a5a5a55a5a5a5a, 0, 0xffffffff3f812345, 0xa5a5a5a55a5a2345  # a single
case  0xa5a5a5a55a5a5a5a, 6, 0xffffffff3f812345, 0x2345a5a55a5a5a5a
case  0xa5a5a5a55a5a5a5a, 0, 0xffffffffffff3c01, 0xa5a5a5a55a5a3c01  # a half
case  0xa5a5a5a55a5a5a5a, 6, 0xffffffffffff3c01, 0x3c01a5a55a5a5a5a
end
