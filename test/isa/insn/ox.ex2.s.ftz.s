# ox.ex2.s.ftz rd, rs1: rd = 2 to the power rs1, as PTX's ex2.approx.ftz.f32. PTX allows an error of two units in the
# last place. The expected values are exact ones rounded to single; zeros, infinities and NaNs are exact. Subnormal
# operands count as zeros of their sign, and so do results.
.include "check.inc.s"

op ox.ex2.s.ftz, s, s
# Integers.
case  0x00000000, 0x3f800000  # ex2(0) = 1
case  0x80000000, 0x3f800000  # ex2(-0) = 1
case  0x3f800000, 0x40000000  # ex2(1) = 2
case  0xbf800000, 0x3f000000  # ex2(-1) = 0.5
case  0x40000000, 0x40800000  # ex2(2) = 4
case  0x41200000, 0x44800000  # ex2(10) = 1024
case  0xc1200000, 0x3a800000  # ex2(-10) = 2^-10
case  0x42fe0000, 0x7f000000  # ex2(127) = 2^127
case  0xc2fc0000, 0x00800000  # ex2(-126) = min
case  0x42c80000, 0x71800000  # ex2(100) = 2^100
# Fractions.
case  0x3f000000, 0x3fb504f3  # ex2(0.5) = 1.41421354
case  0xbf000000, 0x3f3504f3  # ex2(-0.5) = 0.707106769
case  0x3fc00000, 0x403504f3  # ex2(1.5) = 2.82842708
case  0x3e800000, 0x3f9837f0  # ex2(0.25) = 1.18920708
case  0x3dcccccd, 0x3f892fdf  # ex2(0.100000001) = 1.07177341
case  0xbdcccccd, 0x3f6edb40  # ex2(-0.100000001) = 0.93303299
case  0x3fb8aa3b, 0x402df854  # ex2(1.44269502) = 2.71828175
case  0x40549a78, 0x411fffff  # ex2(3.32192802) = 10-2^-20
case  0xc0e9999a, 0x3bcfefc4  # ex2(-7.30000019) = 0.00634572096
case  0x41fb53ce, 0x4f2ac569  # ex2(31.4159203) = 2.86506419e+09
case  0x42c7fae1, 0x717e3b37  # ex2(99.9899979) = 1.25889246e+30
case  0xc2c7fae1, 0x0d80e3f8  # ex2(-99.9899979) = 7.94349053e-31
case  0x3f7fffef, 0x3ffffff4  # ex2(0.999998987) = 2-3*2^-21
case  0x3727c5ac, 0x3f80003a  # ex2(9.99999975e-06) = 1.00000691
case  0x3f7f0000, 0x3fff4ecb  # ex2(1-2^-8) = 1.99459207
case  0x42fdcccd, 0x7eeedb51  # ex2(126.900002) = 1.58747509e+38
case  0xc2fb0000, 0x00b504f3  # ex2(-125.5) = 1.66240002e-38
# Tiny powers give 1.
case  0x2edbe6ff, 0x3f800000  # ex2(1.00000001e-10) = 1
case  0xaedbe6ff, 0x3f800000  # ex2(-1.00000001e-10) = 1
case  0x00800000, 0x3f800000  # ex2(min) = 1
case  0x80800000, 0x3f800000  # ex2(-min) = 1
case  0x00000001, 0x3f800000  # ex2(sub) = 1
case  0x80000001, 0x3f800000  # ex2(-sub) = 1
case  0x007fffff, 0x3f800000  # ex2(maxsub) = 1
case  0x807fffff, 0x3f800000  # ex2(-maxsub) = 1
# Overflow.
case  0x43000000, 0x7f800000  # ex2(128) = inf
case  0x42ffc000, 0x7f6ac0c7  # ex2(127.875) = 3.12040308e+38
case  0x42ffffff, 0x7f7fffa7  # ex2(2^7-2^-17) = 3.40280562e+38
case  0x43010000, 0x7f800000  # ex2(129) = inf
case  0x447a0000, 0x7f800000  # ex2(1000) = inf
case  0x7f7fffff, 0x7f800000  # ex2(max) = inf
case  0x7f800000, 0x7f800000  # ex2(inf) = inf
# Subnormal results.
case  0xc2fd0000, 0x00000000  # ex2(-126.5) = 0
case  0xc2fe0000, 0x00000000  # ex2(-127) = 0
case  0xc3020000, 0x00000000  # ex2(-130) = 0
case  0xc30c4ccd, 0x00000000  # ex2(-140.300003) = 0
case  0xc3140000, 0x00000000  # ex2(-148) = 0
case  0xc3150000, 0x00000000  # ex2(-149) = 0
case  0xc2fc0001, 0x00000000  # ex2(-126.000008) = 0
# Results below every number.
case  0xc3170000, 0x00000000  # ex2(-151) = 0
case  0xc3480000, 0x00000000  # ex2(-200) = 0
case  0xc47a0000, 0x00000000  # ex2(-1000) = 0
case  0xff7fffff, 0x00000000  # ex2(-max) = 0
case  0xff800000, 0x00000000  # ex2(-inf) = 0
# NaN gives the canonical NaN.
case  0x7fc00000, 0x7fc00000  # ex2(NaN) = NaN
case  0xffc00000, 0x7fc00000  # ex2(-NaN) = NaN
case  0x7f800001, 0x7fc00000  # ex2(sNaN) = NaN
case  0x7fc0002d, 0x7fc00000  # ex2(NaN(0x2d)) = NaN
end_within ulps, 2
