# fsqrt.s rd, rs1, rm: rd = the square root of a single as if computed exactly, then rounded once.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fsqrt.s, s, s
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact roots are the same in every mode.
case  0x40800000, 0x40000000  # sqrt(4)
case  0x3f800000, 0x3f800000  # sqrt(1)
case  0x3e800000, 0x3f000000  # sqrt(0.25)
case  0x40100000, 0x3fc00000  # sqrt(2.25)
case  0x42f20000, 0x41300000  # sqrt(121)
case  0x15800000, 0x2a800000  # sqrt(2^-84)
case  0x7e800000, 0x5f000000  # sqrt(2^126)
case  0x49804008, 0x44802000  # sqrt(1050625)
case  0x00000002, 0x1a800000  # sqrt(2*sub): an even power of two among the subnormals
case  0x00000008, 0x1b000000  # sqrt(8*sub)
# Inexact roots.
modes 0x40000000, 0x3fb504f3, 0x3fb504f3, 0x3fb504f3, 0x3fb504f4, 0x3fb504f3  # sqrt(2)
modes 0x40400000, 0x3fddb3d7, 0x3fddb3d7, 0x3fddb3d7, 0x3fddb3d8, 0x3fddb3d7  # sqrt(3)
modes 0x40a00000, 0x400f1bbd, 0x400f1bbc, 0x400f1bbc, 0x400f1bbd, 0x400f1bbd  # sqrt(5)
modes 0x40e00000, 0x402953fd, 0x402953fd, 0x402953fd, 0x402953fe, 0x402953fd  # sqrt(7)
modes 0x41200000, 0x404a62c2, 0x404a62c1, 0x404a62c1, 0x404a62c2, 0x404a62c2  # sqrt(10)
modes 0x3f000000, 0x3f3504f3, 0x3f3504f3, 0x3f3504f3, 0x3f3504f4, 0x3f3504f3  # sqrt(0.5)
modes 0x3ffffffe, 0x3fb504f2, 0x3fb504f2, 0x3fb504f2, 0x3fb504f3, 0x3fb504f2  # sqrt(2-2^-22)
modes 0x407fffff, 0x3fffffff, 0x3fffffff, 0x3fffffff, 0x40000000, 0x3fffffff  # sqrt(2^2-2^-22)
modes 0x7f7fffff, 0x5f7fffff, 0x5f7fffff, 0x5f7fffff, 0x5f800000, 0x5f7fffff  # sqrt(max)
case  0x00800000, 0x20000000                                                  # sqrt(min)
modes 0x00000003, 0x1a9cc471, 0x1a9cc470, 0x1a9cc470, 0x1a9cc471, 0x1a9cc471  # sqrt(3*sub)
modes 0x007fffff, 0x1fffffff, 0x1ffffffe, 0x1ffffffe, 0x1fffffff, 0x1fffffff  # sqrt(maxsub)
modes 0x00000001, 0x1a3504f3, 0x1a3504f3, 0x1a3504f3, 0x1a3504f4, 0x1a3504f3  # sqrt(sub)
# Close to a number and close to a tie: the digits far behind decide.
modes 0x3f800001, 0x3f800000, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800000  # sqrt(1+2^-23): just below a tie
modes 0x3f800002, 0x3f800001, 0x3f800000, 0x3f800000, 0x3f800001, 0x3f800001  # sqrt(1+2^-22): just below a number
modes 0x3f800003, 0x3f800001, 0x3f800001, 0x3f800001, 0x3f800002, 0x3f800001  # sqrt(1+3*2^-23): just below a tie
modes 0x3f7fffff, 0x3f7fffff, 0x3f7fffff, 0x3f7fffff, 0x3f800000, 0x3f7fffff  # sqrt(1-2^-24): just below a tie
modes 0x3f7ffffe, 0x3f7fffff, 0x3f7ffffe, 0x3f7ffffe, 0x3f7fffff, 0x3f7fffff  # sqrt(1-2^-23): just below a number
modes 0x40800001, 0x40000000, 0x40000000, 0x40000000, 0x40000001, 0x40000000  # sqrt(2^2+2^-21)
modes 0x40800002, 0x40000001, 0x40000000, 0x40000000, 0x40000001, 0x40000001  # sqrt(2^2+2^-20)
# Zeros keep their sign; below zero there is no root.
case  0x00000000, 0x00000000  # sqrt(0)
case  0x80000000, 0x80000000  # sqrt(-0)
case  0xbf800000, 0x7fc00000  # sqrt(-1)
case  0x80000001, 0x7fc00000  # sqrt(-sub)
case  0xff7fffff, 0x7fc00000  # sqrt(-max)
case  0xff800000, 0x7fc00000  # sqrt(-inf)
case  0x7f800000, 0x7f800000  # sqrt(inf)
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x7fc00000, 0x7fc00000  # sqrt(NaN)
case  0x7fc0002d, 0x7fc00000  # sqrt(NaN(0x2d))
case  0x7f800155, 0x7fc00000  # sqrt(sNaN(0x155))
case  0xffc00000, 0x7fc00000  # sqrt(-NaN)
end
.endr

# Whole registers: the box of a single is all ones, anything else in a register is a NaN; a result is boxed.
op fsqrt.s, d, d, rne
case  0xffffffff3f800000, 0xffffffff3f800000  # a proper box
case  0xffffffffffff3c00, 0xffffffff7fc00000  # a boxed half is a single: a NaN
case  0x000000003f800000, 0xffffffff7fc00000  # the upper half is 0
case  0xfffffffe3f800000, 0xffffffff7fc00000  # one bit of the box is missing
case  0x7fffffff3f800000, 0xffffffff7fc00000  # the top bit is missing
case  0x3ff0000000000000, 0xffffffff7fc00000  # the double 1
end

# The flushing forms, to nearest even and towards zero.
.irp form, ftz, rtz.ftz
flushed \form, fsqrt.s, s, s
#     rs1, rd; modes: rd to nearest even, rd towards zero
# Subnormal operands count as zeros of their sign.
case  0x00000001, 0x00000000  # sqrt(sub)
case  0x007fffff, 0x00000000  # sqrt(maxsub)
case  0x80000001, 0x80000000  # sqrt(-sub)
case  0x807fffff, 0x80000000  # sqrt(-maxsub)
# Anything else is rounded as ever: to nearest, or towards zero.
case  0x40000000, 0x3fb504f3  # sqrt(2)
case  0x40400000, 0x3fddb3d7  # sqrt(3)
case  0x40800000, 0x40000000  # sqrt(4)
case  0x00800000, 0x20000000  # sqrt(min)
case  0x7f7fffff, 0x5f7fffff  # sqrt(max)
case  0x3f7fffff, 0x3f7fffff  # sqrt(1-2^-24)
case  0x80000000, 0x80000000  # sqrt(-0)
case  0xbf800000, 0x7fc00000  # sqrt(-1)
case  0x7f800000, 0x7f800000  # sqrt(inf)
case  0x7fc0002d, 0x7fc00000  # sqrt(NaN(0x2d))
end
.endr
