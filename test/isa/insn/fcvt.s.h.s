# fcvt.s.h rd, rs1: rd = a half as a single, which holds every one exactly.
.include "rounding.inc.s"

op fcvt.s.h, s, h
# Every number of the narrower format is one of the wider.
case  0x0000, 0x00000000  # 0
case  0x8000, 0x80000000  # -0
case  0x3c00, 0x3f800000  # 1
case  0xbc00, 0xbf800000  # -1
case  0x3e00, 0x3fc00000  # 1.5
case  0xbe00, 0xbfc00000  # -1.5
case  0x5640, 0x42c80000  # 100
case  0xd640, 0xc2c80000  # -100
case  0x3c01, 0x3f802000  # 1+2^-10
case  0xbc01, 0xbf802000  # -(1+2^-10)
case  0x3bff, 0x3f7fe000  # 1-2^-11
case  0xbbff, 0xbf7fe000  # -(1-2^-11)
case  0x7bff, 0x477fe000  # max
case  0xfbff, 0xc77fe000  # -max
case  0x0400, 0x38800000  # min
case  0x8400, 0xb8800000  # -min
case  0x0401, 0x38802000  # 2^-14+2^-24
case  0x8401, 0xb8802000  # -(2^-14+2^-24)
# Subnormals become normal numbers.
case  0x0001, 0x33800000  # sub
case  0x8001, 0xb3800000  # -sub
case  0x0002, 0x34000000  # 2*sub
case  0x8002, 0xb4000000  # -2*sub
case  0x0003, 0x34400000  # 3*sub
case  0x8003, 0xb4400000  # -3*sub
case  0x0005, 0x34a00000  # 5*sub
case  0x8005, 0xb4a00000  # -5*sub
case  0x03ff, 0x387fc000  # maxsub
case  0x83ff, 0xb87fc000  # -maxsub
case  0x01ff, 0x37ff8000  # 2^-15-2^-24
case  0x81ff, 0xb7ff8000  # -(2^-15-2^-24)
case  0x0200, 0x38000000  # 2^-15
case  0x8200, 0xb8000000  # -2^-15
# Infinities.
case  0x7c00, 0x7f800000  # inf
case  0xfc00, 0xff800000  # -inf
# NaN gives the canonical NaN: no payload, no sign.
case  0x7e00, 0x7fc00000  # NaN
case  0xfe00, 0x7fc00000  # -NaN
case  0x7c01, 0x7fc00000  # sNaN
case  0x7e2d, 0x7fc00000  # NaN(0x2d)
case  0xfc03, 0x7fc00000  # -sNaN(0x3)
end

# Whole registers: the box of a half is all ones, anything else in a register is a NaN; a result is boxed.
op fcvt.s.h, d, d
case  0xffffffffffff3c00, 0xffffffff3f800000  # a proper box
case  0x0000000000003c00, 0xffffffff7fc00000  # no box
case  0xffffffff00003c00, 0xffffffff7fc00000  # the box of a single
case  0xfffffffffffe3c00, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffffffff3c00, 0xffffffff7fc00000  # the top bit is missing
case  0xffffffff3f800000, 0xffffffff7fc00000  # the single 1
case  0x3ff0000000000000, 0xffffffff7fc00000  # the double 1
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fcvt.s.h, s, h
#     rs1, rd; modes: rd to nearest even, rd towards zero
# A subnormal half is a normal single: nothing is flushed.
case  0x0001, 0x33800000  # sub
case  0x8001, 0xb3800000  # -sub
case  0x03ff, 0x387fc000  # maxsub
case  0x83ff, 0xb87fc000  # -maxsub
# The rest is as ever.
case  0x0400, 0x38800000  # min
case  0x8400, 0xb8800000  # -min
case  0x3c00, 0x3f800000  # 1
case  0x8000, 0x80000000  # -0
case  0x7bff, 0x477fe000  # max
case  0xfc00, 0xff800000  # -inf
case  0x7e2d, 0x7fc00000  # NaN(0x2d)
end
.endr
