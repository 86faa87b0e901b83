# fmv.h.x rd, rs1: rd = the low 16 bits of the integer register rs1, boxed: the bits above are ones. Bits are moved as
# they are: a signaling NaN stays one.
.include "check.inc.s"

op fmv.h.x, d, x
case  0x0000000000000000, 0xffffffffffff0000  # zeros
case  0xffffffffffffffff, 0xffffffffffffffff  # ones
case  0xffffffff3f800000, 0xffffffffffff0000
case  0xffffffffbf800000, 0xffffffffffff0000
case  0xffffffffffff3c00, 0xffffffffffff3c00
case  0xffffffffffffbc00, 0xffffffffffffbc00
case  0x3ff0000000000000, 0xffffffffffff0000  # the double 1
case  0x0123456789abcdef, 0xffffffffffffcdef
case  0xfedcba9876543210, 0xffffffffffff3210
case  0x0000000080000000, 0xffffffffffff0000
case  0x000000007fffffff, 0xffffffffffffffff
case  0x0000000000008000, 0xffffffffffff8000
case  0x0000000000007fff, 0xffffffffffff7fff
case  0xffffffff7fc12345, 0xffffffffffff2345  # a single NaN keeps its payload
case  0xffffffff7f800001, 0xffffffffffff0001  # a signaling NaN stays one
case  0xffffffffffff7c01, 0xffffffffffff7c01  # so for halves
case  0x7ff0000000000001, 0xffffffffffff0001  # and doubles
case  0xfffffffe3f800000, 0xffffffffffff0000
case  0x123456787f800000, 0xffffffffffff0000
end
