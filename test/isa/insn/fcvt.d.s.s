# fcvt.d.s rd, rs1: rd = a single as a double, which holds every one exactly.
.include "rounding.inc.s"

op fcvt.d.s, d, s
# Every number of the narrower format is one of the wider.
case  0x00000000, 0x0000000000000000  # 0
case  0x80000000, 0x8000000000000000  # -0
case  0x3f800000, 0x3ff0000000000000  # 1
case  0xbf800000, 0xbff0000000000000  # -1
case  0x3fc00000, 0x3ff8000000000000  # 1.5
case  0xbfc00000, 0xbff8000000000000  # -1.5
case  0x42c80000, 0x4059000000000000  # 100
case  0xc2c80000, 0xc059000000000000  # -100
case  0x3f800001, 0x3ff0000020000000  # 1+2^-23
case  0xbf800001, 0xbff0000020000000  # -(1+2^-23)
case  0x3f7fffff, 0x3fefffffe0000000  # 1-2^-24
case  0xbf7fffff, 0xbfefffffe0000000  # -(1-2^-24)
case  0x7f7fffff, 0x47efffffe0000000  # max
case  0xff7fffff, 0xc7efffffe0000000  # -max
case  0x00800000, 0x3810000000000000  # min
case  0x80800000, 0xb810000000000000  # -min
case  0x00800001, 0x3810000020000000  # 2^-126+2^-149
case  0x80800001, 0xb810000020000000  # -(2^-126+2^-149)
# Subnormals become normal numbers.
case  0x00000001, 0x36a0000000000000  # sub
case  0x80000001, 0xb6a0000000000000  # -sub
case  0x00000002, 0x36b0000000000000  # 2*sub
case  0x80000002, 0xb6b0000000000000  # -2*sub
case  0x00000003, 0x36b8000000000000  # 3*sub
case  0x80000003, 0xb6b8000000000000  # -3*sub
case  0x00000005, 0x36c4000000000000  # 5*sub
case  0x80000005, 0xb6c4000000000000  # -5*sub
case  0x007fffff, 0x380fffffc0000000  # maxsub
case  0x807fffff, 0xb80fffffc0000000  # -maxsub
case  0x003fffff, 0x37ffffff80000000  # 2^-127-2^-149
case  0x803fffff, 0xb7ffffff80000000  # -(2^-127-2^-149)
case  0x00400000, 0x3800000000000000  # 2^-127
case  0x80400000, 0xb800000000000000  # -2^-127
# Infinities.
case  0x7f800000, 0x7ff0000000000000  # inf
case  0xff800000, 0xfff0000000000000  # -inf
# NaN gives the canonical NaN: no payload, no sign.
case  0x7fc00000, 0x7ff8000000000000  # NaN
case  0xffc00000, 0x7ff8000000000000  # -NaN
case  0x7f800001, 0x7ff8000000000000  # sNaN
case  0x7fc0002d, 0x7ff8000000000000  # NaN(0x2d)
case  0xff800003, 0x7ff8000000000000  # -sNaN(0x3)
end

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fcvt.d.s, d, d
case  0xffffffff3f800000, 0x3ff0000000000000  # a proper box
case  0xffffffffffff3c00, 0x7ff8000000000000  # a boxed half is a single: a NaN
case  0x000000003f800000, 0x7ff8000000000000  # the upper half is 0
case  0xfffffffe3f800000, 0x7ff8000000000000  # one bit of the box is missing
case  0x7fffffff3f800000, 0x7ff8000000000000  # the top bit is missing
case  0x3ff0000000000000, 0x7ff8000000000000  # the double 1
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fcvt.d.s, d, s
#     rs1, rd; modes: rd to nearest even, rd towards zero
# Subnormal singles are zeros of their sign.
case  0x00000001, 0x0000000000000000  # sub
case  0x80000001, 0x8000000000000000  # -sub
case  0x007fffff, 0x0000000000000000  # maxsub
case  0x807fffff, 0x8000000000000000  # -maxsub
# The rest is as ever.
case  0x00800000, 0x3810000000000000  # min
case  0x80800000, 0xb810000000000000  # -min
case  0x3f800000, 0x3ff0000000000000  # 1
case  0x80000000, 0x8000000000000000  # -0
case  0x7f7fffff, 0x47efffffe0000000  # max
case  0xff800000, 0xfff0000000000000  # -inf
case  0x7fc0002d, 0x7ff8000000000000  # NaN(0x2d)
end
.endr
