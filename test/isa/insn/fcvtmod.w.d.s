# fcvtmod.w.d rd, rs1, rtz: rd = the double rs1 truncated to an integer, modulo 2^32, sign-extended: the ToInt32 of
# ECMAScript. 0 for infinities and NaN. The one rounding mode is rtz. (Zfa)
.include "rounding.inc.s"

op fcvtmod.w.d, x, d, rtz
# In range: truncated.
case  0x0000000000000000, 0                   # 0
case  0x8000000000000000, 0                   # -0
case  0x3ff0000000000000, 1                   # 1
case  0xbff0000000000000, -1                  # -1
case  0x3fe0000000000000, 0                   # 0.5
case  0xbfe0000000000000, 0                   # -0.5
case  0x3fe8000000000000, 0                   # 0.75
case  0xbfe8000000000000, 0                   # -0.75
case  0x3ffe000000000000, 1                   # 1.875
case  0xbffe000000000000, -1                  # -1.875
case  0x4059000000000000, 100                 # 100
case  0xc059000000000000, -100                # -100
case  0x4004000000000000, 2                   # 2.5
case  0xc004000000000000, -2                  # -2.5
case  0x41dfffffffc00000, 0x000000007fffffff  # 2^31-1
case  0xc1dfffffffc00000, 0xffffffff80000001  # -(2^31-1)
case  0x41dffffffff00000, 0x000000007fffffff  # 2^31-2^-2
case  0xc1dffffffff00000, 0xffffffff80000001  # -(2^31-2^-2)
# Beyond 31 bits: the low 32 of the integer in two's complement, sign-extended.
case  0x41e0000000000000, 0xffffffff80000000  # 2^31
case  0xc1e0000000000000, 0xffffffff80000000  # -2^31
case  0x41e0000000a00000, 0xffffffff80000005  # 2^31+5*1
case  0xc1e0000000a00000, 0x000000007ffffffb  # -(2^31+5*1)
case  0x41efffffffe00000, -1                  # 2^32-1
case  0xc1efffffffe00000, 1                   # -(2^32-1)
case  0x41f0000000000000, 0                   # 2^32
case  0xc1f0000000000000, 0                   # -2^32
case  0x41f0000000500000, 5                   # 2^32+5*1
case  0xc1f0000000500000, -5                  # -(2^32+5*1)
case  0x41f8000000000000, 0xffffffff80000000  # 2^32+2^31
case  0xc1f8000000000000, 0xffffffff80000000  # -(2^32+2^31)
case  0x41effffffff00000, -1                  # 2^32-2^-1
case  0xc1effffffff00000, 1                   # -(2^32-2^-1)
case  0x41f8000000700000, 0xffffffff80000007  # 6442450951
case  0xc1f8000000700000, 0x000000007ffffff9  # -6442450951
case  0x427000000007b000, 123                 # 1099511627899
case  0xc27000000007b000, -123                # -1099511627899
case  0x4330000000000001, 1                   # 2^52+1
case  0xc330000000000001, -1                  # -(2^52+1)
case  0x433fffffffffffff, -1                  # 2^53-1
case  0xc33fffffffffffff, 1                   # -(2^53-1)
# Beyond 53 bits the lowest are zero, until none of the low 32 are left.
case  0x4340000000000001, 2                   # 2^53+2
case  0xc340000000000001, -2                  # -(2^53+2)
case  0x43d0000000000003, 3072                # 2^62+3*2^10
case  0xc3d0000000000003, -3072               # -(2^62+3*2^10)
case  0x4520000000000001, 0xffffffff80000000  # 2^83+2^31
case  0xc520000000000001, 0xffffffff80000000  # -(2^83+2^31)
case  0x4520000000000002, 0                   # 2^83+2^32
case  0xc520000000000002, 0                   # -(2^83+2^32)
case  0x4530000000000001, 0                   # 2^84+2^32
case  0xc530000000000001, 0                   # -(2^84+2^32)
case  0x451fffffffffffff, 0xffffffffc0000000  # 2^83-2^30
case  0xc51fffffffffffff, 0x0000000040000000  # -(2^83-2^30)
case  0x43e0000000000000, 0                   # 2^63
case  0xc3e0000000000000, 0                   # -2^63
case  0x43f0000000000000, 0                   # 2^64
case  0xc3f0000000000000, 0                   # -2^64
# Small and huge numbers.
case  0x0000000000000001, 0  # sub
case  0x000fffffffffffff, 0  # maxsub
case  0x0010000000000000, 0  # min
case  0x7fefffffffffffff, 0  # max
case  0xffefffffffffffff, 0  # -max
# Infinities and NaN give 0.
case  0x7ff0000000000000, 0  # inf
case  0xfff0000000000000, 0  # -inf
case  0x7ff8000000000000, 0  # NaN
case  0xfff8000000000000, 0  # -NaN
case  0x7ff0000000000001, 0  # sNaN
case  0x7ff800000000002d, 0  # NaN(0x2d)
end

# A register that holds a narrower value, boxed, is a NaN for a double.
op fcvtmod.w.d, x, d, rtz
case  0xffffffff3f800000, 0  # a boxed single
case  0xffffffffffff3c00, 0  # a boxed half
end
