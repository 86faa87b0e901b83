# fsqrt.h rd, rs1, rm: rd = the square root of a half as if computed exactly, then rounded once.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fsqrt.h, h, h
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact roots are the same in every mode.
case  0x4400, 0x4000  # sqrt(4)
case  0x3c00, 0x3c00  # sqrt(1)
case  0x3400, 0x3800  # sqrt(0.25)
case  0x4080, 0x3e00  # sqrt(2.25)
case  0x5790, 0x4980  # sqrt(121)
case  0x1400, 0x2800  # sqrt(2^-10)
case  0x7400, 0x5800  # sqrt(16384)
case  0x5510, 0x4880  # sqrt(81)
case  0x0001, 0x0c00  # sqrt(sub): an even power of two among the subnormals
case  0x0004, 0x1000  # sqrt(4*sub)
# Inexact roots.
modes 0x4000, 0x3da8, 0x3da8, 0x3da8, 0x3da9, 0x3da8  # sqrt(2)
modes 0x4200, 0x3eee, 0x3eed, 0x3eed, 0x3eee, 0x3eee  # sqrt(3)
modes 0x4500, 0x4079, 0x4078, 0x4078, 0x4079, 0x4079  # sqrt(5)
modes 0x4700, 0x414b, 0x414a, 0x414a, 0x414b, 0x414b  # sqrt(7)
modes 0x4900, 0x4253, 0x4253, 0x4253, 0x4254, 0x4253  # sqrt(10)
modes 0x3800, 0x39a8, 0x39a8, 0x39a8, 0x39a9, 0x39a8  # sqrt(0.5)
modes 0x3ffe, 0x3da7, 0x3da7, 0x3da7, 0x3da8, 0x3da7  # sqrt(2-2^-9)
modes 0x43ff, 0x3fff, 0x3fff, 0x3fff, 0x4000, 0x3fff  # sqrt(2^2-2^-9)
modes 0x7bff, 0x5bff, 0x5bff, 0x5bff, 0x5c00, 0x5bff  # sqrt(max)
case  0x0400, 0x2000                                  # sqrt(min)
modes 0x0003, 0x0eee, 0x0eed, 0x0eed, 0x0eee, 0x0eee  # sqrt(3*sub)
modes 0x03ff, 0x1fff, 0x1ffe, 0x1ffe, 0x1fff, 0x1fff  # sqrt(maxsub)
modes 0x0002, 0x0da8, 0x0da8, 0x0da8, 0x0da9, 0x0da8  # sqrt(2*sub)
# Close to a number and close to a tie: the digits far behind decide.
modes 0x3c01, 0x3c00, 0x3c00, 0x3c00, 0x3c01, 0x3c00  # sqrt(1+2^-10): just below a tie
modes 0x3c02, 0x3c01, 0x3c00, 0x3c00, 0x3c01, 0x3c01  # sqrt(1+2^-9): just below a number
modes 0x3c03, 0x3c01, 0x3c01, 0x3c01, 0x3c02, 0x3c01  # sqrt(1+3*2^-10): just below a tie
modes 0x3bff, 0x3bff, 0x3bff, 0x3bff, 0x3c00, 0x3bff  # sqrt(1-2^-11): just below a tie
modes 0x3bfe, 0x3bff, 0x3bfe, 0x3bfe, 0x3bff, 0x3bff  # sqrt(1-2^-10): just below a number
modes 0x4401, 0x4000, 0x4000, 0x4000, 0x4001, 0x4000  # sqrt(2^2+2^-8)
modes 0x4402, 0x4001, 0x4000, 0x4000, 0x4001, 0x4001  # sqrt(2^2+2^-7)
# Zeros keep their sign; below zero there is no root.
case  0x0000, 0x0000  # sqrt(0)
case  0x8000, 0x8000  # sqrt(-0)
case  0xbc00, 0x7e00  # sqrt(-1)
case  0x8001, 0x7e00  # sqrt(-sub)
case  0xfbff, 0x7e00  # sqrt(-max)
case  0xfc00, 0x7e00  # sqrt(-inf)
case  0x7c00, 0x7c00  # sqrt(inf)
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x7e00, 0x7e00  # sqrt(NaN)
case  0x7e2d, 0x7e00  # sqrt(NaN(0x2d))
case  0x7d55, 0x7e00  # sqrt(sNaN(0x155))
case  0xfe00, 0x7e00  # sqrt(-NaN)
end
.endr

# Whole registers: the box of a half is all ones, anything else in a register is a NaN; a result is boxed.
op fsqrt.h, d, d, rne
case  0xffffffffffff3c00, 0xffffffffffff3c00  # a proper box
case  0x0000000000003c00, 0xffffffffffff7e00  # no box
case  0xffffffff00003c00, 0xffffffffffff7e00  # the box of a single
case  0xfffffffffffe3c00, 0xffffffffffff7e00  # one bit of the box is missing
case  0x7fffffffffff3c00, 0xffffffffffff7e00  # the top bit is missing
case  0xffffffff3f800000, 0xffffffffffff7e00  # the single 1
case  0x3ff0000000000000, 0xffffffffffff7e00  # the double 1
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fsqrt.h, h, h
#     rs1, rd; modes: rd to nearest even, rd towards zero
# Subnormal operands count as zeros of their sign.
case  0x0001, 0x0000  # sqrt(sub)
case  0x03ff, 0x0000  # sqrt(maxsub)
case  0x8001, 0x8000  # sqrt(-sub)
case  0x83ff, 0x8000  # sqrt(-maxsub)
# Anything else is rounded as ever: to nearest, or towards zero.
case  0x4000, 0x3da8          # sqrt(2)
modes 0x4200, 0x3eee, 0x3eed  # sqrt(3)
case  0x4400, 0x4000          # sqrt(4)
case  0x0400, 0x2000          # sqrt(min)
case  0x7bff, 0x5bff          # sqrt(max)
case  0x3bff, 0x3bff          # sqrt(1-2^-11)
case  0x8000, 0x8000          # sqrt(-0)
case  0xbc00, 0x7e00          # sqrt(-1)
case  0x7c00, 0x7c00          # sqrt(inf)
case  0x7e2d, 0x7e00          # sqrt(NaN(0x2d))
end
.endr
