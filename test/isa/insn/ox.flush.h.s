# ox.flush.h rd, rs1: rd = the half rs1, but a subnormal one becomes zero of its sign. Everything else stays as it is:
# a NaN keeps its payload.
.include "check.inc.s"

op ox.flush.h, h, h
# Subnormals.
case  0x0001, 0x0000  # sub
case  0x8001, 0x8000  # -sub
case  0x0002, 0x0000  # 2*sub
case  0x8002, 0x8000  # -2*sub
case  0x03ff, 0x0000  # maxsub
case  0x83ff, 0x8000  # -maxsub
case  0x03fe, 0x0000  # 2^-14-2^-23
case  0x83fe, 0x8000  # -(2^-14-2^-23)
case  0x0200, 0x0000  # 2^-15
case  0x8200, 0x8000  # -2^-15
case  0x0055, 0x0000  # 85*sub
case  0x8055, 0x8000  # -85*sub
# The smallest normal numbers stay.
case  0x0400, 0x0400  # min
case  0x8400, 0x8400  # -min
case  0x0401, 0x0401  # 2^-14+2^-24
case  0x8401, 0x8401  # -(2^-14+2^-24)
# Zeros keep their sign.
case  0x0000, 0x0000  # 0
case  0x8000, 0x8000  # -0
# Other numbers and infinities.
case  0x3c00, 0x3c00  # 1
case  0xbc00, 0xbc00  # -1
case  0x7bff, 0x7bff  # max
case  0xfbff, 0xfbff  # -max
case  0x4200, 0x4200  # 3
case  0xc200, 0xc200  # -3
case  0x7c00, 0x7c00  # inf
case  0xfc00, 0xfc00  # -inf
# NaNs, quiet and signaling, with their payload and sign.
case  0x7e00, 0x7e00  # NaN
case  0xfe00, 0xfe00  # -NaN
case  0x7e2d, 0x7e2d  # NaN(0x2d)
case  0xfe2d, 0xfe2d  # -NaN(0x2d)
case  0x7c01, 0x7c01  # sNaN
case  0xfc01, 0xfc01  # -sNaN
case  0x7d55, 0x7d55  # sNaN(0x155)
case  0xfd55, 0xfd55  # -sNaN(0x155)
end

# Whole registers: the box of a half is all ones, anything else in a register is a NaN; a result is boxed.
op ox.flush.h, d, d
case  0xffffffffffff3c00, 0xffffffffffff3c00  # a proper box
case  0x0000000000003c00, 0xffffffffffff7e00  # no box
case  0xffffffff00003c00, 0xffffffffffff7e00  # the box of a single
case  0xfffffffffffe3c00, 0xffffffffffff7e00  # one bit of the box is missing
case  0x7fffffffffff3c00, 0xffffffffffff7e00  # the top bit is missing
case  0xffffffff3f800000, 0xffffffffffff7e00  # the single 1
case  0x3ff0000000000000, 0xffffffffffff7e00  # the double 1
end
