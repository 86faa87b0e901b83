# fmv.d.x rd, rs1: rd = the low 64 bits of the integer register rs1. Bits are moved as they are: a signaling NaN stays
# one.
.include "check.inc.s"

op fmv.d.x, d, x
case  0x0000000000000000, 0x0000000000000000  # zeros
case  0xffffffffffffffff, 0xffffffffffffffff  # ones
case  0xffffffff3f800000, 0xffffffff3f800000
case  0xffffffffbf800000, 0xffffffffbf800000
case  0xffffffffffff3c00, 0xffffffffffff3c00
case  0xffffffffffffbc00, 0xffffffffffffbc00
case  0x3ff0000000000000, 0x3ff0000000000000  # the double 1
case  0x0123456789abcdef, 0x0123456789abcdef
case  0xfedcba9876543210, 0xfedcba9876543210
case  0x0000000080000000, 0x0000000080000000
case  0x000000007fffffff, 0x000000007fffffff
case  0x0000000000008000, 0x0000000000008000
case  0x0000000000007fff, 0x0000000000007fff
case  0xffffffff7fc12345, 0xffffffff7fc12345  # a single NaN keeps its payload
case  0xffffffff7f800001, 0xffffffff7f800001  # a signaling NaN stays one
case  0xffffffffffff7c01, 0xffffffffffff7c01  # so for halves
case  0x7ff0000000000001, 0x7ff0000000000001  # and doubles
case  0xfffffffe3f800000, 0xfffffffe3f800000
case  0x123456787f800000, 0x123456787f800000
end
