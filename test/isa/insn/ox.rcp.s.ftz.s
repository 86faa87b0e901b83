# ox.rcp.s.ftz rd, rs1: rd = 1 / rs1, as PTX's rcp.approx.ftz.f32. PTX allows an error of one unit in the last place.
# The expected values are exact ones rounded to single; zeros, infinities and NaNs are exact. Subnormal operands count
# as zeros of their sign, and so do results.
.include "check.inc.s"

op ox.rcp.s.ftz, s, s
# Powers of two.
case  0x3f800000, 0x3f800000  # rcp(1) = 1
case  0xbf800000, 0xbf800000  # rcp(-1) = -1
case  0x40000000, 0x3f000000  # rcp(2) = 0.5
case  0xc0800000, 0xbe800000  # rcp(-4) = -0.25
case  0x3e000000, 0x41000000  # rcp(0.125) = 8
case  0x71800000, 0x0d800000  # rcp(2^100) = 2^-100
case  0x0d800000, 0x71800000  # rcp(2^-100) = 2^100
# Others.
case  0x40400000, 0x3eaaaaab  # rcp(3) = 0.333333343
case  0xc0400000, 0xbeaaaaab  # rcp(-3) = -0.333333343
case  0x40e00000, 0x3e124925  # rcp(7) = 0.142857149
case  0x41200000, 0x3dcccccd  # rcp(10) = 0.100000001
case  0x3dcccccd, 0x41200000  # rcp(0.100000001) = 10
case  0x40490fdb, 0x3ea2f983  # rcp(3.14159274) = 0.318309873
case  0xc02df854, 0xbebc5ab2  # rcp(-2.71828175) = -0.36787945
case  0x3f800001, 0x3f7ffffe  # rcp(1+2^-23) = 1-2^-23
case  0x3f7fffff, 0x3f800001  # rcp(1-2^-24) = 1+2^-23
case  0x3fffffff, 0x3f000001  # rcp(2-2^-23) = 2^-1+2^-24
case  0x7149f2ca, 0x0da24260  # rcp(1.00000002e+30) = 1e-30
case  0x8da24260, 0xf149f2ca  # rcp(-1e-30) = -1.00000002e+30
case  0x49742430, 0x358637a3  # rcp(1000003) = 9.99997042e-07
case  0x3fc00000, 0x3f2aaaab  # rcp(1.5) = 0.666666687
# The largest numbers: their reciprocals are subnormal.
case  0x7f7fffff, 0x00000000  # rcp(max) = 0
case  0xff7fffff, 0x80000000  # rcp(-max) = -0
case  0x7e800000, 0x00800000  # rcp(2^126) = min
case  0x7e800001, 0x00000000  # rcp(2^126+2^103) = 0
case  0x7f000000, 0x00000000  # rcp(2^127) = 0
case  0xff000000, 0x80000000  # rcp(-2^127) = -0
# The smallest normal numbers, and subnormal ones.
case  0x00800000, 0x7e800000  # rcp(min) = 2^126
case  0x80800000, 0xfe800000  # rcp(-min) = -2^126
case  0x00800001, 0x7e7ffffe  # rcp(2^-126+2^-149) = 2^126-2^103
case  0x00000001, 0x7f800000  # rcp(sub) = inf
case  0x80000001, 0xff800000  # rcp(-sub) = -inf
case  0x007fffff, 0x7f800000  # rcp(maxsub) = inf
case  0x807fffff, 0xff800000  # rcp(-maxsub) = -inf
case  0x00400000, 0x7f800000  # rcp(2^-127) = inf
case  0x80200000, 0xff800000  # rcp(-2^-128) = -inf
case  0x00200001, 0x7f800000  # rcp(2^-128+2^-149) = inf
case  0x00200000, 0x7f800000  # rcp(2^-128) = inf
# Zeros and infinities.
case  0x00000000, 0x7f800000  # rcp(0) = inf
case  0x80000000, 0xff800000  # rcp(-0) = -inf
case  0x7f800000, 0x00000000  # rcp(inf) = 0
case  0xff800000, 0x80000000  # rcp(-inf) = -0
# NaN gives the canonical NaN.
case  0x7fc00000, 0x7fc00000  # rcp(NaN) = NaN
case  0xffc00000, 0x7fc00000  # rcp(-NaN) = NaN
case  0x7f800001, 0x7fc00000  # rcp(sNaN) = NaN
case  0x7fc0002d, 0x7fc00000  # rcp(NaN(0x2d)) = NaN
end_within ulps, 1
