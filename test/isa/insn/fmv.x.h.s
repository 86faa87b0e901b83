# fmv.x.h rd, rs1: rd = the low 16 bits of the floating-point register rs1, sign-extended. Bits are moved as they are:
# a NaN keeps its payload, and whether the register is boxed does not matter.
.include "check.inc.s"

op fmv.x.h, x, d
case  0x0000000000000000, 0x0000000000000000  # zeros
case  0xffffffffffffffff, 0xffffffffffffffff  # ones
case  0xffffffff3f800000, 0x0000000000000000  # the single 1, boxed
case  0xffffffffbf800000, 0x0000000000000000  # the single -1, boxed
case  0xffffffffffff3c00, 0x0000000000003c00  # the half 1, boxed
case  0xffffffffffffbc00, 0xffffffffffffbc00  # the half -1, boxed
case  0x3ff0000000000000, 0x0000000000000000  # the double 1
case  0x0123456789abcdef, 0xffffffffffffcdef
case  0xfedcba9876543210, 0x0000000000003210
case  0x0000000080000000, 0x0000000000000000
case  0x000000007fffffff, 0xffffffffffffffff
case  0x0000000000008000, 0xffffffffffff8000
case  0x0000000000007fff, 0x0000000000007fff
case  0xffffffff7fc12345, 0x0000000000002345  # a single NaN keeps its payload
case  0xffffffff7f800001, 0x0000000000000001  # a signaling NaN stays one
case  0xffffffffffff7c01, 0x0000000000007c01  # so for halves
case  0x7ff0000000000001, 0x0000000000000001  # and doubles
case  0xfffffffe3f800000, 0x0000000000000000  # not boxed
case  0x123456787f800000, 0x0000000000000000  # not boxed
end
