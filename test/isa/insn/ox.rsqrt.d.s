# ox.rsqrt.d rd, rs1: rd = 1 / the square root of rs1 of a double, as PTX's rsqrt.approx.ftz.f64, which is gross: it
# works on the upper words of operand and result, so it has 20 bits of fraction; the lower word of rd is 0. Subnormal
# operands count as zeros of their sign, and so do results. The expected values are exact ones rounded to double;
# zeros, infinities and NaNs are exact.
.include "check.inc.s"

op ox.rsqrt.d, d, d
# Powers of two.
case  0x3ff0000000000000, 0x3ff0000000000000  # rsqrt(1)
case  0x4010000000000000, 0x3fe0000000000000  # rsqrt(4)
case  0x4030000000000000, 0x3fd0000000000000  # rsqrt(16)
case  0x3fd0000000000000, 0x4000000000000000  # rsqrt(0.25)
case  0x4630000000000000, 0x3cd0000000000000  # rsqrt(2^100)
case  0x39b0000000000000, 0x4310000000000000  # rsqrt(2^-100)
case  0x7e70000000000000, 0x20b0000000000000  # rsqrt(2^1000)
case  0x0170000000000000, 0x5f30000000000000  # rsqrt(2^-1000)
# Others, with lower words of 0.
case  0x4008000000000000, 0x3fe279a74590331c  # rsqrt(3)
case  0x4024000000000000, 0x3fd43d136248490f  # rsqrt(10)
case  0x3fb9999900000000, 0x40094c5886bf6559  # rsqrt(0.099999964237213135)
case  0x3ff8000000000000, 0x3fea20bd700c2c3e  # rsqrt(1.5)
case  0x401c000000000000, 0x3fd83091e6a7f7e7  # rsqrt(7)
case  0x4000000000000000, 0x3fe6a09e667f3bcd  # rsqrt(2)
case  0x40c81cd600000000, 0x3f826e97e6b377ba  # rsqrt(12345.671875)
case  0x7e37e43c00000000, 0x20ca2fe7b4c873e6  # rsqrt(9.9999966070267032e+299)
case  0x01a56e1f00000000, 0x5f138d3587416053  # rsqrt(9.9999945771483631e-301)
case  0x54b249ad00000000, 0x358dee7a6995d96a  # rsqrt(9.9999987751348985e+99)
case  0x3fd54fdf00000000, 0x3ffbba07d5671313  # rsqrt(0.33299994468688965)
case  0x4014000000000000, 0x3fdc9f25c5bfedd9  # rsqrt(5)
case  0x3ff0000100000000, 0x3fefffff00000c00  # rsqrt(1+2^-20)
case  0x3fefffff00000000, 0x3ff0000040000180  # rsqrt(1-2^-21)
# The smallest normal number, and subnormal ones.
case  0x0010000000000000, 0x5fe0000000000000  # rsqrt(min)
case  0x8010000000000000, 0x7ff8000000000000  # rsqrt(-min)
case  0x0000000000000001, 0x7ff0000000000000  # rsqrt(sub)
case  0x8000000000000001, 0xfff0000000000000  # rsqrt(-sub)
case  0x000fffff00000000, 0x7ff0000000000000  # rsqrt(2^-1022-2^-1042)
case  0x800fffffffffffff, 0xfff0000000000000  # rsqrt(-maxsub)
# The largest numbers.
case  0x7fefffff00000000, 0x1ff0000040000180  # rsqrt(2^1024-2^1003)
case  0xffefffff00000000, 0x7ff8000000000000  # rsqrt(-(2^1024-2^1003))
case  0x7fe0000000000000, 0x1ff6a09e667f3bcd  # rsqrt(2^1023)
case  0x7fd0000000000000, 0x2000000000000000  # rsqrt(2^1022)
case  0xffd0000000000000, 0x7ff8000000000000  # rsqrt(-2^1022)
# Negative numbers have no root.
case  0xbff0000000000000, 0x7ff8000000000000  # rsqrt(-1)
case  0xc000000000000000, 0x7ff8000000000000  # rsqrt(-2)
case  0xffefffff00000000, 0x7ff8000000000000  # rsqrt(-(2^1024-2^1003))
# Zeros and infinities.
case  0x0000000000000000, 0x7ff0000000000000  # rsqrt(0)
case  0x8000000000000000, 0xfff0000000000000  # rsqrt(-0)
case  0x7ff0000000000000, 0x0000000000000000  # rsqrt(inf)
case  0xfff0000000000000, 0x7ff8000000000000  # rsqrt(-inf)
# NaN gives the canonical NaN.
case  0x7ff8000000000000, 0x7ff8000000000000  # rsqrt(NaN)
case  0xfff8000000000000, 0x7ff8000000000000  # rsqrt(-NaN)
case  0x7ff0000100000000, 0x7ff8000000000000  # rsqrt(sNaN(0x100000000))
case  0x7ff8002d00000000, 0x7ff8000000000000  # rsqrt(NaN(0x2d00000000))
end_within relative, 0x1p-20

# Results that 20 bits of fraction hold are exact, and show the lower word.
op ox.rsqrt.d, d, d
case  0x3ff0000000000000, 0x3ff0000000000000  # rsqrt(1)
case  0x4010000000000000, 0x3fe0000000000000  # rsqrt(4)
case  0x3fb0000000000000, 0x4010000000000000  # rsqrt(0.0625)
case  0x4330000000000000, 0x3e50000000000000  # rsqrt(2^52)
case  0x7e70000000000000, 0x20b0000000000000  # rsqrt(2^1000)
end
