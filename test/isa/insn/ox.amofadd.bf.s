# ox.amofadd.bf rd, rs2, (rs1): rd = the bfloat16 at rs1, which becomes its sum with rs2, rounded to nearest even.
# Subnormals are never flushed. A NaN in memory is returned as it is, though it becomes the canonical one.
.include "check.inc.s"

amo ox.amofadd.bf, b
#     memory before, rs2, rd, memory after
# Exact sums.
case  0x0123456789ab3f80, 0x4000, 0x3f80, 0x0123456789ab4040  # 1 + 2
case  0x0123456789ab3fc0, 0xbe80, 0x3fc0, 0x0123456789ab3fa0  # 1.5 + -0.25
case  0x0123456789abc0e0, 0xc0a0, 0xc0e0, 0x0123456789abc140  # -7 + -5
case  0x0123456789ab3ffe, 0x3c00, 0x3ffe, 0x0123456789ab3fff  # 1.984375 + 2^-7
case  0x0123456789ab3f80, 0x0000, 0x3f80, 0x0123456789ab3f80  # 1 + 0
case  0x0123456789ab3f80, 0x8000, 0x3f80, 0x0123456789ab3f80  # 1 + -0
case  0x0123456789ab0000, 0xc040, 0x0000, 0x0123456789abc040  # 0 + -3
case  0x0123456789ab3fff, 0x3c00, 0x3fff, 0x0123456789ab4000  # 2-2^-7 + 2^-7: carries into the next binade
# The sign of a zero sum: that of equal addends, else +0.
case  0x0123456789ab0000, 0x0000, 0x0000, 0x0123456789ab0000  # 0 + 0
case  0x0123456789ab8000, 0x8000, 0x8000, 0x0123456789ab8000  # -0 + -0
case  0x0123456789ab0000, 0x8000, 0x0000, 0x0123456789ab0000  # 0 + -0
case  0x0123456789ab8000, 0x0000, 0x8000, 0x0123456789ab0000  # -0 + 0
case  0x0123456789ab3f80, 0xbf80, 0x3f80, 0x0123456789ab0000  # 1 + -1
case  0x0123456789abbf80, 0x3f80, 0xbf80, 0x0123456789ab0000  # -1 + 1
case  0x0123456789ab7f7f, 0xff7f, 0x7f7f, 0x0123456789ab0000  # max + -max
case  0x0123456789ab0001, 0x8001, 0x0001, 0x0123456789ab0000  # sub + -sub
# Ties: to the even neighbour.
case  0x0123456789ab3f80, 0x3b80, 0x3f80, 0x0123456789ab3f80  # 1 + 2^-8
case  0x0123456789ab3f81, 0x3b80, 0x3f81, 0x0123456789ab3f82  # 1+2^-7 + 2^-8
case  0x0123456789abbf80, 0xbb80, 0xbf80, 0x0123456789abbf80  # -1 + -2^-8
case  0x0123456789abbf81, 0xbb80, 0xbf81, 0x0123456789abbf82  # -(1+2^-7) + -2^-8
case  0x0123456789ab3f80, 0xbb00, 0x3f80, 0x0123456789ab3f80  # 1 + -2^-9: below one the places are half as wide
case  0x0123456789ab3f7f, 0x3b00, 0x3f7f, 0x0123456789ab3f80  # 1-2^-8 + 2^-9
case  0x0123456789ab3fff, 0x3b80, 0x3fff, 0x0123456789ab4000  # 2-2^-7 + 2^-8
case  0x0123456789abbfff, 0xbb80, 0xbfff, 0x0123456789abc000  # -(2-2^-7) + -2^-8
# Just above and below a tie.
case  0x0123456789ab3f80, 0x3b81, 0x3f80, 0x0123456789ab3f81  # 1 + 2^-8+2^-15
case  0x0123456789ab3f80, 0x3b7f, 0x3f80, 0x0123456789ab3f80  # 1 + 2^-8-2^-16
case  0x0123456789ab3f81, 0x3b7f, 0x3f81, 0x0123456789ab3f81  # 1+2^-7 + 2^-8-2^-16
case  0x0123456789abbf81, 0xbb7f, 0xbf81, 0x0123456789abbf81  # -(1+2^-7) + -(2^-8-2^-16)
case  0x0123456789ab3f80, 0x3b00, 0x3f80, 0x0123456789ab3f80  # 1 + 2^-9
case  0x0123456789ab3f80, 0x3bc0, 0x3f80, 0x0123456789ab3f81  # 1 + 2^-8+2^-9
# What is far below the last place does not count.
case  0x0123456789ab3f80, 0x0001, 0x3f80, 0x0123456789ab3f80  # 1 + sub
case  0x0123456789ab3f80, 0x8001, 0x3f80, 0x0123456789ab3f80  # 1 + -sub
case  0x0123456789abbf80, 0x0001, 0xbf80, 0x0123456789abbf80  # -1 + sub
case  0x0123456789abbf80, 0x8001, 0xbf80, 0x0123456789abbf80  # -1 + -sub
case  0x0123456789ab3f81, 0x8001, 0x3f81, 0x0123456789ab3f81  # 1+2^-7 + -sub
case  0x0123456789ab7f7f, 0x8001, 0x7f7f, 0x0123456789ab7f7f  # max + -sub
case  0x0123456789abff7f, 0x0001, 0xff7f, 0x0123456789abff7f  # -max + sub
# Cancellation is exact.
case  0x0123456789ab3f81, 0xbf80, 0x3f81, 0x0123456789ab3c00  # 1+2^-7 + -1
case  0x0123456789ab3f7f, 0xbf80, 0x3f7f, 0x0123456789abbb80  # 1-2^-8 + -1
case  0x0123456789ab4000, 0xbfff, 0x4000, 0x0123456789ab3c00  # 2 + -(2-2^-7)
case  0x0123456789ab7f7f, 0xff7e, 0x7f7f, 0x0123456789ab7b80  # max + -(2^128-2^121)
# Overflow.
case  0x0123456789ab7f7f, 0x7f7f, 0x7f7f, 0x0123456789ab7f80  # max + max
case  0x0123456789abff7f, 0xff7f, 0xff7f, 0x0123456789abff80  # -max + -max
case  0x0123456789ab7f7f, 0x7b00, 0x7f7f, 0x0123456789ab7f80  # max + 2^119: half a place more is a tie
case  0x0123456789abff7f, 0xfb00, 0xff7f, 0x0123456789abff80  # -max + -2^119
case  0x0123456789ab7f7f, 0x7aff, 0x7f7f, 0x0123456789ab7f7f  # max + 2^119-2^111
case  0x0123456789ab7f7f, 0x0001, 0x7f7f, 0x0123456789ab7f7f  # max + sub
case  0x0123456789abff7f, 0x8001, 0xff7f, 0x0123456789abff7f  # -max + -sub
case  0x0123456789ab7f7e, 0x7b80, 0x7f7e, 0x0123456789ab7f7f  # 2^128-2^121 + 2^120: exact
# Subnormal sums are exact.
case  0x0123456789ab0001, 0x0001, 0x0001, 0x0123456789ab0002  # sub + sub
case  0x0123456789ab0080, 0x8001, 0x0080, 0x0123456789ab007f  # min + -sub
case  0x0123456789ab007f, 0x0001, 0x007f, 0x0123456789ab0080  # maxsub + sub
case  0x0123456789ab0081, 0x8080, 0x0081, 0x0123456789ab0001  # 2^-126+2^-133 + -min
case  0x0123456789ab807f, 0x807f, 0x807f, 0x0123456789ab80fe  # -maxsub + -maxsub
# Infinities.
case  0x0123456789ab7f80, 0x3f80, 0x7f80, 0x0123456789ab7f80  # inf + 1
case  0x0123456789abff7f, 0xff80, 0xff7f, 0x0123456789abff80  # -max + -inf
case  0x0123456789ab7f80, 0x7f80, 0x7f80, 0x0123456789ab7f80  # inf + inf
case  0x0123456789abff80, 0xff80, 0xff80, 0x0123456789abff80  # -inf + -inf
case  0x0123456789ab7f80, 0xff80, 0x7f80, 0x0123456789ab7fc0  # inf + -inf
case  0x0123456789abff80, 0x7f80, 0xff80, 0x0123456789ab7fc0  # -inf + inf
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x0123456789ab7fc0, 0x3f80, 0x7fc0, 0x0123456789ab7fc0  # NaN + 1
case  0x0123456789ab3f80, 0x7fed, 0x3f80, 0x0123456789ab7fc0  # 1 + NaN(0x2d)
case  0x0123456789ab7f95, 0x3f80, 0x7f95, 0x0123456789ab7fc0  # sNaN(0x15) + 1
case  0x0123456789ab7f80, 0x7f81, 0x7f80, 0x0123456789ab7fc0  # inf + sNaN
case  0x0123456789abffc0, 0x7fed, 0xffc0, 0x0123456789ab7fc0  # -NaN + NaN(0x2d)
end

# Whole registers: a bfloat16 that is not boxed is a NaN; the result is boxed.
amo ox.amofadd.bf, d
case  0x0123456789ab4000, 0xffffffffffff3f80, 0xffffffffffff4000, 0x0123456789ab4040  # a proper box
case  0x0123456789ab4000, 0x0000000000003f80, 0xffffffffffff4000, 0x0123456789ab7fc0  # no box
case  0x0123456789ab4000, 0xffffffff00003f80, 0xffffffffffff4000, 0x0123456789ab7fc0  # the box of a single
case  0x0123456789ab4000, 0xfffffffffffe3f80, 0xffffffffffff4000, 0x0123456789ab7fc0  # one bit of the box is missing
end

# Two warps add 1 to the same place: each thread finds another number there.
kernel_any_order add_to_one_place, "1,1,1", "64,1,1"
  bnez s1, 1f
  sd zero, 0(s11)
1:
  ox.bar.sync zero, zero
  li a0, 0x3f80
  fmv.h.x fa0, a0
  ox.amofadd.bf fa1, fa0, (s11)
  fcvt.s.bf16 fa1, fa1
  fcvt.w.s a0, fa1, rtz
  keep a0
  ox.exit
expect
  each_thread "thread"
end
