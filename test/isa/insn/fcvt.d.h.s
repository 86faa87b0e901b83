# fcvt.d.h rd, rs1: rd = a half as a double, which holds every one exactly.
.include "rounding.inc.s"

op fcvt.d.h, d, h
# Every number of the narrower format is one of the wider.
case  0x0000, 0x0000000000000000  # 0
case  0x8000, 0x8000000000000000  # -0
case  0x3c00, 0x3ff0000000000000  # 1
case  0xbc00, 0xbff0000000000000  # -1
case  0x3e00, 0x3ff8000000000000  # 1.5
case  0xbe00, 0xbff8000000000000  # -1.5
case  0x5640, 0x4059000000000000  # 100
case  0xd640, 0xc059000000000000  # -100
case  0x3c01, 0x3ff0040000000000  # 1+2^-10
case  0xbc01, 0xbff0040000000000  # -(1+2^-10)
case  0x3bff, 0x3feffc0000000000  # 1-2^-11
case  0xbbff, 0xbfeffc0000000000  # -(1-2^-11)
case  0x7bff, 0x40effc0000000000  # max
case  0xfbff, 0xc0effc0000000000  # -max
case  0x0400, 0x3f10000000000000  # min
case  0x8400, 0xbf10000000000000  # -min
case  0x0401, 0x3f10040000000000  # 2^-14+2^-24
case  0x8401, 0xbf10040000000000  # -(2^-14+2^-24)
# Subnormals become normal numbers.
case  0x0001, 0x3e70000000000000  # sub
case  0x8001, 0xbe70000000000000  # -sub
case  0x0002, 0x3e80000000000000  # 2*sub
case  0x8002, 0xbe80000000000000  # -2*sub
case  0x0003, 0x3e88000000000000  # 3*sub
case  0x8003, 0xbe88000000000000  # -3*sub
case  0x0005, 0x3e94000000000000  # 5*sub
case  0x8005, 0xbe94000000000000  # -5*sub
case  0x03ff, 0x3f0ff80000000000  # maxsub
case  0x83ff, 0xbf0ff80000000000  # -maxsub
case  0x01ff, 0x3efff00000000000  # 2^-15-2^-24
case  0x81ff, 0xbefff00000000000  # -(2^-15-2^-24)
case  0x0200, 0x3f00000000000000  # 2^-15
case  0x8200, 0xbf00000000000000  # -2^-15
# Infinities.
case  0x7c00, 0x7ff0000000000000  # inf
case  0xfc00, 0xfff0000000000000  # -inf
# NaN gives the canonical NaN: no payload, no sign.
case  0x7e00, 0x7ff8000000000000  # NaN
case  0xfe00, 0x7ff8000000000000  # -NaN
case  0x7c01, 0x7ff8000000000000  # sNaN
case  0x7e2d, 0x7ff8000000000000  # NaN(0x2d)
case  0xfc03, 0x7ff8000000000000  # -sNaN(0x3)
end

# Whole registers: the box of a half is all ones, anything else in a register is a NaN; a result is boxed.
op fcvt.d.h, d, d
case  0xffffffffffff3c00, 0x3ff0000000000000  # a proper box
case  0x0000000000003c00, 0x7ff8000000000000  # no box
case  0xffffffff00003c00, 0x7ff8000000000000  # the box of a single
case  0xfffffffffffe3c00, 0x7ff8000000000000  # one bit of the box is missing
case  0x7fffffffffff3c00, 0x7ff8000000000000  # the top bit is missing
case  0xffffffff3f800000, 0x7ff8000000000000  # the single 1
case  0x3ff0000000000000, 0x7ff8000000000000  # the double 1
end
