# ox.sin.s rd, rs1: rd = the sine of rs1 radians, as PTX's sin.approx.f32. PTX allows an absolute error of 2^-20.5
# from -2 pi to 2 pi, and of 2^-14.7 from -100 pi to 100 pi; beyond it promises nothing. The expected values are exact
# ones rounded to single; zeros, infinities and NaNs are exact.
.include "check.inc.s"

op ox.sin.s, s, s
# From -2 pi to 2 pi.
case  0x3dcccccd, 0x3dcc7577  # sin(0.100000001) = 0.0998334214
case  0xbdcccccd, 0xbdcc7577  # sin(-0.100000001) = -0.0998334214
case  0x3f000000, 0x3ef57744  # sin(0.5) = 0.47942555
case  0xbf000000, 0xbef57744  # sin(-0.5) = -0.47942555
case  0x3f800000, 0x3f576aa4  # sin(1) = 0.841470957
case  0xbf800000, 0xbf576aa4  # sin(-1) = -0.841470957
case  0x3fc00000, 0x3f7f5bd5  # sin(1.5) = 0.997494996
case  0xbfc00000, 0xbf7f5bd5  # sin(-1.5) = -0.997494996
case  0x3f490fdb, 0x3f3504f3  # sin(0.785398185) = 0.707106769
case  0xbf490fdb, 0xbf3504f3  # sin(-0.785398185) = -0.707106769
case  0x3fc90fdb, 0x3f800000  # sin(1.57079637) = 1
case  0xbfc90fdb, 0xbf800000  # sin(-1.57079637) = -1
case  0x40000000, 0x3f68c7b7  # sin(2) = 0.909297407
case  0xc0000000, 0xbf68c7b7  # sin(-2) = -0.909297407
case  0x4016cbe4, 0x3f3504f3  # sin(2.3561945) = 0.707106769
case  0xc016cbe4, 0xbf3504f3  # sin(-2.3561945) = -0.707106769
case  0x40400000, 0x3e1081c3  # sin(3) = 0.141120002
case  0xc0400000, 0xbe1081c3  # sin(-3) = -0.141120002
case  0x40490fdb, 0xb3bbbd2e  # sin(3.14159274) = -8.74227766e-08
case  0xc0490fdb, 0x33bbbd2e  # sin(-3.14159274) = 8.74227766e-08
case  0x40800000, 0xbf41bdcf  # sin(4) = -0.756802499
case  0xc0800000, 0x3f41bdcf  # sin(-4) = 0.756802499
case  0x4096cbe4, 0xbf800000  # sin(4.71238899) = -1
case  0xc096cbe4, 0x3f800000  # sin(-4.71238899) = 1
case  0x40a00000, 0xbf757c10  # sin(5) = -0.958924294
case  0xc0a00000, 0x3f757c10  # sin(-5) = 0.958924294
case  0x40b00000, 0xbf349e4a  # sin(5.5) = -0.705540299
case  0xc0b00000, 0x3f349e4a  # sin(-5.5) = 0.705540299
case  0x40c00000, 0xbe8f0f8c  # sin(6) = -0.279415488
case  0xc0c00000, 0x3e8f0f8c  # sin(-6) = 0.279415488
case  0x40c90fd0, 0xb6aa2217  # sin(6.28318024) = -5.07036339e-06
case  0xc0c90fd0, 0x36aa2217  # sin(-6.28318024) = 5.07036339e-06
# Small angles.
case  0x3a83126f, 0x3a83126e  # sin(0.00100000005) = 0.000999999931
case  0xba83126f, 0xba83126e  # sin(-0.00100000005) = -0.000999999931
case  0x3727c5ac, 0x3727c5ac  # sin(9.99999975e-06) = 9.99999975e-06
case  0xb727c5ac, 0xb727c5ac  # sin(-9.99999975e-06) = -9.99999975e-06
case  0x1e3ce508, 0x1e3ce508  # sin(9.99999968e-21) = 9.99999968e-21
case  0x9e3ce508, 0x9e3ce508  # sin(-9.99999968e-21) = -9.99999968e-21
case  0x39000000, 0x39000000  # sin(2^-13) = 2^-13
case  0xb9000000, 0xb9000000  # sin(-2^-13) = -2^-13
case  0x00800000, 0x00800000  # sin(min) = min
# Zeros and infinities.
case  0x00000000, 0x00000000  # sin(0) = 0
case  0x80000000, 0x80000000  # sin(-0) = -0
case  0x7f800000, 0x7fc00000  # sin(inf) = NaN
case  0xff800000, 0x7fc00000  # sin(-inf) = NaN
# NaN gives the canonical NaN.
case  0x7fc00000, 0x7fc00000  # sin(NaN) = NaN
case  0xffc00000, 0x7fc00000  # sin(-NaN) = NaN
case  0x7f800001, 0x7fc00000  # sin(sNaN) = NaN
case  0x7fc0002d, 0x7fc00000  # sin(NaN(0x2d)) = NaN
end_within absolute, 6.74e-07

op ox.sin.s, s, s
# Subnormal angles are their own sines.
case  0x00000001, 0x00000001  # sin(sub) = sub
case  0x80000001, 0x80000001  # sin(-sub) = -sub
case  0x007fffff, 0x007fffff  # sin(maxsub) = maxsub
case  0x807fffff, 0x807fffff  # sin(-maxsub) = -maxsub
case  0x00400000, 0x00400000  # sin(2^-127) = 2^-127
case  0x80200000, 0x80200000  # sin(-2^-128) = -2^-128
end_within ulps, 1

op ox.sin.s, s, s
# From -100 pi to 100 pi.
case  0x40e00000, 0x3f283046  # sin(7) = 0.656986594
case  0xc0e00000, 0xbf283046  # sin(-7) = -0.656986594
case  0x41200000, 0xbf0b44f8  # sin(10) = -0.54402113
case  0xc1200000, 0x3f0b44f8  # sin(-10) = 0.54402113
case  0x41fb53d1, 0xb5155386  # sin(31.415926) = -5.5628368e-07
case  0xc1fb53d1, 0x35155386  # sin(-31.415926) = 5.5628368e-07
case  0x42480000, 0xbe8655ff  # sin(50) = -0.262374848
case  0xc2480000, 0x3e8655ff  # sin(-50) = 0.262374848
case  0x42c80000, 0xbf01a12e  # sin(100) = -0.506365657
case  0xc2c80000, 0x3f01a12e  # sin(-100) = 0.506365657
case  0x42f6e979, 0xbf4dcee4  # sin(123.456001) = -0.80393815
case  0xc2f6e979, 0x3f4dcee4  # sin(-123.456001) = 0.80393815
case  0x43488000, 0xbf0866e9  # sin(200.5) = -0.532820284
case  0xc3488000, 0x3f0866e9  # sin(-200.5) = 0.532820284
case  0x437e7810, 0x37353249  # sin(254.468994) = 1.08001486e-05
case  0xc37e7810, 0xb7353249  # sin(-254.468994) = -1.08001486e-05
case  0x43960000, 0xbf7ff000  # sin(300) = -(1-2^-12)
case  0xc3960000, 0x3f7ff000  # sin(-300) = 1-2^-12
case  0x439c8000, 0xbf6aa05e  # sin(313) = -0.916509509
case  0xc39c8000, 0x3f6aa05e  # sin(-313) = 0.916509509
case  0x439d1333, 0xbc17e6c6  # sin(314.149994) = -0.00927132927
case  0xc39d1333, 0x3c17e6c6  # sin(-314.149994) = 0.00927132927
end_within absolute, 3.75e-05
