# ox.amofadd.h rd, rs2, (rs1): rd = the half at rs1, which becomes its sum with rs2, rounded to nearest even.
# Subnormals are never flushed. A NaN in memory is returned as it is, though it becomes the canonical one.
.include "check.inc.s"

amo ox.amofadd.h, h
#     memory before, rs2, rd, memory after
# Exact sums.
case  0x0123456789ab3c00, 0x4000, 0x3c00, 0x0123456789ab4200  # 1 + 2
case  0x0123456789ab3e00, 0xb400, 0x3e00, 0x0123456789ab3d00  # 1.5 + -0.25
case  0x0123456789abc700, 0xc500, 0xc700, 0x0123456789abca00  # -7 + -5
case  0x0123456789ab3ffe, 0x1400, 0x3ffe, 0x0123456789ab3fff  # 2-2^-9 + 2^-10
case  0x0123456789ab3c00, 0x0000, 0x3c00, 0x0123456789ab3c00  # 1 + 0
case  0x0123456789ab3c00, 0x8000, 0x3c00, 0x0123456789ab3c00  # 1 + -0
case  0x0123456789ab0000, 0xc200, 0x0000, 0x0123456789abc200  # 0 + -3
case  0x0123456789ab3fff, 0x1400, 0x3fff, 0x0123456789ab4000  # 2-2^-10 + 2^-10: carries into the next binade
# The sign of a zero sum: that of equal addends, else +0.
case  0x0123456789ab0000, 0x0000, 0x0000, 0x0123456789ab0000  # 0 + 0
case  0x0123456789ab8000, 0x8000, 0x8000, 0x0123456789ab8000  # -0 + -0
case  0x0123456789ab0000, 0x8000, 0x0000, 0x0123456789ab0000  # 0 + -0
case  0x0123456789ab8000, 0x0000, 0x8000, 0x0123456789ab0000  # -0 + 0
case  0x0123456789ab3c00, 0xbc00, 0x3c00, 0x0123456789ab0000  # 1 + -1
case  0x0123456789abbc00, 0x3c00, 0xbc00, 0x0123456789ab0000  # -1 + 1
case  0x0123456789ab7bff, 0xfbff, 0x7bff, 0x0123456789ab0000  # max + -max
case  0x0123456789ab0001, 0x8001, 0x0001, 0x0123456789ab0000  # sub + -sub
# Ties: to the even neighbour.
case  0x0123456789ab3c00, 0x1000, 0x3c00, 0x0123456789ab3c00  # 1 + 2^-11
case  0x0123456789ab3c01, 0x1000, 0x3c01, 0x0123456789ab3c02  # 1+2^-10 + 2^-11
case  0x0123456789abbc00, 0x9000, 0xbc00, 0x0123456789abbc00  # -1 + -2^-11
case  0x0123456789abbc01, 0x9000, 0xbc01, 0x0123456789abbc02  # -(1+2^-10) + -2^-11
case  0x0123456789ab3c00, 0x8c00, 0x3c00, 0x0123456789ab3c00  # 1 + -2^-12: below one the places are half as wide
case  0x0123456789ab3bff, 0x0c00, 0x3bff, 0x0123456789ab3c00  # 1-2^-11 + 2^-12
case  0x0123456789ab3fff, 0x1000, 0x3fff, 0x0123456789ab4000  # 2-2^-10 + 2^-11
case  0x0123456789abbfff, 0x9000, 0xbfff, 0x0123456789abc000  # -(2-2^-10) + -2^-11
# Just above and below a tie.
case  0x0123456789ab3c00, 0x1001, 0x3c00, 0x0123456789ab3c01  # 1 + 2^-11+2^-21
case  0x0123456789ab3c00, 0x0fff, 0x3c00, 0x0123456789ab3c00  # 1 + 2^-11-2^-22
case  0x0123456789ab3c01, 0x0fff, 0x3c01, 0x0123456789ab3c01  # 1+2^-10 + 2^-11-2^-22
case  0x0123456789abbc01, 0x8fff, 0xbc01, 0x0123456789abbc01  # -(1+2^-10) + -(2^-11-2^-22)
case  0x0123456789ab3c00, 0x0c00, 0x3c00, 0x0123456789ab3c00  # 1 + 2^-12
case  0x0123456789ab3c00, 0x1200, 0x3c00, 0x0123456789ab3c01  # 1 + 2^-11+2^-12
# What is far below the last place does not count.
case  0x0123456789ab3c00, 0x0001, 0x3c00, 0x0123456789ab3c00  # 1 + sub
case  0x0123456789ab3c00, 0x8001, 0x3c00, 0x0123456789ab3c00  # 1 + -sub
case  0x0123456789abbc00, 0x0001, 0xbc00, 0x0123456789abbc00  # -1 + sub
case  0x0123456789abbc00, 0x8001, 0xbc00, 0x0123456789abbc00  # -1 + -sub
case  0x0123456789ab3c01, 0x8001, 0x3c01, 0x0123456789ab3c01  # 1+2^-10 + -sub
case  0x0123456789ab7bff, 0x8001, 0x7bff, 0x0123456789ab7bff  # max + -sub
case  0x0123456789abfbff, 0x0001, 0xfbff, 0x0123456789abfbff  # -max + sub
# Cancellation is exact.
case  0x0123456789ab3c01, 0xbc00, 0x3c01, 0x0123456789ab1400  # 1+2^-10 + -1
case  0x0123456789ab3bff, 0xbc00, 0x3bff, 0x0123456789ab9000  # 1-2^-11 + -1
case  0x0123456789ab4000, 0xbfff, 0x4000, 0x0123456789ab1400  # 2 + -(2-2^-10)
case  0x0123456789ab7bff, 0xfbfe, 0x7bff, 0x0123456789ab5000  # max + -65472
# Overflow.
case  0x0123456789ab7bff, 0x7bff, 0x7bff, 0x0123456789ab7c00  # max + max
case  0x0123456789abfbff, 0xfbff, 0xfbff, 0x0123456789abfc00  # -max + -max
case  0x0123456789ab7bff, 0x4c00, 0x7bff, 0x0123456789ab7c00  # max + 16: half a place more is a tie
case  0x0123456789abfbff, 0xcc00, 0xfbff, 0x0123456789abfc00  # -max + -16
case  0x0123456789ab7bff, 0x4bff, 0x7bff, 0x0123456789ab7bff  # max + 2^4-2^-7
case  0x0123456789ab7bff, 0x0001, 0x7bff, 0x0123456789ab7bff  # max + sub
case  0x0123456789abfbff, 0x8001, 0xfbff, 0x0123456789abfbff  # -max + -sub
case  0x0123456789ab7bfe, 0x5000, 0x7bfe, 0x0123456789ab7bff  # 65472 + 32: exact
# Subnormal sums are exact.
case  0x0123456789ab0001, 0x0001, 0x0001, 0x0123456789ab0002  # sub + sub
case  0x0123456789ab0400, 0x8001, 0x0400, 0x0123456789ab03ff  # min + -sub
case  0x0123456789ab03ff, 0x0001, 0x03ff, 0x0123456789ab0400  # maxsub + sub
case  0x0123456789ab0401, 0x8400, 0x0401, 0x0123456789ab0001  # 2^-14+2^-24 + -min
case  0x0123456789ab83ff, 0x83ff, 0x83ff, 0x0123456789ab87fe  # -maxsub + -maxsub
# Infinities.
case  0x0123456789ab7c00, 0x3c00, 0x7c00, 0x0123456789ab7c00  # inf + 1
case  0x0123456789abfbff, 0xfc00, 0xfbff, 0x0123456789abfc00  # -max + -inf
case  0x0123456789ab7c00, 0x7c00, 0x7c00, 0x0123456789ab7c00  # inf + inf
case  0x0123456789abfc00, 0xfc00, 0xfc00, 0x0123456789abfc00  # -inf + -inf
case  0x0123456789ab7c00, 0xfc00, 0x7c00, 0x0123456789ab7e00  # inf + -inf
case  0x0123456789abfc00, 0x7c00, 0xfc00, 0x0123456789ab7e00  # -inf + inf
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x0123456789ab7e00, 0x3c00, 0x7e00, 0x0123456789ab7e00  # NaN + 1
case  0x0123456789ab3c00, 0x7e2d, 0x3c00, 0x0123456789ab7e00  # 1 + NaN(0x2d)
case  0x0123456789ab7d55, 0x3c00, 0x7d55, 0x0123456789ab7e00  # sNaN(0x155) + 1
case  0x0123456789ab7c00, 0x7c01, 0x7c00, 0x0123456789ab7e00  # inf + sNaN
case  0x0123456789abfe00, 0x7e2d, 0xfe00, 0x0123456789ab7e00  # -NaN + NaN(0x2d)
end

