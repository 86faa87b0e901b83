# ox.flush.s rd, rs1: rd = the single rs1, but a subnormal one becomes zero of its sign. Everything else stays as it
# is: a NaN keeps its payload.
.include "check.inc.s"

op ox.flush.s, s, s
# Subnormals.
case  0x00000001, 0x00000000  # sub
case  0x80000001, 0x80000000  # -sub
case  0x00000002, 0x00000000  # 2*sub
case  0x80000002, 0x80000000  # -2*sub
case  0x007fffff, 0x00000000  # maxsub
case  0x807fffff, 0x80000000  # -maxsub
case  0x007ffffe, 0x00000000  # 2^-126-2^-148
case  0x807ffffe, 0x80000000  # -(2^-126-2^-148)
case  0x00400000, 0x00000000  # 2^-127
case  0x80400000, 0x80000000  # -2^-127
case  0x00000055, 0x00000000  # 85*sub
case  0x80000055, 0x80000000  # -85*sub
# The smallest normal numbers stay.
case  0x00800000, 0x00800000  # min
case  0x80800000, 0x80800000  # -min
case  0x00800001, 0x00800001  # 2^-126+2^-149
case  0x80800001, 0x80800001  # -(2^-126+2^-149)
# Zeros keep their sign.
case  0x00000000, 0x00000000  # 0
case  0x80000000, 0x80000000  # -0
# Other numbers and infinities.
case  0x3f800000, 0x3f800000  # 1
case  0xbf800000, 0xbf800000  # -1
case  0x7f7fffff, 0x7f7fffff  # max
case  0xff7fffff, 0xff7fffff  # -max
case  0x40400000, 0x40400000  # 3
case  0xc0400000, 0xc0400000  # -3
case  0x7f800000, 0x7f800000  # inf
case  0xff800000, 0xff800000  # -inf
# NaNs, quiet and signaling, with their payload and sign.
case  0x7fc00000, 0x7fc00000  # NaN
case  0xffc00000, 0xffc00000  # -NaN
case  0x7fc0002d, 0x7fc0002d  # NaN(0x2d)
case  0xffc0002d, 0xffc0002d  # -NaN(0x2d)
case  0x7f800001, 0x7f800001  # sNaN
case  0xff800001, 0xff800001  # -sNaN
case  0x7f800155, 0x7f800155  # sNaN(0x155)
case  0xff800155, 0xff800155  # -sNaN(0x155)
end

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op ox.flush.s, d, d
case  0xffffffff3f800000, 0xffffffff3f800000  # a proper box
case  0xffffffffffff3c00, 0xffffffffffff3c00  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff7fc00000  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff7fc00000  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff7fc00000  # the double 1
end
