# fnmadd.s rd, rs1, rs2, rs3, rm: rd = -(rs1 * rs2) - rs3 of singles, product and sum as if computed exactly, then
# rounded once.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fnmadd.s, s, s, s, s
#     rs1, rs2, rs3, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Which sign goes where.
case  0x40000000, 0x40400000, 0x3f800000, 0xc0e00000  # -(2 * 3) - 1
case  0xc0000000, 0x40400000, 0x3f800000, 0x40a00000  # -(-2 * 3) - 1
case  0x40000000, 0x40400000, 0xbf800000, 0xc0a00000  # -(2 * 3) - -1
case  0xc0000000, 0xc0400000, 0xbf800000, 0xc0a00000  # -(-2 * -3) - -1
# Exact results are the same in every mode.
case  0xc0000000, 0x40400000, 0xbf800000, 0x40e00000  # -(-2 * 3) - -1
case  0x40000000, 0x40400000, 0xc0a00000, 0xbf800000  # -(2 * 3) - -5
case  0xbf000000, 0x3f000000, 0x3e000000, 0x3e000000  # -(-0.5 * 0.5) - 0.125
case  0xbf800000, 0x7f7fffff, 0x80000000, 0x7f7fffff  # -(-1 * max) - -0
case  0x40800000, 0xc0800000, 0x41700000, 0x3f800000  # -(4 * -4) - 15
# The product is not rounded: what its first digits cancel leaves the last ones.
case  0xbf800001, 0x3f7ffffe, 0x3f800000, 0xa8800000  # -(-(1+2^-23) * 1-2^-23) - 1
case  0xbf800001, 0x3f800001, 0x3f800002, 0x28800000  # -(-(1+2^-23) * 1+2^-23) - 1+2^-22
case  0xbfffffff, 0x3fffffff, 0x407ffffe, 0x28800000  # -(-(2-2^-23) * 2-2^-23) - 2^2-2^-21
case  0xbeaaaaab, 0x40400000, 0x3f800000, 0x33000000  # -(-0.333333343 * 3) - 1
case  0xbdcccccd, 0x41200000, 0x3f800000, 0x32800000  # -(-0.100000001 * 10) - 1
# A product on a tie, and an addend that decides it, however small: rounding twice goes wrong.
# -(-(1+2^-23) * 1.5) - -0: a tie:
modes 0xbf800001, 0x3fc00000, 0x80000000, 0x3fc00002, 0x3fc00001, 0x3fc00001, 0x3fc00002, 0x3fc00002
# -(-(1+2^-23) * 1.5) - -sub:
modes 0xbf800001, 0x3fc00000, 0x80000001, 0x3fc00002, 0x3fc00001, 0x3fc00001, 0x3fc00002, 0x3fc00002
# -(-(1+2^-23) * 1.5) - sub:
modes 0xbf800001, 0x3fc00000, 0x00000001, 0x3fc00001, 0x3fc00001, 0x3fc00001, 0x3fc00002, 0x3fc00001
# -(-(1+3*2^-23) * 1.5) - -0: a tie:
modes 0xbf800003, 0x3fc00000, 0x80000000, 0x3fc00004, 0x3fc00004, 0x3fc00004, 0x3fc00005, 0x3fc00005
# -(-(1+3*2^-23) * 1.5) - -sub:
modes 0xbf800003, 0x3fc00000, 0x80000001, 0x3fc00005, 0x3fc00004, 0x3fc00004, 0x3fc00005, 0x3fc00005
# -(-(1+3*2^-23) * 1.5) - sub:
modes 0xbf800003, 0x3fc00000, 0x00000001, 0x3fc00004, 0x3fc00004, 0x3fc00004, 0x3fc00005, 0x3fc00004
# -(1+2^-23 * 1.5) - -sub:
modes 0x3f800001, 0x3fc00000, 0x80000001, 0xbfc00001, 0xbfc00001, 0xbfc00002, 0xbfc00001, 0xbfc00001
# -(1+3*2^-23 * 1.5) - sub:
modes 0x3f800003, 0x3fc00000, 0x00000001, 0xbfc00005, 0xbfc00004, 0xbfc00005, 0xbfc00004, 0xbfc00005
# An addend on a tie with the product, or just beside it.
# -(-2^-23 * 0.5) - -1: a tie:
modes 0xb4000000, 0x3f000000, 0xbf800000, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800001
# -(-2^-23 * 0.5) - -(1+2^-23):
modes 0xb4000000, 0x3f000000, 0xbf800001, 0x3f800002, 0x3f800001, 0x3f800001, 0x3f800002, 0x3f800002
# -(-(2^-23+2^-46) * 0.5) - -1:
modes 0xb4000001, 0x3f000000, 0xbf800000, 0x3f800001, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800001
# -(-(2^-23-2^-47) * 0.5) - -1:
modes 0xb3ffffff, 0x3f000000, 0xbf800000, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000
# -(2^-23 * 0.5) - 1+2^-23:
modes 0x34000000, 0x3f000000, 0x3f800001, 0xbf800002, 0xbf800001, 0xbf800002, 0xbf800001, 0xbf800002
# -(-(2^-23+2^-46) * 2^-1-2^-25) - -1:
modes 0xb4000001, 0x3effffff, 0xbf800000, 0x3f800001, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800001
# -(-(2^-23+2^-46) * 2^-1-2^-24) - -1:
modes 0xb4000001, 0x3efffffe, 0xbf800000, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000
# A product far below the last place still counts in the directed modes.
# -(-sub * sub) - -1:
modes 0x80000001, 0x00000001, 0xbf800000, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000
# -(sub * sub) - -1:
modes 0x00000001, 0x00000001, 0xbf800000, 0x3f800000, 0x3f7fffff, 0x3f7fffff, 0x3f800000, 0x3f800000
# -(-sub * -sub) - 1:
modes 0x80000001, 0x80000001, 0x3f800000, 0xbf800000, 0xbf800000, 0xbf800001, 0xbf800000, 0xbf800000
# -(-min * min) - -max:
modes 0x80800000, 0x00800000, 0xff7fffff, 0x7f7fffff, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f7fffff
# -(-sub * sub) - -0:
modes 0x80000001, 0x00000001, 0x80000000, 0x00000000, 0x00000000, 0x00000000, 0x00000001, 0x00000000
# -(sub * sub) - -0:
modes 0x00000001, 0x00000001, 0x80000000, 0x80000000, 0x80000000, 0x80000001, 0x80000000, 0x80000000
# -(-sub * sub) - sub:
modes 0x80000001, 0x00000001, 0x00000001, 0x80000001, 0x80000000, 0x80000001, 0x80000000, 0x80000001
# -(-sub * -sub) - -min:
modes 0x80000001, 0x80000001, 0x80800000, 0x00800000, 0x007fffff, 0x007fffff, 0x00800000, 0x00800000
# Zeros and their signs.
case  0x80000000, 0x3f800000, 0x80000000, 0x00000000                                                  # -(-0 * 1) - -0
modes 0x80000000, 0x3f800000, 0x00000000, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # -(-0 * 1) - 0
case  0x00000000, 0x3f800000, 0x00000000, 0x80000000                                                  # -(0 * 1) - 0
modes 0x00000000, 0x3f800000, 0x80000000, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # -(0 * 1) - -0
case  0x80000000, 0xc0a00000, 0x00000000, 0x80000000                                                  # -(-0 * -5) - 0
modes 0xc0000000, 0x40400000, 0x40c00000, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # -(-2 * 3) - 6
modes 0x40000000, 0x40400000, 0xc0c00000, 0x00000000, 0x00000000, 0x80000000, 0x00000000, 0x00000000  # -(2 * 3) - -6
case  0x00000000, 0x00000000, 0xff7fffff, 0x7f7fffff                                                  # -(0 * 0) - -max
# The product may be beyond all numbers if the sum is not.
case  0xff7fffff, 0x40000000, 0x7f7fffff, 0x7f7fffff  # -(-max * 2) - max
case  0x7f7fffff, 0x40000000, 0xff7fffff, 0xff7fffff  # -(max * 2) - -max
case  0xff7fffff, 0x3f800001, 0x7f7fffff, 0x73ffffff  # -(-max * 1+2^-23) - max
# -(-31 * 1.09768502e+37) - -0: a tie with infinity:
modes 0xc1f80000, 0x7d042108, 0x80000000, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000
# -(-31 * 1.09768502e+37) - sub:
modes 0xc1f80000, 0x7d042108, 0x00000001, 0x7f7fffff, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f7fffff
# -(-31 * 1.09768502e+37) - -sub:
modes 0xc1f80000, 0x7d042108, 0x80000001, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000
# -(31 * 1.09768502e+37) - -sub:
modes 0x41f80000, 0x7d042108, 0x80000001, 0xff7fffff, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff7fffff
# Overflow.
# -(-max * max) - -1:
modes 0xff7fffff, 0x7f7fffff, 0xbf800000, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000
# -(-max * -max) - -1:
modes 0xff7fffff, 0xff7fffff, 0xbf800000, 0xff800000, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff800000
# -(-max * 1) - -max:
modes 0xff7fffff, 0x3f800000, 0xff7fffff, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000
# -(-max * 1) - -2^103:
modes 0xff7fffff, 0x3f800000, 0xf3000000, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000
# -(max * 1) - 2^103:
modes 0x7f7fffff, 0x3f800000, 0x73000000, 0xff800000, 0xff7fffff, 0xff800000, 0xff7fffff, 0xff800000
# -(-max * max) - max:
modes 0xff7fffff, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f7fffff, 0x7f7fffff, 0x7f800000, 0x7f800000
# Subnormal results, rounded at the last place of subnormals.
# -(-sub * 0.5) - -0:
modes 0x80000001, 0x3f000000, 0x80000000, 0x00000000, 0x00000000, 0x00000000, 0x00000001, 0x00000001
# -(-sub * 0.5) - -sub:
modes 0x80000001, 0x3f000000, 0x80000001, 0x00000002, 0x00000001, 0x00000001, 0x00000002, 0x00000002
# -(sub * 0.5) - -min:
modes 0x00000001, 0x3f000000, 0x80800000, 0x00800000, 0x007fffff, 0x007fffff, 0x00800000, 0x00800000
# -(-sub * 0.5) - -maxsub:
modes 0x80000001, 0x3f000000, 0x807fffff, 0x00800000, 0x007fffff, 0x007fffff, 0x00800000, 0x00800000
# -(-min * 1-2^-24) - -0:
modes 0x80800000, 0x3f7fffff, 0x80000000, 0x00800000, 0x007fffff, 0x007fffff, 0x00800000, 0x00800000
case  0x80800000, 0x3f000000, 0x00000001, 0x003fffff  # -(-min * 0.5) - sub
# -(-3*sub * 0.5) - sub:
modes 0x80000003, 0x3f000000, 0x00000001, 0x00000000, 0x00000000, 0x00000000, 0x00000001, 0x00000001
# -(-sub * 0.25) - -sub:
modes 0x80000001, 0x3e800000, 0x80000001, 0x00000001, 0x00000001, 0x00000001, 0x00000002, 0x00000001
# Infinities: infinity times zero is no number, whatever is added.
case  0xff800000, 0x3f800000, 0xbf800000, 0x7f800000  # -(-inf * 1) - -1
case  0xff800000, 0xbf800000, 0xff7fffff, 0xff800000  # -(-inf * -1) - -max
case  0xbf800000, 0x3f800000, 0x7f800000, 0xff800000  # -(-1 * 1) - inf
case  0xff7fffff, 0x7f7fffff, 0x7f800000, 0xff800000  # -(-max * max) - inf
case  0xff800000, 0x3f800000, 0x7f800000, 0x7fc00000  # -(-inf * 1) - inf
case  0x7f800000, 0x3f800000, 0xff800000, 0x7fc00000  # -(inf * 1) - -inf
case  0xff800000, 0xff800000, 0x7f800000, 0xff800000  # -(-inf * -inf) - inf
case  0xff800000, 0x00000000, 0xbf800000, 0x7fc00000  # -(-inf * 0) - -1
case  0x00000000, 0x7f800000, 0xff800000, 0x7fc00000  # -(0 * inf) - -inf
case  0x80000000, 0x7f800000, 0x7fc00000, 0x7fc00000  # -(-0 * inf) - NaN
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x7fc00000, 0x3f800000, 0xbf800000, 0x7fc00000  # -(NaN * 1) - -1
case  0xbf800000, 0x7fc0002d, 0xbf800000, 0x7fc00000  # -(-1 * NaN(0x2d)) - -1
case  0xbf800000, 0x3f800000, 0xffc00000, 0x7fc00000  # -(-1 * 1) - -NaN
case  0x7f800155, 0x00000000, 0xff800000, 0x7fc00000  # -(sNaN(0x155) * 0) - -inf
end
.endr

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fnmadd.s, d, d, d, d, rne
case  0xffffffff3f800000, 0xffffffff40000000, 0xffffffff40800000, 0xffffffffc0c00000  # a proper box
case  0xffffffffffff3c00, 0xffffffff40000000, 0xffffffff40800000, 0xffffffff7fc00000  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff40000000, 0xffffffff40800000, 0xffffffff7fc00000  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff40000000, 0xffffffff40800000, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff40000000, 0xffffffff40800000, 0xffffffff7fc00000  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff40000000, 0xffffffff40800000, 0xffffffff7fc00000  # the double 1
case  0xffffffff3f800000, 0xffffffff3f800000, 0xffffffff40800000, 0xffffffffc0a00000  # a proper box, in rs2
case  0xffffffff3f800000, 0x000000003f800000, 0xffffffff40800000, 0xffffffff7fc00000  # the upper half is 0, in rs2
# one bit of the box is missing, in rs2:
case  0xffffffff3f800000, 0xfffffffe3f800000, 0xffffffff40800000, 0xffffffff7fc00000
case  0xffffffff3f800000, 0xffffffff40000000, 0xffffffff3f800000, 0xffffffffc0400000  # a proper box, in rs3
case  0xffffffff3f800000, 0xffffffff40000000, 0x000000003f800000, 0xffffffff7fc00000  # the upper half is 0, in rs3
# one bit of the box is missing, in rs3:
case  0xffffffff3f800000, 0xffffffff40000000, 0xfffffffe3f800000, 0xffffffff7fc00000
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fnmadd.s, s, s, s, s
#     rs1, rs2, rs3, rd; modes: rd to nearest even, rd towards zero
# Subnormal operands count as zeros of their sign.
case  0x80000001, 0x7f000000, 0x80000000, 0x00000000  # -(-sub * 2^127) - -0
case  0x007fffff, 0x3f800000, 0x80000000, 0x00000000  # -(maxsub * 1) - -0
case  0xc0000000, 0x007fffff, 0xbf800000, 0x3f800000  # -(-2 * maxsub) - -1
case  0xbf800000, 0x3f800000, 0x807fffff, 0x3f800000  # -(-1 * 1) - -maxsub
case  0x80000000, 0x3f800000, 0x00000001, 0x00000000  # -(-0 * 1) - sub
case  0x00000000, 0x3f800000, 0x00000001, 0x80000000  # -(0 * 1) - sub
case  0x807fffff, 0x7f800000, 0xbf800000, 0x7fc00000  # -(-maxsub * inf) - -1
case  0x80800000, 0x3f800000, 0x00000001, 0x00800000  # -(-min * 1) - sub
case  0x80000001, 0x3f800000, 0x80000001, 0x00000000  # -(-sub * 1) - -sub
# Subnormal results become zeros of their sign.
case  0x80800000, 0x3f000000, 0x80000000, 0x00000000  # -(-min * 0.5) - -0
case  0x80800000, 0xbf000000, 0x80000000, 0x80000000  # -(-min * -0.5) - -0
case  0x80800000, 0x3fc00000, 0x00800000, 0x00000000  # -(-min * 1.5) - min
case  0x80800000, 0x00800000, 0x80000000, 0x00000000  # -(-min * min) - -0
case  0x00800000, 0x00800000, 0x80000000, 0x80000000  # -(min * min) - -0
# -(-min * 1-2^-24) - -0: to nearest it rounds up to the smallest normal number, which stays:
modes 0x80800000, 0x3f7fffff, 0x80000000, 0x00800000, 0x00000000
# -(-min * 0.5) - -min: the product of normal numbers is not a result: it is not flushed:
case  0x80800000, 0x3f000000, 0x80800000, 0x00c00000
case  0x80800000, 0x00800000, 0xbf800000, 0x3f800000  # -(-min * min) - -1
# Anything else is rounded as ever: to nearest, or towards zero.
modes 0xbf800001, 0x3fc00000, 0x80000000, 0x3fc00002, 0x3fc00001  # -(-(1+2^-23) * 1.5) - -0
case  0xbf800001, 0x3fc00000, 0x00800000, 0x3fc00001              # -(-(1+2^-23) * 1.5) - min
case  0xbf800003, 0x3fc00000, 0x80000000, 0x3fc00004              # -(-(1+3*2^-23) * 1.5) - -0
case  0xbf800001, 0x3f7ffffe, 0x3f800000, 0xa8800000              # -(-(1+2^-23) * 1-2^-23) - 1
modes 0x3f800001, 0x3fc00000, 0x00800000, 0xbfc00002, 0xbfc00001  # -(1+2^-23 * 1.5) - min
case  0xff7fffff, 0x40000000, 0x7f7fffff, 0x7f7fffff              # -(-max * 2) - max
modes 0xff7fffff, 0x7f7fffff, 0xbf800000, 0x7f800000, 0x7f7fffff  # -(-max * max) - -1
modes 0xff7fffff, 0xff7fffff, 0xbf800000, 0xff800000, 0xff7fffff  # -(-max * -max) - -1
case  0xc0000000, 0x40400000, 0x40c00000, 0x00000000              # -(-2 * 3) - 6
case  0x7fc00000, 0x00000001, 0x80000001, 0x7fc00000              # -(NaN * sub) - -sub
end
.endr
