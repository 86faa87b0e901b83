# ox.cos.s rd, rs1: rd = the cosine of rs1 radians, as PTX's cos.approx.f32. PTX allows an absolute error of 2^-20.5
# from -2 pi to 2 pi, and of 2^-14.7 from -100 pi to 100 pi; beyond it promises nothing. The expected values are exact
# ones rounded to single; zeros, infinities and NaNs are exact.
.include "check.inc.s"

op ox.cos.s, s, s
# From -2 pi to 2 pi.
case  0x3dcccccd, 0x3f7eb898  # cos(0.100000001) = 0.995004177
case  0xbdcccccd, 0x3f7eb898  # cos(-0.100000001) = 0.995004177
case  0x3f000000, 0x3f60a940  # cos(0.5) = 0.87758255
case  0xbf000000, 0x3f60a940  # cos(-0.5) = 0.87758255
case  0x3f800000, 0x3f0a5140  # cos(1) = 0.540302277
case  0xbf800000, 0x3f0a5140  # cos(-1) = 0.540302277
case  0x3fc00000, 0x3d90deaa  # cos(1.5) = 0.070737198
case  0xbfc00000, 0x3d90deaa  # cos(-1.5) = 0.070737198
case  0x3f490fdb, 0x3f3504f3  # cos(0.785398185) = 0.707106769
case  0xbf490fdb, 0x3f3504f3  # cos(-0.785398185) = 0.707106769
case  0x3fc90fdb, 0xb33bbd2e  # cos(1.57079637) = -4.37113883e-08
case  0xbfc90fdb, 0xb33bbd2e  # cos(-1.57079637) = -4.37113883e-08
case  0x40000000, 0xbed51133  # cos(2) = -0.416146845
case  0xc0000000, 0xbed51133  # cos(-2) = -0.416146845
case  0x4016cbe4, 0xbf3504f3  # cos(2.3561945) = -0.707106769
case  0xc016cbe4, 0xbf3504f3  # cos(-2.3561945) = -0.707106769
case  0x40400000, 0xbf7d7026  # cos(3) = -0.989992499
case  0xc0400000, 0xbf7d7026  # cos(-3) = -0.989992499
case  0x40490fdb, 0xbf800000  # cos(3.14159274) = -1
case  0xc0490fdb, 0xbf800000  # cos(-3.14159274) = -1
case  0x40800000, 0xbf275530  # cos(4) = -0.653643608
case  0xc0800000, 0xbf275530  # cos(-4) = -0.653643608
case  0x4096cbe4, 0x324cde2e  # cos(4.71238899) = 1.19248806e-08
case  0xc096cbe4, 0x324cde2e  # cos(-4.71238899) = 1.19248806e-08
case  0x40a00000, 0x3e913c2c  # cos(5) = 0.2836622
case  0xc0a00000, 0x3e913c2c  # cos(-5) = 0.2836622
case  0x40b00000, 0x3f356b62  # cos(5.5) = 0.708669782
case  0xc0b00000, 0x3f356b62  # cos(-5.5) = 0.708669782
case  0x40c00000, 0x3f75cdb8  # cos(6) = 0.960170269
case  0xc0c00000, 0x3f75cdb8  # cos(-6) = 0.960170269
case  0x40c90fd0, 0x3f800000  # cos(6.28318024) = 1
case  0xc0c90fd0, 0x3f800000  # cos(-6.28318024) = 1
# Small angles.
case  0x3a83126f, 0x3f7ffff8  # cos(0.00100000005) = 1-2^-21
case  0xba83126f, 0x3f7ffff8  # cos(-0.00100000005) = 1-2^-21
case  0x3727c5ac, 0x3f800000  # cos(9.99999975e-06) = 1
case  0xb727c5ac, 0x3f800000  # cos(-9.99999975e-06) = 1
case  0x1e3ce508, 0x3f800000  # cos(9.99999968e-21) = 1
case  0x9e3ce508, 0x3f800000  # cos(-9.99999968e-21) = 1
case  0x39000000, 0x3f800000  # cos(2^-13) = 1
case  0xb9000000, 0x3f800000  # cos(-2^-13) = 1
case  0x00800000, 0x3f800000  # cos(min) = 1
# Zeros and infinities.
case  0x00000000, 0x3f800000  # cos(0) = 1
case  0x80000000, 0x3f800000  # cos(-0) = 1
case  0x7f800000, 0x7fc00000  # cos(inf) = NaN
case  0xff800000, 0x7fc00000  # cos(-inf) = NaN
# NaN gives the canonical NaN.
case  0x7fc00000, 0x7fc00000  # cos(NaN) = NaN
case  0xffc00000, 0x7fc00000  # cos(-NaN) = NaN
case  0x7f800001, 0x7fc00000  # cos(sNaN) = NaN
case  0x7fc0002d, 0x7fc00000  # cos(NaN(0x2d)) = NaN
end_within absolute, 6.74e-07

op ox.cos.s, s, s
# The cosine of subnormal angles is 1.
case  0x00000001, 0x3f800000  # cos(sub) = 1
case  0x80000001, 0x3f800000  # cos(-sub) = 1
case  0x007fffff, 0x3f800000  # cos(maxsub) = 1
case  0x807fffff, 0x3f800000  # cos(-maxsub) = 1
case  0x00400000, 0x3f800000  # cos(2^-127) = 1
case  0x80200000, 0x3f800000  # cos(-2^-128) = 1
end

op ox.cos.s, s, s
# From -100 pi to 100 pi.
case  0x40e00000, 0x3f40ffbd  # cos(7) = 0.753902256
case  0xc0e00000, 0x3f40ffbd  # cos(-7) = 0.753902256
case  0x41200000, 0xbf56cd64  # cos(10) = -0.839071512
case  0xc1200000, 0xbf56cd64  # cos(-10) = -0.839071512
case  0x41fb53d1, 0x3f800000  # cos(31.415926) = 1
case  0xc1fb53d1, 0x3f800000  # cos(-31.415926) = 1
case  0x42480000, 0x3f770803  # cos(50) = 0.964965999
case  0xc2480000, 0x3f770803  # cos(-50) = 0.964965999
case  0x42c80000, 0x3f5cc0ee  # cos(100) = 0.862318873
case  0xc2c80000, 0x3f5cc0ee  # cos(-100) = 0.862318873
case  0x42f6e979, 0xbf183f1b  # cos(123.456001) = -0.594712913
case  0xc2f6e979, 0xbf183f1b  # cos(-123.456001) = -0.594712913
case  0x43488000, 0x3f58a26d  # cos(200.5) = 0.846228421
case  0xc3488000, 0x3f58a26d  # cos(-200.5) = 0.846228421
case  0x437e7810, 0xbf800000  # cos(254.468994) = -1
case  0xc37e7810, 0xbf800000  # cos(-254.468994) = -1
case  0x43960000, 0xbcb503f8  # cos(300) = -0.022096619
case  0xc3960000, 0xbcb503f8  # cos(-300) = -0.022096619
case  0x439c8000, 0x3eccce7f  # cos(313) = 0.40001294
case  0xc39c8000, 0x3eccce7f  # cos(-313) = 0.40001294
case  0x439d1333, 0x3f7ffd2f  # cos(314.149994) = 0.999957025
case  0xc39d1333, 0x3f7ffd2f  # cos(-314.149994) = 0.999957025
end_within absolute, 3.75e-05
