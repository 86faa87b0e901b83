# ox.amofmax.bf rd, rs2, (rs1): rd = the bfloat16 at rs1, of which and rs2 the larger is stored; -0 is less than +0.
# Of a NaN and a number the number is stored, of two NaNs the canonical one. Subnormals are never flushed.
.include "check.inc.s"

amo ox.amofmax.bf, b
#     memory before, rs2, rd, memory after
# Numbers.
case  0x0123456789ab3f80, 0x4000, 0x3f80, 0x0123456789ab4000  # 1, 2
case  0x0123456789ab4000, 0x3f80, 0x4000, 0x0123456789ab4000  # 2, 1
case  0x0123456789abbf80, 0xc000, 0xbf80, 0x0123456789abbf80  # -1, -2
case  0x0123456789abc000, 0x3f80, 0xc000, 0x0123456789ab3f80  # -2, 1
case  0x0123456789ab4040, 0xc040, 0x4040, 0x0123456789ab4040  # 3, -3
case  0x0123456789ab40a0, 0x40a0, 0x40a0, 0x0123456789ab40a0  # 5, 5
case  0x0123456789ab3f80, 0x3f81, 0x3f80, 0x0123456789ab3f81  # 1, 1+2^-7
case  0x0123456789abbf80, 0xbf81, 0xbf80, 0x0123456789abbf80  # -1, -(1+2^-7)
case  0x0123456789ab7f7f, 0x3f80, 0x7f7f, 0x0123456789ab7f7f  # max, 1
case  0x0123456789abff7f, 0x7f7f, 0xff7f, 0x0123456789ab7f7f  # -max, max
# Zeros: -0 is less than +0.
case  0x0123456789ab0000, 0x8000, 0x0000, 0x0123456789ab0000  # 0, -0
case  0x0123456789ab8000, 0x0000, 0x8000, 0x0123456789ab0000  # -0, 0
case  0x0123456789ab0000, 0x0000, 0x0000, 0x0123456789ab0000  # 0, 0
case  0x0123456789ab8000, 0x8000, 0x8000, 0x0123456789ab8000  # -0, -0
# Subnormals are numbers like others.
case  0x0123456789ab0001, 0x0000, 0x0001, 0x0123456789ab0001  # sub, 0
case  0x0123456789ab8001, 0x8000, 0x8001, 0x0123456789ab8000  # -sub, -0
case  0x0123456789ab0001, 0x0002, 0x0001, 0x0123456789ab0002  # sub, 2*sub
case  0x0123456789ab8001, 0x0001, 0x8001, 0x0123456789ab0001  # -sub, sub
case  0x0123456789ab007f, 0x0080, 0x007f, 0x0123456789ab0080  # maxsub, min
# Infinities.
case  0x0123456789ab7f80, 0x7f7f, 0x7f80, 0x0123456789ab7f80  # inf, max
case  0x0123456789abff7f, 0xff80, 0xff7f, 0x0123456789abff7f  # -max, -inf
case  0x0123456789ab7f80, 0xff80, 0x7f80, 0x0123456789ab7f80  # inf, -inf
case  0x0123456789abff80, 0x0000, 0xff80, 0x0123456789ab0000  # -inf, 0
case  0x0123456789ab7f80, 0x7f80, 0x7f80, 0x0123456789ab7f80  # inf, inf
# Of a NaN and a number the number is taken, even if the NaN is a signaling one.
case  0x0123456789ab7fc0, 0x3f80, 0x7fc0, 0x0123456789ab3f80  # NaN, 1
case  0x0123456789abbf80, 0x7fc0, 0xbf80, 0x0123456789abbf80  # -1, NaN
case  0x0123456789abffc0, 0x7f80, 0xffc0, 0x0123456789ab7f80  # -NaN, inf
case  0x0123456789abff80, 0x7fed, 0xff80, 0x0123456789abff80  # -inf, NaN(0x2d)
case  0x0123456789ab7f81, 0x4000, 0x7f81, 0x0123456789ab4000  # sNaN, 2
case  0x0123456789ab4000, 0x7f95, 0x4000, 0x0123456789ab4000  # 2, sNaN(0x15)
case  0x0123456789ab0000, 0xffc0, 0x0000, 0x0123456789ab0000  # 0, -NaN
case  0x0123456789ab7fed, 0x8000, 0x7fed, 0x0123456789ab8000  # NaN(0x2d), -0
# Two NaNs give the canonical NaN.
case  0x0123456789ab7fc0, 0x7fc0, 0x7fc0, 0x0123456789ab7fc0  # NaN, NaN
case  0x0123456789ab7fed, 0xffc0, 0x7fed, 0x0123456789ab7fc0  # NaN(0x2d), -NaN
case  0x0123456789ab7f81, 0x7fc0, 0x7f81, 0x0123456789ab7fc0  # sNaN, NaN
case  0x0123456789ab7f81, 0x7f95, 0x7f81, 0x0123456789ab7fc0  # sNaN, sNaN(0x15)
case  0x0123456789abffc0, 0x7fed, 0xffc0, 0x0123456789ab7fc0  # -NaN, NaN(0x2d)
end

# Whole registers: a bfloat16 that is not boxed is a NaN; the result is boxed.
amo ox.amofmax.bf, d
case  0x0123456789ab4000, 0xffffffffffff3f80, 0xffffffffffff4000, 0x0123456789ab4000  # a proper box
case  0x0123456789ab4000, 0x0000000000003f80, 0xffffffffffff4000, 0x0123456789ab4000  # no box
case  0x0123456789ab4000, 0xffffffff00003f80, 0xffffffffffff4000, 0x0123456789ab4000  # the box of a single
case  0x0123456789ab4000, 0xfffffffffffe3f80, 0xffffffffffff4000, 0x0123456789ab4000  # one bit of the box is missing
end
