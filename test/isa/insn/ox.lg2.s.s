# ox.lg2.s rd, rs1: rd = the base-2 logarithm of rs1, as PTX's lg2.approx.f32. PTX allows an absolute error of 2^-22
# between 1/2 and 2, and a relative one of 2^-22 elsewhere. The expected values are exact ones rounded to single;
# zeros, infinities and NaNs are exact.
.include "check.inc.s"

op ox.lg2.s, s, s
# Between 1/2 and 2.
case  0x3f800000, 0x00000000  # lg2(1) = 0
case  0x3f800001, 0x3438aa3a  # lg2(1+2^-23) = 1.71982634e-07
case  0x3f7fffff, 0xb3b8aa3c  # lg2(1-2^-24) = -8.59913314e-08
case  0x3f800005, 0x3566d4c5  # lg2(1+5*2^-23) = 8.59912973e-07
case  0x3f8ccccd, 0x3e0ccdbb  # lg2(1.10000002) = 0.137503549
case  0x3f666666, 0xbe1ba6b5  # lg2(0.899999976) = -0.152003124
case  0x3fb504f3, 0x3effffff  # lg2(1.41421354) = 2^-1-2^-25
case  0x3f3504f3, 0xbf000000  # lg2(0.707106769) = -0.5
case  0x3fc00000, 0x3f15c01a  # lg2(1.5) = 0.584962487
case  0x3f400000, 0xbed47fcc  # lg2(0.75) = -0.415037513
case  0x3ffffcb9, 0x3f7ffb46  # lg2(1.99989998) = 0.999927878
case  0x3fffffff, 0x3f7fffff  # lg2(2-2^-23) = 1-2^-24
case  0x3f000001, 0xbf7ffffd  # lg2(2^-1+2^-24) = -(1-3*2^-24)
case  0x3f19999a, 0xbf3ca9c6  # lg2(0.600000024) = -0.736965537
case  0x3fa00000, 0x3ea4d3c2  # lg2(1.25) = 0.321928084
case  0x3f800347, 0x39174b8a  # lg2(1.00010002) = 0.000144286227
case  0x3f7ff972, 0xb9174f6a  # lg2(0.999899983) = -0.000144300662
end_within absolute, 0x1p-22

op ox.lg2.s, s, s
# Powers of two.
case  0x40000000, 0x3f800000  # lg2(2) = 1
case  0x40800000, 0x40000000  # lg2(4) = 2
case  0x3f000000, 0xbf800000  # lg2(0.5) = -1
case  0x44800000, 0x41200000  # lg2(1024) = 10
case  0x7f000000, 0x42fe0000  # lg2(2^127) = 127
case  0x00800000, 0xc2fc0000  # lg2(min) = -126
case  0x35800000, 0xc1a00000  # lg2(2^-20) = -20
# Others.
case  0x40400000, 0x3fcae00d  # lg2(3) = 1.58496249
case  0x41200000, 0x40549a78  # lg2(10) = 3.32192802
case  0x3dcccccd, 0xc0549a78  # lg2(0.100000001) = -3.32192802
case  0x3e99999a, 0xbfde54e3  # lg2(0.300000012) = -1.73696554
case  0x40e00000, 0x4033abb4  # lg2(7) = 2.80735493
case  0x447a0000, 0x411f73da  # lg2(1000) = 9.96578407
case  0x358637bd, 0xc19f73da  # lg2(9.99999997e-07) = -19.9315681
case  0x60ad78ec, 0x4284e08b  # lg2(1.00000002e+20) = 66.4385605
case  0x0da24260, 0xc2c750d1  # lg2(1e-30) = -99.6578445
case  0x40490fdb, 0x3fd3643a  # lg2(3.14159274) = 1.65149617
case  0x47f12065, 0x41874f26  # lg2(123456.789) = 16.9136467
case  0x7f7fffff, 0x43000000  # lg2(max) = 128
case  0x00800001, 0xc2fc0000  # lg2(2^-126+2^-149) = -126
case  0x40a00000, 0x40149a78  # lg2(5) = 2.32192802
# Subnormals.
case  0x00000001, 0xc3150000  # lg2(sub) = -149
case  0x00000002, 0xc3140000  # lg2(2*sub) = -148
case  0x00000003, 0xc3136a40  # lg2(3*sub) = -147.415039
case  0x007fffff, 0xc2fc0000  # lg2(maxsub) = -126
case  0x00400000, 0xc2fe0000  # lg2(2^-127) = -127
case  0x80000001, 0x7fc00000  # lg2(-sub) = NaN
case  0x807fffff, 0x7fc00000  # lg2(-maxsub) = NaN
# Zeros, negative numbers and infinities.
case  0x00000000, 0xff800000  # lg2(0) = -inf
case  0x80000000, 0xff800000  # lg2(-0) = -inf
case  0xbf800000, 0x7fc00000  # lg2(-1) = NaN
case  0x80800000, 0x7fc00000  # lg2(-min) = NaN
case  0xff7fffff, 0x7fc00000  # lg2(-max) = NaN
case  0x7f800000, 0x7f800000  # lg2(inf) = inf
case  0xff800000, 0x7fc00000  # lg2(-inf) = NaN
# NaN gives the canonical NaN.
case  0x7fc00000, 0x7fc00000  # lg2(NaN) = NaN
case  0xffc00000, 0x7fc00000  # lg2(-NaN) = NaN
case  0x7f800001, 0x7fc00000  # lg2(sNaN) = NaN
case  0x7fc0002d, 0x7fc00000  # lg2(NaN(0x2d)) = NaN
end_within relative, 0x1p-22
