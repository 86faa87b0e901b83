# ox.sqrt.s.ftz rd, rs1: rd = the square root of rs1, as PTX's sqrt.approx.ftz.f32. PTX allows a relative error of
# 2^-23. The expected values are exact ones rounded to single; zeros, infinities and NaNs are exact. Subnormal
# operands count as zeros of their sign, and so do results.
.include "check.inc.s"

op ox.sqrt.s.ftz, s, s
# Squares.
case  0x3f800000, 0x3f800000  # sqrt(1) = 1
case  0x40800000, 0x40000000  # sqrt(4) = 2
case  0x3e800000, 0x3f000000  # sqrt(0.25) = 0.5
case  0x3f100000, 0x3f400000  # sqrt(0.5625) = 0.75
case  0x43100000, 0x41400000  # sqrt(144) = 12
case  0x71800000, 0x58800000  # sqrt(2^100) = 2^50
case  0x0d800000, 0x26800000  # sqrt(2^-100) = 2^-50
case  0x4a800000, 0x45000000  # sqrt(2^22) = 2048
# Others.
case  0x40000000, 0x3fb504f3  # sqrt(2) = 1.41421354
case  0x40400000, 0x3fddb3d7  # sqrt(3) = 1.73205078
case  0x40a00000, 0x400f1bbd  # sqrt(5) = 2.23606801
case  0x3f000000, 0x3f3504f3  # sqrt(0.5) = 0.707106769
case  0x3dcccccd, 0x3ea1e89b  # sqrt(0.100000001) = 0.316227764
case  0x41200000, 0x404a62c2  # sqrt(10) = 3.1622777
case  0x501502f9, 0x47c35000  # sqrt(1e+10) = 100000
case  0x2edbe6ff, 0x3727c5ac  # sqrt(1.00000001e-10) = 9.99999975e-06
case  0x3f800001, 0x3f800000  # sqrt(1+2^-23) = 1
case  0x3f7fffff, 0x3f7fffff  # sqrt(1-2^-24) = 1-2^-24
case  0x407fffff, 0x3fffffff  # sqrt(2^2-2^-22) = 2-2^-23
case  0x47f12065, 0x43afae9e  # sqrt(123456.789) = 351.364197
case  0x7f7fffff, 0x5f7fffff  # sqrt(max) = 2^64-2^40
case  0x00800000, 0x20000000  # sqrt(min) = 2^-63
# Subnormals.
case  0x00000001, 0x00000000  # sqrt(sub) = 0
case  0x007fffff, 0x00000000  # sqrt(maxsub) = 0
case  0x00000002, 0x00000000  # sqrt(2*sub) = 0
case  0x00000003, 0x00000000  # sqrt(3*sub) = 0
case  0x00400000, 0x00000000  # sqrt(2^-127) = 0
# Negative numbers have no root; a negative zero is its own.
case  0xbf800000, 0x7fc00000  # sqrt(-1) = NaN
case  0x80800000, 0x7fc00000  # sqrt(-min) = NaN
case  0xff7fffff, 0x7fc00000  # sqrt(-max) = NaN
case  0x80000001, 0x80000000  # sqrt(-sub) = -0
case  0x807fffff, 0x80000000  # sqrt(-maxsub) = -0
case  0x00000000, 0x00000000  # sqrt(0) = 0
case  0x80000000, 0x80000000  # sqrt(-0) = -0
case  0x7f800000, 0x7f800000  # sqrt(inf) = inf
case  0xff800000, 0x7fc00000  # sqrt(-inf) = NaN
# NaN gives the canonical NaN.
case  0x7fc00000, 0x7fc00000  # sqrt(NaN) = NaN
case  0xffc00000, 0x7fc00000  # sqrt(-NaN) = NaN
case  0x7f800001, 0x7fc00000  # sqrt(sNaN) = NaN
case  0x7fc0002d, 0x7fc00000  # sqrt(NaN(0x2d)) = NaN
end_within relative, 0x1p-23
