# fsd rs2, offset(rs1): stores rs2 at rs1 + offset. Bits are stored as they are: a signaling NaN stays one.
.include "check.inc.s"

store fsd, d, 8
#     before, offset, rs2, after
case  0x0123456789abcdef, 0, 0x3ff0000000000000, 0x3ff0000000000000  # 1
case  0xfedcba9876543210, 0, 0xc000000000000000, 0xc000000000000000  # -2
case  0x0000000000000000, 0, 0x7ff0000000000001, 0x7ff0000000000001  # sNaN
case  0xffffffffffffffff, 0, 0x7ff8000000000005, 0x7ff8000000000005  # NaN(0x5)
case  0x3f8000003ff00000, 0, 0x0000000000000001, 0x0000000000000001  # sub
case  0x7f80000180000001, 0, 0xfff0000000000000, 0xfff0000000000000  # -inf
case  0x7c01fe00bc003c00, 0, 0x0000000000000000, 0x0000000000000000  # 0
case  0x7ff0000000000001, 0, 0x7fefffffffffffff, 0x7fefffffffffffff  # max
end