# Whole registers: a half that is not boxed is a NaN; the result is boxed.
amo ox.amofadd.h, d
case  0x0123456789ab4000, 0xffffffffffff3c00, 0xffffffffffff4000, 0x0123456789ab4200  # a proper box
case  0x0123456789ab4000, 0x0000000000003c00, 0xffffffffffff4000, 0x0123456789ab7e00  # no box
case  0x0123456789ab4000, 0xffffffff00003c00, 0xffffffffffff4000, 0x0123456789ab7e00  # the box of a single
case  0x0123456789ab4000, 0xfffffffffffe3c00, 0xffffffffffff4000, 0x0123456789ab7e00  # one bit of the box is missing
case  0x0123456789ab4000, 0x7fffffffffff3c00, 0xffffffffffff4000, 0x0123456789ab7e00  # the top bit is missing
end

# Two warps add 1 to the same place: each thread finds another number there.
kernel_any_order add_to_one_place, "1,1,1", "64,1,1"
  bnez s1, 1f
  sd zero, 0(s11)
1:
  ox.bar.sync zero, zero
  li a0, 0x3c00
  fmv.h.x fa0, a0
  ox.amofadd.h fa1, fa0, (s11)
  fcvt.w.h a0, fa1, rtz
  keep a0
  ox.exit
expect
  each_thread "thread"
end
