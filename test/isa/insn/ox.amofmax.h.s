# ox.amofmax.h rd, rs2, (rs1): rd = the half at rs1, of which and rs2 the larger is stored; -0 is less than +0. Of a
# NaN and a number the number is stored, of two NaNs the canonical one. Subnormals are never flushed.
.include "check.inc.s"

amo ox.amofmax.h, h
#     memory before, rs2, rd, memory after
# Numbers.
case  0x0123456789ab3c00, 0x4000, 0x3c00, 0x0123456789ab4000  # 1, 2
case  0x0123456789ab4000, 0x3c00, 0x4000, 0x0123456789ab4000  # 2, 1
case  0x0123456789abbc00, 0xc000, 0xbc00, 0x0123456789abbc00  # -1, -2
case  0x0123456789abc000, 0x3c00, 0xc000, 0x0123456789ab3c00  # -2, 1
case  0x0123456789ab4200, 0xc200, 0x4200, 0x0123456789ab4200  # 3, -3
case  0x0123456789ab4500, 0x4500, 0x4500, 0x0123456789ab4500  # 5, 5
case  0x0123456789ab3c00, 0x3c01, 0x3c00, 0x0123456789ab3c01  # 1, 1+2^-10
case  0x0123456789abbc00, 0xbc01, 0xbc00, 0x0123456789abbc00  # -1, -(1+2^-10)
case  0x0123456789ab7bff, 0x3c00, 0x7bff, 0x0123456789ab7bff  # max, 1
case  0x0123456789abfbff, 0x7bff, 0xfbff, 0x0123456789ab7bff  # -max, max
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
case  0x0123456789ab03ff, 0x0400, 0x03ff, 0x0123456789ab0400  # maxsub, min
# Infinities.
case  0x0123456789ab7c00, 0x7bff, 0x7c00, 0x0123456789ab7c00  # inf, max
case  0x0123456789abfbff, 0xfc00, 0xfbff, 0x0123456789abfbff  # -max, -inf
case  0x0123456789ab7c00, 0xfc00, 0x7c00, 0x0123456789ab7c00  # inf, -inf
case  0x0123456789abfc00, 0x0000, 0xfc00, 0x0123456789ab0000  # -inf, 0
case  0x0123456789ab7c00, 0x7c00, 0x7c00, 0x0123456789ab7c00  # inf, inf
# Of a NaN and a number the number is taken, even if the NaN is a signaling one.
case  0x0123456789ab7e00, 0x3c00, 0x7e00, 0x0123456789ab3c00  # NaN, 1
case  0x0123456789abbc00, 0x7e00, 0xbc00, 0x0123456789abbc00  # -1, NaN
case  0x0123456789abfe00, 0x7c00, 0xfe00, 0x0123456789ab7c00  # -NaN, inf
case  0x0123456789abfc00, 0x7e2d, 0xfc00, 0x0123456789abfc00  # -inf, NaN(0x2d)
case  0x0123456789ab7c01, 0x4000, 0x7c01, 0x0123456789ab4000  # sNaN, 2
case  0x0123456789ab4000, 0x7d55, 0x4000, 0x0123456789ab4000  # 2, sNaN(0x155)
case  0x0123456789ab0000, 0xfe00, 0x0000, 0x0123456789ab0000  # 0, -NaN
case  0x0123456789ab7e2d, 0x8000, 0x7e2d, 0x0123456789ab8000  # NaN(0x2d), -0
# Two NaNs give the canonical NaN.
case  0x0123456789ab7e00, 0x7e00, 0x7e00, 0x0123456789ab7e00  # NaN, NaN
case  0x0123456789ab7e2d, 0xfe00, 0x7e2d, 0x0123456789ab7e00  # NaN(0x2d), -NaN
case  0x0123456789ab7c01, 0x7e00, 0x7c01, 0x0123456789ab7e00  # sNaN, NaN
case  0x0123456789ab7c01, 0x7d55, 0x7c01, 0x0123456789ab7e00  # sNaN, sNaN(0x155)
case  0x0123456789abfe00, 0x7e2d, 0xfe00, 0x0123456789ab7e00  # -NaN, NaN(0x2d)
end

# Whole registers: a half that is not boxed is a NaN; the result is boxed.
amo ox.amofmax.h, d
case  0x0123456789ab4000, 0xffffffffffff3c00, 0xffffffffffff4000, 0x0123456789ab4000  # a proper box
case  0x0123456789ab4000, 0x0000000000003c00, 0xffffffffffff4000, 0x0123456789ab4000  # no box
case  0x0123456789ab4000, 0xffffffff00003c00, 0xffffffffffff4000, 0x0123456789ab4000  # the box of a single
case  0x0123456789ab4000, 0xfffffffffffe3c00, 0xffffffffffff4000, 0x0123456789ab4000  # one bit of the box is missing
case  0x0123456789ab4000, 0x7fffffffffff3c00, 0xffffffffffff4000, 0x0123456789ab4000  # the top bit is missing
end
