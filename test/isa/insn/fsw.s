# fsw rs2, offset(rs1): stores the low 32 bits of rs2 at rs1 + offset; its neighbours stay. Bits are stored as they
# are: a signaling NaN stays one. Whether the register is boxed does not matter.
.include "check.inc.s"

store fsw, s, 4
#     before, offset, rs2, after
case  0x0123456789abcdef, 0, 0x3f800000, 0x012345673f800000  # 1
case  0x0123456789abcdef, 4, 0x3f800000, 0x3f80000089abcdef
case  0xfedcba9876543210, 0, 0xc0000000, 0xfedcba98c0000000  # -2
case  0xfedcba9876543210, 4, 0xc0000000, 0xc000000076543210
case  0x0000000000000000, 0, 0x7f800001, 0x000000007f800001  # sNaN
case  0x0000000000000000, 4, 0x7f800001, 0x7f80000100000000
case  0xffffffffffffffff, 0, 0x7fc00005, 0xffffffff7fc00005  # NaN(0x5)
case  0xffffffffffffffff, 4, 0x7fc00005, 0x7fc00005ffffffff
case  0x3f8000003ff00000, 0, 0x00000001, 0x3f80000000000001  # sub
case  0x3f8000003ff00000, 4, 0x00000001, 0x000000013ff00000
case  0x7f80000180000001, 0, 0xff800000, 0x7f800001ff800000  # -inf
case  0x7f80000180000001, 4, 0xff800000, 0xff80000080000001
case  0x7c01fe00bc003c00, 0, 0x00000000, 0x7c01fe0000000000  # 0
case  0x7c01fe00bc003c00, 4, 0x00000000, 0x00000000bc003c00
case  0x7ff0000000000001, 0, 0x7f7fffff, 0x7ff000007f7fffff  # max
case  0x7ff0000000000001, 4, 0x7f7fffff, 0x7f7fffff00000001
end

# Whole registers: the low bits of whatever they hold.
store fsw, d, 4
case  0xa5a5a5a55a5a5a5a, 0, 0x3ff0000000000001, 0xa5a5a5a500000001  # a double
case  0xa5a5a5a55a5a5a5a, 4, 0x3ff0000000000001, 0x000000015a5a5a5a
case  0xa5a5a5a55a5a5a5a, 0, 0x0123456789abcdef, 0xa5a5a5a589abcdef
case  0xa5a5a5a55a5a5a5a, 4, 0x0123456789abcdef, 0x89abcdef5a5a5a5a
case  0xa5a5a5a55a5a5a5a, 0, 0xffffffff3f812345, 0xa5a5a5a53f812345  # a single
case  0xa5a5a5a55a5a5a5a, 4, 0xffffffff3f812345, 0x3f8123455a5a5a5a
case  0xa5a5a5a55a5a5a5a, 0, 0xffffffffffff3c01, 0xa5a5a5a5ffff3c01  # a half
case  0xa5a5a5a55a5a5a5a, 4, 0xffffffffffff3c01, 0xffff3c015a5a5a5a
end
