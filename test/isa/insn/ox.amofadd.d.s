# ox.amofadd.d rd, rs2, (rs1): rd = the double at rs1, which becomes its sum with rs2, rounded to nearest even.
# Subnormals are never flushed. A NaN in memory is returned as it is, though it becomes the canonical one.
.include "check.inc.s"

amo ox.amofadd.d, d
#     memory before, rs2, rd, memory after
# Exact sums.
case  0x3ff0000000000000, 0x4000000000000000, 0x3ff0000000000000, 0x4008000000000000  # 1 + 2
case  0x3ff8000000000000, 0xbfd0000000000000, 0x3ff8000000000000, 0x3ff4000000000000  # 1.5 + -0.25
case  0xc01c000000000000, 0xc014000000000000, 0xc01c000000000000, 0xc028000000000000  # -7 + -5
case  0x3ffffffffffffffe, 0x3cb0000000000000, 0x3ffffffffffffffe, 0x3fffffffffffffff  # 2-2^-51 + 2^-52
case  0x3ff0000000000000, 0x0000000000000000, 0x3ff0000000000000, 0x3ff0000000000000  # 1 + 0
case  0x3ff0000000000000, 0x8000000000000000, 0x3ff0000000000000, 0x3ff0000000000000  # 1 + -0
case  0x0000000000000000, 0xc008000000000000, 0x0000000000000000, 0xc008000000000000  # 0 + -3
# 2-2^-52 + 2^-52: carries into the next binade:
case  0x3fffffffffffffff, 0x3cb0000000000000, 0x3fffffffffffffff, 0x4000000000000000
# The sign of a zero sum: that of equal addends, else +0.
case  0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000  # 0 + 0
case  0x8000000000000000, 0x8000000000000000, 0x8000000000000000, 0x8000000000000000  # -0 + -0
case  0x0000000000000000, 0x8000000000000000, 0x0000000000000000, 0x0000000000000000  # 0 + -0
case  0x8000000000000000, 0x0000000000000000, 0x8000000000000000, 0x0000000000000000  # -0 + 0
case  0x3ff0000000000000, 0xbff0000000000000, 0x3ff0000000000000, 0x0000000000000000  # 1 + -1
case  0xbff0000000000000, 0x3ff0000000000000, 0xbff0000000000000, 0x0000000000000000  # -1 + 1
case  0x7fefffffffffffff, 0xffefffffffffffff, 0x7fefffffffffffff, 0x0000000000000000  # max + -max
case  0x0000000000000001, 0x8000000000000001, 0x0000000000000001, 0x0000000000000000  # sub + -sub
# Ties: to the even neighbour.
case  0x3ff0000000000000, 0x3ca0000000000000, 0x3ff0000000000000, 0x3ff0000000000000  # 1 + 2^-53
case  0x3ff0000000000001, 0x3ca0000000000000, 0x3ff0000000000001, 0x3ff0000000000002  # 1+2^-52 + 2^-53
case  0xbff0000000000000, 0xbca0000000000000, 0xbff0000000000000, 0xbff0000000000000  # -1 + -2^-53
case  0xbff0000000000001, 0xbca0000000000000, 0xbff0000000000001, 0xbff0000000000002  # -(1+2^-52) + -2^-53
# 1 + -2^-54: below one the places are half as wide:
case  0x3ff0000000000000, 0xbc90000000000000, 0x3ff0000000000000, 0x3ff0000000000000
case  0x3fefffffffffffff, 0x3c90000000000000, 0x3fefffffffffffff, 0x3ff0000000000000  # 1-2^-53 + 2^-54
case  0x3fffffffffffffff, 0x3ca0000000000000, 0x3fffffffffffffff, 0x4000000000000000  # 2-2^-52 + 2^-53
case  0xbfffffffffffffff, 0xbca0000000000000, 0xbfffffffffffffff, 0xc000000000000000  # -(2-2^-52) + -2^-53
# Just above and below a tie.
case  0x3ff0000000000000, 0x3ca0000000000001, 0x3ff0000000000000, 0x3ff0000000000001  # 1 + 2^-53+2^-105
case  0x3ff0000000000000, 0x3c9fffffffffffff, 0x3ff0000000000000, 0x3ff0000000000000  # 1 + 2^-53-2^-106
case  0x3ff0000000000001, 0x3c9fffffffffffff, 0x3ff0000000000001, 0x3ff0000000000001  # 1+2^-52 + 2^-53-2^-106
case  0xbff0000000000001, 0xbc9fffffffffffff, 0xbff0000000000001, 0xbff0000000000001  # -(1+2^-52) + -(2^-53-2^-106)
case  0x3ff0000000000000, 0x3c90000000000000, 0x3ff0000000000000, 0x3ff0000000000000  # 1 + 2^-54
case  0x3ff0000000000000, 0x3ca8000000000000, 0x3ff0000000000000, 0x3ff0000000000001  # 1 + 2^-53+2^-54
# What is far below the last place does not count.
case  0x3ff0000000000000, 0x0000000000000001, 0x3ff0000000000000, 0x3ff0000000000000  # 1 + sub
case  0x3ff0000000000000, 0x8000000000000001, 0x3ff0000000000000, 0x3ff0000000000000  # 1 + -sub
case  0xbff0000000000000, 0x0000000000000001, 0xbff0000000000000, 0xbff0000000000000  # -1 + sub
case  0xbff0000000000000, 0x8000000000000001, 0xbff0000000000000, 0xbff0000000000000  # -1 + -sub
case  0x3ff0000000000001, 0x8000000000000001, 0x3ff0000000000001, 0x3ff0000000000001  # 1+2^-52 + -sub
case  0x7fefffffffffffff, 0x8000000000000001, 0x7fefffffffffffff, 0x7fefffffffffffff  # max + -sub
case  0xffefffffffffffff, 0x0000000000000001, 0xffefffffffffffff, 0xffefffffffffffff  # -max + sub
# Cancellation is exact.
case  0x3ff0000000000001, 0xbff0000000000000, 0x3ff0000000000001, 0x3cb0000000000000  # 1+2^-52 + -1
case  0x3fefffffffffffff, 0xbff0000000000000, 0x3fefffffffffffff, 0xbca0000000000000  # 1-2^-53 + -1
case  0x4000000000000000, 0xbfffffffffffffff, 0x4000000000000000, 0x3cb0000000000000  # 2 + -(2-2^-52)
case  0x7fefffffffffffff, 0xffeffffffffffffe, 0x7fefffffffffffff, 0x7ca0000000000000  # max + -(2^1024-2^972)
# Overflow.
case  0x7fefffffffffffff, 0x7fefffffffffffff, 0x7fefffffffffffff, 0x7ff0000000000000  # max + max
case  0xffefffffffffffff, 0xffefffffffffffff, 0xffefffffffffffff, 0xfff0000000000000  # -max + -max
# max + 2^970: half a place more is a tie:
case  0x7fefffffffffffff, 0x7c90000000000000, 0x7fefffffffffffff, 0x7ff0000000000000
case  0xffefffffffffffff, 0xfc90000000000000, 0xffefffffffffffff, 0xfff0000000000000  # -max + -2^970
case  0x7fefffffffffffff, 0x7c8fffffffffffff, 0x7fefffffffffffff, 0x7fefffffffffffff  # max + 2^970-2^917
case  0x7fefffffffffffff, 0x0000000000000001, 0x7fefffffffffffff, 0x7fefffffffffffff  # max + sub
case  0xffefffffffffffff, 0x8000000000000001, 0xffefffffffffffff, 0xffefffffffffffff  # -max + -sub
case  0x7feffffffffffffe, 0x7ca0000000000000, 0x7feffffffffffffe, 0x7fefffffffffffff  # 2^1024-2^972 + 2^971: exact
# Subnormal sums are exact.
case  0x0000000000000001, 0x0000000000000001, 0x0000000000000001, 0x0000000000000002  # sub + sub
case  0x0010000000000000, 0x8000000000000001, 0x0010000000000000, 0x000fffffffffffff  # min + -sub
case  0x000fffffffffffff, 0x0000000000000001, 0x000fffffffffffff, 0x0010000000000000  # maxsub + sub
case  0x0010000000000001, 0x8010000000000000, 0x0010000000000001, 0x0000000000000001  # 2^-1022+2^-1074 + -min
case  0x800fffffffffffff, 0x800fffffffffffff, 0x800fffffffffffff, 0x801ffffffffffffe  # -maxsub + -maxsub
# Infinities.
case  0x7ff0000000000000, 0x3ff0000000000000, 0x7ff0000000000000, 0x7ff0000000000000  # inf + 1
case  0xffefffffffffffff, 0xfff0000000000000, 0xffefffffffffffff, 0xfff0000000000000  # -max + -inf
case  0x7ff0000000000000, 0x7ff0000000000000, 0x7ff0000000000000, 0x7ff0000000000000  # inf + inf
case  0xfff0000000000000, 0xfff0000000000000, 0xfff0000000000000, 0xfff0000000000000  # -inf + -inf
case  0x7ff0000000000000, 0xfff0000000000000, 0x7ff0000000000000, 0x7ff8000000000000  # inf + -inf
case  0xfff0000000000000, 0x7ff0000000000000, 0xfff0000000000000, 0x7ff8000000000000  # -inf + inf
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x7ff8000000000000, 0x3ff0000000000000, 0x7ff8000000000000, 0x7ff8000000000000  # NaN + 1
case  0x3ff0000000000000, 0x7ff800000000002d, 0x3ff0000000000000, 0x7ff8000000000000  # 1 + NaN(0x2d)
case  0x7ff0000000000155, 0x3ff0000000000000, 0x7ff0000000000155, 0x7ff8000000000000  # sNaN(0x155) + 1
case  0x7ff0000000000000, 0x7ff0000000000001, 0x7ff0000000000000, 0x7ff8000000000000  # inf + sNaN
case  0xfff8000000000000, 0x7ff800000000002d, 0xfff8000000000000, 0x7ff8000000000000  # -NaN + NaN(0x2d)
end

# A register that holds a narrower value, boxed, is a NaN for a double.
amo ox.amofadd.d, d
case  0x4000000000000000, 0xffffffff3f800000, 0x4000000000000000, 0x7ff8000000000000  # a boxed single
case  0x4000000000000000, 0xffffffffffff3c00, 0x4000000000000000, 0x7ff8000000000000  # a boxed half
end

# Two warps add 1 to the same place: each thread finds another number there.
kernel_any_order add_to_one_place, "1,1,1", "64,1,1"
  bnez s1, 1f
  sd zero, 0(s11)
1:
  ox.bar.sync zero, zero
  li a0, 0x3ff0000000000000
  fmv.d.x fa0, a0
  ox.amofadd.d fa1, fa0, (s11)
  fcvt.w.d a0, fa1, rtz
  keep a0
  ox.exit
expect
  each_thread "thread"
end
