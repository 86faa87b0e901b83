# fcvt.s.bf16 rd, rs1: rd = a bfloat16 as a single, which holds every one exactly.
.include "rounding.inc.s"

op fcvt.s.bf16, s, b
# Every number of the narrower format is one of the wider.
case  0x0000, 0x00000000  # 0
case  0x8000, 0x80000000  # -0
case  0x3f80, 0x3f800000  # 1
case  0xbf80, 0xbf800000  # -1
case  0x3fc0, 0x3fc00000  # 1.5
case  0xbfc0, 0xbfc00000  # -1.5
case  0x42c8, 0x42c80000  # 100
case  0xc2c8, 0xc2c80000  # -100
case  0x3f81, 0x3f810000  # 1+2^-7
case  0xbf81, 0xbf810000  # -(1+2^-7)
case  0x3f7f, 0x3f7f0000  # 1-2^-8
case  0xbf7f, 0xbf7f0000  # -(1-2^-8)
case  0x7f7f, 0x7f7f0000  # max
case  0xff7f, 0xff7f0000  # -max
case  0x0080, 0x00800000  # min
case  0x8080, 0x80800000  # -min
case  0x0081, 0x00810000  # 2^-126+2^-133
case  0x8081, 0x80810000  # -(2^-126+2^-133)
# Subnormals stay subnormal: the exponents are the same.
case  0x0001, 0x00010000  # sub
case  0x8001, 0x80010000  # -sub
case  0x0002, 0x00020000  # 2*sub
case  0x8002, 0x80020000  # -2*sub
case  0x0003, 0x00030000  # 3*sub
case  0x8003, 0x80030000  # -3*sub
case  0x0005, 0x00050000  # 5*sub
case  0x8005, 0x80050000  # -5*sub
case  0x007f, 0x007f0000  # maxsub
case  0x807f, 0x807f0000  # -maxsub
case  0x003f, 0x003f0000  # 63*sub
case  0x803f, 0x803f0000  # -63*sub
case  0x0040, 0x00400000  # 64*sub
case  0x8040, 0x80400000  # -64*sub
# Infinities.
case  0x7f80, 0x7f800000  # inf
case  0xff80, 0xff800000  # -inf
# NaN gives the canonical NaN: no payload, no sign.
case  0x7fc0, 0x7fc00000  # NaN
case  0xffc0, 0x7fc00000  # -NaN
case  0x7f81, 0x7fc00000  # sNaN
case  0x7fed, 0x7fc00000  # NaN(0x2d)
case  0xff83, 0x7fc00000  # -sNaN(0x3)
end

# Whole registers: the box of a bfloat16 is all ones, anything else in a register is a NaN; a result is boxed.
op fcvt.s.bf16, d, d
case  0xffffffffffff3f80, 0xffffffff3f800000  # a proper box
case  0x0000000000003f80, 0xffffffff7fc00000  # no box
case  0xffffffff00003f80, 0xffffffff7fc00000  # the box of a single
case  0xfffffffffffe3f80, 0xffffffff7fc00000  # one bit of the box is missing
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fcvt.s.bf16, s, b
#     rs1, rd; modes: rd to nearest even, rd towards zero
# A result that is a subnormal single becomes a zero of its sign.
case  0x0001, 0x00000000  # sub
case  0x8001, 0x80000000  # -sub
case  0x007f, 0x00000000  # maxsub
case  0x807f, 0x80000000  # -maxsub
# The rest is as ever.
case  0x0080, 0x00800000  # min
case  0x8080, 0x80800000  # -min
case  0x3f80, 0x3f800000  # 1
case  0x8000, 0x80000000  # -0
case  0x7f7f, 0x7f7f0000  # max
case  0xff80, 0xff800000  # -inf
case  0x7fed, 0x7fc00000  # NaN(0x2d)
end
.endr
