# ox.tanh.s.ftz rd, rs1: rd = the hyperbolic tangent of rs1, with a relative error of up to 2^-11; subnormal operands
# count as zeros of their sign, and so do results. The expected values are exact ones rounded to single; zeros,
# infinities and NaNs are exact.
.include "check.inc.s"

op ox.tanh.s.ftz, s, s
# Numbers.
case  0x3a83126f, 0x3a83126c  # tanh(0.00100000005) = 0.000999999698
case  0xba83126f, 0xba83126c  # tanh(-0.00100000005) = -0.000999999698
case  0x3c23d70a, 0x3c23d5a4  # tanh(0.00999999978) = 0.00999966636
case  0xbc23d70a, 0xbc23d5a4  # tanh(-0.00999999978) = -0.00999966636
case  0x3dcccccd, 0x3dcc1ebc  # tanh(0.100000001) = 0.0996679962
case  0xbdcccccd, 0xbdcc1ebc  # tanh(-0.100000001) = -0.0996679962
case  0x3e000000, 0x3dfeacc9  # tanh(0.125) = 0.124352999
case  0xbe000000, 0xbdfeacc9  # tanh(-0.125) = -0.124352999
case  0x3e800000, 0x3e7acbf5  # tanh(0.25) = 0.244918659
case  0xbe800000, 0xbe7acbf5  # tanh(-0.25) = -0.244918659
case  0x3f000000, 0x3eec9a9f  # tanh(0.5) = 0.462117165
case  0xbf000000, 0xbeec9a9f  # tanh(-0.5) = -0.462117165
case  0x3f400000, 0x3f22991f  # tanh(0.75) = 0.635148942
case  0xbf400000, 0xbf22991f  # tanh(-0.75) = -0.635148942
case  0x3f800000, 0x3f42f7d6  # tanh(1) = 0.761594176
case  0xbf800000, 0xbf42f7d6  # tanh(-1) = -0.761594176
case  0x3fc00000, 0x3f67b7cc  # tanh(1.5) = 0.905148268
case  0xbfc00000, 0xbf67b7cc  # tanh(-1.5) = -0.905148268
case  0x40000000, 0x3f76ca83  # tanh(2) = 0.964027584
case  0xc0000000, 0xbf76ca83  # tanh(-2) = -0.964027584
case  0x40400000, 0x3f7ebbe9  # tanh(3) = 0.995054781
case  0xc0400000, 0xbf7ebbe9  # tanh(-3) = -0.995054781
case  0x40a00000, 0x3f7ffa0d  # tanh(5) = 0.999909222
case  0xc0a00000, 0xbf7ffa0d  # tanh(-5) = -0.999909222
case  0x41000000, 0x3f7ffffc  # tanh(8) = 1-2^-22
case  0xc1000000, 0xbf7ffffc  # tanh(-8) = -(1-2^-22)
case  0x41180000, 0x3f800000  # tanh(9.5) = 1
case  0xc1180000, 0xbf800000  # tanh(-9.5) = -1
case  0x41a00000, 0x3f800000  # tanh(20) = 1
case  0xc1a00000, 0xbf800000  # tanh(-20) = -1
case  0x42c80000, 0x3f800000  # tanh(100) = 1
case  0xc2c80000, 0xbf800000  # tanh(-100) = -1
case  0x7f7fffff, 0x3f800000  # tanh(max) = 1
case  0xff7fffff, 0xbf800000  # tanh(-max) = -1
# Tiny ones are their own tangents.
case  0x2edbe6ff, 0x2edbe6ff  # tanh(1.00000001e-10) = 1.00000001e-10
case  0x9e3ce508, 0x9e3ce508  # tanh(-9.99999968e-21) = -9.99999968e-21
case  0x00800000, 0x00800000  # tanh(min) = min
case  0x80800000, 0x80800000  # tanh(-min) = -min
# Subnormal ones.
case  0x00000001, 0x00000000  # tanh(sub) = 0
case  0x80000001, 0x80000000  # tanh(-sub) = -0
case  0x007fffff, 0x00000000  # tanh(maxsub) = 0
case  0x807fffff, 0x80000000  # tanh(-maxsub) = -0
case  0x00400000, 0x00000000  # tanh(2^-127) = 0
case  0x80200000, 0x80000000  # tanh(-2^-128) = -0
# Zeros and infinities.
case  0x00000000, 0x00000000  # tanh(0) = 0
case  0x80000000, 0x80000000  # tanh(-0) = -0
case  0x7f800000, 0x3f800000  # tanh(inf) = 1
case  0xff800000, 0xbf800000  # tanh(-inf) = -1
# NaN gives the canonical NaN.
case  0x7fc00000, 0x7fc00000  # tanh(NaN) = NaN
case  0xffc00000, 0x7fc00000  # tanh(-NaN) = NaN
case  0x7f800001, 0x7fc00000  # tanh(sNaN) = NaN
case  0x7fc0002d, 0x7fc00000  # tanh(NaN(0x2d)) = NaN
end_within relative, 0x1p-11
