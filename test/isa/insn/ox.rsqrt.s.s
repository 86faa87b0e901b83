# ox.rsqrt.s rd, rs1: rd = 1 / the square root of rs1, as PTX's rsqrt.approx.f32. PTX allows a relative error of
# 2^-22.9. The expected values are exact ones rounded to single; zeros, infinities and NaNs are exact.
.include "check.inc.s"

op ox.rsqrt.s, s, s
# Squares of powers of two.
case  0x3f800000, 0x3f800000  # rsqrt(1) = 1
case  0x40800000, 0x3f000000  # rsqrt(4) = 0.5
case  0x3e800000, 0x40000000  # rsqrt(0.25) = 2
case  0x41800000, 0x3e800000  # rsqrt(16) = 0.25
case  0x71800000, 0x26800000  # rsqrt(2^100) = 2^-50
case  0x0d800000, 0x58800000  # rsqrt(2^-100) = 2^50
# Others.
case  0x40000000, 0x3f3504f3  # rsqrt(2) = 0.707106769
case  0x40400000, 0x3f13cd3a  # rsqrt(3) = 0.577350259
case  0x40a00000, 0x3ee4f92e  # rsqrt(5) = 0.44721359
case  0x3f000000, 0x3fb504f3  # rsqrt(0.5) = 1.41421354
case  0x3dcccccd, 0x404a62c2  # rsqrt(0.100000001) = 3.1622777
case  0x41200000, 0x3ea1e89b  # rsqrt(10) = 0.316227764
case  0x501502f9, 0x3727c5ac  # rsqrt(1e+10) = 9.99999975e-06
case  0x2edbe6ff, 0x47c35000  # rsqrt(1.00000001e-10) = 100000
case  0x3f800001, 0x3f7fffff  # rsqrt(1+2^-23) = 1-2^-24
case  0x3f7fffff, 0x3f800000  # rsqrt(1-2^-24) = 1
case  0x407fffff, 0x3f000000  # rsqrt(2^2-2^-22) = 0.5
case  0x47f12065, 0x3b3a84cb  # rsqrt(123456.789) = 0.00284604984
case  0x41100000, 0x3eaaaaab  # rsqrt(9) = 0.333333343
case  0x7f7fffff, 0x1f800000  # rsqrt(max) = 2^-64
case  0x00800000, 0x5f000000  # rsqrt(min) = 2^63
case  0x00800001, 0x5effffff  # rsqrt(2^-126+2^-149) = 2^63-2^39
# Subnormals.
case  0x00000001, 0x64b504f3  # rsqrt(sub) = 2.67137384e+22
case  0x007fffff, 0x5f000001  # rsqrt(maxsub) = 2^63+2^40
case  0x00000002, 0x64800000  # rsqrt(2*sub) = 2^74
case  0x00000003, 0x645105ec  # rsqrt(3*sub) = 1.54231849e+22
case  0x00400000, 0x5f3504f3  # rsqrt(2^-127) = 1.30438176e+19
# Zeros and infinities.
case  0x00000000, 0x7f800000  # rsqrt(0) = inf
case  0x80000000, 0xff800000  # rsqrt(-0) = -inf
case  0x7f800000, 0x00000000  # rsqrt(inf) = 0
# Negative numbers have no root.
case  0xbf800000, 0x7fc00000  # rsqrt(-1) = NaN
case  0x80800000, 0x7fc00000  # rsqrt(-min) = NaN
case  0xff7fffff, 0x7fc00000  # rsqrt(-max) = NaN
case  0x80000001, 0x7fc00000  # rsqrt(-sub) = NaN
case  0x807fffff, 0x7fc00000  # rsqrt(-maxsub) = NaN
case  0xff800000, 0x7fc00000  # rsqrt(-inf) = NaN
# NaN gives the canonical NaN.
case  0x7fc00000, 0x7fc00000  # rsqrt(NaN) = NaN
case  0xffc00000, 0x7fc00000  # rsqrt(-NaN) = NaN
case  0x7f800001, 0x7fc00000  # rsqrt(sNaN) = NaN
case  0x7fc0002d, 0x7fc00000  # rsqrt(NaN(0x2d)) = NaN
end_within relative, 1.27e-07
